// SPDX-License-Identifier: EUPL-1.2
#include "app/commands/command.h"

#include <gtest/gtest.h>

#include <fstream>

#include "app/test_house.h"
#include "platform/crypto/test_folder.h"

namespace waarborg::app {
namespace {

/// What a command settles on, given the file waarborg.toml and what follows the name of the command.
Options settled(const std::string& file, const std::string& words) {
  const crypto::TestFolder folder;
  std::ofstream(folder / "waarborg.toml") << file;
  CLI::App app;
  Context context;
  int result = kExitGood;
  CLI::App* serve = add_command(app, "serve", "", context, result, [&] {
    const auto ok = context.settle();
    EXPECT_TRUE(ok) << ok.error().what.key << " " << ok.error().where;
    return kExitGood;
  });
  add_listening_options(*serve, context);
  app.parse("serve --data " + (folder / "").string() + " " + words);
  return context.options;
}

TEST(CommandLine, every_setting_of_the_file_reaches_the_program) {
  const Options options = settled(
      "security_contact = \"mailto:security@zorg.example\"\nport = 9000\naddress = \"::1\"\ntls = false\n"
      "behind_proxy = true\nproxy_addresses = \"10.1.2.3\"\npublic_url = \"https://zorg.example\"\nworkers = "
      "7\nmax_upload_mb = 3\n"
      "breached_list = \"leaked\"\ncertificate = \"c\"\nkey = \"k\"\nmail_host = \"localhost\"\n"
      "mail_from = \"waarborg@zorg.example\"\n",
      "");
  EXPECT_EQ(options.security_contact, "mailto:security@zorg.example");
  EXPECT_EQ(options.port, 9000);
  EXPECT_EQ(options.address, "::1");
  EXPECT_FALSE(options.tls);
  EXPECT_TRUE(options.behind_proxy);
  EXPECT_EQ(options.proxy_addresses, "10.1.2.3");
  EXPECT_EQ(options.public_url, "https://zorg.example");
  EXPECT_EQ(options.workers, 7);
  EXPECT_EQ(options.max_upload_mb, 3);
  EXPECT_EQ(options.breached_list, "leaked");
  EXPECT_EQ(options.certificate + options.key, "ck");
  EXPECT_EQ(options.mail.host, "localhost");
}

TEST(CommandLine, wins_from_the_file_also_where_it_names_the_default) {
  const char* file = "port = 9000\naddress = \"::1\"\ntls = false\ndatabase = \"postgresql://elsewhere/waarborg\"\n";
  const Options kept = settled(file, "");
  EXPECT_EQ(kept.port, 9000);
  const Options named = settled(file, "--port 8443 --listen 127.0.0.1 --tls --database postgresql://here/waarborg");
  EXPECT_EQ(named.port, 8443);
  EXPECT_EQ(named.address, "127.0.0.1");
  EXPECT_TRUE(named.tls);
  EXPECT_EQ(named.database, "postgresql://here/waarborg");
  EXPECT_FALSE(settled("tls = true\n", "--plain-http").tls);
}

TEST(CommandLine, ends_with_one_code_for_one_cause) {
  const auto code = [](FaultKind kind, const char* key) { return report(Context(), {kind, {key, {}}, ""}); };
  EXPECT_EQ(code(FaultKind::kConflict, "trail.log.does_not_fit"), kExitDoesNotFit);
  EXPECT_EQ(code(FaultKind::kUnavailable, "trail.log.does_not_fit"), kExitDoesNotFit);
  EXPECT_EQ(code(FaultKind::kConflict, "trail.record.does_not_fit"), kExitDoesNotFit);
  EXPECT_EQ(code(FaultKind::kUnavailable, "trail.log.anchor_unreadable"), kExitUnavailable);
  EXPECT_EQ(code(FaultKind::kConflict, "app.data_in_use"), kExitUnavailable);
}

struct Choice : ::testing::TestWithParam<std::string> {
  testing::House house{GetParam()};

  Context context(const std::string& organisation = {}) {
    Context made;
    made.organisation = organisation;
    return made;
  }
  std::string chosen(const std::string& organisation) {
    const auto found = context(organisation).find_organisation(*house.installation);
    return found ? found->text : found.error().what.key;
  }
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Choice, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Choice, the_only_organisation_need_not_be_named_and_of_two_neither_is_taken) {
  EXPECT_EQ(chosen(""), "app.organisation_unknown");
  const std::string first = house.start().text;
  EXPECT_EQ(chosen(""), first);
  const std::string second = house.start().text;
  EXPECT_EQ(chosen(""), "app.organisation_choose");
  EXPECT_EQ(chosen("Huisartsenpraktijk Noord"), "app.organisation_choose") << "both have this name";
  EXPECT_EQ(chosen(first), first);
  EXPECT_EQ(chosen(second), second);
  EXPECT_EQ(chosen("nonsense"), "app.organisation_unknown");
  const auto refused = context().find_organisation(*house.installation);
  const std::string words = say(Language::kNl, refused.error().what);
  for (const std::string& id : {first, second}) EXPECT_NE(words.find(id), std::string::npos) << words;
}

}  // namespace
}  // namespace waarborg::app
