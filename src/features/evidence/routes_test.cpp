// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/test_world.h"

namespace waarborg::evidence {
namespace {

using EvidenceRoutes = EvidenceWorld;
using enum http::Method;

constexpr const char* kBulk = R"({"items":[{"id":"x","version":1}],"decision":"accepted"})";
constexpr const char* kBody = R"({"title":"Toets","kind":"inspection","aspect":"existence","measure":"m1",
  "covers_from":"2026-02-01","covers_to":"2026-02-01","result":"supports","places":[{"kind":"system","id":"s1"}],
  "note":"gezien","valid_until":null})";

json::Object body_of(const http::Response& response) { return json::parse(response.body).value().as_object(); }
std::string header(const http::Response& response, std::string_view name) {
  for (const auto& one : response.headers) {
    if (one.name == name) return one.value;
  }
  return {};
}

std::string one_line(std::string text) {
  std::erase(text, '\n');
  return text;
}

TEST_P(EvidenceRoutes, follow_evidence_from_hand_in_to_review) {
  auto answer = world.ask(kPost, "/api/v1/evidence", "bob", kBody, {{"idempotency-key", "k1"}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  const std::string id(body_of(answer)["id"].as_string());
  const std::string path = "/api/v1/evidence/" + id;
  EXPECT_EQ(body_of(world.ask(kPost, "/api/v1/evidence", "bob", kBody, {{"idempotency-key", "k1"}}))["id"], id.c_str());
  answer = world.ask(kPut, path + "/file", "bob", "%PDF-1.7",
                     {{"content-type", "application/pdf"}, {"x-file-name", "toets%20caf%C3%A9.pdf"}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(body_of(answer)["file_name"], "toets café.pdf");
  answer = world.ask(kGet, path + "/file", "alice");
  EXPECT_EQ(answer.body, "%PDF-1.7");
  EXPECT_EQ(header(answer, "content-type"), "application/pdf");
  EXPECT_TRUE(header(answer, "content-disposition").starts_with("inline; "));
  EXPECT_EQ(header(answer, "x-content-type-options"), "nosniff");
  answer = world.ask(kPost, path + "/review", "alice", R"({"decision":"accepted","note":""})", {{"if-match", "\"2\""}});
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(body_of(answer)["review"], "accepted");
  EXPECT_TRUE(header(answer, "etag").starts_with("\"3.")) << header(answer, "etag");
  EXPECT_EQ(body_of(world.ask(kGet, "/api/v1/evidence?measure=m1&limit=5", "bob"))["total"], 1);
}

TEST_P(EvidenceRoutes, serve_what_could_run_as_a_plain_download_only) {
  const std::string id = added(world.bob);
  const std::string path = "/api/v1/evidence/" + id + "/file";
  for (const auto& [type, bytes] :
       {std::pair{"text/html", "<html><script>alert(1)</script>"},
        std::pair{"image/svg+xml", "<svg onload='alert(1)'/>"}, std::pair{"text/plain", "<html>"}}) {
    ASSERT_EQ(world.ask(kPut, path, "bob", bytes, {{"content-type", type}, {"x-file-name", "x.html"}}).status, 200);
    const auto answer = world.ask(kGet, path, "alice");
    EXPECT_EQ(header(answer, "content-type"), "application/octet-stream");
    EXPECT_TRUE(header(answer, "content-disposition").starts_with("attachment; ")) << type;
    EXPECT_NE(header(answer, "content-security-policy").find("sandbox"), std::string::npos);
  }
  EXPECT_EQ(world.ask(kPut, path, "bob", "MZ", {{"content-type", "image/png"}}).status, 422);
}

TEST_P(EvidenceRoutes, import_and_judge_samples) {
  const std::string report = R"([{"time":"2026-03-01T03:00:00Z","tree":"a","paths":["/d"],"hostname":"h","id":"1"}])";
  auto answer =
      world.ask(kPost, "/api/v1/evidence/import?kind=restic&measure=m1&plan_item=backup&dry_run=true", "bob", report);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(body_of(answer)["overall"], "supports");
  EXPECT_EQ(world.ask(kPost, "/api/v1/evidence/import?kind=restic&measure=m1&aspect=smell", "bob", report).status, 422);
  answer = world.ask(
      kPost, "/api/v1/measures/m1/populations?title=Leavers&from=2026-01-01&to=2026-01-31&plan_item=leavers&key=nr",
      "bob", "nr,naam\na/1,x\nb,y\n");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const std::string path = "/api/v1/populations/" + std::string(body_of(answer)["id"].as_string());
  EXPECT_EQ(world.ask(kPost, path + "/draw", "bob", "{}").status, 200);
  EXPECT_EQ(world.ask(kPut, path + "/cases/b", "alice", R"({"verdict":"effective","note":""})").status, 200);
  answer = world.ask(kPut, path + "/cases/@1", "alice", R"({"verdict":"effective","note":""})");
  EXPECT_EQ(answer.status, 200) << answer.body;
  answer = world.ask(kPut, path + "/cases/@2", "alice", R"({"verdict":"effective","note":""})");
  EXPECT_EQ(body_of(answer)["state"], "judged") << answer.body;
  EXPECT_EQ(world.ask(kPost, "/api/v1/measures/m1/populations?title=x&from=gisteren", "bob", "a\n").status, 422);
}

TEST_P(EvidenceRoutes, let_no_reviewer_of_a_sample_overwrite_what_another_judged_meanwhile) {
  const std::string id =
      populations.freeze(world.bob, {"m1", "leavers", "L", day("2026-01-01"), day("2026-01-31"), "", {}}, "nr\na\nb\n")
          .value()
          .id;
  const auto drawn = populations.draw(world.bob, id, {}).value();
  const std::string first = "/api/v1/populations/" + id + "/cases/@1";
  const auto seen = [](std::int64_t version) {
    return std::vector<http::Header>{{"if-match", "\"" + std::to_string(version) + "\""}};
  };
  const auto dana_says = populations.judge(dana, id, "@1", {CaseVerdict::kEffective, "gezien", {}}, drawn.version);
  ASSERT_TRUE(dana_says) << dana_says.error().what.key;

  const char* deviates = R"({"verdict":"deviation","note":"niet gevonden"})";
  const auto late = world.ask(kPut, first, "alice", deviates, seen(drawn.version));
  EXPECT_EQ(late.status, 412) << late.body;
  EXPECT_EQ(world.ask(kPut, "/api/v1/populations/" + id + "/cases/@2", "alice", deviates, seen(drawn.version)).status,
            412)
      << "about another case too: the sample is no longer what she saw";
  const auto kept = populations.get(dana, id).value();
  EXPECT_EQ(kept.cases[0].verdict, CaseVerdict::kEffective);
  EXPECT_EQ(kept.cases[0].note, "gezien");
  EXPECT_EQ(kept.version, dana_says->version);
  EXPECT_EQ(world.ask(kPut, first, "alice", deviates, seen(kept.version)).status, 200);
  expect_sound();
}

TEST_P(EvidenceRoutes, keep_charlie_of_another_organisation_out_of_everything) {
  const std::string id = added(world.bob);
  ASSERT_TRUE(evidence.put_file(world.bob, id, "%PDF-1.7", "", "a.pdf"));
  const std::string population =
      populations.freeze(world.bob, {"m1", "leavers", "L", day("2026-01-01"), day("2026-01-31"), "", {}}, "nr\na\n")
          .value()
          .id;
  const std::string e = "/api/v1/evidence/" + id;
  const std::string p = "/api/v1/populations/" + population;
  struct Row {
    http::Method method;
    std::string target;
    std::string body;
  };
  const Row rows[] = {
      {kGet, e, ""},
      {kGet, e + "/file", ""},
      {kPut, e + "/file", "%PDF-1.7"},
      {kPost, e + "/review", R"({"decision":"accepted"})"},
      {kPost, e + "/withdraw", R"({"reason":"x"})"},
      {kGet, p, ""},
      {kPost, p + "/draw", "{}"},
      {kPost, p + "/confirm", "{}"},
      {kPost, p + "/withdraw", R"({"reason":"x"})"},
      {kPut, p + "/cases/a", R"({"verdict":"effective"})"},
      {kGet, "/api/v1/measures/m1/populations", ""},
      {kPost, "/api/v1/measures/m1/populations?title=L&from=2026-01-01&to=2026-01-31&plan_item=leavers", "nr\na\n"},
      {kPost, "/api/v1/measures/m1/populations/try?title=L&from=2026-01-01&to=2026-01-31&plan_item=leavers", "nr\na\n"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(world.ask(row.method, row.target, "charlie", row.body).status, 404) << row.target;
    EXPECT_EQ(world.ask(row.method, row.target, "", row.body).status, 401) << row.target;
  }
  EXPECT_EQ(body_of(world.ask(kGet, "/api/v1/evidence", "charlie"))["total"], 0);
  EXPECT_EQ(world.ask(kPost, "/api/v1/evidence", "charlie", kBody).status, 422) << "a measure he cannot see";
  EXPECT_EQ(world
                .ask(kPost, "/api/v1/evidence/with-file", "charlie",
                     R"({"evidence":)" + one_line(kBody) + R"(,"file_name":"a.pdf"})" + "\n%PDF-1.7")
                .status,
            422);
  EXPECT_EQ(world.ask(kPost, "/api/v1/evidence/table", "charlie", "nr\na\n").status, 200) << "his own bytes only";
  EXPECT_EQ(world.ask(kPost, "/api/v1/evidence/import?kind=csv&measure=m1", "charlie", "a\n").status, 422);
  const auto bulk = world.ask(kPost, "/api/v1/evidence/review", "charlie",
                              R"({"items":[{"id":")" + id + R"(","version":1}],"decision":"accepted"})");
  EXPECT_EQ(body_of(bulk)["reviewed"], 0);
  EXPECT_EQ(evidence.get(world.alice, id).value().review, "pending");
  // Every route of this feature is in the table above, or below it, or in column_mappings_test.cpp.
  EXPECT_EQ(world.router.cards().size(), std::size(rows) + 6 + 4 + 2) << "two of them files of the list";
}

TEST_P(EvidenceRoutes, need_the_right_of_the_role) {
  const std::string id = added(world.bob);
  EXPECT_EQ(world.ask(kPost, "/api/v1/evidence/" + id + "/review", "bob", R"({"decision":"accepted"})").status, 403);
  EXPECT_EQ(world.ask(kPost, "/api/v1/evidence/review", "bob", kBulk).status, 403);
  for (const http::RouteCard& card : world.router.cards()) EXPECT_FALSE(card.right.empty()) << card.operation;
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, EvidenceRoutes, ::testing::ValuesIn(waarborg::testing::databases()));

}  // namespace
}  // namespace waarborg::evidence
