// SPDX-License-Identifier: EUPL-1.2
//
// The daily strip: what stands behind a verdict on automated results, day by day and place by place.
#include <algorithm>

#include "features/measure/result_days.h"
#include "features/measure/routes.h"
#include "features/measure/status.h"

namespace waarborg::measure {
namespace {

struct DayView {
  std::string day;
  json::Word<DayState> state;
  std::vector<std::string> evidence;  ///< Ids of what counts for that day, at most kMostEvidence.
};
BOOST_DESCRIBE_STRUCT(DayView, (), (day, state, evidence))

struct DayLine {
  std::string plan_item;
  std::string title;
  org::Place place;
  std::int64_t due = 0;  ///< Days of the period that had to be shown.
  std::int64_t supported = 0;
  std::optional<std::string> first_gap;
  std::vector<DayView> days;  ///< The last ones of the period.
};
BOOST_DESCRIBE_STRUCT(DayLine, (), (plan_item, title, place, due, supported, first_gap, days))

struct DayLines {
  PeriodView period;
  std::string known_at;
  std::vector<DayLine> items;
};
BOOST_DESCRIBE_STRUCT(DayLines, (), (period, known_at, items))

constexpr std::size_t kMostEvidence = 10;

std::string text_at(const Assessed& assessed, Ref ref) {
  return ref < assessed.proof.texts.size() ? assessed.proof.texts[ref] : std::string();
}

DayLine line_of(const Assessed& assessed, std::uint32_t measure, std::size_t place, std::uint32_t plan, Period shown,
                Language language) {
  const MeasureProof& proof = assessed.proof.measures[measure];
  const ResultDays found = result_days(proof, assessed.proof.places, assessed.result.question, place, plan, shown);
  const auto& terms = std::get<AutomatedPlan>(proof.plan.operation[plan]);
  DayLine line{text_at(assessed, terms.id),
               text_at(assessed, terms.name),
               assessed.place(assessed.measures[measure].body.places[place], language),
               found.due,
               found.supported,
               {},
               {}};
  if (found.first_gap != kNoDay) line.first_gap = waarborg::to_text(found.first_gap);
  for (const ResultDay& day : found.days) {
    DayView view{waarborg::to_text(day.day), json::Word<DayState>(day.state), {}};
    for (const Ref id : day.evidence) {
      if (view.evidence.size() < kMostEvidence) view.evidence.push_back(text_at(assessed, id));
    }
    line.days.push_back(std::move(view));
  }
  return line;
}

DayLines lines_of(const Assessed& assessed, std::uint32_t measure, std::int64_t last, Language language) {
  const Question& question = assessed.result.question;
  DayLines out;
  out.period = {waarborg::to_text(question.period.from), waarborg::to_text(question.period.to)};
  out.known_at = waarborg::to_text(question.known_at);
  const Day end = question.judged_on();
  const Period shown{std::max(question.period.from, end - std::chrono::days(last - 1)), end};
  const auto& plans = assessed.proof.measures[measure].plan.operation;
  for (std::uint32_t plan = 0; plan < plans.size(); ++plan) {
    if (!std::holds_alternative<AutomatedPlan>(plans[plan])) continue;
    for (std::size_t place = 0; place < assessed.measures[measure].body.places.size(); ++place) {
      out.items.push_back(line_of(assessed, measure, place, plan, shown, language));
    }
  }
  return out;
}

}  // namespace

void add_day_routes(auth::Api& api, Measures& measures, Assessments& assessments) {
  std::vector<auth::Parameter> parameters = period_parameters();
  parameters.push_back(auth::number("last", "how many days, counted back from the end of the period", 1, 366));
  api.get<DayLines>(
      {"/api/v1/measures/{id}/days", "measure_days",
       "Automated results per plan item, place and day, as the verdict counts them", "measure.read", false, 1U << 20,
       parameters},
      [&](auth::Call& call) -> Result<DayLines> {
        const auto question = asked(call, measures.clock());
        if (!question) return std::unexpected(question.error());
        const auto assessed = assessments.get(call.actor.organisation, question->period, question->known_at);
        const auto found = assessed->measure_at.find(call.param("id"));
        if (found == assessed->measure_at.end()) return fail(FaultKind::kNotFound, "measure.not_found");
        return lines_of(*assessed, found->second, call.query_number("last", 48, 1, 366), call.actor.language);
      });
}

}  // namespace waarborg::measure
