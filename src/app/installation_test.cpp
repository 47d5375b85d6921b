// SPDX-License-Identifier: EUPL-1.2
//
// What an installation cannot do without, and organisations that do not get in each other's way.
#include <algorithm>
#include <set>

#include "app/test_house.h"
#include "features/setup/listed.h"
#include "platform/crypto/test_folder.h"

namespace waarborg::app {
namespace {

using namespace std::chrono_literals;

struct KeptSender final : mail::Sender {
  Result<void> send(const mail::Letter& letter, std::stop_token) override {
    to.push_back(letter.to);
    return {};
  }
  std::vector<std::string> to;
};

struct WholeInstallation : ::testing::TestWithParam<std::string> {
  /// Key of the phrase with which it is refused; empty when it opens.
  std::string refused() {
    house.installation.reset();
    const auto looked_at = [&]() -> std::string {
      const auto opened = Installation::open_to_read(house.options, house.clock);
      return opened ? "" : opened.error().what.key;
    }();
    auto opened = Installation::open(house.options, house.clock, false);
    if (opened) house.installation = std::move(*opened);
    const std::string key = house.installation ? "" : opened.error().what.key;
    EXPECT_EQ(looked_at, key);
    return key;
  }
  void run(const std::string& sql) {
    const std::string_view text = sql;
    db::Transaction tx = house.scratch.database().write();
    tx.run({text, text, text, {}}, {});
    tx.commit();
  }
  testing::House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, WholeInstallation, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(WholeInstallation, does_not_open_without_the_name_under_which_its_logs_are_signed) {
  const auto file = house.options.data / "keys" / "name";
  const std::string name = crypto::content_of(file);
  for (const std::string& damaged :
       {std::string(), std::string("\n"), std::string("waarborg/\n"), std::string(9, '\0')}) {
    crypto::put_content(file, damaged);
    EXPECT_EQ(refused(), "app.name_missing") << damaged;
  }
  std::filesystem::remove(file);
  EXPECT_EQ(refused(), "app.name_missing");
  EXPECT_FALSE(std::filesystem::exists(file)) << "another name would be another installation";
  crypto::put_content(file, name);
  EXPECT_EQ(refused(), "");
}

TEST_P(WholeInstallation, whose_making_was_interrupted_keeps_its_name) {
  house.installation.reset();
  const auto file = house.options.data / "keys" / "name";
  const std::string name = crypto::content_of(file);
  EXPECT_TRUE(name.starts_with("waarborg/"));
  std::filesystem::remove(house.options.data / "keys" / "signing.pem");  // made last
  ASSERT_TRUE(init(house.options));
  EXPECT_EQ(crypto::content_of(file), name);
}

TEST_P(WholeInstallation, begins_its_list_of_organisations_later_when_that_failed_the_first_time) {
  const OrganisationId found = house.start();
  const OrganisationId entered = house.start();
  house.installation.reset();
  for (const char* table : {"trail_entry", "trail_tile", "trail_count", "trail_head"}) {
    run(std::string("DELETE FROM ") + table + " WHERE organisation_id = 'installation'");
  }
  std::filesystem::remove_all(house.options.data / "anchors");
  {
    std::string name = crypto::content_of(house.options.data / "keys" / "name");
    name.pop_back();
    trail::Trail log(crypto::SigningKey::load(house.options.data / "keys" / "signing.pem").value(), name,
                     house.options.data / "anchors");
    {
      db::Transaction tx = house.scratch.database().write();
      log.add(tx, {trail::kInstallation, "system", "Waarborg"}, setup::listing(org::find(tx, entered).value()),
              house.clock.now());
      tx.commit();
    }
    log.anchors().keep(house.scratch.database());
    ASSERT_TRUE(log.anchors().of(trail::kInstallation).value());
  }
  ASSERT_EQ(refused(), "");
  std::vector<OrganisationId> listed;
  {
    db::Transaction tx = house.installation->database.read();
    listed = house.installation->setup.listed(tx);
  }
  EXPECT_EQ(listed.size(), 2U) << "each once";
  EXPECT_EQ(std::set(listed.begin(), listed.end()), (std::set{found, entered}));
  EXPECT_EQ(house.installation->verify(trail::kInstallation).problems, std::vector<Message>{});
}

TEST_P(WholeInstallation, brings_the_mail_of_one_organisation_when_the_log_of_another_does_not_fit) {
  house.options.mail.host = "localhost";
  house.options.mail.from = "waarborg@zorg.example";
  house.options.public_url = "https://zorg.example";
  ASSERT_EQ(refused(), "");
  const OrganisationId unfit = house.start();
  house.join("nina@zorg.example", "Nina Noord", {"owner"});
  house.start();
  house.join("zoe@zorg.example", "Zoe Zuid", {"owner"});
  {
    db::Transaction tx = house.installation->database.write();
    house.installation->notices.queue(
        tx, {unfit, {}, "weekly", "", "oud@zorg.example", "Oud", "Oud", "x", Language::kNl, house.clock.now() + 1h});
    tx.commit();
  }
  house.clock.tick(2h);
  const std::string at = to_text(house.clock.now());
  for (const char* login : {"nina@zorg.example", "zoe@zorg.example"}) {
    run(std::string("INSERT INTO auth_forgotten (login, asked_at) VALUES ('") + login + "', '" + at + "')");
  }
  run("UPDATE trail_head SET size = 0 WHERE organisation_id = '" + unfit.text + "'");
  KeptSender sender;
  house.installation->carry_mail(sender, {});
  std::ranges::sort(sender.to);
  EXPECT_EQ(sender.to, (std::vector<std::string>{"nina@zorg.example", "zoe@zorg.example"}))
      << "a link for a new password stands in the log of the installation then";
  EXPECT_EQ(house.installation->notices.backlog().queued, 0);
}

}  // namespace
}  // namespace waarborg::app
