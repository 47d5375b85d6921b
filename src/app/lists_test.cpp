// SPDX-License-Identifier: EUPL-1.2
//
// No list runs a statement per row: every GET route without an id in its path, found in its own description, runs as
// many statements for sixty measures with their tasks, evidence, deviations and register rows as for ten; also when it
// is filtered, searched and sorted in every way that it declares, and as a file. Documents that are made as a whole
// (reports, package) are counted in their own tests.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "app/installation.h"
#include "features/org/org.h"
#include "platform/crypto/crypto.h"
#include "platform/http/target.h"

namespace waarborg::app {
namespace {

struct OpenGate final : auth::Gate {
  std::expected<auth::Actor, http::Response> admit(const http::Request&, const auth::Route&) override { return actor; }
  auth::Actor actor;
};

class Lists : public ::testing::Test {
 protected:
  void SetUp() override {
    options_.data = std::filesystem::temp_directory_path() / ("waarborg-lists-" + crypto::random_token(9));
    ASSERT_TRUE(init(options_));
    auto opened = Installation::open(options_, clock_, false);
    ASSERT_TRUE(opened);
    installation_ = std::move(*opened);
    const auto alice = installation_->accounts.create_account("alice", "Alice", "een lang wachtwoord 8361", true);
    ASSERT_TRUE(alice);
    setup::SetupInput input;
    input.name = "Huisartsenpraktijk Noord";
    input.sub_sector = "gp_practice";
    input.people = 25;
    input.board_member = input.security_officer = input.health_information = "Alice";
    input.sites = {{"Locatie", "Utrecht"}};
    const auto organisation = installation_->setup.create(*alice, "Alice", input, false);
    ASSERT_TRUE(organisation) << organisation.error().what.key;
    gate_.actor = auth::system_actor(organisation->id, "Alice");
    installation_->add_routes(api_);
  }
  void TearDown() override {
    installation_.reset();
    std::error_code error;
    std::filesystem::remove_all(options_.data, error);
  }

  http::Response ask(http::Method method, const std::string& target, const std::string& body = {}) {
    http::Request request{.method = method, .target = target, .body = body, .remote = "127.0.0.1"};
    auto parsed = http::parse_target(target).value_or(http::Target{});
    request.path = std::move(parsed.path);
    request.query = std::move(parsed.query);
    return router_.handle(std::move(request));
  }
  std::string made(const std::string& target, const std::string& body) {
    const auto answer = ask(http::Method::kPost, "/api/v1" + target, body);
    EXPECT_EQ(answer.status, 200) << target << " " << answer.body;
    const auto value = json::parse(answer.body);
    return value && value->is_object() ? std::string(value->at("id").as_string()) : "";
  }

