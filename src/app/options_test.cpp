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

}  // namespace
}  // namespace waarborg::app
