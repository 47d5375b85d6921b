// SPDX-License-Identifier: EUPL-1.2
//
// The engine against slow references that look at every day and every fact, on random organisations. Each test prints
// its seed.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>

#include "features/measure/random_rounds.h"

namespace waarborg::measure {
namespace {

using namespace std::chrono;

struct Slow {
  const MeasureProof& proof;
  PlaceIndex place;
  bool single;  ///< Evidence without place speaks about this place; what refutes speaks about each.
  Question question;
  Day as_of = question.as_of();
  Day last = question.judged_on();
  mutable std::map<std::uint32_t, bool> told_{};

  bool here(PlaceIndex where) const { return where == kEveryPlace || where == place; }
  bool here(const EvidenceItem& item) const {
    if (item.places.empty()) return single || item.finding == Finding::kRefutes;
    return std::ranges::any_of(item.places, [&](PlaceIndex p) { return here(p); });
  }
  bool held(Day day) const {
    const auto position = static_cast<std::size_t>(std::ranges::find(proof.places, place) - proof.places.begin());
    if (position >= proof.held.size() || proof.held[position].empty()) return true;
    return std::ranges::any_of(proof.held[position], [&](const Period& part) { return part.contains(day); });
  }
  bool valid(const EvidenceItem& item, Day day) const {
    return counts(item, proof.owner, question.known_at) &&
           (item.supplier == kNone || item.finding == Finding::kRefutes ||
            proof.suppliers[item.supplier].valid.contains(day));
  }
  bool known(Moment recorded, Moment withdrawn) const {
    return recorded <= question.known_at && withdrawn > question.known_at;
  }
  bool closed(std::uint32_t index) const {
    if (index == kNone) return false;
    const Deviation& d = proof.deviations[index];
    return d.recorded <= question.known_at && d.closed <= question.known_at && d.reopened > question.known_at &&
           d.opened <= d.retest_on && d.retest_on <= as_of;
  }

  std::map<Day, int> all_due_days(const OccurrencePlan& terms) const {
    std::map<Day, int> all_due;  // day → window and grace together
    for (Day d = question.period.from; d <= last; d += days{1}) {
      if (const auto room = due_on(terms, d); room && held(d)) all_due[d] = *room;
    }
    return all_due;
  }
  /// Not due in this period, but performed in it; or before it, with a deviation that was not corrected by then.
  bool elsewhere(const Performance& p, const std::map<Day, int>& all_due) const {
    if (all_due.contains(p.due) || p.performed_on > last) return false;
    if (question.period.from <= p.performed_on) return true;
    if (p.deviation == kNone || proof.deviations[p.deviation].recorded > question.known_at) return false;
    return !closed(p.deviation) || proof.deviations[p.deviation].retest_on >= question.period.from;
  }
  /// Whether a piece of evidence has its say by way of a performance that is judged here and now.
  bool told(std::uint32_t evidence) const {
    const auto [at, is_new] = told_.try_emplace(evidence, false);
    if (is_new) at->second = find_told(evidence);
    return at->second;
  }
  bool find_told(std::uint32_t evidence) const {
    return std::ranges::any_of(proof.performances, [&](const Performance& p) {
      if (p.evidence != evidence || !here(p.place) || !known(p.recorded, p.withdrawn) || !is_about(evidence, p))
        return false;
      const auto* terms = std::get_if<OccurrencePlan>(&proof.plan.operation[p.plan]);
      if (terms == nullptr) return false;
      const auto all_due = all_due_days(*terms);
      const auto due = all_due.find(p.due);
      if (due != all_due.end()) return fate(p, due->second) != '.';
      return elsewhere(p, all_due) && std::string("dc").find(fate(p, 0)) != std::string::npos;
    });
  }
  /// Operation, on that day, in that place, and nobody decided it before there was anything to decide about.
  bool is_about(std::uint32_t evidence, const Performance& p) const {
    const EvidenceItem& item = proof.evidence[evidence];
    const auto on = [&](const Period& days_of) {
      return days_of.from <= p.performed_on && p.performed_on <= days_of.to;
    };
    return item.aspect == Aspect::kOperation && (on(item.covers) || on(item.report)) &&
           (item.places.empty() || std::ranges::any_of(item.places, [&](PlaceIndex at) { return here(at); })) &&
           !(item.review.at < p.recorded);
  }

