// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/score.h"

#include <algorithm>
#include <map>
#include <optional>

namespace waarborg::scan {
namespace {

struct Tally {
  Category category = Category::kTls;
  std::optional<int> points;  ///< The fewest of those that are known; nothing: it does not count.
  int full = 0;
  bool is_unknown = false;  ///< Something of it.
};

/// Whether a finding says how many points there are: not when it is not known, and not when there is nothing to test
/// and the rule set lets it count only once tested.
bool has_points(const Finding& finding, const Weight& weight) {
  if (finding.outcome == Outcome::kInconclusive) return false;
  return finding.outcome != Outcome::kNotApplicable || finding.points > 0 || !weight.once_tested;
}

void add(Tally& tally, const Finding& finding, const Weight& weight) {
  tally.full = weight.full;
  if (finding.outcome == Outcome::kInconclusive) tally.is_unknown = true;
  if (!has_points(finding, weight)) return;
  const int points = std::clamp(finding.points, 0, weight.full);
  tally.points = tally.points ? std::min(*tally.points, points) : points;
}

}  // namespace

Score score(std::span<const Counted> findings, const RuleSet& rules, Subject subject) {
  const std::string prefix = subject == Subject::kWeb ? "web." : "mail.";
  std::map<std::string_view, Tally> results;
  for (const Counted& one : findings) {
    const auto weight = rules.weights.find(prefix + std::string(one.check));
    if (one.subject != subject || weight == rules.weights.end() || weight->second.full <= 0) continue;
    Tally& result = results[one.check];
    result.category = one.category;
    add(result, one.finding, weight->second);
  }
  Score out;
  std::map<Category, CategoryScore> categories;
  for (const auto& [check, result] : results) {
    if (result.is_unknown) out.untested.emplace_back(check);
    if (!result.points) continue;
    CategoryScore& category = categories[result.category];
    category.category = result.category;
    category.points += *result.points;
    category.full += result.full;
  }
  int sum = 0;
  for (auto& [name, category] : categories) {
    category.percentage = 100 * category.points / category.full;
    sum += category.percentage;
    out.categories.push_back(category);
  }
  if (!out.categories.empty()) out.total = sum / static_cast<int>(out.categories.size());
  return out;
}

}  // namespace waarborg::scan
