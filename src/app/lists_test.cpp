// SPDX-License-Identifier: EUPL-1.2
//
// No route runs a statement per row: every GET route of the API, found in its own description, runs as many
// statements for sixty records of each kind as for ten.
#include <gtest/gtest.h>

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
    org::Organisation organisation;
    organisation.id = {crypto::new_id(clock_.now())};
    organisation.name = "Huisartsenpraktijk Noord";
    organisation.sub_sector = "gp_practice";
    organisation.people = 25;
    db::Transaction tx = installation_->database.write();
    org::insert(tx, organisation, clock_.now());
    tx.commit();
    gate_.actor = auth::system_actor(organisation.id, "Alice");
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
                         site + R"("}],"plan":{"operation":[],"operation_text":""}})");
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
    std::vector<std::string> paths{"/api/v1/search?q=systeem", "/api/v1/evidence?expiring=true",
                                   "/api/v1/evidence?q=bewijs", "/api/v1/trail?action=record",
                                   "/api/v1/measures/" + first_measure_};
    const json::Value api = api_.openapi();
    for (const auto& path : api.at("paths").as_object()) {
      std::string name = "/api/v1" + std::string(path.key());
      if (!path.value().as_object().contains("get")) continue;
      if (const auto at = name.find("{register}"); at != std::string::npos) name.replace(at, 10, "system");
      const bool heavy = name.find("/reports/") != std::string::npos || name.find("/package") != std::string::npos;
      if (name.find('{') == std::string::npos && !heavy) paths.push_back(name);
    }
    for (const std::string& path : paths) {
      for (const char* round : {" first", " again"}) {
        const auto before = installation_->database.statements_run();
        const auto answer =
            ask(http::Method::kGet, path + (path.find('?') == std::string::npos ? "?limit=200" : "&limit=200"));
        if (answer.status == 200) out[path + round] = installation_->database.statements_run() - before;
      }
    }
    return out;
  }

  Options options_;
  ManualClock clock_{parse_moment("2026-03-02T09:00:00Z").value_or(Moment{})};
  std::unique_ptr<Installation> installation_;
  OpenGate gate_;
  http::Router router_;
  auth::Api api_{router_, gate_};
  std::string first_measure_;
};

TEST_F(Lists, run_as_many_statements_for_sixty_rows_as_for_ten) {
  for (int i = 0; i < 10; ++i) add_one(i);
  const auto few = counted();
  for (int i = 10; i < 60; ++i) add_one(i);
  const auto many = counted();

  EXPECT_GT(few.size(), 40U);
  for (const auto& [path, statements] : many) {
    ASSERT_TRUE(few.contains(path)) << path;
    EXPECT_LE(statements, few.at(path) + 1) << path << " (one more may count a list that no longer fits one page)";
  }
}

}  // namespace
}  // namespace waarborg::app