  /// One record of each kind, hanging together.
  void add_one(int number) {
    const std::string n = std::to_string(number);
    const std::string person = made("/registers/person/rows", R"({"name":"Mens )" + n + "\"}");
    const std::string site =
        made("/registers/site/rows", R"({"name":"Plek )" + n + R"(","contact":")" + person + "\"}");
    made("/registers/supplier/rows", R"({"name":"Bedrijf )" + n + R"(","criticality":"low"})");
    made("/registers/department/rows", R"({"name":"Afdeling )" + n + R"(","site":")" + site + "\"}");
    made("/registers/system/rows", R"({"name":"Systeem )" + n + R"(","kind":"server","criticality":"low","owner":")" +
                                       person + R"(","site":")" + site + "\"}");
    if (number < 50)
      made("/registers/system/views", R"({"name":"V)" + n + R"(","search":"","sort":"","filters":[],"columns":[]})");
    const std::string measure = made(
        "/measures", R"({"title":"Maatregel )" + n + R"(","description":"","card":"","owner":")" + person +
                         R"(","rollup":"worst","rollup_reason":"","requirements":[],"places":[{"kind":"site","id":")" +
                         site + R"("}],"plan":{"operation":[{"id":"","kind":"occurrences","title":"Tests )" + n +
                         R"(","rrule":"FREQ=MONTHLY;BYMONTHDAY=1","start":"2026-01-01","window_days":14,)"
                         R"("grace_days":30,"frequency":"","tolerated":0,"source":"","freshness_days":1}],)"
                         R"("operation_text":""}})");
    made("/evidence", R"({"title":"Bewijs )" + n + R"(","kind":"document","aspect":"design","measure":")" + measure +
                          R"(","places":[{"kind":"site","id":")" + site +
                          R"("}],"covers_from":"2026-03-01","covers_to":"2026-03-01","valid_until":"2026-03-20",)"
                          R"("result":"supports"})");
    made("/measures/" + measure + "/deviations",
         R"({"what":"Fout )" + n + R"(","cause":"","correction":"","place":{"kind":"site","id":")" + site + "\"}}");
    if (first_measure_.empty()) first_measure_ = measure;
  }

  /// Statements per GET route, asked twice: the first may compute verdicts.
  std::map<std::string, std::uint64_t> counted() {
    std::map<std::string, std::uint64_t> out;
    std::vector<std::string> paths{"/api/v1/measures/" + first_measure_};
    for (const auto& declared : api_.declared()) {
      for (std::string& path : ways_to_ask(declared)) paths.push_back(std::move(path));
    }
    for (const std::string& path : paths) {
      for (const char* round : {" first", " again"}) {
        const auto before = installation_->database.statements_run();
        const auto answer = ask(http::Method::kGet, path);
        EXPECT_NE(answer.status, 422) << path << " " << answer.body;
        EXPECT_NE(answer.status, 500) << path << " " << answer.body;
        if (answer.status == 200) out[path + round] = installation_->database.statements_run() - before;
      }
    }
    return out;
  }

  /// The route as it is, and with each order and filter that it declares; each page as long as it can be.
  static std::vector<std::string> ways_to_ask(const auth::Declared& declared) {
    std::string name = declared.route.pattern;
    if (const auto at = name.find("{register}"); at != std::string::npos) name.replace(at, 10, "system");
    if (const auto at = name.find("works/{id}"); at != std::string::npos) name.replace(at, 10, "works/default");
    const bool whole = name.find("/reports/") != std::string::npos || name.find("/package") != std::string::npos;
    if (declared.method != http::Method::kGet || name.find('{') != std::string::npos || whole) return {};
    const auto& query = declared.route.query;
    const bool paged = std::ranges::find(query, "limit", &auth::Parameter::name) != query.end();
    const std::string page = paged ? "&limit=200" : "";
    std::vector<std::string> ways{name + "?" + page};
    for (const auth::Parameter& parameter : query) {
      const auto* schema = parameter.schema.is_object() ? parameter.schema.if_object() : nullptr;
      const auto add = [&](const std::string& value) {
        ways.push_back(name + "?" + parameter.name + "=" + value + page);
      };
      if (parameter.name == "q") add("1");
      if (schema != nullptr && schema->contains("enum")) {
        for (const auto& word : schema->at("enum").as_array()) add(std::string(word.as_string()));
      } else if (schema != nullptr && schema->at("type") == "boolean") {
        add("true");
      }
    }
    return ways;
  }

  std::int64_t total_of(const std::string& path) {
    const auto value = json::parse(ask(http::Method::kGet, "/api/v1" + path).body);
    return value && value->is_object() ? value->at("total").as_int64() : -1;
  }

  Options options_;
  ManualClock clock_{parse_moment("2026-03-02T09:00:00Z").value_or(Moment{})};
  std::unique_ptr<Installation> installation_;
  OpenGate gate_;
  http::Router router_;
  auth::Api api_{router_, gate_};
  std::string first_measure_;
};

TEST_F(Lists, run_as_many_statements_for_sixty_rows_as_for_ten_however_they_are_asked) {
  for (int i = 0; i < 10; ++i) add_one(i);
  const auto few = counted();
  for (int i = 10; i < 60; ++i) add_one(i);
  const auto many = counted();

  EXPECT_GT(few.size(), 150U);
  for (const char* list : {"/occurrences?state=missed", "/occurrences?state=open", "/occurrences?state=planned",
                           "/evidence", "/evidence?expiring=true", "/deviations", "/measures", "/trail"}) {
    EXPECT_GE(total_of(list), 60) << list << " holds too little to count by";
  }
  for (const char* path : {"/api/v1/occurrences?sort=-title&limit=200", "/api/v1/evidence?sort=valid_until&limit=200",
                           "/api/v1/evidence/export.csv?", "/api/v1/today?", "/api/v1/trail/export.xlsx?q=1"}) {
    EXPECT_TRUE(many.contains(std::string(path) + " first")) << path;
  }
  for (const auto& [path, statements] : many) {
    ASSERT_TRUE(few.contains(path)) << path;
    // One more may count a list that no longer fits one page, and some ask several lists; a file reads one page more
    // for each 500 rows.
    const std::uint64_t lists = path.starts_with("/api/v1/search") ? 8 : path.starts_with("/api/v1/today") ? 3 : 1;
    const std::uint64_t more = path.find("/export.") == std::string::npos ? lists : 12;
    EXPECT_LE(statements, few.at(path) + more) << path;
  }
}

}  // namespace
}  // namespace waarborg::app
