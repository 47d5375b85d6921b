// SPDX-License-Identifier: EUPL-1.2
//
// What a measure must look like to be stored: pure.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "features/evidence/sampling.h"
#include "features/measure/consent.h"
#include "features/measure/measure_input.h"
#include "features/task/rrule.h"

namespace waarborg::measure {
namespace {

Result<void> in_range(std::int64_t value, std::int64_t least, std::int64_t most, const std::string& where) {
  if (value >= least && value <= most) return {};
  return invalid("measure.number_range", where, {{"least", std::to_string(least)}, {"most", std::to_string(most)}});
}

/// Unit of `most`: bytes.
Result<void> at_most(const std::string& text, std::size_t most, const std::string& where) {
  if (text.size() <= most) return {};
  return invalid("measure.too_long", where, {{"max", std::to_string(most)}});
}

Result<void> check_occurrences(PlanItem& item, const std::string& where) {
  const auto rule = task::parse_rrule(item.rrule);
  if (!rule) return invalid(rule.error().what.key, where + ".rrule", rule.error().what.args);
  item.rrule = task::to_text(*rule);
  if (!parse_day(item.start)) return invalid("base.json.not_day", where + ".start");
  if (auto ok = in_range(item.window_days, 0, 366, where + ".window_days"); !ok) return ok;
  return in_range(item.grace_days, 0, 366, where + ".grace_days");
}

Result<void> check_item(PlanItem& item, const std::string& where) {
  if (auto ok = at_most(item.title, 200, where + ".title"); !ok) return ok;
  if (auto ok = at_most(item.source, 40, where + ".source"); !ok) return ok;
  if (item.kind != "occurrences") {
    if (auto ok = at_most(item.rrule, 1000, where + ".rrule"); !ok) return ok;
  }
  if (!item.start.empty() && !parse_day(item.start)) return invalid("base.json.not_day", where + ".start");
  if (auto ok = in_range(item.tolerated, 0, 10'000, where + ".tolerated"); !ok) return ok;
  if (auto ok = in_range(item.freshness_days, 0, 366, where + ".freshness_days"); !ok) return ok;
  if (item.kind == "occurrences") return check_occurrences(item, where);
  if (item.kind == "sample") {
    if (item.frequency == "many_daily") item.frequency = "many_times_a_day";
    if (!evidence::parse_control_frequency(item.frequency)) {
      return invalid("base.json.not_choice", where + ".frequency");
    }
    return {};
  }
  if (item.kind == "automated") {
    if (item.source.empty()) return invalid("measure.source_missing", where + ".source");
    return in_range(item.freshness_days, 1, 366, where + ".freshness_days");
  }
  return invalid("base.json.not_choice", where + ".kind");
}

/// The id ties occurrences and evidence to the item, so it must not follow its place in the list.
void give_ids(std::vector<PlanItem>& items, const std::map<std::string, std::string>& used) {
  std::set<std::string> ids;
  const auto is_free = [&](const PlanItem& item, bool is_new) {
    if (item.id.empty() || item.id.size() > 40 || ids.contains(item.id)) return false;
    const auto before = used.find(item.id);
    return before == used.end() || (!is_new && before->second == item.kind);
  };
  for (std::size_t i = 0; i < items.size(); ++i) {
    bool is_new = false;
    for (std::size_t n = i + 1; !is_free(items[i], is_new); ++n) {
      items[i].id = "p" + std::to_string(n);
      is_new = true;
    }
    ids.insert(items[i].id);
  }
}

/// Unit: bytes.
constexpr std::size_t kMaxText = 10'000;

Result<void> check_plan(WrittenPlan& plan, const std::map<std::string, std::string>& used) {
  if (auto ok = at_most(plan.operation_text, kMaxText, "plan.operation_text"); !ok) return ok;
  if (plan.design) {
    if (auto ok = in_range(plan.design->review_months, 1, 36, "plan.design.review_months"); !ok) return ok;
    if (auto ok = at_most(plan.design->text, kMaxText, "plan.design.text"); !ok) return ok;
  }
  if (plan.existence) {
    if (auto ok = in_range(plan.existence->valid_months, 1, 36, "plan.existence.valid_months"); !ok) return ok;
    if (auto ok = at_most(plan.existence->text, kMaxText, "plan.existence.text"); !ok) return ok;
  }
  if (plan.operation.size() > 20) return invalid("base.json.too_long", "plan.operation");
  for (std::size_t i = 0; i < plan.operation.size(); ++i) {
    if (auto ok = check_item(plan.operation[i], "plan.operation[" + std::to_string(i) + "]"); !ok) return ok;
  }
  give_ids(plan.operation, used);
  return {};
}

/// Each occurrence is a row, for years back and a year ahead; the fullest year counts, whenever it comes.
Result<void> check_amount(const MeasureInput& input) {
  constexpr std::size_t kMostAYear = 20'000;
  std::size_t a_year = 0;
  for (const PlanItem& item : input.plan.operation) {
    if (item.kind != "occurrences") continue;
    const Day start = parse_day(item.start).value_or(Day{});
    a_year += task::most_in_a_year(task::parse_rrule(item.rrule).value(), start) * input.places.size();
  }
  if (a_year <= kMostAYear) return {};
  return invalid("measure.too_many_occurrences", "plan.operation",
                 {{"count", std::to_string(a_year)}, {"most", std::to_string(kMostAYear)}});
}

constexpr std::size_t kMostAnswers = 1000;
constexpr std::size_t kMostPlaces = 500;  ///< As evidence.

}  // namespace

Result<void> check(MeasureInput& input, const std::map<std::string, std::string>& used) {
  if (is_blank(input.title)) return invalid("measure.title_missing", "title");
  if (auto ok = at_most(input.title, 200, "title"); !ok) return ok;
  if (auto ok = at_most(input.description, kMaxText, "description"); !ok) return ok;
  if (auto ok = at_most(input.card, 200, "card"); !ok) return ok;
  if (auto ok = at_most(input.rollup_reason, kMaxReason, "rollup_reason"); !ok) return ok;
  if (input.requirements.size() > kMostAnswers) return invalid("base.json.too_long", "requirements");
  if (input.places.size() > kMostPlaces) return invalid("base.json.too_long", "places");
  if (input.rollup.empty()) input.rollup = "worst";
  if (input.rollup != "worst" && input.rollup != "share_covered" && input.rollup != "weighted") {
    return invalid("base.json.not_choice", "rollup");
  }
  if (input.rollup != "worst" && is_blank(input.rollup_reason)) {
    return invalid("measure.rollup_reason_missing", "rollup_reason");
  }
  std::set<std::string> requirements;
  for (std::size_t i = 0; i < input.requirements.size(); ++i) {
    const std::string where = "requirements[" + std::to_string(i) + "]";
    const Answer& answer = input.requirements[i];
    if (answer.coverage != "full" && answer.coverage != "partly")
      return invalid("base.json.not_choice", where + ".coverage");
    if (!requirements.insert(answer.requirement).second) return invalid("measure.requirement_twice", where);
  }
  std::ranges::sort(input.places);
  const auto [first, last] = std::ranges::unique(input.places);
  input.places.erase(first, last);
  if (input.places.empty()) input.places.push_back({"organisation", ""});
  if (auto ok = check_plan(input.plan, used); !ok) return ok;
  return check_amount(input);
}

}  // namespace waarborg::measure
