// SPDX-License-Identifier: EUPL-1.2
//
// Rule 1 against a slow reference that looks at every fact, as verdict_reference_test.cpp does with rule 3.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "features/measure/random_rounds.h"

namespace waarborg::measure {
namespace {

using namespace std::chrono;

/// Rule 1, fact by fact.
struct SlowDesign {
  const MeasureProof& proof;
  PlaceIndex place;
  Question question;
  Day last = question.judged_on();

  const DesignPlan& plan() const { return *planned(); }
  const std::optional<DesignPlan>& planned() const {
    for (const auto& one : proof.plan.earlier_design) {
      if (one.in_force.from <= last && last <= one.in_force.to) return one.plan;
    }
    return proof.plan.design;
  }
  Day incident() const {
    Day newest = kNoDay;
    for (const Incident& one : proof.incidents) {
      if (one.recorded <= question.known_at && one.day <= last) newest = std::max(newest, one.day);
    }
    return newest;
  }
  bool here(const EvidenceItem& item) const {
    return item.places.empty() || std::ranges::count(item.places, place) > 0 ||
           std::ranges::count(item.places, kEveryPlace) > 0;
  }
  /// By any document that was reviewed after it, also one that is no longer current.
  bool was_answered(const EvidenceItem& bad, Day day) const {
    return std::ranges::any_of(proof.evidence, [&](const EvidenceItem& item) {
      return item.aspect == Aspect::kDesign && here(item) && item.document != kNone &&
             item.finding != Finding::kRefutes && counts(item, proof.owner, question.known_at) &&
             item.approver != kNone && item.author != kNone && item.author != item.approver && item.reviewed_on > day &&
             item.reviewed_on <= last &&
             (item.supplier == kNone || proof.suppliers[item.supplier].valid.contains(item.reviewed_on)) &&
             (bad.document == kNone || item.document == bad.document);
    });
  }
  /// The day of what it says; nothing when it says nothing now.
  std::optional<Day> said(const EvidenceItem& item) const {
    if (item.aspect != Aspect::kDesign || !here(item) || !counts(item, proof.owner, question.known_at))
      return std::nullopt;
    const bool refutes = item.finding == Finding::kRefutes;
    if (!refutes && item.supplier != kNone && !proof.suppliers[item.supplier].valid.contains(last)) return std::nullopt;
    if (!refutes && (item.approver == kNone || item.author == kNone || item.author == item.approver))
      return std::nullopt;
    Day day = item.reviewed_on;
    if (day == kNoDay && refutes) day = std::min(item.covers.to, last);
    if (day == kNoDay || day > last || item.covers.from > last) return std::nullopt;
    const bool is_over = add_months(day, plan().review_months) < last;
    if (is_over && (!refutes || was_answered(item, day))) return std::nullopt;
    if (!refutes && item.valid_until != kNoDay && item.valid_until < last) return std::nullopt;
    if (!refutes && plan().is_policy && incident() != kNoDay && day <= incident()) return std::nullopt;
    return day;
  }
  /// Whether something later, or worse on the same day, was said about the same.
  bool outdated(const EvidenceItem& item, Day day) const {
    return std::ranges::any_of(proof.evidence, [&](const EvidenceItem& other) {
      const auto then = said(other);
      const bool same =
          other.document == item.document &&
          (item.document != kNone || (other.finding == Finding::kRefutes) == (item.finding == Finding::kRefutes));
      return then && same && (*then > day || (*then == day && other.finding > item.finding));
    });
  }
  /// A finding about no document in particular: by a newer document that stands.
  bool answered(Day day) const {
    return std::ranges::any_of(proof.evidence, [&](const EvidenceItem& other) {
      const auto then = said(other);
      return then && other.document != kNone && other.finding == Finding::kSupports && *then > day &&
             !outdated(other, *then);
    });
  }
  Verdict design() const {
    if (!planned() || last < question.period.from) return Verdict::kNotShown;
    bool shown = false, partly = false;
    for (const EvidenceItem& item : proof.evidence) {
      const auto day = said(item);
      if (!day || outdated(item, *day)) continue;
      if (item.finding == Finding::kRefutes && (item.document != kNone || !answered(*day))) return Verdict::kRefuted;
      shown |= item.finding == Finding::kSupports;
      partly |= item.finding == Finding::kPartly;
    }
    return shown ? Verdict::kShown : partly ? Verdict::kPartlyShown : Verdict::kNotShown;
  }
};

TEST(VerdictReference, design_agrees_with_a_reference_that_looks_at_every_fact) {
  WITH_SEED;
  std::array<int, kVerdictCount> seen{};
  for (int round = 0; round < 3 * kRounds; ++round) {
    const MeasureProof proof = random.measure({0, 1, 2}, random.pick(0, 80));
    const Question question = random_question(random);
    const MeasureVerdicts all = judge(proof, three_places(), question);
    for (std::size_t i = 0; i < proof.places.size(); ++i) {
      const Verdict verdict = all.row(i, Aspect::kDesign).computed;
      ASSERT_EQ(to_text(verdict), to_text(SlowDesign{proof, proof.places[i], question}.design()))
          << "round " << round << " place " << proof.places[i];
      ++seen[static_cast<std::size_t>(verdict)];
    }
  }
  for (const Verdict verdict : {Verdict::kShown, Verdict::kPartlyShown, Verdict::kNotShown, Verdict::kRefuted}) {
    EXPECT_GT(seen[static_cast<std::size_t>(verdict)], 5) << "the random proofs must reach " << to_text(verdict);
  }
}

TEST(VerdictReference, a_design_holds_until_the_day_that_a_reference_finds_by_asking_every_day) {
  WITH_SEED;
  int seen = 0;
  for (int round = 0; round < kRounds / 2; ++round) {
    const MeasureProof proof = random.measure({0, 1, 2}, random.pick(0, 40));
    const Question question = random_question(random);
    const MeasureVerdicts all = judge(proof, three_places(), question);
    const MeasureProof alone = left_alone(proof, question);
    for (std::size_t i = 0; i < proof.places.size(); ++i) {
      const VerdictRow& row = all.row(i, Aspect::kDesign);
      if (row.computed != Verdict::kShown && row.computed != Verdict::kPartlyShown) continue;
      Day day = question.judged_on();
      while (!worse_than(SlowDesign{alone, proof.places[i], asked_on(question, day)}.design(), row.computed)) {
        day += days{1};
      }
      ASSERT_EQ(waarborg::to_text(row.holding.until), waarborg::to_text(day - days{1}))
          << "round " << round << " place " << i;
      ++seen;
    }
  }
  EXPECT_GT(seen, 20);
}

}  // namespace
}  // namespace waarborg::measure
