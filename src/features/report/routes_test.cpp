// SPDX-License-Identifier: EUPL-1.2
//
// Rights and separation on every route of this feature, and the log as the API tells it.
#include <gtest/gtest.h>

#include "features/report/test_world.h"
#include "features/trail/checkpoint.h"
#include "features/trail/tiles.h"

namespace waarborg::report {
namespace {

using http::Method;

struct ReportRoutes : ::testing::TestWithParam<std::string> {
  ReportRoutes() : world(GetParam()) { world.fill(); }
  http::Response ask(Method method, const std::string& path, const std::string& who,
                     const std::string& language = "nl") {
    return world.world.ask(method, path, who, "", {{"accept-language", language}});
  }
  json::Value get(const std::string& path, const std::string& who = "alice") {
    return json::parse(ask(Method::kGet, path, who).body).value_or(json::Object{});
  }
  static std::string header(const http::Response& response, const std::string& name) {
    for (const auto& one : response.headers) {
      if (one.name == name) return one.value;
    }
    return "";
  }
  ReportWorld world;
};

INSTANTIATE_TEST_SUITE_P(EachDatabase, ReportRoutes, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(ReportRoutes, nobody_sees_anything_without_a_session_or_the_right) {
  const std::vector<std::pair<Method, std::string>> routes = {{Method::kGet, "/api/v1/reports/vvt?format=json"},
                                                              {Method::kGet, "/api/v1/reports/board?format=json"},
                                                              {Method::kGet, "/api/v1/board"},
                                                              {Method::kGet, "/api/v1/package"},
                                                              {Method::kGet, "/api/v1/trail"},
                                                              {Method::kGet, "/api/v1/trail/checkpoint"},
                                                              {Method::kGet, "/api/v1/trail/tile?path=tile/0/000"},
                                                              {Method::kGet, "/api/v1/trail/proof/0"}};
  for (const auto& [method, path] : routes) EXPECT_EQ(ask(method, path, "").status, 401) << path;

  world.world.bob.rights = auth::rights_of({"administrator"});  // no content
  for (const auto& [method, path] : routes) EXPECT_EQ(ask(method, path, "bob").status, 403) << path;

  world.world.bob.rights = {"report.read"};  // the package also shows evidence and the log
  EXPECT_EQ(ask(Method::kGet, "/api/v1/package", "bob").status, 403);
}

TEST_P(ReportRoutes, another_organisation_sees_nothing_of_ours) {
  const std::vector<std::string> ours = {"Huisartsenpraktijk Noord",
                                         "Back-up en herstel",
                                         "Wij bewaren dossiers",
                                         "Alice",
                                         world.backup,
                                         world.document,
                                         "Back-upbeleid"};
  for (const char* path : {"/api/v1/reports/vvt?format=json", "/api/v1/reports/vvt?format=html", "/api/v1/board",
                           "/api/v1/reports/board?format=html", "/api/v1/trail", "/api/v1/trail/checkpoint"}) {
    const auto answer = ask(Method::kGet, path, "charlie");
    ASSERT_EQ(answer.status, 200) << path;
    for (const auto& text : ours) EXPECT_EQ(answer.body.find(text), std::string::npos) << path << " " << text;
  }
  EXPECT_EQ(ask(Method::kGet, "/api/v1/reports/vvt?format=json&version=1", "charlie").status, 404);
  EXPECT_EQ(ask(Method::kGet, "/api/v1/reports/vvt?format=json&framework=" + world.framework, "charlie").status, 404);
  EXPECT_EQ(ask(Method::kGet, "/api/v1/board?framework=" + world.framework, "charlie").status, 404);
  EXPECT_EQ(get("/api/v1/trail?subject=" + world.backup, "charlie").at("total").as_int64(), 0);
  const auto size = get("/api/v1/trail").at("total").as_int64();
  EXPECT_EQ(ask(Method::kGet, "/api/v1/trail/proof/" + std::to_string(size - 1), "charlie").status, 404);
  EXPECT_EQ(ask(Method::kGet, "/api/v1/trail/tile?path=tile/entries/000.p/" + std::to_string(size), "charlie").status,
            404);
}

TEST_P(ReportRoutes, documents_come_with_type_name_and_policy) {
  const auto page = ask(Method::kGet, "/api/v1/reports/vvt?format=html", "alice", "en");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(header(page, "content-type"), "text/html; charset=utf-8");
  EXPECT_NE(header(page, "content-security-policy").find("default-src 'none'; style-src 'sha256-"), std::string::npos);
  const auto book = ask(Method::kGet, "/api/v1/reports/board?format=xlsx", "alice");
  EXPECT_EQ(header(book, "content-disposition"), "attachment; filename=\"directie-overzicht-2026-03-02.xlsx\"");
  EXPECT_EQ(ask(Method::kGet, "/api/v1/reports/vvt?format=exe", "alice").status, 422);
}

TEST_P(ReportRoutes, the_board_has_the_members_of_the_contract) {
  const json::Value board = get("/api/v1/board");
  for (const char* member : {"status", "holes", "decisions", "deviations_open", "generated_at"}) {
    EXPECT_TRUE(board.as_object().contains(member)) << member;
  }
  const auto& hole = board.at("holes").as_array().at(0).as_object();
  for (const char* member : {"title", "detail", "verdict", "link"}) EXPECT_TRUE(hole.contains(member)) << member;
}

TEST_P(ReportRoutes, the_log_pages_newest_first_with_words_and_changes) {
  const json::Value first = get("/api/v1/trail?limit=3");
  ASSERT_EQ(first.at("items").as_array().size(), 3U);
  const auto& newest = first.at("items").as_array().at(0).as_object();
  EXPECT_EQ(newest.at("action").as_string(), "override.confirm");
  EXPECT_EQ(newest.at("action_label").as_string(), "afwijkend oordeel bevestigd");
  EXPECT_EQ(newest.at("actor").as_string(), "Dana Smit");
  EXPECT_EQ(newest.at("changes").as_array().at(0).at("after").as_string(), "Dana Smit");
  const json::Value second = get("/api/v1/trail?limit=3&after=" + std::string(first.at("next").as_string()));
  EXPECT_EQ(second.at("items").as_array().at(0).at("sequence").as_int64(),
            first.at("items").as_array().at(2).at("sequence").as_int64() - 1);

  EXPECT_EQ(get("/api/v1/trail?actor=dana&action=evidence.").at("total").as_int64(), 2);
  EXPECT_EQ(get("/api/v1/trail?subject=" + world.document).at("total").as_int64(), 3);
}

TEST_P(ReportRoutes, the_log_names_the_record_that_a_value_points_at) {
  const auto entries = get("/api/v1/trail?subject=" + world.document);
  std::string words;
  for (const auto& change : entries.at("items").as_array().back().at("changes").as_array()) {
    if (change.at("after").as_string() == world.backup) words = std::string(change.at("after_words").as_string());
  }
  EXPECT_EQ(words, "Back-up en herstel");
}

TEST_P(ReportRoutes, the_log_is_searched_by_the_words_that_people_see) {
  const auto total = [&](const std::string& query) { return get("/api/v1/trail?" + query).at("total").as_int64(); };
  EXPECT_EQ(total("q=back-upbeleid"), 3) << "what it is about";
  EXPECT_GE(total("q=DANA"), total("actor=dana")) << "who did it";
  EXPECT_GT(total("actor=dana"), 0);
  EXPECT_EQ(total("q=niets%20hiervan"), 0);
  EXPECT_EQ(total("q=back-upbeleid&subject=" + world.document), 3);

  std::int64_t all = 0;
  const auto actions = get("/api/v1/trail/actions");
  for (const auto& one : actions.at("items").as_array()) {
    const std::string action(one.at("action").as_string());
    EXPECT_NE(one.at("label").as_string(), action) << "an action without words";
    EXPECT_GT(total("action=" + action), 0) << action;
    all += total("action=" + action);
  }
  EXPECT_EQ(all, total("limit=1")) << "every entry has one action, and each action stands in the list once";
}

TEST_P(ReportRoutes, the_log_is_a_file_too) {
  const auto answer = world.world.ask(http::Method::kGet, "/api/v1/trail/export.csv?action=evidence", "alice");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const std::int64_t listed = get("/api/v1/trail?action=evidence").at("total").as_int64();
  EXPECT_EQ(std::ranges::count(answer.body, '\n'), listed + 1);
  EXPECT_NE(answer.body.find("Handeling"), std::string::npos);

  const std::string measures =
      world.world.ask(http::Method::kGet, "/api/v1/trail/export.csv?action=measure", "alice").body;
  EXPECT_EQ(measures.find("{\""), std::string::npos) << "a plan is told in words";
  EXPECT_NE(measures.find("ritme"), std::string::npos);
}

TEST_P(ReportRoutes, anyone_can_check_an_entry_with_its_proof_and_the_key) {
  const json::Value proof = get("/api/v1/trail/proof/2");
  const auto hash = [](const json::Value& text) {
    trail::Hash out{};
    const auto bytes = crypto::base64_decode(std::string(text.as_string())).value();
    std::ranges::copy(bytes, out.begin());
    return out;
  };
  std::vector<trail::Hash> path;
  for (const auto& one : proof.at("proof").as_array()) path.push_back(hash(one));
  const auto size = static_cast<std::uint64_t>(proof.at("size").as_int64());
  const auto leaf = trail::leaf_hash(std::string(proof.at("entry").as_string()));

  EXPECT_TRUE(trail::verify_inclusion(leaf, 2, size, path, hash(proof.at("root"))));
  const auto key = trail::parse_verifier_key(std::string(proof.at("key").as_string()));
  ASSERT_TRUE(key);
  const auto state = trail::verify_checkpoint(std::string(proof.at("checkpoint").as_string()), key->name, *key);
  ASSERT_TRUE(state);
  EXPECT_EQ(state->root, hash(proof.at("root")));
  EXPECT_EQ(ask(Method::kGet, "/api/v1/trail/proof/-1", "alice").status, 404);
  EXPECT_EQ(ask(Method::kGet, "/api/v1/trail/proof/2x", "alice").status, 404);
}

TEST_P(ReportRoutes, the_files_of_the_log_give_its_root) {
  const std::string note = ask(Method::kGet, "/api/v1/trail/checkpoint", "alice").body;
  const auto state = trail::parse_checkpoint(trail::parse_note(note).value().text).value();
  std::uint64_t entries = 0;
  const auto read = trail::read_log(
      state.size, state.root,
      [&](const std::string& path) -> std::optional<std::string> {
        auto answer = ask(Method::kGet, "/api/v1/trail/tile?path=" + path, "alice");
        if (answer.status != 200) return std::nullopt;
        return answer.body;
      },
      [&](std::uint64_t, const std::string&) { ++entries; });

  EXPECT_TRUE(read) << read.error().what.key;
  EXPECT_EQ(entries, state.size);
  EXPECT_EQ(ask(Method::kGet, "/api/v1/trail/tile?path=../../etc/passwd", "alice").status, 404);
}

TEST_P(ReportRoutes, verify_tells_what_was_changed_behind_our_back) {
  const auto verify = [&](Language language) {
    const auto found = world.reports.verify(world.world.alice);
    EXPECT_TRUE(found);
    return told(found.value_or(trail::Verification{}), world.world.trail.verifier(world.world.north), language);
  };
  EXPECT_TRUE(verify(Language::kNl).at("ok").as_bool());

  world.reports.set_verifier([](db::Transaction&, const OrganisationId& organisation) {
    return trail::Verification{organisation, 7, "cm9vdA==", {{"trail.verify.record_differs", {{"what", "measure 1"}}}}};
  });
  EXPECT_FALSE(verify(Language::kNl).at("ok").as_bool());
  EXPECT_EQ(std::string(verify(Language::kEn).at("problems").as_array().at(0).as_string()),
            "This record was changed outside Waarborg: measure 1.");
}

}  // namespace
}  // namespace waarborg::report
