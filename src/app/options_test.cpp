// SPDX-License-Identifier: EUPL-1.2
#include "app/options.h"

#include <gtest/gtest.h>

#include <fstream>

#include "platform/crypto/test_folder.h"

namespace waarborg::app {
namespace {

TEST(Options, unknown_keys_and_wrong_kinds_are_refused_by_name) {
  const crypto::TestFolder folder;
  const auto read = [&](const char* text) {
    Options options;
    options.data = folder / "";
    std::ofstream(folder / "waarborg.toml") << text;
    const auto done = read_settings(options);
    return done ? std::to_string(options.port)
                : done.error().what.key + " " + done.error().where.substr(done.error().where.rfind(": ") + 2);
  };
  EXPECT_EQ(read("port = 9000\n"), "9000");
  EXPECT_EQ(read("prot = 9000\n"), "app.setting_unknown prot");
  EXPECT_EQ(read("port = \"9000\"\n"), "app.setting_type port");
  EXPECT_EQ(read("port = 9000000000\n"), "app.setting_type port");
  EXPECT_EQ(read("[@\n"), "toml.malformed line 1");
  EXPECT_EQ(read("port = 1\nport = 2\n"), "toml.twice line 2");
  EXPECT_EQ(read("[server]\nport = 1\n"), "app.setting_table line 1");
}

TEST(Options, the_proxy_is_named_by_address_and_only_when_there_is_one) {
  const auto problem = [](bool behind, const std::string& addresses) {
    Options options;
    options.behind_proxy = behind;
    options.proxy_addresses = addresses;
    const auto ok = check(options);
    return ok ? std::string() : ok.error().what.key + " " + ok.error().where;
  };
  EXPECT_EQ(problem(true, "10.1.2.3, fd00::/64"), "");
  EXPECT_EQ(problem(true, "proxy.example"), "app.proxy_addresses proxy_addresses");
  EXPECT_EQ(problem(true, "0.0.0.0/0"), "app.proxy_addresses proxy_addresses");
  EXPECT_EQ(problem(false, "10.1.2.3"), "app.proxy_addresses_alone proxy_addresses");
}

TEST(Options, the_contact_for_weaknesses_is_an_address_of_rfc_9116_on_one_line) {
  const auto problem = [](const std::string& contact) {
    Options options;
    options.security_contact = contact;
    const auto ok = check(options);
    return ok ? std::string() : ok.error().what.key + " " + ok.error().where;
  };
  const std::string refused = "app.security_contact security_contact";
  EXPECT_EQ(check(Options{}).has_value(), true);
  EXPECT_EQ(problem("mailto:security@zorg.example"), "");
  EXPECT_EQ(problem("https://zorg.example/meld"), "");
  EXPECT_EQ(problem("tel:+31-20-1234567"), "");
  EXPECT_EQ(problem("security@zorg.example"), refused);
  EXPECT_EQ(problem("http://zorg.example"), refused);
  EXPECT_EQ(problem(""), refused);
  EXPECT_EQ(problem("mailto:"), refused);
  EXPECT_EQ(problem("mailto:a@b\nExpires: 1970"), refused);
}

TEST(Options, an_address_of_the_database_that_cannot_be_read_is_refused_without_showing_it) {
  const auto problem = [](const std::string& address) {
    Options options;
    options.database = address;
    const auto ok = check(options);
    return ok ? std::string() : ok.error().what.key + " " + ok.error().where;
  };
  EXPECT_EQ(problem(""), "");
  EXPECT_EQ(problem("postgresql://ann:geh%25zzeim@db/w"), "");
  EXPECT_EQ(problem("postgresql://ann:geh%zzeim@db/w"), "app.database_unreadable database");
  EXPECT_EQ(problem("postgresql://ann:geheim@[::1/w"), "app.database_unreadable database");
  EXPECT_EQ(problem("mysql://ann:geheim@db/w"), "app.database_address database");
}

}  // namespace
}  // namespace waarborg::app
