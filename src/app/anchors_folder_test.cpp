// SPDX-License-Identifier: EUPL-1.2
//
// What else may lie in the folder of the anchors, or stand between the server and what lies there.
#include "app/test_town.h"

namespace waarborg::app {
namespace {

struct AnchorsFolder : TownTest {
  Installation& house() { return *town().installation; }
  /// What the process knew of the anchors is gone. Faults as Installation::open.
  Result<void> start_again() {
    town().server.reset();
    town().installation.reset();
    auto opened = Installation::open(town().options, town().clock, false);
    if (!opened) return std::unexpected(opened.error());
    town().installation = std::move(*opened);
    town().server = std::make_unique<WebServer>(house());
    return {};
  }
  std::filesystem::path file(const std::string& name) { return town().options.data / "anchors" / name; }
  /// Also by root, who may read every file; gives what it held.
  std::string make_unreadable(const OrganisationId& log) {
    std::string note = crypto::content_of(file(log.text));
    std::filesystem::remove(file(log.text));
    std::filesystem::create_directory(file(log.text));
    return note;
  }
  void put_right(const OrganisationId& log, const std::string& note) {
    std::filesystem::remove(file(log.text));
    crypto::put_content(file(log.text), note);
  }
  std::vector<Message> problems() {
    std::vector<Message> out;
    for (const OrganisationId& log : {trail::kInstallation, town().north}) {
      for (Message& one : house().verify(log).problems) out.push_back(std::move(one));
    }
    return out;
  }
  http::Response save() {
    return town().ask(&town().alice, http::Method::kPost, "/api/v1/registers/department/rows", R"({"name":"Archief"})");
  }
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, AnchorsFolder, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(AnchorsFolder, with_an_unreadable_anchor_is_told_to_who_saves_and_saving_goes_on_once_it_can_be_read) {
  ASSERT_TRUE(start_again());
  ASSERT_EQ(problems(), std::vector<Message>{});
  const std::vector<std::pair<std::string, std::string>> what{{"what", town().north.text}};
  const std::string note = make_unreadable(town().north);
  ASSERT_TRUE(start_again()) << "the others go on";
  EXPECT_EQ(problems(), (std::vector<Message>{{"trail.verify.anchor_unreadable", what}}));
  const auto answer = save();
  EXPECT_EQ(answer.status, 503);
  EXPECT_NE(answer.body.find("anchors/" + town().north.text), std::string::npos) << answer.body;
  EXPECT_EQ(answer.body.find("waarborg restore"), std::string::npos) << answer.body;

  put_right(town().north, note);
  EXPECT_EQ(save().status / 100, 2) << "without a restart";
  EXPECT_EQ(problems(), std::vector<Message>{});

  crypto::put_content(file(town().north.text), "onzin");
  EXPECT_EQ(problems(), (std::vector<Message>{{"trail.verify.anchor_damaged", what}}));
  put_right(town().north, note);
}

TEST_P(AnchorsFolder, with_an_unreadable_anchor_of_the_installation_is_not_served_and_says_what_to_do) {
  ASSERT_TRUE(start_again());
  const std::string note = make_unreadable(trail::kInstallation);
  const auto served = start_again();
  put_right(trail::kInstallation, note);
  ASSERT_FALSE(served);
  EXPECT_EQ(served.error().kind, FaultKind::kUnavailable);
  EXPECT_EQ(served.error().what.key, "trail.log.anchor_unreadable");
  ASSERT_TRUE(start_again());
  EXPECT_EQ(problems(), std::vector<Message>{});
}

TEST_P(AnchorsFolder, with_stray_files_raises_no_alarm) {
  ASSERT_TRUE(start_again());
  const auto logs = house().logs();
  for (const std::string& stray :
       {std::string(".DS_Store"), std::string("x.tmp"), std::string("README"), town().north.text + ".draft"}) {
    crypto::put_content(file(stray), "onzin");
  }
  ASSERT_TRUE(start_again());
  EXPECT_EQ(house().logs(), logs);
  EXPECT_EQ(problems(), std::vector<Message>{});
}

}  // namespace
}  // namespace waarborg::app