  /// r refuted, m met, s some, n nothing, - not due.
  char occurrences(std::uint32_t plan, const OccurrencePlan& terms, bool& limits) const {
    int deviating = 0, effective = 0, expected = 0, performed = 0;
    const std::map<Day, int> all_due = all_due_days(terms);
    for (const auto& [due, room] : all_due) {
      std::set<char> seen;
      for (const Performance& p : proof.performances) {
        if (p.plan == plan && p.due == due && here(p.place) && known(p.recorded, p.withdrawn))
          seen.insert(fate(p, room));
      }
      const bool is_open = as_of <= due + days{room};
      if (seen.contains('d'))
        ++deviating, ++expected, ++performed;
      else if (seen.contains('c'))
        ++expected, ++performed;
      else if (seen.contains('e'))
        ++expected, ++performed, ++effective;
      else if (seen.contains('p'))
        ++expected, ++performed;
      else if (!is_open)
        ++expected;
    }
    std::set<Day> others;
    for (const Performance& p : proof.performances) {
      if (p.plan != plan || !here(p.place) || !known(p.recorded, p.withdrawn) || !elsewhere(p, all_due)) continue;
      if (fate(p, 0) == 'd') others.insert(p.due);
      if (fate(p, 0) == 'c') limits = true;
    }
    deviating += static_cast<int>(others.size());
    if (deviating > tolerated(terms)) return 'r';
    if (expected == 0) return '-';
    return effective == expected ? 'm' : performed == 0 ? 'n' : 's';
  }
  /// On whichever of the judged days tolerated least.
  int tolerated(const OccurrencePlan& plan) const {
    int least = std::numeric_limits<int>::max();
    for (Day d = question.period.from; d <= last; d += days{1}) {
      if (plan.in_force.contains(d)) least = std::min(least, plan.tolerated);
      for (const OccurrenceTerms& t : plan.earlier) {
        if (t.in_force.contains(d)) least = std::min(least, t.tolerated);
      }
    }
    return least == std::numeric_limits<int>::max() ? 0 : least;
  }
  /// Window and grace when the rule in force on that day expects something on it.
  static std::optional<int> due_on(const OccurrencePlan& plan, Day day) {
    const auto expects = [&](const Period& in_force, const task::Rrule& rule, Day start) {
      return in_force.contains(day) && !task::expand(rule, start, {day, day}, 1).empty();
    };
    for (const OccurrenceTerms& t : plan.earlier) {
      if (expects(t.in_force, t.rule, t.start)) return t.window_days + t.grace_days;
    }
    if (expects(plan.in_force, plan.rule, plan.start)) return plan.window_days + plan.grace_days;
    return std::nullopt;
  }
  char fate(const Performance& p, int room) const {
    const EvidenceItem* item = p.evidence == kNone ? nullptr : &proof.evidence[p.evidence];
    const bool good = item != nullptr && is_about(p.evidence, p) && valid(*item, p.performed_on);
    if (p.performed_on <= as_of && (p.outcome == Outcome::kDeviation || (good && item->finding == Finding::kRefutes))) {
      return closed(p.deviation) ? 'c' : 'd';
    }
    if (p.performed_on < p.due || p.performed_on > as_of) return '.';
    if (p.performed_on > p.due + days{room}) return '.';
    if (!good || p.outcome != Outcome::kEffective) return '.';
    return item->finding == Finding::kPartly ? 'p' : 'e';
  }

