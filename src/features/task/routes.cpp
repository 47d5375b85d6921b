// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/export.h"
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
                   days->to,
                   call.query("q"),
                   call.query("sort")};
}

auth::ListFile<Occurrence> occurrence_file() {
  using Row = Occurrence;
  return {"task.list.title",
          {{"auth.column.measure", 40, [](const Row& o, Language) { return o.measure_title; }},
           {"task.column.plan_item", 32, [](const Row& o, Language) { return o.title; }},
           {"auth.column.place", 24, [](const Row& o, Language) { return o.place ? o.place->name : std::string(); }},
           {"auth.column.owner", 24, [](const Row& o, Language) { return o.owner_name; }},
           {"task.column.due", 12, [](const Row& o, Language) { return o.due; }},
           {"task.column.window_to", 12, [](const Row& o, Language) { return o.window_to; }},
           {"task.column.grace_to", 12, [](const Row& o, Language) { return o.grace_to; }},
           {"auth.column.state", 14,
            [](const Row& o, Language l) { return auth::word_of(l, "task.state.", json::word_of(o.state)); }},
           {"task.column.performed_on", 12, [](const Row& o, Language) { return auth::cell_of(o.performed_on); }},
           {"task.column.performed_by", 24, [](const Row& o, Language) { return o.performed_by; }},
           {"auth.column.result", 14,
            [](const Row& o, Language l) {
              return o.outcome ? auth::word_of(l, "trail.value.", json::word_of(*o.outcome)) : std::string();
            }},
           {"auth.column.note", 40, [](const Row& o, Language) { return o.note; }}}};
}

auth::ListFile<Deviation> deviation_file() {
  using Row = Deviation;
  return {"task.deviation.list.title",
          {{"task.column.what", 40, [](const Row& d, Language) { return d.what; }},
           {"auth.column.measure", 32, [](const Row& d, Language) { return d.measure_title; }},
           {"auth.column.place", 24, [](const Row& d, Language) { return d.place ? d.place->name : std::string(); }},
           {"auth.column.state", 24,
            [](const Row& d, Language l) { return auth::word_of(l, "task.deviation_state.", json::word_of(d.state)); }},
           {"task.column.cause", 40, [](const Row& d, Language) { return d.cause; }},
           {"task.column.correction", 40, [](const Row& d, Language) { return d.correction; }},
           {"task.column.opened_at", 22, [](const Row& d, Language) { return d.opened_at; }},
           {"task.column.opened_by", 24, [](const Row& d, Language) { return d.opened_by; }},
           {"task.column.closed_at", 22, [](const Row& d, Language) { return auth::cell_of(d.closed_at); }}}};
}

void add_occurrences(auth::Api& api, Tasks& tasks, const auth::WriteWorkbook& workbook) {
  auth::add_list<Occurrence>(
      api,
      {"/api/v1/occurrences",
       "occurrence_list",
       "Expected and performed occurrences, first due first",
       "task.read",
       false,
       1U << 20U,
       {auth::one_of<OccurrenceChoice>("state", "state of the occurrence; to_do: open, or missed of late"),
        auth::flag("mine", "only yours"),
        {"measure", "measure id"},
        {"from", "first due day"},
        {"to", "last due day"},
        {"q", "part of its title, or of the name of measure, owner or place"},
        auth::sort_by(occurrence_orders()),
        {"after", "cursor"},
        {"limit", "1 to 500"}}},
      [&](Call& call) -> Result<auth::Page<Occurrence>> {
        const auto query = query_of(call);
        if (!query) return std::unexpected(query.error());
        return tasks.occurrences(call.actor, *query);
      },
      occurrence_file(), workbook);
  api.get<Occurrence>({"/api/v1/occurrences/{id}", "occurrence_get", "One occurrence", "task.read"},
                      [&](Call& call) { return tasks.occurrence(call.actor, call.param("id")); });
  api.get<auth::Page<Occurrence>>(
      {"/api/v1/measures/{id}/occurrences",
       "occurrence_of_measure",
       "Occurrences of a measure, first due first",
       "task.read",
       false,
       1U << 20U,
       {{"from", "first due day"}, {"to", "last due day"}, {"after", "cursor"}, {"limit", "1 to 500"}}},
      [&](Call& call) -> Result<auth::Page<Occurrence>> {
        auto query = query_of(call);
        if (!query) return std::unexpected(query.error());
        query->measure = call.param("id");
        return tasks.occurrences_of(call.actor, *query);
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

void add_deviations(auth::Api& api, Tasks& tasks, const auth::WriteWorkbook& workbook) {
  auth::add_list<Deviation>(
      api,
      {"/api/v1/deviations",
       "deviation_list",
       "Deviations, newest first",
       "task.read",
       false,
       1U << 20U,
       {auth::one_of<DeviationState>("state", "state of the deviation"),
        {"measure", "measure id"},
        {"q", "part of what went wrong, or of the name of measure, person or place"},
        auth::sort_by(deviation_orders()),
        {"after", "cursor"},
        {"limit", "1 to 500"}}},
      [&](Call& call) -> Result<auth::Page<Deviation>> {
        const auto query = query_of(call);
        if (!query) return std::unexpected(query.error());
        return tasks.deviations(call.actor, *query);
      },
      deviation_file(), workbook);
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

void add_routes(auth::Api& api, Tasks& tasks, const auth::WriteWorkbook& workbook) {
  add_occurrences(api, tasks, workbook);
  add_deviations(api, tasks, workbook);
}

}  // namespace waarborg::task
