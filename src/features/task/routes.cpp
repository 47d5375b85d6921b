// SPDX-License-Identifier: EUPL-1.2
#include "features/task/task.h"

namespace waarborg::task {
namespace {

using auth::Call;

struct WithdrawPerformance {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(WithdrawPerformance, (), (reason))

struct Days {
  std::optional<Day> from;
  std::optional<Day> to;
};

Result<Days> days_of(const Call& call) {
  const auto from = call.query_day("from");
  if (!from) return std::unexpected(from.error());
  const auto to = call.query_day("to");
  if (!to) return std::unexpected(to.error());
  return Days{*from, *to};
}

Result<ListQuery> query_of(const Call& call) {
  const auto days = days_of(call);
  if (!days) return std::unexpected(days.error());
  return ListQuery{call.query("measure"),
                   call.query("state"),
                   call.query_flag("mine"),
                   call.query("after"),
                   call.query_number("limit", 50, 1, 500),
                   days->from,
                   days->to};
}

void add_occurrences(auth::Api& api, Tasks& tasks) {
  api.get<auth::Page<Occurrence>>({"/api/v1/occurrences",
                                   "occurrence_list",
                                   "Expected and performed occurrences, first due first",
                                   "task.read",
                                   false,
                                   1U << 20U,
                                   {auth::one_of<OccurrenceState>("state", "state of the occurrence"),
                                    auth::flag("mine", "only yours"),
                                    {"measure", "measure id"},
                                    {"from", "first due day"},
                                    {"to", "last due day"},
                                    {"after", "cursor"},
                                    {"limit", "1 to 500"}}},
                                  [&](Call& call) -> Result<auth::Page<Occurrence>> {
                                    const auto query = query_of(call);
                                    if (!query) return std::unexpected(query.error());
                                    return tasks.occurrences(call.actor, *query);
                                  });
  api.get<Occurrence>({"/api/v1/occurrences/{id}", "occurrence_get", "One occurrence", "task.read"},
                      [&](Call& call) { return tasks.occurrence(call.actor, call.param("id")); });
  api.get<auth::Items<Occurrence>>({"/api/v1/measures/{id}/occurrences",
                                    "occurrence_of_measure",
                                    "Occurrences of a measure",
                                    "task.read",
                                    false,
                                    1U << 20U,
                                    {{"from", "first due day"}, {"to", "last due day"}}},
                                   [&](Call& call) -> Result<auth::Items<Occurrence>> {
                                     const auto days = days_of(call);
                                     if (!days) return std::unexpected(days.error());
                                     return tasks.occurrences_of(call.actor, call.param("id"), days->from, days->to);
                                   });
  api.post<PerformInput, Occurrence>(
      auth::Route{"/api/v1/occurrences/{id}/perform", "occurrence_perform", "Records that it was done", "task.perform"}
          .on_version(),
      [&](Call& call, const PerformInput& input) {
        return tasks.perform(call.actor, call.param("id"), input, call.if_match());
      });
  api.post<WithdrawPerformance, Occurrence>({"/api/v1/occurrences/{id}/withdraw", "occurrence_withdraw",
                                             "Takes back a performance recorded by mistake", "task.perform"},
                                            [&](Call& call, const WithdrawPerformance& input) {
                                              return tasks.withdraw(call.actor, call.param("id"), input.reason);
                                            });
}

void add_deviations(auth::Api& api, Tasks& tasks) {
  api.get<auth::Page<Deviation>>({"/api/v1/deviations",
                                  "deviation_list",
                                  "Deviations, newest first",
                                  "task.read",
                                  false,
                                  1U << 20U,
                                  {auth::one_of<DeviationState>("state", "state of the deviation"),
                                   {"measure", "measure id"},
                                   {"after", "cursor"},
                                   {"limit", "1 to 500"}}},
                                 [&](Call& call) -> Result<auth::Page<Deviation>> {
                                   const auto query = query_of(call);
                                   if (!query) return std::unexpected(query.error());
                                   return tasks.deviations(call.actor, *query);
                                 });
  api.get<Deviation>({"/api/v1/deviations/{id}", "deviation_get", "One deviation", "task.read"},
                     [&](Call& call) { return tasks.deviation(call.actor, call.param("id")); });
  api.get<auth::Items<Deviation>>(
      {"/api/v1/measures/{id}/deviations", "deviation_of_measure", "Deviations of a measure", "task.read"},
      [&](Call& call) { return tasks.deviations_of(call.actor, call.param("id")); });
  api.post<DeviationInput, Deviation>(
      {"/api/v1/measures/{id}/deviations", "deviation_open", "Records a deviation", "task.perform"},
      [&](Call& call, const DeviationInput& input) { return tasks.open(call.actor, call.param("id"), input); });
  api.put<DeviationInput, Deviation>(
      auth::Route{"/api/v1/deviations/{id}", "deviation_change", "Records cause and correction", "task.perform"}
          .on_version(),
      [&](Call& call, const DeviationInput& input) {
        return tasks.change(call.actor, call.param("id"), input, call.if_match());
      });
  api.post<RetestInput, Deviation>(
      {"/api/v1/deviations/{id}/retest", "deviation_retest", "Records a retest; one that supports closes it",
       "task.perform"},
      [&](Call& call, const RetestInput& input) { return tasks.retest(call.actor, call.param("id"), input); });
}

}  // namespace

void add_routes(auth::Api& api, Tasks& tasks) {
  add_occurrences(api, tasks);
  add_deviations(api, tasks);
}

}  // namespace waarborg::task
