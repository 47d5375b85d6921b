// SPDX-License-Identifier: EUPL-1.2
//
// RPKI in the score: as internet.nl counts it when there is a table of routes, and not at all without.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/test_source_folder.h"
#include "features/scan/judge.h"
#include "features/scan/routing/testing.h"

namespace waarborg::scan::routing {
namespace {

RuleSet rules() {
  const std::string name(kCurrentRules.substr(kCurrentRules.rfind('/') + 1));
  std::ifstream in(waarborg::testing::source_folder() / "content/scan/rules" / name, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return read_rule_set(text.str(), name).value();
}

/// "15/30", or "none" when the category does not count.
std::string rpki_of(const Score& score) {
  for (const CategoryScore& one : score.categories) {
    if (one.category == Category::kRpki) return std::to_string(one.points) + "/" + std::to_string(one.full);
  }
  return "none";
}

bool names_rpki(const std::vector<std::string>& checks) {
  return std::ranges::any_of(checks, [](const std::string& check) { return check.starts_with("rpki_"); });
}

/// The score as it is without the category.
Score without_rpki(Score score) {
  std::erase_if(score.categories, [](const CategoryScore& one) { return one.category == Category::kRpki; });
  score.total.reset();
  return score;
}

TEST(RpkiScore, without_a_table_is_none_and_names_nothing_as_untested) {
  const DomainVerdict verdict = judge(domain(), rules());
  for (const Score* score : {&verdict.web, &verdict.mail}) {
    EXPECT_EQ("none", rpki_of(*score));
    EXPECT_FALSE(names_rpki(score->untested));
  }
  // The mean is of the other categories alone.
  int sum = 0;
  for (const CategoryScore& one : verdict.web.categories) sum += one.percentage;
  EXPECT_EQ(sum / static_cast<int>(verdict.web.categories.size()), verdict.web.total);
}

TEST(RpkiScore, with_a_table_counts_as_internet_nl_counts_it) {
  const RuleSet of = rules();
  const struct {
    const char* what;
    std::string vrps;
    const char* web;
    const char* mail;
  } kRows[] = {
      {"all valid", kVrps, "30/30", "45/45"},
      {"the site has no VRP", changed(kVrps, "AS64496,192.0.2.0/24,24\n", ""), "15/30", "45/45"},
      {"the site is invalid", changed(kVrps, "AS64496,192.0.2.0/24", "AS64499,192.0.2.0/24"), "20/30", "45/45"},
      {"the name servers have no VRP", changed(kVrps, "AS64497,198.51.100.0/24,24\n", ""), "15/30", "30/45"},
      {"mail servers and theirs are invalid", changed(kVrps, "AS64498", "AS64499"), "30/30", "25/45"},
  };
  const DomainVerdict before = judge(domain(), of);
  for (const auto& row : kRows) {
    const DomainVerdict verdict = judge(looked_up(row.vrps), of);
    EXPECT_EQ(row.web, rpki_of(verdict.web)) << row.what;
    EXPECT_EQ(row.mail, rpki_of(verdict.mail)) << row.what;
    EXPECT_EQ(without_rpki(before.web), without_rpki(verdict.web)) << row.what;
    EXPECT_EQ(without_rpki(before.mail), without_rpki(verdict.mail)) << row.what;
  }
}

TEST(RpkiScore, without_routes_counts_what_is_known_and_names_the_rest) {
  const DomainVerdict verdict = judge(looked_up(kVrps, std::nullopt), rules());
  EXPECT_EQ("10/10", rpki_of(verdict.web));
  EXPECT_EQ("15/15", rpki_of(verdict.mail));
  EXPECT_TRUE(names_rpki(verdict.web.untested));
}

}  // namespace
}  // namespace waarborg::scan::routing
