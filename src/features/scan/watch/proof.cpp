// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/watch/proof.h"

#include <algorithm>

#include "base/json_encode.h"

namespace waarborg::scan {
namespace {

using namespace std::chrono_literals;

bool says_something_of(const CheckView& check, const std::vector<std::string>& controls) {
  const std::string padded = " " + check.controls + " ";
  return std::ranges::any_of(controls, [&](const std::string& one) { return padded.contains(" " + one + " "); });
}

std::chrono::hours period_of(ScanEvery every) {
  switch (every) {
    case ScanEvery::kNever:
      break;
    case ScanEvery::kDay:
      return 24h;
    case ScanEvery::kWeek:
      return 7 * 24h;
    case ScanEvery::kMonth:
      return 30 * 24h;
  }
  return 0h;
}

}  // namespace

json::Value proof_of(const VerdictView& verdict, const WatchedDomain& domain,
                     const std::vector<std::string>& controls) {
  VerdictView shown = verdict;
  std::erase_if(shown.checks, [&](const CheckView& check) { return !says_something_of(check, controls); });
  if (shown.checks.empty()) shown.checks = verdict.checks;
  json::Value value = json::encode(shown);
  if (domain.protection == Protection::kExplain) value.as_object()["explained"] = domain.reason;
  return value;
}

json::Value not_measured(const WatchedDomain& domain, Moment now, const std::string& rules, Language language) {
  VerdictView unknown{domain.name, now, rules, {}, {}, {}};
  CheckView& check = unknown.checks.emplace_back();
  check.check = "measured";
  check.title = say(language, "scan.watch.measured");
  check.own = {Outcome::kInconclusive, "scan.watch.not_measured", say(language, "scan.watch.not_measured"), {}};
  return json::encode(unknown);
}

evidence::PlaceRef place_of(const CountingMeasure& measure, const std::string& domain, const std::string& system,
                            const std::string& site) {
  for (const evidence::PlaceRef& place :
       {evidence::PlaceRef{"domain", domain}, evidence::PlaceRef{"system", system}, evidence::PlaceRef{"site", site}}) {
    if (!place.id.empty() && std::ranges::find(measure.places, place) != measure.places.end()) return place;
  }
  return {};
}

bool is_due(const ScanSchedule& schedule, Moment now) {
  if (schedule.every == ScanEvery::kNever) return false;
  return !schedule.last_begun || now - *schedule.last_begun >= period_of(schedule.every) - 15min;
}

}  // namespace waarborg::scan
