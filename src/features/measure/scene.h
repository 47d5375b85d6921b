// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: one measure that a test fills in a few words.
#pragma once

#include <algorithm>
#include <string_view>

#include "features/measure/verdict.h"

namespace waarborg::measure::scene {

inline constexpr Ref kOwner = 1, kAuthor = 2, kReviewer = 3, kApprover = 4;

inline Day day(std::string_view text) { return *parse_day(text); }
inline Moment at(std::string_view text) { return day(text) + std::chrono::hours{12}; }

/// One measure in two places over 2026, asked on 1 March 2027. Quarterly restore tests, window 14 and grace 7 days.
struct Scene {
  std::vector<Place> places{{100, false, 1}, {101, false, 1}};
  MeasureProof proof;
  Question question{{day("2026-01-01"), day("2026-12-31")}, at("2027-03-01")};

  Scene() {
    proof.owner = kOwner;
    proof.places = {0, 1};
    proof.plan.design = DesignPlan{};
    proof.plan.existence = ExistencePlan{};
  }
  Scene& quarterly(int tolerated = 0) {
    OccurrencePlan plan;
    plan.rule = *task::parse_rrule("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1");
    plan.start = day("2026-01-01");
    plan.window_days = 14;
    plan.grace_days = 7;
    plan.tolerated = tolerated;
    proof.plan.operation.emplace_back(plan);
    return *this;
  }
  EvidenceItem& add(Aspect aspect, std::string_view on, Finding finding = Finding::kSupports) {
    EvidenceItem& item = proof.evidence.emplace_back();
    item.id = static_cast<Ref>(200 + proof.evidence.size());
    item.aspect = aspect;
    item.finding = finding;
    item.covers = {day(on), day(on)};
    item.received = at(on);
    item.review = {at(on) + std::chrono::hours{1}, kReviewer, true};
    item.author = kAuthor;
    item.approver = kApprover;
    item.reviewed_on = day(on);
    if (aspect != Aspect::kDesign) item.places = {0, 1};
    return item;
  }
  Performance& perform(std::string_view due, std::string_view on, Outcome outcome = Outcome::kEffective) {
    add(Aspect::kOperation, on);
    Performance& done = proof.performances.emplace_back();
    done.due = day(due);
    done.performed_on = day(on);
    done.outcome = outcome;
    done.evidence = static_cast<std::uint32_t>(proof.evidence.size() - 1);
    done.recorded = at(on);
    return done;
  }
  Scene& all_quarters() {
    for (const char* due : {"2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"}) perform(due, due);
    return *this;
  }
  std::uint32_t deviate(std::string_view opened, std::string_view retest = "", bool elsewhere = false) {
    Deviation& item = proof.deviations.emplace_back();
    item.opened = day(opened);
    item.recorded = at(opened);
    item.counted_elsewhere = elsewhere;
    if (!retest.empty()) {
      item.retest_on = day(retest);
      item.closed = at(retest);
    }
    return static_cast<std::uint32_t>(proof.deviations.size() - 1);
  }
  Sample& sample(std::string_view from, std::string_view to, std::uint32_t deviations = 0) {
    Sample& item = proof.samples.emplace_back();
    item.covers = {day(from), day(to)};
    item.population = 1000;
    item.size = 25;
    item.deviations = deviations;
    item.author = kAuthor;
    item.recorded = at(to);
    item.review = {at(to) + std::chrono::hours{1}, kReviewer, true};
    return item;
  }
  MeasureVerdicts judged() const { return judge(proof, places, question); }
  Verdict verdict(Aspect aspect, std::size_t place = 0) const { return judged().row(place, aspect).value; }
  Verdict design() const { return verdict(Aspect::kDesign); }
  Verdict existence(std::size_t place = 0) const { return verdict(Aspect::kExistence, place); }
  Verdict operation(std::size_t place = 0) const { return verdict(Aspect::kOperation, place); }
  bool says(Aspect aspect, ReasonKind kind, std::size_t place = 0) const {
    const MeasureVerdicts all = judged();
    return std::ranges::any_of(all.reasons_of(all.row(place, aspect)), [&](const Reason& r) { return r.kind == kind; });
  }
};

inline constexpr Aspect kD = Aspect::kDesign, kE = Aspect::kExistence, kO = Aspect::kOperation;

}  // namespace waarborg::measure::scene
