// SPDX-License-Identifier: EUPL-1.2
#include "features/report/trail_words.h"

#include <gtest/gtest.h>

namespace waarborg::report {
namespace {

const std::string kSite = "01920000-0000-7000-8000-00000000000a";
const std::string kMeasure = "01920000-0000-7000-8000-00000000000b";
const Names kNames{{kSite, "Post Noord"}, {kMeasure, "Back-up en herstel"}};

std::string dutch(const std::string& value) { return value_in_words(value, kNames, Language::kNl); }

TEST(TrailWords, find_every_id_wherever_it_stands_and_nothing_that_only_looks_like_one) {
  EXPECT_EQ(ids_in("site/" + kSite + " " + kMeasure), (std::vector<std::string>{kSite, kMeasure}));
  EXPECT_EQ(ids_in(R"([{"kind":"site","id":")" + kSite + "\"}]"), std::vector<std::string>{kSite});
  EXPECT_TRUE(ids_in(kSite.substr(1)).empty());
  EXPECT_TRUE(ids_in("01920000-0000-7000-8000-0000000000zz").empty());
  EXPECT_TRUE(ids_in("").empty());
}

TEST(TrailWords, say_a_code_in_words_a_record_by_its_name_and_leave_a_text_alone) {
  EXPECT_EQ(dutch("accepted"), "geaccepteerd");
  EXPECT_EQ(value_in_words("accepted", kNames, Language::kEn), "accepted");
  EXPECT_EQ(dutch(kMeasure), "Back-up en herstel");
  EXPECT_EQ(dutch("site/" + kSite + " organisation/"), "Post Noord, organisation/");
  EXPECT_EQ(dutch("Back-up 3-2-1, zie wiki/pagina"), "Back-up 3-2-1, zie wiki/pagina");
  EXPECT_EQ(dutch("[geen lijst"), "[geen lijst");
  EXPECT_EQ(dutch(""), "");
}

TEST(TrailWords, say_lists_and_objects_without_brackets_and_leave_out_what_is_empty) {
  EXPECT_EQ(dutch(R"([{"kind":"site","id":")" + kSite + R"("},{"kind":"site","id":"x"}])"),
            "Post Noord; soort locatie");
  EXPECT_EQ(dutch(R"([{"requirement":"urn:waarborg:nen7510:8.13","coverage":"full"}])"), "eis 8.13, dekking volledig");
  EXPECT_EQ(dutch(R"({"design":{"text":"Beleid","review_months":12,"policy":true},"operation":[]})"),
            "opzet (tekst Beleid, maanden tot herziening 12, beleid ja)");
  EXPECT_EQ(dutch("[]"), "");
}

}  // namespace
}  // namespace waarborg::report
