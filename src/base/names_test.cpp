// SPDX-License-Identifier: EUPL-1.2
#include "base/names.h"

#include <gtest/gtest.h>

#include "base/encoding.h"

namespace waarborg {
namespace {

std::string problem(const char* name) {
  const auto ok = check_visible(name, "name");
  return ok ? "" : ok.error().what.key;
}

TEST(Names, are_the_same_when_only_capitals_spaces_or_accents_differ) {
  EXPECT_EQ(folded_name(" J. de \t Vries "), "j. de vries");
  EXPECT_EQ(folded_name("Zo\u00EB"), "zoe");
  EXPECT_EQ(folded_name("Zoe\u0308"), "zoe") << "the accent as a letter of its own";
  EXPECT_EQ(folded_name("\u00C5sa \u0141\u00F3d\u017A \u1EA4n"), "asa lodz an");
  EXPECT_EQ(folded_name("Jan\u00A0Bos"), "jan bos");
  EXPECT_EQ(folded_name("D\u2019Arcy\u2013Bos"), "d'arcy-bos");
  EXPECT_EQ(folded_name("\uFF2A\uFF41n"), "jan");
  EXPECT_NE(folded_name("Jan Bos"), folded_name("Jan Vos"));
  EXPECT_EQ(folded_name(" \u200B"), "");
}

TEST(Names, do_not_differ_by_what_nobody_sees) {
  EXPECT_EQ(folded_name("Bob\u200B Jan\u00ADsen"), "bob jansen");
  EXPECT_EQ(folded_name("B\u043Eb J\u0430nsen"), "bob jansen") << "Cyrillic letters that look Latin";
  EXPECT_EQ(folded_name("\u0391NN\u0391"), "anna") << "Greek ones";
  EXPECT_NE(folded_name("\u0418\u0432\u0430\u043D"), folded_name("Ivan")) << "that is seen";
  EXPECT_EQ(folded_name("\u0418\u0412\u0410\u041D"), folded_name("\u0438\u0432\u0430\u043D"));
}

TEST(Names, are_written_with_marks_that_are_seen_and_in_one_alphabet) {
  for (const char* good :
       {"Bob Jansen", "Zo\u00EB d\u2019Arcy-Bos", "Zoe\u0308", "\u0418\u0432\u0430\u043D", "\u0391\u03BD\u03BD\u03B1",
        "\u5F20\u4F1F (Wei)", "Jan\u00A0Bos", "Jan 2", "\u0645\u0631\u064A\u0645 Maryam"}) {
    EXPECT_EQ(problem(good), "") << good;
  }
  for (const char* bad : {"Bob\u200BJansen", "Bob\u202Enesnaj",
                          "\uFEFF"
                          "Bob",
                          "Bob\u00ADby", "Bob\u2060", "Bob\u3164", "Bob\x01"}) {
    EXPECT_EQ(problem(bad), "base.name.invisible") << bad;
  }
  for (const char* bad : {"B\u043Eb", "\u0391nna", "Iv\u0430n", "\U0001D401ob", "Bob \u0418\u0432\u0430\u043D"}) {
    EXPECT_EQ(problem(bad), "base.name.mixed") << bad;
  }
}

TEST(Names, of_any_bytes_are_read) {
  for (const char* odd : {"\xFF", "\xC3", "a\xE2\x80", "\x80\x80", "\xF0\x9F"}) {
    folded_name(odd);
    check_visible(odd, "");
  }
}

}  // namespace
}  // namespace waarborg
