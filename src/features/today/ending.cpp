// SPDX-License-Identifier: EUPL-1.2
#include "features/today/ending.h"

#include <algorithm>

namespace waarborg::today {

std::optional<Ending> ending(const measure::Assessed& assessed, std::uint32_t at, measure::Aspect aspect, Period days,
                             const std::set<std::string>& listed) {
  Ending out;
  const auto& places = assessed.measures[at].body.places;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const measure::VerdictRow& row = assessed.result.measures[at].row(i, aspect);
    const measure::Holding& holding = row.holding;
    if (!days.contains(holding.until) || holding.renewed || row.value == measure::Verdict::kNotApplicable ||
        listed.contains(assessed.proof.texts[holding.evidence])) {
      continue;
    }
    out.first = std::min(out.first, holding.until);
    out.places.push_back(places[i]);
    out.pieces.insert(holding.evidence);
  }
  return out.pieces.empty() ? std::nullopt : std::optional(std::move(out));
}

}  // namespace waarborg::today
