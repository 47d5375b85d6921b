// SPDX-License-Identifier: EUPL-1.2
#include "app/expected_work.h"

#include <set>
#include <span>

#include "features/measure/held.h"
#include "features/measure/history.h"
#include "features/task/planned.h"
#include "features/trail/stage_hold.h"

namespace waarborg::app {
namespace {

task::Planned planned(std::vector<measure::MeasureVersion> versions) {
  using std::chrono::days;
  const Day saved = day_of(versions.back().at);
  task::Planned plan{measure::schedules_of(measure::history_of(versions)),
                     {},
                     {saved - days(kMadeBack), saved + days(kMadeAhead)},
                     kMadeAhead};
  plan.earlier = [versions = std::move(versions)] {
    std::vector<std::vector<task::Schedule>> out;
    for (std::size_t known = 1; known < versions.size(); ++known) {
      out.push_back(measure::schedules_of(measure::history_of(std::span(versions).first(known))));
    }
    return out;
  };
  return plan;
}

}  // namespace

std::vector<Message> work_against_plans(const measure::Measures& measures, db::Transaction& tx,
                                        const OrganisationId& organisation, Day today) {
  std::set<std::string> ids;
  for (const auto& [id, history] : measures.all_histories(tx, organisation)) ids.insert(id);
  return task::against_plans(
      tx, organisation, std::move(ids),
      [&](const std::string& id) -> std::optional<task::Planned> {
        auto versions = measures.versions(tx, organisation, MeasureId{id});
        return versions.empty() ? std::nullopt : std::optional(planned(std::move(versions)));
      },
      today);
}

void hold_planned(const measure::Measures& measures, const trail::Trail& trail, db::Transaction& tx,
                  const OrganisationId& organisation, const std::string& measure, const std::string& occurrence) {
  measure::hold_measure(trail, tx, organisation, MeasureId{measure});
  auto versions = measures.versions(tx, organisation, MeasureId{measure});
  const task::Planned plan = versions.empty() ? task::Planned{} : planned(std::move(versions));
  if (!task::is_planned(tx, organisation, occurrence, plan)) {
    trail::refuse_record(organisation, "occurrence", occurrence, "it does not follow from the plan");
  }
}

}  // namespace waarborg::app
