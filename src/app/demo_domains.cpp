// SPDX-License-Identifier: EUPL-1.2
//
// The domains, measured every week. What they show to the outside was measured of servers that were made for it
// (tools/demo_domains); here it stands in for the scanner, at the moments of the story.
#include "app/demo_year.h"

#include <algorithm>

#include "base/json_decode.h"

namespace waarborg::app::demo {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr int kMeasureEvery = 7;
/// The last time, so many days before the end: just before the last round of reviews, and fresh enough to count.
constexpr int kLastMeasured = 5;

}  // namespace

/// Judged at the moment of the story: a certificate or a file with a last day must be as valid as it was when measured.
scan::DomainFacts Year::facts_of(const std::string& domain) const {
  const Shown* found = nullptr;
  for (const Shown& shown : story_.shown) {
    if (names_.at(shown.domain) == domain && calendar_.at(shown.day) <= today()) found = &shown;
  }
  if (found == nullptr) throw std::logic_error("content/demo: nothing is shown by " + domain);
  auto facts =
      must(json::decode<scan::DomainFacts>(story_.files.at("domains/" + found->facts + ".json")), found->facts);
  facts.at = clock_.now();
  return facts;
}

/// By hand and not by a schedule: that would go on after the story, and ask the internet for names that do not exist.
void Year::schedule_measurements() {
  if (story_.shown.empty()) return;
  installation_.watch.set_measure_all(
      [this](const auto& targets, const auto& on_facts, const auto& go_on) -> Result<void> {
        for (std::size_t i = 0; i < targets.size(); ++i) {
          clock_.tick(seconds(12));
          if (auto further = go_on(); !further) return further;
          if (auto kept = on_facts(i, facts_of(targets[i].name)); !kept) return kept;
        }
        return {};
      },
      scan::SingleLabel::kRefused);
  const Day first = calendar_.at(std::ranges::min(story_.shown, {}, &Shown::day).day);
  for (Day day = calendar_.last - days(kLastMeasured); day >= first; day -= days(kMeasureEvery)) {
    at_moment(Moment(day) + hours(6), [this] {
      job::Running running(hours(1), [] { return std::chrono::steady_clock::now(); });
      must(installation_.watch.measure(actor("joris"), {}, running), "domains");
    });
  }
}

}  // namespace waarborg::app::demo
