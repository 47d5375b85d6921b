// SPDX-License-Identifier: EUPL-1.2
//
// The whole API on the demo organisation: answers are what the OpenAPI document says, versions are guarded on every
// route that changes a versioned record, and tokens open what they should and nothing else.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <filesystem>

#include "app/installation.h"
#include "app/schema_check.h"
#include "features/auth/queries.h"
#include "platform/crypto/crypto.h"
#include "platform/http/target.h"

namespace waarborg::app {
namespace {

using http::Method;

/// RFC 3986 section 2.1; the URNs of requirements hold colons and slashes.
std::string encoded(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

/// Admits one actor with every right, so that only the routes are tested.
struct OpenGate final : auth::Gate {
  std::expected<auth::Actor, http::Response> admit(const http::Request&, const auth::Route&) override { return actor; }
  auth::Actor actor;
};

class ApiContract : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    options_.data = std::filesystem::temp_directory_path() / ("waarborg-api-" + crypto::random_token(9));
    ASSERT_TRUE(init(options_));
    auto opened = Installation::open(options_, clock_, false);
    ASSERT_TRUE(opened);
    installation_ = std::move(*opened);
    const auto account = installation_->accounts.create_account("alice", "Alice", "een lang wachtwoord 8361", true);
    ASSERT_TRUE(account);
    const auto made = make_demo(*installation_, *account, "Alice");
    ASSERT_TRUE(made) << made.error().what.key;
    gate_.actor = auth::system_actor(*made, "Alice");
    gate_.actor.account = *account;
    installation_->add_routes(open_);
    installation_->add_routes(guarded_);
    document_ = open_.openapi();
  }
  static void TearDownTestSuite() {
    installation_.reset();
    std::error_code error;
    std::filesystem::remove_all(options_.data, error);
  }

  static http::Response ask(const http::Router& router, Method method, const std::string& target,
                            const std::string& body = {}, const std::vector<http::Header>& headers = {}) {
    http::Request request{.method = method, .target = target, .headers = headers, .body = body, .remote = "127.0.0.1"};
    auto parsed = http::parse_target(target).value_or(http::Target{});
    request.path = std::move(parsed.path);
    request.query = std::move(parsed.query);
    request.id = "0123456789abcdef";
    return router.handle(std::move(request));
  }
  static http::Response get(const std::string& target, const std::vector<http::Header>& headers = {}) {
    return ask(router_, Method::kGet, target, {}, headers);
  }
  static json::Value body_of(const http::Response& answer) {
    return json::parse(answer.body.empty() ? "{}" : answer.body).value_or(json::Object{});
  }
  static std::string header(const http::Response& answer, std::string_view name) {
    for (const auto& one : answer.headers) {
      if (one.name == name) return one.value;
    }
    return {};
  }
  /// Member `name` of the first item of a list; empty when the list is empty or no list.
  static std::string first(const std::string& list, const char* name = "id") {
    const json::Value body = body_of(get(list));
    const auto* items = body.is_object() ? body.as_object().if_contains("items") : nullptr;
    if (items == nullptr || !items->is_array() || items->as_array().empty()) return {};
    const auto* found = items->as_array().front().as_object().if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
  }
  static std::string population() {
    const json::Value measures = body_of(get("/api/v1/measures?limit=500"));
    for (const auto& measure : measures.at("items").as_array()) {
      const std::string id(measure.at("id").as_string());
      if (const std::string found = first("/api/v1/measures/" + id + "/populations"); !found.empty()) return found;
    }
    return {};
  }
  static void replace(std::string& path, const std::string& name, const std::string& value) {
    if (const auto at = path.find("{" + name + "}"); at != std::string::npos && !value.empty()) {
      path.replace(at, name.size() + 2, value);
    }
  }
  /// The pattern with real ids; with a brace left in it when there is no such record in the demo.
  static std::string filled(std::string path, const std::string& reg = "site") {
    replace(path, "register", reg);
    replace(path, "sequence", "1");
    replace(path, "number", "1");
    replace(path, "key", "@1");
    if (path.find("{urn}") != std::string::npos) {
      replace(path, "urn", encoded(first("/api/v1/applicability", "requirement")));
    }
    const auto at = path.find("{id}");
    if (at == std::string::npos) return path;
    const std::string list = path.substr(0, at - 1);
    replace(path, "id", list.ends_with("/populations") ? population() : first(list));
    return path;
  }
  static const json::Value& operation(const auth::Declared& one) {
    std::string method(http::to_text(one.method));
    for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
    return document_.at("paths").at(one.route.pattern.substr(7)).at(method);
  }
  static void check(const auth::Declared& one, const std::string& target) {
    const http::Response answer = get(target);
    ASSERT_EQ(answer.status, 200) << target << ": " << answer.body.substr(0, 300);
    const json::Value& content = operation(one).at("responses").at("200").at("content");
    const std::string type = header(answer, "content-type");
    const std::string bare = type.substr(0, type.find(';'));
    if (one.output.is_null()) return;
    ASSERT_TRUE(content.as_object().contains(bare)) << target << " answers " << bare;
    const auto wrong = testing::SchemaCheck(document_).misfits(one.output, body_of(answer));
    for (std::size_t i = 0; i < std::min<std::size_t>(wrong.size(), 5); ++i) ADD_FAILURE() << target << " " << wrong[i];
  }