  /// Its cases are known, and not all of them are judged.
  bool unfinished(const Sample& s) const {
    return s.drawn <= question.known_at && question.known_at < s.recorded && question.known_at < s.withdrawn;
  }
  char samples(std::uint32_t plan, const SamplePlan& terms, bool& limits) const {
    const Day end = std::min(last, as_of - days{terms.lag_days});
    bool refuted = false, corrected = false, small = false;
    std::set<Day> good, empty;
    for (const Sample& s : proof.samples) {
      const bool independent = s.review.reviewer != s.author &&
                               s.review.reviewer != (s.review.owner == kNone ? proof.owner : s.review.owner);
      if (s.plan != plan || !here(s.place) || !known(s.recorded, s.withdrawn) || s.review.at > question.known_at ||
          !s.review.accepted || !independent || s.covers.from > last) {
        continue;
      }
      std::uint32_t fixed = 0, fixed_before = 0;
      for (const std::uint32_t d : s.corrected_by) {
        fixed += closed(d);
        fixed_before += closed(d) && proof.deviations[d].retest_on < question.period.from;
      }
      std::uint32_t tolerated = s.tolerated;
      for (Day d = s.covers.from; d <= s.covers.to; d += days{1}) {
        if (terms.in_force.contains(d)) tolerated = std::min(tolerated, terms.tolerated);
        for (const SampleTerms& t : terms.earlier) {
          if (t.in_force.contains(d)) tolerated = std::min(tolerated, t.tolerated);
        }
      }
      const bool over = s.deviations > tolerated;
      const bool open = s.deviations > tolerated + fixed;
      if (s.covers.to < question.period.from) {  // only what was not corrected before the period
        refuted |= s.population > 0 && open;
        limits |= s.population > 0 && !open && s.deviations > tolerated + fixed_before;
        continue;
      }
      auto frequency = terms.frequency;
      for (const SampleTerms& t : terms.earlier) {
        if (t.in_force.contains(s.covers.to)) frequency = t.frequency;
      }
      const bool little = s.size < evidence::sample_size(frequency, s.population) && s.size_reason == kNone;
      if (s.population > 0 && over) (open ? refuted : corrected) = true;
      if (s.population > 0 && !over && little) small = true;
      for (Day d = s.covers.from; d <= s.covers.to; d += days{1}) {
        if (s.population == 0) empty.insert(d);
        if (s.population > 0 && !over && !little) good.insert(d);
      }
    }
    int total = 0, good_days = 0, any_days = 0;
    for (Day d = question.period.from; d <= last; d += days{1}) {
      const bool planned = terms.in_force.contains(d) || std::ranges::any_of(terms.earlier, [&](const SampleTerms& t) {
                             return t.in_force.contains(d);
                           });
      if (!held(d)) continue;
      limits |= std::ranges::any_of(proof.samples, [&](const Sample& s) {
        return s.plan == plan && here(s.place) && unfinished(s) && s.covers.contains(d);
      });
      if (!planned || d > end) continue;
      ++total;
      good_days += good.contains(d);
      any_days += good.contains(d) || empty.contains(d);
    }
    if (refuted) return 'r';
    const bool other = corrected || small;
    if (total == 0) {
      limits |= other;
      return '-';
    }
    if (any_days == total && good_days == 0 && !other) return '-';
    if (any_days == total && good_days > 0 && !corrected) return 'm';
    return good_days > 0 || other ? 's' : 'n';
  }

  /// Days that only results support which came in later than the day after their window, or than that of the day.
  int received_late(std::uint32_t plan, const AutomatedPlan& terms) const {
    int late = 0;
    for (Day d = question.period.from; d <= std::min(question.period.to, as_of - days{1}); d += days{1}) {
      int freshness = terms.in_force.contains(d) ? terms.freshness_days : 0;
      for (const AutomatedTerms& t : terms.earlier) {
        if (t.in_force.contains(d)) freshness = t.freshness_days;
      }
      if (freshness == 0 || !held(d)) continue;
      bool supports = false, in_time = false;
      for (const EvidenceItem& item : proof.evidence) {
        if (item.aspect != Aspect::kOperation || item.plan != plan || item.finding != Finding::kSupports ||
            !here(item) || !valid(item, item.covers.from) || item.covers.from > as_of || d < item.covers.from ||
            d >= item.covers.to + days{freshness} || told(static_cast<std::uint32_t>(&item - proof.evidence.data())) ||
            (item.valid_until != kNoDay && d > item.valid_until) ||
            (item.supplier != kNone && d > proof.suppliers[item.supplier].valid.to)) {
          continue;
        }
        supports = true;
        in_time |= day_of(item.received) <= std::min(d, item.covers.to) + days{freshness};
      }
      late += supports && !in_time;
    }
    return late;
  }

