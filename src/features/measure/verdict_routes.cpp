// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/routes.h"

namespace waarborg::measure {

Result<Asked> asked(const auth::Call& call, const Clock& clock) {
  Asked out;
  const auto from = call.query_day("from");
  if (!from) return std::unexpected(from.error());
  const auto to = call.query_day("to");
  if (!to) return std::unexpected(to.error());
  const auto known = call.query_day("known_at");
  if (!known) return std::unexpected(known.error());
  if (from->has_value() || to->has_value()) {
    const Day end = to->value_or(clock.today());
    const Day begin = from->value_or(add_months(end, -12) + std::chrono::days(1));
    if (begin > end) return invalid("measure.period_backwards", "from");
    if (end - begin > std::chrono::days(3660)) return invalid("measure.period_long", "from");
    out.period = Period{begin, end};
  }
  if (known->has_value()) {
    // "As known on D" is at the end of that day; today means now, and the future is not known.
    if (**known > clock.today()) return invalid("measure.known_future", "known_at");
    if (**known < clock.today()) {
      out.known_at = Moment{**known + std::chrono::hours(22)};  // 24:00 in summer, 23:00 in winter, Amsterdam time
      if (!out.period) out.period = Period{add_months(**known, -12) + std::chrono::days(1), **known};
    }
  }
  return out;
}

void add_verdict_routes(auth::Api& api, Measures& measures, Assessments& assessments) {
  const std::vector<auth::Parameter> period = {
      {"from", "first day"}, {"to", "last day"}, {"known_at", "as known on this day"}};
  api.get<MeasureVerdictsView>(
      {"/api/v1/measures/{id}/verdicts", "measure_verdicts", "Verdicts per place and aspect, with reasons",
       "measure.read", false, 1U << 20, period},
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
  api.get<Bands>(
      {"/api/v1/measures/{id}/bands", "measure_bands", "The verdict per month, as known at its end", "measure.read",
       false, 1U << 20, period},
      [&](auth::Call& call) -> Result<Bands> {
        const OrganisationId organisation = call.actor.organisation;
        if (!assessments.get(organisation)->measure_at.contains(call.param("id"))) {
          return fail(FaultKind::kNotFound, "measure.not_found");
        }
        const Day today = measures.clock().today();
        Bands out;
        for (int back = 11; back >= 0; --back) {
          const std::chrono::year_month_day date{add_months(today, -back)};
          Day last = std::chrono::sys_days{date.year() / date.month() / std::chrono::last};
          const bool now = last >= today;
          if (now) last = today;
          const auto then =
              assessments.get(organisation, Period{add_months(last, -12) + std::chrono::days(1), last},
                              now ? std::nullopt : std::optional<Moment>(Moment{last + std::chrono::hours(22)}));
          const auto at = then->measure_at.find(call.param("id"));
          const Trio trio = at == then->measure_at.end() ? Trio{"not_shown", "not_shown", "not_shown"}
                                                         : then->measure_trio(at->second);
          out.months.push_back({waarborg::to_text(last).substr(0, 7), trio.design, trio.existence, trio.operation});
        }
        return out;
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
