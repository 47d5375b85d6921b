// SPDX-License-Identifier: EUPL-1.2
#include "app/test_town.h"

#include <libpq-fe.h>

#include "platform/http/target.h"

namespace waarborg::app {
namespace {

std::string text_of(const json::Object& object, const char* member) {
  const json::Value* value = object.if_contains(member);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

}  // namespace

TownDatabase::TownDatabase(const std::string& kind) {
  const char* server = std::getenv("WAARBORG_TEST_POSTGRES");
  if (kind != "postgres" || server == nullptr) return;
  server_ = server;
  name_ = "waarborg_town_" + crypto::hex_encode(crypto::random_bytes(6));
  run("CREATE DATABASE " + name_);
}

TownDatabase::~TownDatabase() {
  if (!name_.empty()) run("DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
}

std::string TownDatabase::address() const {
  if (name_.empty()) return "";
  const auto query = std::min(server_.find('?'), server_.size());
  const auto slash = server_.find('/', std::string("postgresql://").size());
  return server_.substr(0, std::min(slash, query)) + "/" + name_ + server_.substr(query);
}

void TownDatabase::run(const std::string& sql) const {
  PGconn* connection = PQconnectdb(server_.c_str());
  PQclear(PQexec(connection, sql.c_str()));
  PQfinish(connection);
}

Town::Town(const std::string& kind) : postgres(kind) {
  options.data = folder / "data";
  options.database = postgres.address();
  options.password_cost = crypto::kCheapForTests;
  if (!init(options)) throw std::runtime_error("town: init");
  auto opened = Installation::open(options, clock, false);
  if (!opened) throw std::runtime_error("town: " + opened.error().what.key);
  installation = std::move(*opened);
  server = std::make_unique<WebServer>(*installation);
  north = found(std::string("Praktijk ") + kSecret, 25);
  south = found("Praktijk Zuid", 5);
  // So that Charlie has all rights in one session.
  const auto combined = installation->setup.combine_roles(auth::system_actor(south), "Wij zijn met vijf mensen.", -1);
  if (!combined) throw std::runtime_error("town: " + combined.error().what.key);
  alice = sign_in("alice", north, {"security_officer"});
  rita = sign_in("rita", north, {"reviewer"});
  bob = sign_in("bob", north, {"contributor"});
  dora = sign_in("dora", north, {"administrator"});
  charlie = sign_in("charlie", south, {"administrator", "security_officer"});
  make_records();
}

OrganisationId Town::found(const std::string& name, std::int64_t people) {
  setup::SetupInput input;
  input.name = name;
  input.sub_sector = "gp_practice";
  input.people = people;
  const auto made = installation->setup.create(AccountId{"system"}, "Waarborg", input, false);
  if (!made) throw std::runtime_error("town: " + made.error().what.key);
  return made->id;
}

Person Town::sign_in(const std::string& login, const OrganisationId& organisation, const auth::Roles& roles,
                     const std::string& name) {
  Person person{login, {}, "", "x"};
  const auto account =
      installation->accounts.create_account(login, name.empty() ? "Naam van " + login : name, kTownPassword, false);
  if (!account) throw std::runtime_error("town: " + account.error().what.key);
  person.account = *account;
  {
    db::Transaction tx = installation->database.write();
    installation->accounts.add_membership(tx, auth::system_actor(organisation), *account, roles);
    tx.commit();
  }
  const auto take = [&](const http::Response& response) {
    for (const http::Header& header : response.headers) {
      const bool session = header.name == "set-cookie" && !header.value.contains("-browser=");
      if (session) person.cookie = header.value.substr(0, header.value.find(';'));
    }
    const auto body = json::parse(response.body);
    if (!body || !body->is_object()) return json::Object{};
    if (body->as_object().contains("csrf")) person.csrf = text_of(body->as_object(), "csrf");
    return body->as_object();
  };
  const json::Object given{{"login", login}, {"password", kTownPassword}};
  take(ask(&person, http::Method::kPost, "/api/v1/session", json::print(given)));
  const auto offer = take(ask(&person, http::Method::kPost, "/api/v1/account/totp", "{}"));
  const auto secret = crypto::base32_decode(text_of(offer, "secret")).value();
  const std::string code = crypto::totp_code(secret, crypto::totp_step(clock.now()));
  take(ask(&person, http::Method::kPut, "/api/v1/account/totp", json::print(json::Object{{"code", code}})));
  const auto ready = take(ask(&person, http::Method::kGet, "/api/v1/session"));
  EXPECT_EQ(text_of(ready, "state"), "ready") << login;
  return person;
}

http::Response Town::ask(const Person* who, http::Method method, const std::string& target, const std::string& body,
                         std::vector<http::Header> headers) const {
  http::Request request{.method = method, .target = target, .headers = std::move(headers), .body = body};
  request.remote = "192.0.2.7";
  request.secure = true;
  request.id = "0123456789abcdef";
  auto parsed = http::parse_target(target).value_or(http::Target{});
  request.path = std::move(parsed.path);
  request.query = std::move(parsed.query);
  request.headers.push_back({"host", "zorg.example"});
  if (request.header("if-match").empty()) request.headers.push_back({"if-match", "*"});
  if (request.header("content-type").empty()) request.headers.push_back({"content-type", "application/json"});
  if (who != nullptr && !who->cookie.empty()) request.headers.push_back({"cookie", who->cookie});
  if (who != nullptr && !who->csrf.empty()) request.headers.push_back({"x-waarborg-csrf", who->csrf});
  return server->router().handle(std::move(request));
}

json::Object Town::must(const Person& who, http::Method method, const std::string& target, const std::string& body,
                        std::vector<http::Header> headers) const {
  const auto answer = ask(&who, method, target, body, std::move(headers));
  EXPECT_EQ(answer.status, 200) << target << " " << answer.body;
  const auto value = json::parse(answer.body);
  return value && value->is_object() ? value->as_object() : json::Object{};
}

std::int64_t Town::log_size(const OrganisationId& organisation) const {
  db::Transaction tx = installation->database.read();
  return installation->trail.count(tx, organisation, {});
}

void Town::make_records() {
  const std::string secret = kSecret;
  const auto post = [&](const Person& who, const std::string& target, const std::string& body) {
    return text_of(must(who, http::Method::kPost, "/api/v1/" + target, body), "id");
  };
  ids["site"] = post(alice, "registers/site/rows", R"({"name":"Locatie )" + secret + R"("})");
  ids["requirement"] = "urn:waarborg:framework:nen7510-2024:5.15";
  ids["measure"] = post(alice, "measures", measure_named(secret));
  ids["domain"] = post(alice, "registers/domain/rows", R"({"name":"zorg.example","use":"both","protection":"apply"})");
  std::string spare = measure_named(secret + " twee");
  const std::string none = R"("requirements":[])";
  spare.replace(spare.find(none), none.size(),
                R"("requirements":[{"requirement":")" + ids["requirement"] + R"(","coverage":"partly"}])");
  ids["spare"] = post(alice, "measures", spare);
  const auto occurrences =
      must(alice, http::Method::kGet, "/api/v1/measures/" + ids["measure"] + "/occurrences?limit=500&to=2026-12-15");
  const auto& due = occurrences.at("items").as_array();
  ASSERT_GE(due.size(), 3U);
  ids["occurrence"] = text_of(due[due.size() - 1].as_object(), "id");
  ids["performed"] = text_of(due[due.size() - 2].as_object(), "id");
  ids["evidence"] = post(bob, "evidence", evidence_for(ids["measure"], secret));
  must(bob, http::Method::kPut, "/api/v1/evidence/" + ids["evidence"] + "/file", "Verslag " + secret,
       {{"content-type", "text/plain"}, {"x-file-name", secret + ".txt"}});
  ids["waiting"] = post(bob, "evidence", evidence_for(ids["measure"], secret + " wacht"));
  ids["proof"] = post(bob, "evidence", evidence_for(ids["measure"], secret + " hertest"));
  must(bob, http::Method::kPost, "/api/v1/occurrences/" + ids["performed"] + "/perform", kPerform);
  ids["deviation"] = post(bob, "measures/" + ids["measure"] + "/deviations", R"({"what":"Mislukt )" + secret + R"("})");
  const std::string cases = "1;" + secret + "\n2;Twee\n3;Drie\n";
  for (const auto& [kind, period, rows] : {std::tuple{"population", "from=2026-01-01&to=2026-06-30", cases},
                                           std::tuple{"undrawn", "from=2026-07-01&to=2026-09-30", cases},
                                           std::tuple{"empty", "from=2025-01-01&to=2025-06-30", std::string()}}) {
    ids[kind] =
        post(alice, "measures/" + ids["measure"] + "/populations?plan_item=leavers&title=Uitdienst&key=nr&" + period,
             "nr;naam\n" + rows);
  }
  must(bob, http::Method::kPost, "/api/v1/populations/" + ids["empty"] + "/draw", "{}");
  const auto drawn = must(alice, http::Method::kPost, "/api/v1/populations/" + ids["population"] + "/draw", "{}");
  ids["case"] = text_of(drawn.at("cases").as_array().at(0).as_object(), "key");
  ids["override"] = post(alice, "measures/" + ids["measure"] + "/overrides", kOverride);
  ids["proposal"] = post(alice, "measures/" + ids["measure"] + "/overrides", kOverride);
  const std::string decide = R"({"applies":true,"reason":"Omdat )" + secret + R"("})";
  must(alice, http::Method::kPut, "/api/v1/applicability/" + ids["requirement"], decide);
  must(alice, http::Method::kPost, "/api/v1/applicability/versions", R"({"framework":"","note":")" + secret + R"("})");
  must(alice, http::Method::kPut, "/api/v1/requirements/" + ids["requirement"] + "/complete-together",
       R"({"reason":"Samen )" + secret + R"("})");
  must(alice, http::Method::kPut, "/api/v1/requirements/" + ids["requirement"] + "/own-text",
       R"({"text":"Eigen tekst )" + secret + R"("})");
  ids["token"] =
      post(alice, "account/tokens",
           R"({"name":"Token )" + secret + R"(","scope":"personal","days":10,"current":")" + kTownPassword + R"("})");
  ids["columns"] = post(bob, "column-mappings", kColumns);
  const auto job = json::parse(ask(&alice, http::Method::kPost, "/api/v1/reports/vvt", R"({"format":"pdf"})").body);
  ids["job"] = job && job->is_object() ? text_of(job->as_object(), "id") : "";
  ASSERT_NE(ids["job"], "");
  ids["account"] = alice.account.text;
  ids["organisation"] = north.text;
  for (const char* library : {kLibrary, kMappings}) {
    must(alice, http::Method::kPost, "/api/v1/frameworks/import", library);
  }
  const auto frameworks = must(alice, http::Method::kGet, "/api/v1/frameworks");
  for (const json::Value& one : frameworks.at("items").as_array()) {
    if (text_of(one.as_object(), "ref_id") == "DEMO") ids["framework"] = text_of(one.as_object(), "id");
  }
  const auto requirement = must(alice, http::Method::kGet, "/api/v1/requirements/" + ids["requirement"]);
  ids["mapping"] = text_of(requirement.at("mappings").as_array().at(0).as_object(), "id");
  const auto leaver = installation->accounts.create_account("leaver", secret, kTownPassword, false);
  ids["leaver"] = leaver.value().text;
  {
    db::Transaction tx = installation->database.write();
    installation->accounts.add_membership(tx, auth::system_actor(north), *leaver, {"contributor"});
    tx.commit();
  }
  const auto sessions = must(alice, http::Method::kGet, "/api/v1/account/sessions");
  ids["session"] = text_of(sessions.at("items").as_array().at(0).as_object(), "id");
  const auto link = must(dora, http::Method::kPost, "/api/v1/invitations",
                         R"({"login":"nieuw","name":"Nieuw )" + secret + R"(","roles":["owner"],"until":null})");
  ids["invitation"] = text_of(link, "link").substr(text_of(link, "link").rfind('/') + 1);
}

}  // namespace waarborg::app
