// SPDX-License-Identifier: EUPL-1.2
//
// A record and its file in one request: both are kept, or nothing is.
#include <filesystem>

#include "features/evidence/test_world.h"
#include "platform/http/test_client.h"

namespace waarborg::evidence {
namespace {

using HandingIn = EvidenceWorld;
using enum http::Method;

constexpr const char* kPath = "/api/v1/evidence/with-file";
constexpr const char* kFields = R"({"title":"Hersteltest","kind":"inspection","aspect":"existence","measure":"m1",
  "covers_from":"2026-02-01","covers_to":"2026-02-01","result":"supports","places":[{"kind":"system","id":"s1"}]})";

std::string body(const std::string& bytes, const std::string& name = "verslag.pdf",
                 const std::string& type = "application/pdf", std::string fields = kFields) {
  std::erase(fields, '\n');
  return R"({"evidence":)" + fields + R"(,"file_name":")" + name + R"(","media_type":")" + type + "\"}\n" + bytes;
}
json::Object object_of(const http::Response& response) { return json::parse(response.body).value().as_object(); }

std::size_t files_in(const std::filesystem::path& folder) {
  std::size_t count = 0;
  std::error_code none;
  for (const auto& one : std::filesystem::recursive_directory_iterator(folder, none)) count += one.is_regular_file();
  return count;
}

TEST_P(HandingIn, keeps_record_and_file_as_one_entry_of_the_log) {
  const auto answer = world.ask(kPost, kPath, "bob", body("%PDF-1.7\nregel twee"));
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto made = object_of(answer);
  EXPECT_EQ(made.at("file_name"), "verslag.pdf");
  EXPECT_EQ(made.at("media_type"), "application/pdf");
  EXPECT_EQ(made.at("version"), 1);
  const std::string id(made.at("id").as_string());
  EXPECT_EQ(world.ask(kGet, "/api/v1/evidence/" + id + "/file", "alice").body, "%PDF-1.7\nregel twee");
  expect_sound();
}

TEST_P(HandingIn, keeps_nothing_when_either_is_refused) {
  std::string unknown = kFields;
  unknown.replace(unknown.find("m1"), 2, "m9");
  struct Row {
    const char* why;
    std::string body;
    const char* where;
  };
  const Row rows[] = {
      {"evidence.file.mismatch", body("Dit is geen PDF."), ""},
      {"evidence.file.empty", body(""), ""},
      {"evidence.measure_unknown", body("%PDF-1.7", "a.pdf", "application/pdf", unknown), "measure"},
      {"base.enclosed.no_fields", "%PDF-1.7", ""},
      {"base.json.malformed", "{\"evidence\":\n%PDF-1.7", ""},
      {"base.json.missing", "{\"evidence\":{},\"file_name\":\"a\"}\n%PDF-1.7", "title"},
  };
  for (const Row& row : rows) {
    const auto refused = world.ask(kPost, kPath, "bob", row.body, {{"idempotency-key", row.why}});
    EXPECT_EQ(refused.status, 422) << row.why << " " << refused.body;
    const auto problem = object_of(refused);
    EXPECT_EQ(std::string(problem.at("type").as_string()), std::string("urn:waarborg:problem:") + row.why);
    if (*row.where != '\0') {
      EXPECT_EQ(problem.at("where"), row.where) << row.why;
    }
  }
  EXPECT_EQ(evidence.list(world.alice, {}).value().total, 0);
  EXPECT_EQ(files_in(folder / "files"), 0U) << "a refused file fills the disk";
  // Mended, the same key is no repeat: nothing was done under it.
  EXPECT_EQ(world.ask(kPost, kPath, "bob", body("%PDF-1.7"), {{"idempotency-key", "evidence.file.mismatch"}}).status,
            200);
  EXPECT_EQ(evidence.list(world.alice, {}).value().total, 1);
}

TEST_P(HandingIn, keeps_nothing_of_a_file_over_the_limit) {
  fs::FileStore small{folder / "small", 10};
  Evidence strict{world.database, world.trail, world.clock, small};
  strict.set_measure_facts({[](db::Transaction&, const OrganisationId&, const std::vector<std::string>&) {
                              return std::map<std::string, MeasureCard>{{"m1", {}}};
                            },
                            {},
                            {},
                            {},
                            {}});
  EvidenceInput given = input();
  given.places.clear();
  const auto refused = strict.add(world.bob, given, "k", HandedFile{"elf letters.", "text/plain", "a.txt"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what.key, "fs.too_large");
  EXPECT_EQ(strict.list(world.alice, {}).value().total, 0);
  EXPECT_EQ(files_in(folder / "small"), 0U);
}

TEST_P(HandingIn, again_with_the_same_key_gives_the_same_record) {
  const std::vector<http::Header> key{{"idempotency-key", "k1"}};
  const auto first = world.ask(kPost, kPath, "bob", body("%PDF-1.7"), key);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(world.ask(kPost, kPath, "bob", body("%PDF-1.7"), key).body, first.body);
  // After a restart the door remembers nothing, the database does.
  EvidenceInput given = input();
  const HandedFile file{"%PDF-1.7", "application/pdf", "a.pdf"};
  const auto made = evidence.add(world.bob, given, "k2", file).value();
  EXPECT_EQ(evidence.add(world.bob, given, "k2", file).value().id, made.id);
  EXPECT_EQ(made.sha256.size(), 64U);
  const HandedFile other{"%PDF-1.4", "application/pdf", "a.pdf"};
  EXPECT_EQ(evidence.add(world.bob, given, "k2", other).error().what.key, "evidence.key_reused");
  EXPECT_EQ(evidence.add(world.bob, given, "k2").error().what.key, "evidence.key_reused") << "without its file";
  EXPECT_EQ(evidence.list(world.alice, {}).value().total, 2);
  expect_sound();
}

TEST_P(HandingIn, that_breaks_off_in_the_middle_keeps_nothing_and_succeeds_at_the_second_try) {
  http::ServerConfig config;
  config.port = 0;
  config.tls = false;
  http::Server server(
      config, [](const http::Request&) { return http::Response{.status = 0}; },
      [&](const http::Request& request) { return world.router.handle(request); },
      [&](http::Method method, std::string_view path) { return world.router.body_limit(method, path); });
  ASSERT_TRUE(server.start());
  const std::string whole = body("%PDF-1.7" + std::string(300'000, 'x'));
  const std::string head = std::string("POST ") + kPath +
                           " HTTP/1.1\r\nhost: h\r\nx-test-actor: bob\r\nidempotency-key: k\r\ncontent-length: " +
                           std::to_string(whole.size()) + "\r\n\r\n";
  {
    http::test::Client lost(server.port());
    lost.send(head + whole.substr(0, whole.size() / 2));
  }
  // Answered after the broken one was closed: one worker of the loop has seen both.
  http::test::Client again(server.port());
  const auto answer = again.ask(head + whole);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(evidence.list(world.alice, {}).value().total, 1);
  EXPECT_EQ(files_in(folder / "files"), 1U);
  EXPECT_EQ(http::test::Client(server.port()).ask(head + whole).body, answer.body);
  EXPECT_EQ(evidence.list(world.alice, {}).value().total, 1);
  server.stop(std::chrono::seconds(2));
  expect_sound();
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, HandingIn, ::testing::ValuesIn(waarborg::testing::databases()));

}  // namespace
}  // namespace waarborg::evidence
