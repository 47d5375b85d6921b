// SPDX-License-Identifier: EUPL-1.2
//
// For the tests of auth: a browser that keeps its cookie and token.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "features/auth/test_house.h"
#include "platform/crypto/crypto.h"
#include "platform/http/http.h"

namespace waarborg::auth {

struct Answer {
  int status = 0;
  json::Object body;  ///< Empty when there is none, or no object.
  http::Response response;

  /// Of a member; empty when it is absent or no text.
  std::string text(std::string_view member) const;
  std::vector<std::string> list(std::string_view member) const;
  /// Key of the problem: "auth.login.wrong".
  std::string problem() const;
  std::string header(std::string_view name) const;
};

class Browser {
 public:
  explicit Browser(House& house) : house_(&house) {}

  /// With the cookies, the cross-site token and, unless `extra` says otherwise, if-match: "*". No body when it is null.
  Answer send(http::Method method, const std::string& path, const json::Value& body = nullptr);
  Answer get(const std::string& path);
  Answer post(const std::string& path, const json::Value& body = json::Object{});
  Answer put(const std::string& path, const json::Value& body);
  Answer remove(const std::string& path);

  /// The first factor.
  Answer login(const std::string& login, const std::string& password = kPassword);
  /// Sets up TOTP after a first login; keeps secret and recovery codes.
  Answer enrol();
  /// Both.
  Answer sign_in(const std::string& login_name);
  /// The one-time code of this moment.
  std::string code() const;

  std::string cookie;
  std::string known;  ///< Cookie of a browser that signed in before.
  std::string csrf;
  std::string remote = "192.0.2.7";
  bool secure = true;
  std::vector<http::Header> extra;
  crypto::Bytes secret;
  std::vector<std::string> recovery;

 private:
  Answer take(http::Response response);
  House* house_;
};

std::string state_of(const Answer& answer);

}  // namespace waarborg::auth