  static inline Options options_;
  static inline ManualClock clock_{parse_moment("2026-12-15T10:15:00Z").value()};
  static inline std::unique_ptr<Installation> installation_;
  static inline OpenGate gate_;
  static inline http::Router router_;
  static inline auth::Api open_{router_, gate_};
  /// The same routes behind the real door.
  struct Door final : auth::Gate {
    std::expected<auth::Actor, http::Response> admit(const http::Request& request, const auth::Route& route) override {
      return installation_->accounts.admit(request, route);
    }
  };
  static inline Door door_;
  static inline http::Router guarded_router_;
  static inline auth::Api guarded_{guarded_router_, door_};
  static inline json::Value document_;
};

TEST_F(ApiContract, every_list_and_record_is_what_the_document_says) {
  int checked = 0;
  for (const auth::Declared& one : open_.declared()) {
    const std::string& pattern = one.route.pattern;
    if (one.method != Method::kGet || one.route.anonymous || one.route.session_only || one.output.is_null()) continue;
    std::vector<std::string> registers{"site"};
    if (pattern.find("{register}") != std::string::npos) {
      registers.clear();
      for (const record::Register* reg : record::all_registers()) registers.emplace_back(reg->name);
    }
    for (const std::string& reg : registers) {
      std::string target = filled(pattern, reg);
      if (target.find('{') != std::string::npos) continue;  // the demo has none
      if (target.ends_with("/search")) target += "?q=back";
      SCOPED_TRACE(one.route.operation);
      check(one, target);
      ++checked;
    }
  }
  EXPECT_GT(checked, 30);
}

TEST_F(ApiContract, every_reference_in_the_document_leads_somewhere) {
  const std::string text = json::print(document_);
  const std::string mark = R"("$ref":"#)";
  int found = 0;
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1), ++found) {
    const auto begin = at + mark.size();
    const std::string pointer = text.substr(begin, text.find('"', begin) - begin);
    boost::system::error_code error;
    EXPECT_NE(document_.find_pointer(pointer, error), nullptr) << pointer;
  }
  EXPECT_GT(found, 100);
}

TEST_F(ApiContract, every_operation_has_a_name_of_its_own_a_section_and_a_summary) {
  std::set<std::string> names;
  for (const auth::Declared& one : open_.declared()) {
    EXPECT_TRUE(names.insert(one.route.operation).second) << one.route.operation;
    EXPECT_FALSE(one.route.summary.empty()) << one.route.operation;
    EXPECT_NE(one.section, "waarborg") << one.route.operation;
    if (one.route.right.empty()) continue;
    EXPECT_TRUE(has_words(Language::kNl, "auth.right." + one.route.right)) << one.route.right;
    EXPECT_TRUE(auth::system_actor(gate_.actor.organisation).may(one.route.right)) << one.route.right;
  }
}

