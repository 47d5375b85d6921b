// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/watch/standing.h"

#include <algorithm>

namespace waarborg::scan {
namespace {

bool is_known(Outcome outcome) { return outcome != Outcome::kInconclusive; }
bool is_there(Outcome outcome) { return outcome != Outcome::kNotApplicable; }

int weight(Outcome outcome) { return outcome == Outcome::kFail ? 2 : outcome == Outcome::kWarn ? 1 : 0; }

}  // namespace

bool is_worse(Outcome now, Outcome before) {
  return is_known(now) && is_known(before) && is_there(before) && weight(now) > weight(before);
}

std::vector<CheckStanding> standing_after(const std::vector<CheckStanding>& before, const DomainVerdict& verdict,
                                          Moment at) {
  std::vector<CheckStanding> out;
  for (const CheckResult& result : verdict.results) {
    const Outcome now = result.judged.own.outcome;
    CheckStanding one{std::string(result.check->id), result.subject, now, now, ""};
    const auto known = std::ranges::find_if(
        before, [&](const CheckStanding& other) { return other.check == one.check && other.subject == one.subject; });
    if (known != before.end() && !is_known(now)) {
      one = *known;
    } else if (known != before.end() && !is_there(now)) {
      one.before = known->before;  // for when it comes back
    } else if (known != before.end() && is_worse(now, known->before)) {
      one.before = known->before;
      one.since = known->since.empty() ? to_text(at) : known->since;
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace waarborg::scan
