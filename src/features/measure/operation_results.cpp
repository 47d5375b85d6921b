// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "features/measure/coverage.h"
#include "features/measure/operation_part.h"
#include "features/measure/result_days.h"

namespace waarborg::measure {
namespace {

using std::chrono::days;

struct Seen {
  std::vector<const EvidenceItem*> supporting;
  std::vector<const EvidenceItem*> partly;
  std::vector<const EvidenceItem*> refuting;
  Day last_support = kNoDay;
};

/// Days with a fresh result that supports, and with any fresh result.
struct Covered {
  Coverage supported;
  Coverage any;
  Coverage prompt{};  ///< As supported, by what was received in time.
  Day received{};     ///< Of what supports and was not: the last day of receipt.
};

/// Days on which a result is fresh, cut to the supplier's validity and its own end.
Period fresh(const Judging& judging, const EvidenceItem& item, int freshness_days) {
  Period window{item.covers.from, item.covers.to + days{freshness_days - 1}};
  if (item.valid_until != kNoDay) window.to = std::min(window.to, item.valid_until);
  if (item.supplier != kNone) window.to = std::min(window.to, judging.proof.suppliers[item.supplier].valid.to);
  return window;
}

/// The days of `window` about which it was received in time: a day more than the freshness, as a day lacks a result
/// only when it is over. What tells of a long time afterwards is in time for its last days only. Empty when none are.
Period told_in_time(const EvidenceItem& item, Period window, int freshness_days) {
  const Day first = day_of(item.received) - days{freshness_days};
  return first > item.covers.to ? Period{window.to + days{1}, window.to}
                                : Period{std::max(window.from, first), window.to};
}

Seen look(Judging& judging, std::size_t position, std::uint32_t plan) {
  Seen seen;
  for (const std::uint32_t index : judging.evidence_for(position, Aspect::kOperation)) {
    const EvidenceItem& item = judging.proof.evidence[index];
    if (item.plan != plan || judging.attached[index] || judging.standing[index] != Standing::kCounts ||
        item.covers.from > judging.as_of || !judging.in_scope(item, judging.proof.places[position], item.covers.from)) {
      continue;
    }
    switch (item.finding) {
      case Finding::kSupports:
        seen.supporting.push_back(&item);
        seen.last_support = std::max(seen.last_support, item.covers.from);
        break;
      case Finding::kPartly:
        seen.partly.push_back(&item);
        break;
      case Finding::kRefutes:
        seen.refuting.push_back(&item);
        break;
    }
  }
  return seen;
}

/// Whether only the retest of its deviation answers it: a person saw it go wrong, and the next result of a tool may be
/// as blind to that as the one before.
bool asks_for_retest(const Judging& judging, const EvidenceItem& refuting) {
  const bool is_of_tool = refuting.report.from <= refuting.report.to;
  const auto& deviations = judging.proof.deviations;
  return !is_of_tool && refuting.deviation < deviations.size() &&
         deviations[refuting.deviation].recorded <= judging.question.known_at;
}

/// Whether something that began later supports again, or its deviation was closed. What began before it says nothing
/// about afterwards, however long it lasts.
bool is_followed_up(const Judging& judging, const Seen& seen, const EvidenceItem& refuting) {
  if (judging.is_closed(refuting.deviation)) return true;
  return !asks_for_retest(judging, refuting) && std::min(refuting.covers.to, judging.as_of) < seen.last_support;
}

bool is_planned_in(const AutomatedPlan& terms, Period judged) {
  const auto meets = [&](Period in_force) { return in_force.from <= judged.to && judged.from <= in_force.to; };
  return meets(terms.in_force) ||
         std::ranges::any_of(terms.earlier, [&](const AutomatedTerms& before) { return meets(before.in_force); });
}

/// Refuting results in the period that nothing followed up, and for as long as they are expected (or ask for a retest)
/// also those from before it; names them and the corrected ones of the period.
bool name_refuting(Judging& judging, const AutomatedPlan& terms, const Seen& seen) {
  const Period judged{judging.question.period.from, judging.judged_on};
  const bool planned = is_planned_in(terms, judged);
  std::vector<const EvidenceItem*> open, corrected;
  for (const EvidenceItem* item : seen.refuting) {
    const bool is_corrected = is_followed_up(judging, seen, *item);
    const bool is_earlier = item->covers.to < judged.from;
    const bool goes_on = !is_corrected && (planned || asks_for_retest(judging, *item));
    if (item->covers.from > judged.to || (is_earlier && !goes_on)) continue;
    (is_corrected ? corrected : open).push_back(item);
  }
  for (const auto* list : {&open, &corrected}) {
    if (list->empty()) continue;
    Reason& reason = judging.reasons.add(list == &open ? ReasonKind::kResultRefutes : ReasonKind::kResultsCorrected,
                                         static_cast<std::int32_t>(list->size()));
    reason.text = terms.name;
    reason.day = std::ranges::max(*list, {}, [](const EvidenceItem* item) { return item->covers.to; })->covers.to;
    for (const EvidenceItem* item : *list) judging.reasons.refer(RefKind::kEvidence, item->id);
  }
  return !open.empty();
}

/// The days of the period on which these terms were in force, and the measure had to hold in that place.
std::vector<Period> wanted_under(const Judging& judging, std::size_t position, const AutomatedTerms& terms) {
  // A day can lack a result only when it is over.
  const Day last = std::min({judging.question.period.to, judging.as_of - days{1}, terms.in_force.to});
  return judging.held_in(position, {std::max({judging.question.period.from, terms.start, terms.in_force.from}), last});
}

Covered covered_under(const Judging& judging, std::size_t position, const AutomatedTerms& terms, const Seen& seen) {
  const std::vector<Period> wanted = wanted_under(judging, position, terms);
  if (wanted.empty()) return {};
  std::vector<Period> supporting, prompt, any;
  Covered out;
  for (const EvidenceItem* item : seen.supporting) {
    const Period window = supporting.emplace_back(fresh(judging, *item, terms.freshness_days));
    const Period in_time = told_in_time(*item, window, terms.freshness_days);
    if (in_time.from <= in_time.to) prompt.push_back(in_time);
    if (in_time.from > window.from && window.from <= wanted.back().to && wanted.front().from < in_time.from) {
      out.received = std::max(out.received, day_of(item->received));
    }
  }
  out.prompt = coverage(prompt, wanted);
  out.supported = out.any = coverage(supporting, wanted);
  if (seen.partly.empty()) return out;
  any = supporting;
  for (const EvidenceItem* item : seen.partly) any.push_back(fresh(judging, *item, terms.freshness_days));
  out.any = coverage(any, wanted);
  return out;
}

Covered covered_by(const Judging& judging, std::size_t position, const AutomatedPlan& terms, const Seen& seen) {
  Covered all = covered_under(judging, position, {terms.in_force, terms.start, terms.freshness_days}, seen);
  for (const AutomatedTerms& before : terms.earlier) {
    const Covered part = covered_under(judging, position, before, seen);
    all = {all.supported + part.supported, all.any + part.any, all.prompt + part.prompt,
           std::max(all.received, part.received)};
  }
  return all;
}

void name(Judging& judging, const AutomatedPlan& terms, ReasonKind kind, std::int32_t a, Day day = kNoDay) {
  Reason& reason = judging.reasons.add(kind, a);
  reason.text = terms.name;
  reason.day = day;
}

}  // namespace

Part judge_results(Judging& judging, std::size_t position, std::uint32_t plan, const AutomatedPlan& terms) {
  const Seen seen = look(judging, position, plan);
  const bool refuted = name_refuting(judging, terms, seen);
  const auto [supported, covered, prompt, received] = covered_by(judging, position, terms, seen);
  if (covered.total == 0) {
    name(judging, terms, ReasonKind::kNothingDue, 0);
  } else if (covered.covered == 0) {
    name(judging, terms, ReasonKind::kResultsNone, 0);
  } else if (!covered.whole()) {
    name(judging, terms, ReasonKind::kResultsGap, covered.total - covered.covered, covered.first_gap);
  } else if (supported.whole()) {
    name(judging, terms, ReasonKind::kResultsComplete, static_cast<std::int32_t>(seen.supporting.size()));
  }
  if (supported.covered > prompt.covered) {
    name(judging, terms, ReasonKind::kResultsReceivedLate, supported.covered - prompt.covered, received);
  }
  if (covered.covered > 0 && !supported.whole() && !seen.partly.empty()) {
    name(judging, terms, ReasonKind::kResultsPartly, static_cast<std::int32_t>(seen.partly.size()));
  }
  if (refuted) return Part::kRefuted;
  if (covered.total == 0) return Part::kNotDue;
  if (supported.whole()) return Part::kMet;
  return covered.covered == 0 ? Part::kNothing : Part::kSome;
}

namespace {

bool lies_in(Day day, const std::vector<Period>& periods) {
  return std::ranges::any_of(periods, [&](const Period& period) { return period.contains(day); });
}

/// The terms under which that day had to be shown; null when it had not.
const AutomatedTerms* due_under(const Judging& judging, std::size_t position, const std::vector<AutomatedTerms>& all,
                                Day day) {
  const auto found = std::ranges::find_if(
      all, [&](const AutomatedTerms& terms) { return lies_in(day, wanted_under(judging, position, terms)); });
  return found == all.end() ? nullptr : &*found;
}

/// Whether it weighs on that day: one of its own, or any after them until it is followed up.
bool refutes_on(const Judging& judging, const Seen& seen, const EvidenceItem& item, bool planned, Day day) {
  if (item.covers.contains(day)) return true;
  return (planned || asks_for_retest(judging, item)) && item.covers.to < judging.question.period.from &&
         !is_followed_up(judging, seen, item);
}

ResultDay day_of_results(const Judging& judging, const Seen& seen, const AutomatedTerms* due, int freshness_days,
                         bool planned, Day day) {
  ResultDay out{day, DayState::kNotDue, {}};
  const auto add = [&](const EvidenceItem& item) {
    if (std::ranges::find(out.evidence, item.id) == out.evidence.end()) out.evidence.push_back(item.id);
    return true;
  };
  bool refuted = false, open = false, supported = false, partly = false;
  for (const EvidenceItem* item : seen.refuting) {
    if (!refutes_on(judging, seen, *item, planned, day)) continue;
    refuted = add(*item);
    open |= !is_followed_up(judging, seen, *item);
  }
  for (const EvidenceItem* item : seen.supporting) {
    if (fresh(judging, *item, freshness_days).contains(day)) supported = add(*item);
  }
  for (const EvidenceItem* item : seen.partly) {
    if (fresh(judging, *item, freshness_days).contains(day)) partly = add(*item);
  }
  const Period judged{judging.question.period.from, judging.judged_on};
  if (open && judged.contains(day)) {
    out.state = DayState::kRefuted;
  } else if (due == nullptr) {
    out.state = day >= judging.as_of && day <= judging.question.period.to ? DayState::kNotYet : DayState::kNotDue;
  } else {
    out.state = supported ? DayState::kSupported
                : partly  ? DayState::kPartly
                : refuted ? DayState::kRefuted
                          : DayState::kGap;
  }
  return out;
}

}  // namespace

ResultDays result_days(const MeasureProof& measure, std::span<const Place> places, const Question& question,
                       std::size_t position, std::uint32_t plan, Period shown) {
  MeasureVerdicts unused;  // whose reasons nobody reads
  Judging judging(measure, places, question, unused);
  const auto& terms = std::get<AutomatedPlan>(measure.plan.operation[plan]);
  std::vector<AutomatedTerms> all = terms.earlier;
  all.push_back({terms.in_force, terms.start, terms.freshness_days});
  const Seen seen = look(judging, position, plan);
  const Coverage supported = covered_by(judging, position, terms, seen).supported;
  ResultDays out{supported.total, supported.covered, supported.whole() ? kNoDay : supported.first_gap, {}};
  if (supported.total == 0) out.first_gap = kNoDay;
  const bool planned = is_planned_in(terms, {question.period.from, judging.judged_on});
  for (Day day = shown.from; day <= shown.to; day += days{1}) {
    const AutomatedTerms* due = due_under(judging, position, all, day);
    out.days.push_back(
        day_of_results(judging, seen, due, due == nullptr ? terms.freshness_days : due->freshness_days, planned, day));
  }
  return out;
}

}  // namespace waarborg::measure
