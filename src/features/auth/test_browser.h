// SPDX-License-Identifier: EUPL-1.2
//
// For the tests of auth: an installation with real accounts, and a browser that keeps its cookie and token.
#pragma once

#include <gtest/gtest.h>

#include "features/auth/auth.h"
#include "features/auth/testing.h"

namespace waarborg::auth {

inline constexpr const char* kPassword = "vier gele fietsen in de regen";

/// World with the real gate in place of the header.
struct House {
  explicit House(const std::string& kind = "sqlite", Settings settings = cheap())
      : world(kind), accounts(world.database, world.trail, world.clock, std::move(settings)) {
    add_routes(api, accounts);
    for (const char* right : {"measure.read", "measure.edit", "account.edit", "evidence.add"}) {
      const std::string name = right;
      api.get<Nothing>({"/api/v1/probe/" + name, "probe_" + name, "Probe", name},
                       [](Call&) -> Result<Nothing> { return Nothing{}; });
      api.post<Nothing, Nothing>({"/api/v1/probe/" + name, "probe_post_" + name, "Probe", name},
                                 [](Call&, Nothing) -> Result<Nothing> { return Nothing{}; });
    }
    api.post<Nothing, Nothing>({"/api/v1/evidence/import", "evidence_import", "Import", "evidence.add"},
                               [this](Call& call, Nothing) -> Result<Nothing> {
                                 last_importer = call.actor;
                                 return Nothing{};
                               });
  }
  static Settings cheap() {
    Settings settings;
    settings.seal_key = std::string(32, 'k');
    settings.cost = crypto::kCheapForTests;
    return settings;
  }
  /// An account with a password and these roles in an organisation.
  AccountId person(const std::string& login, const OrganisationId& organisation, const Roles& roles,
                   std::optional<Day> until = {}) {
    const auto id = accounts.create_account(login, "Naam van " + login, kPassword, false);
    if (!id) throw std::runtime_error(id.error().what.key);
    if (organisation) {
      auto tx = world.database.write();
      accounts.add_membership(tx, system_actor(organisation), *id, roles, until);
      tx.commit();
    }
    return *id;
  }
  std::vector<trail::Entry> entries(const OrganisationId& organisation) {
    auto tx = world.database.read();
    return world.trail.range(tx, organisation, 0, 1000);
  }
  std::vector<std::string> actions(const OrganisationId& organisation) {
    std::vector<std::string> out;
    for (const auto& entry : entries(organisation)) out.push_back(entry.action);
    return out;
  }

  testing::World world;
  Accounts accounts;
  http::Router router;
  Api api{router, accounts};
  std::optional<Actor> last_importer;
};

struct Answer {
  int status = 0;
  json::Object body;
  http::Response response;

  std::string text(std::string_view member) const {
    const auto* found = body.if_contains(member);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
  }
  std::vector<std::string> list(std::string_view member) const {
    return json::decode<std::vector<std::string>>(body.at(member)).value_or(std::vector<std::string>{});
  }
  /// Key of the problem: "auth.login.wrong".
  std::string problem() const {
    const std::string type = text("type");
    return type.starts_with("urn:waarborg:problem:") ? type.substr(21) : type;
  }
  std::string header(std::string_view name) const {
    for (const auto& header : response.headers) {
      if (header.name == name) return header.value;
    }
    return "";
  }
};

class Browser {
 public:
  explicit Browser(House& house) : house_(&house) {}

  Answer send(http::Method method, const std::string& path, const json::Value& body = nullptr) {
    http::Request request{.method = method, .target = path, .remote = remote, .secure = secure};
    auto target = http::parse_target(path).value_or(http::Target{});
    request.path = std::move(target.path);
    request.query = std::move(target.query);
    request.id = "0123456789abcdef";
    request.headers.push_back({"host", "zorg.example"});
    request.headers.push_back({"user-agent", "Proefbrowser 1.0"});
    if (!cookie.empty()) request.headers.push_back({"cookie", cookie});
    if (!known.empty()) request.headers.push_back({"cookie", known});
    if (method != http::Method::kGet) request.headers.push_back({"x-waarborg-csrf", csrf});
    if (!body.is_null()) {
      request.headers.push_back({"content-type", "application/json"});
      request.body = json::print(body);
    }
    for (const auto& header : extra) request.headers.push_back(header);
    if (request.header("if-match").empty()) request.headers.push_back({"if-match", "*"});
    return take(house_->router.handle(std::move(request)));
  }
  Answer get(const std::string& path) { return send(http::Method::kGet, path); }
  Answer post(const std::string& path, const json::Value& body = json::Object{}) {
    return send(http::Method::kPost, path, body);
  }
  Answer put(const std::string& path, const json::Value& body) { return send(http::Method::kPut, path, body); }
  Answer remove(const std::string& path) { return send(http::Method::kDelete, path); }

  Answer login(const std::string& login, const std::string& password = kPassword) {
    return post("/api/v1/session", json::Object{{"login", login}, {"password", password}});
  }
  /// Sets up TOTP after a first login; keeps secret and recovery codes.
  Answer enrol() {
    const Answer offer = post("/api/v1/account/totp");
    secret = crypto::base32_decode(offer.text("secret")).value_or(crypto::Bytes{});
    const Answer done = put("/api/v1/account/totp", json::Object{{"code", code()}});
    if (done.status == 200) recovery = done.list("recovery_codes");
    return get("/api/v1/session");
  }
  Answer sign_in(const std::string& login_name) {
    login(login_name);
    return enrol();
  }
  std::string code() const { return crypto::totp_code(secret, crypto::totp_step(house_->world.clock.now())); }

  std::string cookie;
  std::string known;  ///< Cookie of a browser that signed in before.
  std::string csrf;
  std::string remote = "192.0.2.7";
  bool secure = true;
  std::vector<http::Header> extra;
  crypto::Bytes secret;
  std::vector<std::string> recovery;

 private:
  Answer take(http::Response response) {
    Answer answer;
    answer.status = response.status;
    for (const auto& header : response.headers) {
      if (header.name != "set-cookie") continue;
      (header.value.find("-browser=") != std::string::npos ? known : cookie) =
          header.value.substr(0, header.value.find(';'));
    }
    if (const auto body = json::parse(response.body); body && body->is_object()) answer.body = body->as_object();
    if (answer.body.contains("csrf")) csrf = answer.text("csrf");
    answer.response = std::move(response);
    return answer;
  }
  House* house_;
};

inline std::string state_of(const Answer& answer) { return answer.text("state"); }

}  // namespace waarborg::auth