/// Why a change asks for no version: there is one writer (the account itself), or the state itself forbids a second
/// change, or the last word counts.
const std::set<std::string>& without_version() {
  static const std::set<std::string> kAll{"session_logout",       "session_organisation",   "session_mode",
                                          "account_totp_confirm", "account_locale",         "account_password",
                                          "account_name",         "account_passkey_remove", "account_session_end",
                                          "account_token_remove", "framework_use",          "job_remove",
                                          "account_mail_change",  "account_notices_change", "account_calendar_remove",
                                          "register_view_remove", "scan_schedule_set"};
  return kAll;
}

/// Bodies that are more than the record itself.
std::string body_for(const std::string& operation_name, const json::Value& record) {
  static const std::map<std::string, std::string> kBodies{
      {"requirement_own_text", R"({"text":"eigen woorden"})"},
      {"organisation_combine", R"({"reason":""})"},
      {"applicability_decide", R"({"applies":true,"reason":"omdat"})"},
      {"requirement_complete", R"({"reason":"omdat"})"},
      {"occurrence_perform", R"({"performed_on":"2026-12-14","outcome":"effective"})"},
      {"evidence_review", R"({"decision":"accepted"})"},
      {"deviation_change", R"({"what":"Hersteltest mislukt"})"},
      {"account_person", R"({"person":""})"},
      {"account_roles", R"({"roles":["security_officer","administrator"],"until":null})"},
      {"population_judge", R"({"verdict":"effective"})"},
      {"column_mapping_change", R"({"name":"Proef","settings":[{"name":"date","value":"Datum"}]})"},
      {"evidence_put_file", "%PDF-1.7 proef"}};
  const auto found = kBodies.find(operation_name);
  return found == kBodies.end() ? json::print(record) : found->second;
}

TEST_F(ApiContract, every_change_of_a_versioned_record_refuses_a_stale_version_and_a_missing_one) {
  const std::string mine = std::string(
      body_of(ask(router_, Method::kPost, "/api/v1/evidence",
                  R"({"title":"Foto","kind":"inspection","aspect":"existence","measure":")" +
                      first("/api/v1/measures") +
                      R"(","covers_from":"2026-12-01","covers_to":"2026-12-02","result":"supports","places":[]})"))
          .at("id")
          .as_string());
  const auto mapping = ask(router_, Method::kPost, "/api/v1/column-mappings",
                           R"({"name":"Proef","settings":[{"name":"date","value":"Datum"}]})");
  ASSERT_EQ(mapping.status, 200) << mapping.body;
  int checked = 0;
  for (const auth::Declared& one : open_.declared()) {
    if (one.method != Method::kPut && one.method != Method::kDelete && !one.route.versioned) continue;
    const std::string& name = one.route.operation;
    SCOPED_TRACE(name);
    if (!one.route.versioned) {
      EXPECT_TRUE(without_version().contains(name)) << "asks for no version: say on_version(), or say here why not";
      continue;
    }
    std::string target = name == "evidence_put_file" ? "/api/v1/evidence/" + mine + "/file" : filled(one.route.pattern);
    if (target.find('{') != std::string::npos) {
      ADD_FAILURE() << "nothing in the demo to try it on: " << target;
      continue;
    }
    const std::string body = body_for(name, body_of(get(target)));
    const auto none = ask(router_, one.method, target, body);
    const auto stale = ask(router_, one.method, target, body, {{"if-match", "\"424242\""}});
    EXPECT_EQ(none.status, 428) << none.body;
    if (name == "occurrence_perform") {
      EXPECT_EQ(stale.status, 409) << "the first in the demo is performed already: " << stale.body;
    } else if (name == "evidence_review") {
      EXPECT_EQ(stale.status, 403) << "the asker handed the first one in: " << stale.body;
    } else {
      EXPECT_EQ(stale.status, 412) << stale.body;
    }
    EXPECT_EQ(header(stale, "content-type"), "application/problem+json; charset=utf-8");
    EXPECT_TRUE(testing::SchemaCheck(document_).misfits(json::Schemas::reference("Problem"), body_of(stale)).empty())
        << stale.body;
    ++checked;
  }
  EXPECT_GE(checked, 9);
}

