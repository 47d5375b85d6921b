// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/test_browser.h"

#include <utility>

#include "base/json_decode.h"
#include "platform/http/target.h"

namespace waarborg::auth {

std::string Answer::text(std::string_view member) const {
  const auto* found = body.if_contains(member);
  return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
}

std::vector<std::string> Answer::list(std::string_view member) const {
  return json::decode<std::vector<std::string>>(body.at(member)).value_or(std::vector<std::string>{});
}

std::string Answer::problem() const {
  const std::string type = text("type");
  return type.starts_with("urn:waarborg:problem:") ? type.substr(21) : type;
}

std::string Answer::header(std::string_view name) const {
  for (const auto& header : response.headers) {
    if (header.name == name) return header.value;
  }
  return "";
}

Answer Browser::send(http::Method method, const std::string& path, const json::Value& body) {
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

Answer Browser::get(const std::string& path) { return send(http::Method::kGet, path); }

Answer Browser::post(const std::string& path, const json::Value& body) { return send(http::Method::kPost, path, body); }

Answer Browser::put(const std::string& path, const json::Value& body) { return send(http::Method::kPut, path, body); }

Answer Browser::remove(const std::string& path) { return send(http::Method::kDelete, path); }

Answer Browser::login(const std::string& login, const std::string& password) {
  return post("/api/v1/session", json::Object{{"login", login}, {"password", password}});
}

Answer Browser::enrol() {
  const Answer offer = post("/api/v1/account/totp");
  secret = crypto::base32_decode(offer.text("secret")).value_or(crypto::Bytes{});
  const Answer done = put("/api/v1/account/totp", json::Object{{"code", code()}});
  if (done.status == 200) recovery = done.list("recovery_codes");
  return get("/api/v1/session");
}

Answer Browser::sign_in(const std::string& login_name) {
  login(login_name);
  return enrol();
}

std::string Browser::code() const { return crypto::totp_code(secret, crypto::totp_step(house_->world.clock.now())); }

Answer Browser::take(http::Response response) {
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

std::string state_of(const Answer& answer) { return answer.text("state"); }

}  // namespace waarborg::auth
