// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/reason.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>

namespace waarborg::measure {
namespace {

constexpr auto kLastKind = static_cast<int>(ReasonKind::kPartRefuted);

std::map<std::string, std::string> words(const std::string& language) {
  std::string folder = __FILE__;
  folder.resize(folder.rfind('/'));
  std::ifstream file(folder + "/text/" + language + ".txt");
  std::map<std::string, std::string> found;
  for (std::string line; std::getline(file, line);) {
    if (const auto colon = line.find(": "); colon != std::string::npos)
      found[line.substr(0, colon)] = line.substr(colon + 2);
  }
  return found;
}

/// A reason with every number and reference filled in.
Message full_message(ReasonKind kind) {
  Reason reason{.kind = kind, .text = 0, .who = 1, .other = 2, .a = 1, .b = 25, .c = 40, .day = Day{}};
  const ReasonRef refs[] = {{RefKind::kDay, 20'000}, {RefKind::kText, 3}};
  const Texts texts{"hersteltests", "A. Jansen", "B. de Vries", "back-up"};
  return to_message(reason, refs, texts);
}

TEST(Reason, every_kind_has_a_rule_and_words_in_both_languages_with_all_names_filled_in) {
  const std::regex name(R"(\{(\w+)(\|[^}]*)?\})");
  for (const char* language : {"nl", "en"}) {
    const auto texts = words(language);
    ASSERT_FALSE(texts.empty()) << language;
    for (int i = 0; i <= kLastKind; ++i) {
      const auto kind = static_cast<ReasonKind>(i);
      EXPECT_TRUE(rule_of(kind) >= 1 && rule_of(kind) <= 10);
      const Message message = full_message(kind);
      const auto at = texts.find(message.key);
      ASSERT_NE(at, texts.end()) << language << " " << message.key;
      for (std::sregex_iterator hit(at->second.begin(), at->second.end(), name), end; hit != end; ++hit) {
        const bool given =
            std::ranges::any_of(message.args, [&](const auto& arg) { return arg.first == (*hit)[1].str(); });
        EXPECT_TRUE(given) << language << " " << message.key << " needs " << (*hit)[1];
      }
    }
  }
}

std::string argument(const Message& message, const std::string& name) {
  for (const auto& [key, value] : message.args) {
    if (key == name) return value;
  }
  return "(none)";
}

TEST(Reason, three_of_four_restore_tests_reads_as_a_manager_would_say_it) {
  const Reason reason{.kind = ReasonKind::kOccurrencesSome, .text = 0, .a = 3, .b = 4, .c = 1};
  const auto day = static_cast<std::uint32_t>(parse_day("2026-04-01")->time_since_epoch().count());
  const ReasonRef refs[] = {{RefKind::kDay, day}};
  const Texts texts{"hersteltests"};
  const Message message = to_message(reason, refs, texts);
  EXPECT_EQ(message.key, "measure.reason.occurrences_some");
  EXPECT_EQ(argument(message, "count"), "3");
  EXPECT_EQ(argument(message, "total"), "4");
  EXPECT_EQ(argument(message, "what"), "hersteltests");
  EXPECT_EQ(argument(message, "days"), "2026-04-01");
  EXPECT_EQ(argument(message, "missing"), "1");
}

TEST(Reason, three_days_are_named_and_the_rest_is_counted) {
  const Reason reason{.kind = ReasonKind::kOccurrencesNone, .b = 30, .c = 30};
  std::vector<ReasonRef> refs;
  for (std::uint32_t i = 0; i < kMaxRefs; ++i) refs.push_back({RefKind::kDay, i});
  EXPECT_EQ(argument(to_message(reason, refs, {}), "days"), "1970-01-01, 1970-01-02, 1970-01-03 +27");
}

TEST(Reason, the_bound_of_a_sample_is_rounded_up) {
  // 0 of 25 in a population without end: 11.29 %; the population of 100,000 is above the small ones.
  const Reason reason{.kind = ReasonKind::kSampleWithin, .a = 0, .b = 25, .c = 100'000};
  EXPECT_EQ(argument(to_message(reason, {}, {}), "bound"), "12");
}

TEST(Reason, a_limit_by_an_earlier_aspect_names_that_aspect) {
  const Reason reason{.kind = ReasonKind::kCappedByEarlier, .a = static_cast<int>(Aspect::kExistence)};
  EXPECT_EQ(to_message(reason, {}, {}).key, "measure.reason.capped_by_existence");
}

}  // namespace
}  // namespace waarborg::measure
