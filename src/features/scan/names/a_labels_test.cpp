// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/names/a_labels.h"

#include <gtest/gtest.h>

#include <utility>

namespace waarborg::scan {
namespace {

// Samples: RFC 3492 section 7.1, in lower case as labels are.
TEST(ALabels, are_written_as_the_standard_shows) {
  for (const auto& [name, wanted] : std::initializer_list<std::pair<const char*, const char*>>{
           {"ليهمابتكلموشعربي؟", "xn--egbpdaj6bu4bxfgehfvwxn"},
           {"他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"},
           {"他們爲什麽不說中文", "xn--ihqwctvzc91f659drss3x8bo0yb"},
           {"pročprostěnemluvíčesky", "xn--proprostnemluvesky-uyb24dma41a"},
           {"なぜみんな日本語を話してくれないのか", "xn--n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"},
           {"почемужеонинеговорятпорусски", "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l"},
           {"3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b"},
           {"hello-another-way-それぞれの場所", "xn--hello-another-way--fc4qua05auwb3674vfr0b"},
           {"ひとつ屋根の下2", "xn--2-u9tlzr9756bt3uc0v"},
           {"majiでkoiする5秒前", "xn--majikoi5-783gue6qz075azm5e"},
           {"パフィーdeルンバ", "xn--de-jg4avhby1noc0d"},
           {"そのスピードで", "xn--d9juau41awczczp"}}) {
    EXPECT_EQ(wanted, to_a_labels(name).value_or("nothing"));
  }
}

TEST(ALabels, names_in_ascii_only_become_lower_case_and_lose_the_dot_at_the_end) {
  EXPECT_EQ("www.example.nl", to_a_labels("WWW.Example.NL."));
  EXPECT_EQ("xn--bcher-kva.example", to_a_labels("bücher.example"));
  EXPECT_EQ("_dmarc.example.nl", to_a_labels("_dmarc.example.nl"));
}

TEST(ALabels, refuses_what_can_be_no_name) {
  EXPECT_FALSE(to_a_labels(""));
  EXPECT_FALSE(to_a_labels("."));
  EXPECT_FALSE(to_a_labels(".nl"));
  EXPECT_FALSE(to_a_labels("a..nl"));
  EXPECT_FALSE(to_a_labels("a.nl.."));
  EXPECT_FALSE(to_a_labels(std::string(64, 'a') + ".nl"));
  EXPECT_TRUE(to_a_labels(std::string(63, 'a') + ".nl"));
  EXPECT_FALSE(to_a_labels("\xFFz.nl"));
  std::string longest;
  for (int i = 0; i < 63; ++i) longest += "abc.";
  EXPECT_TRUE(to_a_labels(longest + "a"));
  EXPECT_FALSE(to_a_labels(longest + "ab"));
}

}  // namespace
}  // namespace waarborg::scan