  char results(std::uint32_t plan, const AutomatedPlan& terms) const {
    const auto is_result = [&](const EvidenceItem& item) {
      return item.aspect == Aspect::kOperation && item.plan == plan && here(item) && valid(item, item.covers.from) &&
             item.covers.from <= as_of && !told(static_cast<std::uint32_t>(&item - proof.evidence.data()));
    };
    int total = 0, supported = 0, covered = 0;
    for (Day d = question.period.from; d <= std::min(question.period.to, as_of - days{1}); d += days{1}) {
      int freshness = terms.in_force.contains(d) ? terms.freshness_days : 0;
      for (const AutomatedTerms& t : terms.earlier) {
        if (t.in_force.contains(d)) freshness = t.freshness_days;
      }
      if (freshness == 0 || !held(d)) continue;
      bool supports = false, any = false;
      for (const EvidenceItem& item : proof.evidence) {
        if (!is_result(item) || item.finding == Finding::kRefutes || d < item.covers.from) continue;
        if (d >= item.covers.to + days{freshness}) continue;
        if (item.valid_until != kNoDay && d > item.valid_until) continue;
        if (item.supplier != kNone && d > proof.suppliers[item.supplier].valid.to) continue;
        any = true;
        supports |= item.finding == Finding::kSupports;
      }
      ++total;
      supported += supports;
      covered += any;
    }
    for (const EvidenceItem& bad : proof.evidence) {
      if (!is_result(bad) || bad.finding != Finding::kRefutes || closed(bad.deviation)) continue;
      if (bad.covers.from > last) continue;
      bool expected = false;
      for (Day d = question.period.from; d <= last; d += days{1}) {
        expected |= terms.in_force.contains(d);
        for (const AutomatedTerms& t : terms.earlier) expected |= t.in_force.contains(d);
      }
      const bool of_tool = bad.report.from <= bad.report.to;
      const bool asks_for_retest =
          !of_tool && bad.deviation != kNone && proof.deviations[bad.deviation].recorded <= question.known_at;
      if (bad.covers.to < question.period.from && !expected && !asks_for_retest) continue;
      const bool followed = !asks_for_retest && std::ranges::any_of(proof.evidence, [&](const EvidenceItem& good) {
        return is_result(good) && good.finding == Finding::kSupports &&
               good.covers.from > std::min(bad.covers.to, as_of);
      });
      if (!followed) return 'r';
    }
    if (total == 0) return '-';
    return supported == total ? 'm' : covered > 0 ? 's' : 'n';
  }

