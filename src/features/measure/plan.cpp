// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/plan.h"

#include <algorithm>
#include <array>

namespace waarborg::measure {
namespace {

constexpr std::array<std::string_view, kVerdictCount> kVerdictNames = {"shown", "partly_shown", "not_shown", "refuted",
                                                                       "not_applicable"};
constexpr std::array<std::string_view, kAspectCount> kAspectNames = {"design", "existence", "operation"};

template <class Plan>
const std::optional<Plan>& planned_on(Day day, const std::vector<PlannedOn<Plan>>& earlier,
                                      const std::optional<Plan>& now) {
  const auto at = std::ranges::find_if(earlier, [&](const auto& one) { return one.in_force.contains(day); });
  return at == earlier.end() ? now : at->plan;
}

}  // namespace

const std::optional<DesignPlan>& ProofPlan::design_on(Day day) const { return planned_on(day, earlier_design, design); }
const std::optional<ExistencePlan>& ProofPlan::existence_on(Day day) const {
  return planned_on(day, earlier_existence, existence);
}

std::string_view to_text(Verdict verdict) { return kVerdictNames[static_cast<std::size_t>(verdict)]; }

std::string_view to_text(Aspect aspect) { return kAspectNames[static_cast<std::size_t>(aspect)]; }

std::optional<Verdict> parse_verdict(std::string_view text) {
  const auto at = std::ranges::find(kVerdictNames, text);
  if (at == kVerdictNames.end()) return std::nullopt;
  return static_cast<Verdict>(at - kVerdictNames.begin());
}

std::optional<Aspect> parse_aspect(std::string_view text) {
  const auto at = std::ranges::find(kAspectNames, text);
  if (at == kAspectNames.end()) return std::nullopt;
  return static_cast<Aspect>(at - kAspectNames.begin());
}

bool worse_than(Verdict a, Verdict b) { return a != Verdict::kNotApplicable && b != Verdict::kNotApplicable && a > b; }

std::string direction_of(std::string_view before, std::string_view after) {
  const auto old = parse_verdict(before), now = parse_verdict(after);
  if (!old || !now) return "new";
  return worse_than(*old, *now) ? "better" : worse_than(*now, *old) ? "worse" : "new";
}

}  // namespace waarborg::measure
