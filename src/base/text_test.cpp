// SPDX-License-Identifier: EUPL-1.2
#include "base/text.h"

#include <gtest/gtest.h>

namespace waarborg {
namespace {

TEST(Text, is_blank_when_a_reader_sees_nothing) {
  for (const char* blank : {"",       " ",      "\t\r\n",     "\u200B",     "\u2800", "\u3164",       "\u00AD",
                            "\u2060", "\u202E", "\u00A0",     "\u3000",     "\uFEFF", "\u200D\u200C", " \u2066\u2069 ",
                            "\u115F", "\uFFA0", "\U000E0041", "\U0001D173", "\uFE0F", "\x01"}) {
    EXPECT_TRUE(is_blank(blank)) << blank;
  }
  for (const char* seen :
       {"x", ".", "-", " \u200Bja\u200B ", "\u00EB", "\u4E2D", "\U0001F600", "\u202Eneen", "\u2713", "0", "\xE2\x80"}) {
    EXPECT_FALSE(is_blank(seen)) << seen;
  }
}

TEST(Text, in_one_line_keeps_what_is_read_and_never_turns_or_breaks) {
  const std::pair<const char*, const char*> table[] = {
      {"", ""},
      {"Verkocht aan Zo\u00EB", "Verkocht aan Zo\u00EB"},
      {"Een\nTwee", "Een Twee"},
      {"Een\r\n\r\nTwee", "Een Twee"},
      {"\nEen\t Twee\n", "Een  Twee"},
      {"Een\u2028Twee\u2029Drie\u0085Vier", "Een Twee Drie Vier"},
      {"goed\u202Ekeurd\u202C", "goedkeurd"},
      {"\u2066a\u2067b\u2068c\u2069", "abc"},
      {"\u200Ea\u200F\u061Cb", "ab"},
      {"\U0001F468\u200D\U0001F469", "\U0001F468\u200D\U0001F469"},
  };
  for (const auto& [given, line] : table) EXPECT_EQ(one_line(given), line) << given;
}

TEST(Text, of_any_bytes_is_read) {
  for (const char* odd : {"\xFF", "\xC3", "a\xE2\x80", "\x80\x80", "\xF0\x9F"}) {
    is_blank(odd);
    EXPECT_EQ(one_line(odd), odd);
  }
}

}  // namespace
}  // namespace waarborg