  Verdict operation() const {
    if (last < question.period.from) return Verdict::kNotShown;
    std::string parts;
    bool limits = false;
    for (std::uint32_t k = 0; k < proof.plan.operation.size(); ++k) {
      const OperationPlan& plan = proof.plan.operation[k];
      if (const auto* o = std::get_if<OccurrencePlan>(&plan)) parts += occurrences(k, *o, limits);
      if (const auto* s = std::get_if<SamplePlan>(&plan)) parts += samples(k, *s, limits);
      if (const auto* a = std::get_if<AutomatedPlan>(&plan)) parts += results(k, *a);
    }
    for (const EvidenceItem& item : proof.evidence) {
      const bool automated =
          item.plan != kNone && std::holds_alternative<AutomatedPlan>(proof.plan.operation[item.plan]);
      const auto index = static_cast<std::uint32_t>(&item - proof.evidence.data());
      if (item.aspect != Aspect::kOperation || automated || !here(item) || told(index) ||
          item.finding == Finding::kSupports || !valid(item, std::min(item.covers.to, last)) ||
          item.covers.from > last) {
        continue;
      }
      const bool is_earlier = item.covers.to < question.period.from;
      if (is_earlier && item.finding == Finding::kPartly) continue;
      if (is_earlier && closed(item.deviation) && proof.deviations[item.deviation].retest_on < question.period.from) {
        continue;
      }
      if (item.finding == Finding::kRefutes && !closed(item.deviation)) parts += 'r';
      limits = true;
    }
    for (std::uint32_t i = 0; i < proof.deviations.size(); ++i) {
      const Deviation& d = proof.deviations[i];
      if (d.counted_elsewhere || !here(d.place) || d.recorded > question.known_at || d.opened > last) continue;
      if (!closed(i))
        parts += 'r';
      else
        limits |= d.retest_on >= question.period.from;
    }
    if (parts.find('r') != std::string::npos) return Verdict::kRefuted;
    if (parts.find_first_of("ms") == std::string::npos) return Verdict::kNotShown;
    return parts.find_first_of("sn") == std::string::npos && !limits ? Verdict::kShown : Verdict::kPartlyShown;
  }
};

TEST(VerdictReference, operation_agrees_with_a_reference_that_looks_at_every_day_and_fact) {
  WITH_SEED;
  std::array<int, kVerdictCount> seen{};
  for (int round = 0; round < kRounds; ++round) {
    const MeasureProof proof = random.chance(20) ? kept_up(random)
                                                 : random.measure(random.chance(20) ? std::vector<PlaceIndex>{1}
                                                                                    : std::vector<PlaceIndex>{0, 1, 2},
                                                                  random.pick(0, 80));
    const Question question = random_question(random);
    const auto places = three_places();
    const MeasureVerdicts all = judge(proof, places, question);
    for (std::size_t i = 0; i < proof.places.size(); ++i) {
      const PlaceIndex place = proof.places[i];
      const Slow slow{proof, place, proof.places.size() == 1 || places[place].whole_organisation, question};
      const Verdict verdict = all.row(i, Aspect::kOperation).computed;
      ASSERT_EQ(to_text(verdict), to_text(slow.operation())) << "round " << round << " place " << place;
      ++seen[static_cast<std::size_t>(verdict)];
    }
  }
  for (const Verdict verdict : {Verdict::kShown, Verdict::kPartlyShown, Verdict::kNotShown, Verdict::kRefuted}) {
    EXPECT_GT(seen[static_cast<std::size_t>(verdict)], 10) << "the random proofs must reach " << to_text(verdict);
  }
}

TEST(VerdictReference, days_whose_result_came_in_late_agree_with_a_reference_that_looks_at_every_day) {
  WITH_SEED;
  int named = 0;
  for (int round = 0; round < 5 * kRounds; ++round) {
    const MeasureProof proof = random.measure({1}, random.pick(0, 80));
    const Question question = random_question(random);
    const MeasureVerdicts all = judge(proof, three_places(), question);
    const Slow slow{proof, 1, true, question};
    std::multiset<int> expected, told;
    for (std::uint32_t k = 0; k < proof.plan.operation.size(); ++k) {
      const auto* terms = std::get_if<AutomatedPlan>(&proof.plan.operation[k]);
      if (terms == nullptr || slow.last < question.period.from) continue;
      if (const int late = slow.received_late(k, *terms); late > 0) expected.insert(late);
    }
    for (const Reason& reason : all.reasons_of(all.row(0, Aspect::kOperation))) {
      if (reason.kind == ReasonKind::kResultsReceivedLate) told.insert(reason.a);
    }
    ASSERT_EQ(told, expected) << "round " << round;
    named += static_cast<int>(told.size());
  }
  EXPECT_GT(named, 10);
}

}  // namespace
}  // namespace waarborg::measure
