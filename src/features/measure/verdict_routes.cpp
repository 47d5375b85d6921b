// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "features/measure/measure_views.h"
#include "features/measure/routes.h"

namespace waarborg::measure {
namespace {

constexpr std::size_t kMostMonths = 24;  ///< Each month is an assessment of its own.

/// The ends of the months that begin in the period, and of the one in which it ends; ascending. What is still to come
/// has no verdict.
std::vector<Day> month_ends(Period period, Day as_of) {
  std::vector<Day> out;
  const Day end = std::min(period.to, as_of);
  if (end < period.from) return out;
  const std::chrono::year_month_day date{end};
  std::chrono::year_month month{date.year(), date.month()};
  do {
    out.push_back(std::min(end, Day{month / std::chrono::last}));
    month -= std::chrono::months(1);
  } while (out.size() < kMostMonths && Day{month / 1} >= period.from);
  std::ranges::reverse(out);
  return out;
}

Result<Bands> bands_of(Measures& measures, Assessments& assessments, const auth::Call& call, const Asked& question) {
  const OrganisationId organisation = call.actor.organisation;
  const std::string id = call.param("id");
  const auto now = assessments.get(organisation, question.period, question.known_at);
  if (!now->measure_at.contains(id)) return fail(FaultKind::kNotFound, "measure.not_found");
  const Day as_of = question.known_at ? now->result.question.as_of() : measures.clock().today();
  Bands out;
  const auto ends = month_ends(now->result.question.period, as_of);
  std::vector<Question> questions;
  for (const Day last : ends) {
    questions.push_back({Period{add_months(last, -12) + std::chrono::days(1), last},
                         last < as_of ? end_of(last) : question.known_at.value_or(measures.clock().now())});
  }
  const auto then = assessments.of_measure(organisation, id, questions);
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const Trio trio = then[i] ? then[i]->measure_trio(0) : Trio{"not_shown", "not_shown", "not_shown"};
    const std::string last = waarborg::to_text(ends[i]);
    out.months.push_back({last.substr(0, 7), last, trio.design, trio.existence, trio.operation, trio.overridden});
  }
  return out;
}

}  // namespace

Result<Asked> asked(const AskedDays& days, const Clock& clock) {
  Asked out;
  const Day today = clock.today();
  if (days.known_at && *days.known_at > today) return invalid("measure.known_future", "known_at");
  const Day known = days.known_at.value_or(today);
  if (days.from || days.to) {
    const Day end = days.to.value_or(known);
    const Day begin = days.from.value_or(add_months(end, -12) + std::chrono::days(1));
    if (begin > end) return invalid("measure.period_backwards", "from");
    if (end - begin > std::chrono::days(3660)) return invalid("measure.period_long", "from");
    out.period = Period{begin, end};
  }
  if (known < today) {
    out.known_at = end_of(known);
    if (!out.period) out.period = Period{add_months(known, -12) + std::chrono::days(1), known};
  }
  return out;
}

Result<AskedDays> asked_days(const auth::Call& call) {
  AskedDays days;
  for (const auto& [name, day] : {std::pair{"from", &days.from}, {"to", &days.to}, {"known_at", &days.known_at}}) {
    const auto asked = call.query_day(name);
    if (!asked) return std::unexpected(asked.error());
    *day = *asked;
  }
  return days;
}

Result<Asked> asked(const auth::Call& call, const Clock& clock) {
  const auto days = asked_days(call);
  if (!days) return std::unexpected(days.error());
  return asked(*days, clock);
}

std::vector<auth::Parameter> period_parameters() {
  return {{"from", "first day"}, {"to", "last day"}, {"known_at", "as known on this day"}};
}

void add_verdict_routes(auth::Api& api, Measures& measures, Assessments& assessments) {
  api.get<MeasureVerdictsView>(
      {"/api/v1/measures/{id}/verdicts", "measure_verdicts", "Verdicts per place and aspect, with reasons",
       "measure.read", false, 1U << 20, period_parameters()},
      [&](auth::Call& call) -> Result<MeasureVerdictsView> {
        const auto question = asked(call, measures.clock());
        if (!question) return std::unexpected(question.error());
        const auto assessed = assessments.get(call.actor.organisation, question->period, question->known_at);
        const auto found = assessed->measure_at.find(call.param("id"));
        if (found == assessed->measure_at.end()) return fail(FaultKind::kNotFound, "measure.not_found");
        const Language language = call.actor.language;
        MeasureVerdictsView out;
        out.period = {waarborg::to_text(assessed->result.question.period.from),
                      waarborg::to_text(assessed->result.question.period.to)};
        out.known_at = waarborg::to_text(assessed->result.question.known_at);
        const auto& places = assessed->measures[found->second].body.places;
        for (std::size_t i = 0; i < places.size(); ++i) {
          out.places.push_back({assessed->place(places[i], language),
                                assessed->place_verdict(found->second, i, Aspect::kDesign, language),
                                assessed->place_verdict(found->second, i, Aspect::kExistence, language),
                                assessed->place_verdict(found->second, i, Aspect::kOperation, language)});
        }
        out.total = assessed->measure_total(found->second, language);
        return out;
      });
  api.get<Bands>({"/api/v1/measures/{id}/bands", "measure_bands",
                  "The verdict per month of the period, as known at its end; the last 24", "measure.read", false,
                  1U << 20, period_parameters()},
                 [&](auth::Call& call) -> Result<Bands> {
                   const auto question = asked(call, measures.clock());
                   if (!question) return std::unexpected(question.error());
                   return bands_of(measures, assessments, call, *question);
                 });
  api.get<Status>({"/api/v1/status",
                   "status_get",
                   "Where we stand against a framework",
                   "measure.read",
                   false,
                   1U << 20,
                   {{"framework", "id; the first when absent"},
                    {"from", "first day"},
                    {"to", "last day"},
                    {"known_at", "as known on this day"}}},
                  [&](auth::Call& call) -> Result<Status> {
                    const auto question = asked(call, measures.clock());
                    if (!question) return std::unexpected(question.error());
                    return status_of(*assessments.get(call.actor.organisation, question->period, question->known_at),
                                     call.query("framework"), call.actor.language);
                  });
}

}  // namespace waarborg::measure
