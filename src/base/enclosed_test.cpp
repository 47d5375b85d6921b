// SPDX-License-Identifier: EUPL-1.2
#include "base/enclosed.h"

#include <gtest/gtest.h>

#include <string>

namespace waarborg {
namespace {

TEST(Enclosed, is_a_line_of_fields_and_then_the_file_as_it_is) {
  const std::string body = std::string("{\"a\":1}\n") + std::string("\x00\n\r\n\xff{", 6);
  const auto split = split_enclosed(body);
  ASSERT_TRUE(split);
  EXPECT_EQ(split->fields, "{\"a\":1}");
  EXPECT_EQ(split->file, std::string_view("\x00\n\r\n\xff{", 6));
}

TEST(Enclosed, may_hold_an_empty_file_and_a_line_as_windows_ends_it) {
  const auto split = split_enclosed("{}\r\n");
  ASSERT_TRUE(split);
  EXPECT_EQ(split->fields, "{}");
  EXPECT_TRUE(split->file.empty());
}

TEST(Enclosed, without_a_line_of_fields_is_refused) {
  for (const std::string& body : {std::string(), std::string("\n"), std::string("\r\nfile"), std::string("{\"a\":1}"),
                                  std::string(kMaxEnclosedFields + 1, ' ') + "\nfile"}) {
    const auto split = split_enclosed(body);
    ASSERT_FALSE(split) << body.substr(0, 20);
    EXPECT_EQ(split.error().what.key, "base.enclosed.no_fields");
  }
  EXPECT_TRUE(split_enclosed(std::string(kMaxEnclosedFields, ' ') + "\nfile"));
}

}  // namespace
}  // namespace waarborg
