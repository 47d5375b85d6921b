// SPDX-License-Identifier: EUPL-1.2
//
// internet.nl's score: from what the checks found to a percentage per category and one of the whole, by the weights of
// a rule set. Two scores of a domain: one as a site and one for mail.
//
// A check of which the outcome is not known counts neither for nor against, so that a poor connection is nobody's
// fault; the score then says what is missing from it. What internet.nl calls "not tested" because there is nothing to
// test, such as the suites of a site without TLS, counts with nothing, as there, unless the rule set says "if_tested".
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "features/scan/check.h"
#include "features/scan/rule_set.h"

namespace waarborg::scan {

/// What a check found of one address, server or domain: the reading of internet.nl.
struct Counted {
  std::string_view check;  ///< Its id.
  Category category = Category::kTls;
  Subject subject = Subject::kWeb;
  Finding finding;  ///< `points`: of those that the rule set gives a full score.
};

struct CategoryScore {
  Category category = Category::kTls;
  int points = 0;
  int full = 0;        ///< Above 0: a category in which nothing counts is left out.
  int percentage = 0;  ///< 0 to 100, rounded down.

  bool operator==(const CategoryScore&) const = default;
};
BOOST_DESCRIBE_STRUCT(CategoryScore, (), (category, points, full, percentage))

struct Score {
  std::optional<int> total;  ///< 0 to 100, rounded down: the mean of the categories. Nothing when nothing counts.
  std::vector<CategoryScore> categories;  ///< In the order of Category.
  std::vector<std::string> untested;      ///< Ids of checks that would have counted, and are not known.

  bool operator==(const Score&) const = default;
};
BOOST_DESCRIBE_STRUCT(Score, (), (total, categories, untested))

/// The score of one subject; findings of others are passed over, as are checks that the rule set gives no points for.
/// Of more findings of the same check the fewest points count, as internet.nl does over addresses; what is not known of
/// one address is named, and the check then counts by the others.
Score score(std::span<const Counted> findings, const RuleSet& rules, Subject subject);

}  // namespace waarborg::scan
