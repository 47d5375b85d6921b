// SPDX-License-Identifier: EUPL-1.2
//
// The road to certification: pure.
#include "features/today/road.h"

#include <algorithm>
#include <utility>

namespace waarborg::today {

std::vector<RoadStep> road(const RoadFacts& f, Language language) {
  struct Row {
    const char* key;
    std::int64_t done, of;
    const char* link;
  };
  // `of` is at least 1: a step about nothing has not been taken.
  const auto of = [](std::int64_t count) { return std::max<std::int64_t>(count, 1); };
  const Row rows[] = {
      {"start", f.set_up ? 1 : 0, 1, "/settings"},
      {"roles", f.roles_named, 3, "/settings"},
      {"assets", (f.systems > 0 ? 1 : 0) + (f.suppliers > 0 ? 1 : 0), 2,
       f.systems > 0 && f.suppliers == 0 ? "/registers/supplier" : "/registers/system"},
      {"risks", f.risk_done, of(f.risk_of), "/requirements?chapter=c6"},
      {"applicability", f.decided + (f.statement_approved ? 1 : 0), f.requirements + 1, "/applicability"},
      {"measures", f.with_measure, of(f.applicable), "/measures"},
      {"operation", f.operation_shown, of(f.applicable), "/requirements"},
      {"audit", f.audit_done, of(f.audit_of), "/requirements?chapter=c9"},
      {"review", f.review_done, of(f.review_of), "/requirements?chapter=c9"},
      {"certificate", f.all_shown, of(f.applicable), "/board"},
  };
  std::vector<RoadStep> steps;
  bool current_found = false;
  for (const Row& row : rows) {
    const bool done = row.done >= row.of;
    std::string state = done ? "done" : current_found ? "todo" : "current";
    current_found = current_found || !done;
    const std::string key = std::string("today.road.") + row.key;
    steps.push_back(
        {std::ssize(steps) + 1, row.key, say(language, key), std::move(state), row.done, row.of,
         say(language, {key + ".detail", {{"done", std::to_string(row.done)}, {"of", std::to_string(row.of)}}}),
         row.link});
  }
  return steps;
}

}  // namespace waarborg::today