TEST_F(ApiContract, an_answer_that_did_not_change_is_not_sent_again_and_its_tag_serves_for_changing) {
  const std::string target = "/api/v1/registers/site/rows/" + first("/api/v1/registers/site/rows");
  const auto answer = get(target);
  const std::string tag = header(answer, "etag");
  const auto same = get(target, {{"if-none-match", "\"1.0\", W/" + tag}});
  const auto other = get(target, {{"if-none-match", "\"1.0\""}});
  json::Value fresh = body_of(answer);
  fresh.as_object()["note"] = "Nieuwe sleutel";
  const auto changed = ask(router_, Method::kPut, target, json::print(fresh), {{"if-match", tag}});
  const auto again = ask(router_, Method::kPut, target, answer.body, {{"if-match", tag}});

  EXPECT_EQ(same.status, 304);
  EXPECT_TRUE(same.body.empty());
  EXPECT_EQ(header(same, "etag"), tag);
  EXPECT_EQ(other.status, 200);
  EXPECT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(again.status, 412) << again.body;
  EXPECT_EQ(get(target, {{"if-none-match", tag}}).status, 200);
}

TEST_F(ApiContract, a_page_leads_to_the_next_until_all_were_seen) {
  for (const auth::Declared& one : open_.declared()) {
    const auto& query = one.route.query;
    const bool paged = std::ranges::find(query, "after", &auth::Parameter::name) != query.end();
    if (one.method != Method::kGet || !paged || one.route.session_only) continue;
    SCOPED_TRACE(one.route.operation);
    const std::string target = filled(one.route.pattern);
    std::set<std::string> seen;
    std::string after;
    const auto nonsense = get(target + "?after=x");
    EXPECT_EQ(nonsense.status, 422) << "the first page in its place would come again for ever";
    EXPECT_EQ(body_of(nonsense).at("type").as_string(), "urn:waarborg:problem:db.after_unknown");
    EXPECT_EQ(body_of(nonsense).at("where").as_string(), "after");
    const std::int64_t total = body_of(get(target + "?limit=7")).at("total").as_int64();
    std::int64_t rows = 0;
    for (int page = 0; page < 30; ++page) {
      const json::Value body = body_of(get(target + "?limit=7" + after));
      rows += std::ssize(body.at("items").as_array());
      for (const auto& row : body.at("items").as_array()) seen.insert(json::print(row));
      if (body.at("next").is_null()) break;
      after = "&after=" + encoded(std::string(body.at("next").as_string()));
    }
    EXPECT_EQ(rows, std::min<std::int64_t>(total, 210)) << target;
    EXPECT_EQ(std::ssize(seen), rows) << target << ": a row came twice";
  }
}

TEST_F(ApiContract, a_personal_token_reads_everything_of_its_roles_and_manages_no_accounts) {
  const std::string secret = "een-geheim-van-de-proef";
  {
    auto tx = installation_->database.write();
    const std::string account = gate_.actor.account.text;
    const auto sign_in = [&] { return auth::Accounts::sign_ins(tx, trail::kInstallation)[account]; };
    const std::string before = sign_in();
    tx.execute(auth::sql::kTokenInsert, crypto::new_id(clock_.now()), crypto::sha256_hex(secret), gate_.actor.account,
               gate_.actor.organisation, std::string("proef"), std::string("personal"), clock_.now(),
               clock_.now() + std::chrono::hours(24));
    installation_->trail.add(tx, {trail::kInstallation, "system", "Waarborg"},
                             {"account.sign_in", "sign_in", account, "", {}, sign_in(), before}, clock_.now());
    tx.commit();
  }
  const std::vector<http::Header> token{{"authorization", "Bearer " + secret}};
  for (const auth::Declared& one : guarded_.declared()) {
    SCOPED_TRACE(one.route.operation);
    const std::string target = filled(one.route.pattern);
    if (one.route.session_only) {
      const auto refused = ask(guarded_router_, one.method, target, "{}", token);
      EXPECT_TRUE(refused.status == 401 || refused.status == 403) << refused.status << refused.body;
    } else if (one.method == Method::kGet && !one.route.anonymous && !one.output.is_null() &&
               target.find('{') == std::string::npos) {
      EXPECT_EQ(ask(guarded_router_, one.method, target, {}, token).status, 200) << target;
      EXPECT_EQ(ask(guarded_router_, one.method, target).status, 401) << target;
    }
  }
}

}  // namespace
}  // namespace waarborg::app
