// SPDX-License-Identifier: EUPL-1.2
#include "features/today/fallen.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace waarborg::today {
namespace {

/// A verdict that is not back at what it was before it worsened.
struct Fall {
  measure::Verdict before = measure::Verdict::kShown;  ///< Before the first worsening since it was last back.
  std::string at;                                      ///< Of its last change.
};

/// Measure and aspect → how it fell, as far as it was remembered.
std::map<std::pair<std::string, std::string>, Fall> falls(const std::vector<measure::RememberedChange>& changes) {
  std::map<std::pair<std::string, std::string>, Fall> out;
  for (const measure::RememberedChange& change : changes) {
    const auto before = measure::parse_verdict(change.before), after = measure::parse_verdict(change.after);
    if (!before || !after) continue;
    const auto at = out.find({change.measure, change.aspect});
    if (at == out.end()) {
      if (measure::worse_than(*after, *before)) out[{change.measure, change.aspect}] = {*before, change.at};
    } else if (measure::worse_than(*after, at->second.before)) {
      at->second.at = change.at;
    } else {
      out.erase(at);
    }
  }
  return out;
}

}  // namespace

std::vector<FallenMeasure> fallen(const measure::Assessed& assessed,
                                  const std::vector<measure::RememberedChange>& changes) {
  std::vector<FallenMeasure> out;
  for (const auto& [key, fall] : falls(changes)) {  // those of one measure follow one another
    const auto found = assessed.measure_at.find(key.first);
    const auto aspect = measure::parse_aspect(key.second);
    if (found == assessed.measure_at.end() || !aspect) continue;
    const auto now = assessed.result.measure_totals[found->second][static_cast<std::size_t>(*aspect)].value;
    if (!measure::worse_than(now, fall.before)) continue;
    if (out.empty() || out.back().measure != found->second) out.push_back({found->second, "", {}});
    out.back().at = std::max(out.back().at, fall.at);
    out.back().aspects.push_back({*aspect, now});
  }
  for (FallenMeasure& one : out) std::ranges::stable_sort(one.aspects, measure::worse_than, &FallenAspect::now);
  std::ranges::stable_sort(out, std::greater{}, &FallenMeasure::at);
  return out;
}

}  // namespace waarborg::today
