// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "features/measure/coverage.h"
#include "features/measure/operation_part.h"

namespace waarborg::measure {
namespace {

using std::chrono::days;

struct Seen {
  std::vector<Period> good;  ///< Large enough and within tolerance.
  std::vector<Period> all;   ///< That, and what had no cases in its time: nothing was due.
  std::vector<const Sample*> unfinished;
  bool refuted = false;
  bool corrected = false;
  bool too_small = false;
};

/// By the table, on the terms of the last day that the sample covers.
std::uint32_t needed(const SamplePlan& terms, const Sample& sample) {
  evidence::ControlFrequency frequency = terms.frequency;
  for (const SampleTerms& before : terms.earlier) {
    if (before.in_force.contains(sample.covers.to)) frequency = before.frequency;
  }
  const std::uint32_t wanted = evidence::sample_size(frequency, sample.population);
  return std::min(wanted, sample.population);
}

/// Of all terms that were in force on a day that it covers, and of when its population was frozen, the least: nobody
/// tolerates more for as long as it takes to freeze one.
std::uint32_t tolerated(const SamplePlan& terms, const Sample& sample) {
  const auto meets = [&](Period in_force) {
    return in_force.from <= sample.covers.to && sample.covers.from <= in_force.to;
  };
  std::uint32_t least = sample.tolerated;
  if (meets(terms.in_force)) least = std::min(least, terms.tolerated);
  for (const SampleTerms& before : terms.earlier) {
    if (meets(before.in_force)) least = std::min(least, before.tolerated);
  }
  return least;
}

void name(Judging& judging, const SamplePlan& terms, const Sample& sample, ReasonKind kind, std::uint32_t a,
          std::uint32_t b) {
  Reason& reason = judging.reasons.add(kind, static_cast<std::int32_t>(a), static_cast<std::int32_t>(b),
                                       static_cast<std::int32_t>(sample.population));
  reason.text = terms.name;
  judging.reasons.refer(RefKind::kSample, sample.id);
}

void judge_sample(Judging& judging, const SamplePlan& terms, const Sample& sample, Seen& seen) {
  if (sample.population == 0) {
    seen.all.push_back(sample.covers);
    return;
  }
  const auto closed = static_cast<std::uint32_t>(
      std::ranges::count_if(sample.corrected_by, [&](std::uint32_t index) { return judging.is_closed(index); }));
  const std::uint32_t uncorrected = sample.deviations - std::min(closed, sample.deviations);
  const std::uint32_t most = tolerated(terms, sample);
  if (uncorrected > most) {
    seen.refuted = true;
    name(judging, terms, sample, ReasonKind::kSampleBeyond, sample.deviations, sample.size);
  } else if (sample.deviations > most) {
    seen.corrected = true;
    name(judging, terms, sample, ReasonKind::kSampleCorrected, sample.deviations, sample.size);
  } else if (sample.size < needed(terms, sample) && sample.size_reason == kNone) {
    seen.too_small = true;
    name(judging, terms, sample, ReasonKind::kSampleTooSmall, sample.size, needed(terms, sample));
  } else {
    seen.good.push_back(sample.covers);
    seen.all.push_back(sample.covers);
    name(judging, terms, sample, ReasonKind::kSampleWithin, sample.deviations, sample.size);
  }
  if (sample.size < needed(terms, sample) && sample.size_reason != kNone) {
    name(judging, terms, sample, ReasonKind::kSampleOwnSize, sample.size, needed(terms, sample));
    judging.reasons.last().text = sample.size_reason;
  }
}

/// What a sample from before the period found weighs until it is corrected, and limits the period in which it was.
void judge_earlier(Judging& judging, const SamplePlan& terms, const Sample& sample, Day from, Seen& seen) {
  const std::uint32_t most = tolerated(terms, sample);
  std::uint32_t now = sample.deviations;
  std::uint32_t then = sample.deviations;  // that were not corrected when the period began
  for (const std::uint32_t index : sample.corrected_by) {
    if (!judging.is_closed(index)) continue;
    now -= std::min(now, 1U);
    if (judging.proof.deviations[index].retest_on < from) then -= std::min(then, 1U);
  }
  if (sample.population == 0 || then <= most) return;
  seen.refuted |= now > most;
  judging.limited |= now <= most;
  name(judging, terms, sample, now > most ? ReasonKind::kSampleBeyond : ReasonKind::kSampleCorrected, sample.deviations,
       sample.size);
}

/// The samples of this plan that overlap the judged days and count, and what earlier ones found and nobody corrected.
Seen look(Judging& judging, std::size_t position, std::uint32_t plan, const SamplePlan& terms, Period judged) {
  const auto samples = judging.samples.in(position);
  Seen seen;
  seen.good.reserve(samples.size());
  seen.all.reserve(samples.size());
  std::vector<Ref> pending;
  for (const std::uint32_t index : samples) {
    const Sample& sample = judging.proof.samples[index];
    if (sample.plan != plan || sample.covers.from > judged.to) continue;
    const bool is_earlier = sample.covers.to < judged.from;
    if (sample.recorded > judging.question.known_at) {
      if (!is_earlier) seen.unfinished.push_back(&sample);
      continue;
    }
    const Ref owner = sample.review.owner == kNone ? judging.proof.owner : sample.review.owner;
    const Standing standing =
        standing_of(sample.review, sample.author, owner, sample.recorded, sample.withdrawn, judging.question.known_at);
    if (standing == Standing::kCounts && is_earlier) {
      judge_earlier(judging, terms, sample, judged.from, seen);
    } else if (standing == Standing::kCounts) {
      judge_sample(judging, terms, sample, seen);
    } else if (is_earlier) {
      continue;
    } else if (standing == Standing::kPending || standing == Standing::kNotIndependent) {
      pending.push_back(sample.id);
    }
  }
  if (!pending.empty()) {
    judging.reasons.add(ReasonKind::kSamplePending, static_cast<std::int32_t>(pending.size())).text = terms.name;
    for (const Ref id : pending) judging.reasons.refer(RefKind::kSample, id);
  }
  return seen;
}

/// Cases of the last days need not have been drawn yet.
Day last_due(const Judging& judging, const SamplePlan& terms) {
  return std::min(judging.judged_on, judging.as_of - days{terms.lag_days});
}

/// The days whose cases should have been sampled by now.
std::vector<Period> due_in(const Judging& judging, std::size_t position, const SamplePlan& terms) {
  const Day last = last_due(judging, terms);
  std::vector<Period> due;
  const auto add = [&](Period in_force, Day start) {
    const Day from = std::max({judging.question.period.from, start, in_force.from});
    for (const Period& part : judging.held_in(position, {from, std::min(last, in_force.to)})) due.push_back(part);
  };
  for (const SampleTerms& before : terms.earlier) add(before.in_force, before.start);
  add(terms.in_force, terms.start);
  return due;
}

/// A sample whose cases are known but not all judged may be one that went badly, so it limits. Whatever the plan asks
/// of its days, and also when they need not have been sampled yet: it would be drawn first and planned when it pleases.
void limit(Judging& judging, std::size_t position, const SamplePlan& terms, Seen& seen) {
  if (seen.unfinished.empty()) return;
  const Period over{judging.question.period.from, judging.judged_on};
  const std::vector<Period> held = judging.held_in(position, over);
  std::erase_if(seen.unfinished, [&](const Sample* sample) {
    return std::ranges::none_of(
        held, [&](const Period& part) { return sample->covers.from <= part.to && part.from <= sample->covers.to; });
  });
  if (seen.unfinished.empty()) return;
  judging.limited = true;
  judging.reasons.add(ReasonKind::kSampleUnfinished, static_cast<std::int32_t>(seen.unfinished.size())).text =
      terms.name;
  for (const Sample* sample : seen.unfinished) judging.reasons.refer(RefKind::kSample, sample->id);
}

/// In the plan for part of a day only (history.h): that nothing was due of it says nothing.
bool was_never_planned(const SamplePlan& terms) {
  return terms.earlier.empty() && terms.in_force.to < terms.in_force.from;
}

}  // namespace

Part judge_samples(Judging& judging, std::size_t position, std::uint32_t plan, const SamplePlan& terms) {
  Seen seen = look(judging, position, plan, terms, {judging.question.period.from, judging.judged_on});
  const std::vector<Period> due = due_in(judging, position, terms);
  limit(judging, position, terms, seen);
  const Coverage good = coverage(seen.good, due);
  const Coverage all = coverage(seen.all, due);
  if (seen.refuted) return Part::kRefuted;
  const bool not_due = all.total == 0 || (all.whole() && good.covered == 0 && !seen.corrected && !seen.too_small);
  if (not_due) {
    judging.limited |= seen.corrected || seen.too_small;  // it was seen, due or not
    if (!was_never_planned(terms)) judging.reasons.add(ReasonKind::kNothingDue).text = terms.name;
    return Part::kNotDue;
  }
  if (good.covered == 0 && !seen.corrected && !seen.too_small) {
    judging.reasons.add(ReasonKind::kSampleNone).text = terms.name;
    return Part::kNothing;
  }
  if (!all.whole()) {
    Reason& gap = judging.reasons.add(ReasonKind::kSampleGap, all.total - all.covered, all.total);
    gap.text = terms.name;
    gap.day = all.first_gap;
  }
  return all.whole() && good.covered > 0 && !seen.corrected ? Part::kMet : Part::kSome;
}

}  // namespace waarborg::measure
