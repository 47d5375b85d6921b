// SPDX-License-Identifier: EUPL-1.2
//
// Stored rows of every age close no more than what would be let through today.
#include "features/measure/load_retests.h"

#include <gtest/gtest.h>

#include "features/measure/random_rounds.h"
#include "features/measure/scene.h"

namespace waarborg::measure {
namespace {

using scene::at;
using scene::day;
using std::chrono::days;
using std::chrono::hours;
using PlaceList = std::vector<PlaceRef>;

const PlaceRef kWhole{"organisation", ""}, kOne{"system", "s1"}, kTwo{"system", "s2"}, kHoster{"supplier", "v1"};

/// The rows of one measure, as they are stored.
struct Rows {
  StoredMeasure measure{MeasureId{"m1"}, 1, {}};
  StoredFacts facts;
  LoadTerms terms;

  explicit Rows(PlaceList places = {kOne, kTwo}) {
    PlanItem cases;
    cases.id = "cases";
    cases.kind = "sample";
    cases.frequency = "quarterly";
    measure.body.owner = "olga";
    measure.body.places = std::move(places);
    measure.body.plan.operation = {cases};
    terms.delivered_by.emplace("v1", "s1");
  }
  /// Accepted evidence that the measure works, seen and handed in on that day.
  static evidence::EvidenceFact piece(std::string id, Day on, PlaceList places) {
    evidence::EvidenceFact fact;
    fact.id = std::move(id);
    fact.measure = "m1";
    fact.aspect = evidence::EvidenceAspect::kOperation;
    fact.review = evidence::ReviewState::kAccepted;
    fact.places = std::move(places);
    fact.covers_from = fact.covers_to = on;
    fact.received_at = on + hours{13};
    fact.reviewed_at = on + hours{14};
    fact.reviewer = "Rita";
    fact.collector = "Bob";
    return fact;
  }
  /// Opened on 1 March at noon, closed by that evidence on 1 April.
  task::DeviationFact& closed_by(const evidence::EvidenceFact& retest, const std::optional<PlaceRef>& place) {
    facts.evidence.push_back(retest);
    task::DeviationFact& fact = facts.deviations.emplace_back();
    fact.id = "d" + std::to_string(facts.deviations.size());
    fact.measure = "m1";
    fact.place = place;
    fact.opened = day("2026-03-01");
    fact.recorded_at = at("2026-03-01");
    fact.retest_on = retest.covers_to;
    fact.closed_at = at("2026-04-01");
    fact.retest_evidence = retest.id;
    return fact;
  }
  /// Of January, with a deviating case that was said to be corrected by that evidence on 1 April.
  evidence::SampleFact& sample(const evidence::EvidenceFact& retest, const PlaceRef& place) {
    facts.evidence.push_back(retest);
    evidence::SampleFact& fact = facts.samples.emplace_back();
    fact.id = "p1";
    fact.measure = "m1";
    fact.plan_item = "cases";
    fact.place = place;
    fact.covers_from = day("2026-01-01");
    fact.covers_to = day("2026-01-31");
    fact.population = fact.size = fact.deviations = 1;
    fact.drawn_at = at("2026-02-10");
    fact.recorded_at = at("2026-02-11");
    fact.reviewer = "Rita";
    fact.author = "Bob";
    fact.retests = {{retest.id, at("2026-04-01"), {}}};
    return fact;
  }
  OrganisationProof loaded() const {
    Assessed assessed;
    assessed.measures = {measure};
    build_proof(assessed, facts, terms);
    return assessed.proof;
  }
  MeasureProof proof() const { return loaded().measures.front(); }
  Verdict operation(std::size_t place, std::string_view known = "2026-06-01") const {
    const Question question{{day("2026-05-01"), day("2026-05-31")}, at(known)};
    return judge_all(loaded(), question).measures.front().row(place, Aspect::kOperation).value;
  }
};

evidence::EvidenceFact good(PlaceList places) { return Rows::piece("e1", day("2026-03-20"), std::move(places)); }

evidence::EvidenceFact inherited(PlaceList places, std::vector<std::string> aspects, const char* until) {
  evidence::EvidenceFact fact = good(std::move(places));
  fact.supplier_proof =
      evidence::SupplierProof{"sp", "v1", "Hoster", "ISO 27001", day("2025-06-01"), day(until), std::move(aspects), ""};
  return fact;
}

TEST(StoredRetests, close_nothing_that_a_new_one_would_not_close) {
  const auto with = [](auto change) {
    evidence::EvidenceFact fact = good({kOne});
    change(fact);
    return fact;
  };
  struct Case {
    const char* what;
    std::optional<PlaceRef> wrong;
    evidence::EvidenceFact retest;
    bool closes;
  };
  const Case cases[] = {
      {"about the place", kOne, good({kOne}), true},
      {"names no place", kOne, good({}), false},
      {"about another place", kOne, good({kTwo}), false},
      {"everywhere, about one place", {}, good({kOne}), false},
      {"everywhere, names no place", {}, good({}), false},
      {"everywhere, about each place", {}, good({kOne, kTwo}), true},
      {"of a supplier, of a system that it delivers", kOne, inherited({kOne}, {"operation"}, "2026-05-31"), true},
      {"of a supplier that no longer delivers it", kTwo, inherited({kTwo}, {"operation"}, "2026-05-31"), true},
      {"of a supplier, everywhere", {}, inherited({kOne, kTwo}, {"operation"}, "2026-05-31"), true},
      {"of a supplier, about existence", kOne, inherited({kOne}, {"existence"}, "2026-05-31"), false},
      {"of a supplier, ended before", kOne, inherited({kOne}, {"operation"}, "2026-03-19"), false},
      {"about design", kOne, with([](auto& e) { e.aspect = evidence::EvidenceAspect::kDesign; }), false},
      {"says partly", kOne, with([](auto& e) { e.result = evidence::EvidenceResult::kPartly; }), false},
      {"also seen before", kOne, with([](auto& e) { e.covers_from = day("2026-02-28"); }), false},
      {"a report that began before", kOne, with([](auto& e) {
         e.covers_from = day("2026-02-28");
         e.days = {{e.covers_from, {}}, {e.covers_to, {}}};
       }),
       true},
      {"lay ready before", kOne, with([](auto& e) { e.received_at = at("2026-03-01") - hours{1}; }), false},
      {"handed in that moment", kOne, with([](auto& e) { e.received_at = at("2026-03-01"); }), true}};
  for (const Case& one : cases) {
    Rows rows;
    rows.closed_by(one.retest, one.wrong);
    EXPECT_EQ(rows.proof().deviations.front().closed, one.closes ? at("2026-04-01") : kNever) << one.what;
    const std::size_t place = one.wrong == kTwo ? 1 : 0;
    EXPECT_EQ(rows.operation(place) == Verdict::kRefuted, !one.closes) << one.what;
  }
}

TEST(StoredRetests, speak_of_the_places_in_which_the_measure_held_when_they_were_named) {
  const auto held = [](PlaceList then, PlaceList now) {
    Rows rows(now);
    MeasureVersion first{at("2026-01-01"), rows.measure.body}, second{at("2026-04-01") + hours{1}, rows.measure.body};
    first.body.places = std::move(then);
    rows.facts.histories.emplace("m1", history_of(std::vector{first, second}));
    rows.closed_by(good({}), kOne);
    return rows.proof().deviations.front().closed != kNever;
  };
  EXPECT_TRUE(held({kOne}, {kOne, kTwo})) << "it was the only place, until an hour later";
  EXPECT_FALSE(held({kOne, kTwo}, {kOne}));
  EXPECT_TRUE(held({kTwo, kWhole}, {kOne, kTwo})) << "it had left";
}

TEST(StoredRetests, of_a_case_are_about_the_place_of_the_sample_and_from_after_its_days) {
  const auto corrected = [](const evidence::EvidenceFact& retest, const PlaceRef& place) {
    Rows rows;
    rows.sample(retest, place);
    return rows.proof().samples.front().corrected_by.size() == 1;
  };
  const PlaceRef everywhere;
  EXPECT_TRUE(corrected(good({kOne}), kOne));
  EXPECT_FALSE(corrected(good({}), kOne));
  EXPECT_FALSE(corrected(good({kOne}), everywhere));
  EXPECT_TRUE(corrected(good({kOne, kTwo}), everywhere));
  EXPECT_TRUE(corrected(inherited({kOne}, {"operation"}, "2026-05-31"), kOne));
  EXPECT_TRUE(corrected(inherited({kTwo}, {"operation"}, "2026-05-31"), kTwo)) << "another delivers it now";
  EXPECT_FALSE(corrected(inherited({kTwo}, {"existence"}, "2026-05-31"), kTwo));
  evidence::EvidenceFact early = good({kOne});
  early.covers_from = day("2026-01-31");
  EXPECT_FALSE(corrected(early, kOne)) << "on the last of its days";
  early.covers_from = day("2026-02-01");
  EXPECT_TRUE(corrected(early, kOne));
  early.received_at = at("2026-02-10") - hours{1};
  EXPECT_FALSE(corrected(early, kOne)) << "nobody knew the case yet";
}

TEST(StoredRetests, that_never_counted_can_be_withdrawn_and_followed_by_one_that_does) {
  Rows rows;
  evidence::EvidenceFact vague = good({});
  vague.withdrawn_at = at("2026-05-10");
  rows.closed_by(vague, kOne);
  task::DeviationFact again = rows.facts.deviations.front();
  again.id = "d2";
  again.goes_on = "d1";
  again.recorded_at = at("2026-05-10");
  again.retest_on.reset();
  again.closed_at.reset();
  again.retest_evidence.clear();
  rows.facts.deviations.push_back(again);
  EXPECT_EQ(rows.operation(0), Verdict::kRefuted);
  rows.facts.evidence.push_back(Rows::piece("e2", day("2026-05-11"), {kOne}));
  task::DeviationFact& last = rows.facts.deviations.back();
  last.retest_on = day("2026-05-11");
  last.closed_at = at("2026-05-12");
  last.retest_evidence = "e2";
  EXPECT_NE(rows.operation(0), Verdict::kRefuted);
  EXPECT_EQ(rows.operation(0, "2026-05-11"), Verdict::kRefuted) << "as known the day before";
}

TEST(StoredOverrides, that_an_owner_of_the_measure_agreed_to_are_incomplete) {
  const auto has_second = [](const char* second, bool handed_over) {
    Rows rows;
    rows.terms.person_of_account = {{"a1", "anna"}, {"a2", "olga"}, {"a3", "rita"}};
    if (handed_over) {
      MeasureVersion first{at("2026-01-01"), rows.measure.body}, later{at("2026-03-02"), rows.measure.body};
      later.body.owner = rows.measure.body.owner = "piet";
      rows.facts.histories.emplace("m1", history_of(std::vector{first, later}));
    }
    OverrideRow row;
    row.id = "o1";
    row.measure = "m1";
    row.aspect = "operation";
    row.value = "shown";
    row.reason = "gezien";
    row.author_account = "a1";
    row.second_account = second;
    row.created_at = waarborg::to_text(at("2026-03-01"));
    row.confirmed_at = waarborg::to_text(at("2026-03-03"));
    row.until = "2026-12-31";
    rows.facts.overrides.push_back(row);
    return rows.proof().overrides.front().second_person != kNone;
  };
  EXPECT_TRUE(has_second("a3", false));
  EXPECT_FALSE(has_second("a2", false));
  EXPECT_FALSE(has_second("a2", true)) << "it was still hers when the override began to wait";
}

// ---------- the same, said slowly
struct Told {
  const evidence::EvidenceFact& fact;
  PlaceList wrong, holds;

  static bool in(const PlaceList& places, const PlaceRef& place) { return std::ranges::count(places, place) > 0; }
  PlaceList asked() const { return wrong.empty() ? holds : wrong; }
  bool looked_at(const PlaceRef& place) const {
    if (!fact.places.empty()) return in(fact.places, place);
    return place.kind == "organisation" || holds.size() == 1 || !in(holds, place);
  }
  bool delivered(const PlaceRef& place) const {
    if (!fact.supplier_proof || place == PlaceRef{"supplier", fact.supplier_proof->supplier}) return true;
    return place.kind == "system";
  }
  bool about_places() const {
    bool each = true, all_gone = true, all_left_named = !holds.empty();
    for (const PlaceRef& place : asked()) each &= looked_at(place);
    for (const PlaceRef& place : wrong) all_gone &= !in(holds, place);
    for (const PlaceRef& place : holds) all_left_named &= in(fact.places, place);
    return each || (all_gone && all_left_named);
  }
  bool within_proof() const {
    if (!fact.supplier_proof) return true;
    const auto& proof = *fact.supplier_proof;
    const char* aspect = fact.aspect == evidence::EvidenceAspect::kExistence ? "existence" : "operation";
    bool inside = std::ranges::count(proof.aspects, aspect) > 0;
    for (Day d = fact.days.empty() ? fact.covers_from : fact.covers_to; d <= fact.covers_to; d += days{1})
      inside &= proof.valid_from <= d && d <= proof.valid_until;
    for (const PlaceRef& place : asked()) {
      const bool gone = !wrong.empty() && !in(holds, place);
      inside &= gone || delivered(place);
    }
    return inside;
  }
  /// Every day that it may be about is `first` or later, and it came in at `since` or later.
  bool closes(Day first, Moment since) const {
    if (fact.result != evidence::EvidenceResult::kSupports) return false;
    if (fact.aspect == evidence::EvidenceAspect::kDesign) return false;
    const bool report = !fact.days.empty();
    const bool after = fact.covers_to >= first && (report || fact.covers_from >= first);
    return after && fact.received_at >= since && about_places() && within_proof();
  }
};

PlaceList some_places(RandomProof& random, int percent) {
  PlaceList out;
  for (const PlaceRef& place : {kWhole, kOne, kTwo, kHoster}) {
    if (random.chance(percent)) out.push_back(place);
  }
  return out;
}

evidence::EvidenceFact random_piece(RandomProof& random, std::string id) {
  evidence::EvidenceFact fact = Rows::piece(std::move(id), random.day(), some_places(random, 50));
  fact.received_at = random.moment(fact.covers_to);
  fact.reviewed_at = random.moment(day_of(fact.received_at) + days{1});
  fact.aspect = random.chance(15)   ? evidence::EvidenceAspect::kDesign
                : random.chance(30) ? evidence::EvidenceAspect::kExistence
                                    : evidence::EvidenceAspect::kOperation;
  if (random.chance(15)) fact.result = evidence::EvidenceResult::kPartly;
  if (random.chance(30)) {
    fact.covers_from -= days{random.pick(1, 40)};
    if (random.chance(50)) fact.days = {{fact.covers_from, {}}, {fact.covers_to, {}}};
  }
  if (random.chance(40)) {
    fact.supplier_proof = evidence::SupplierProof{
        "sp", "v1", "", "", fact.covers_from - days{random.pick(-5, 30)}, fact.covers_to + days{random.pick(-5, 30)},
        {},   ""};
    for (const char* aspect : {"design", "existence", "operation"}) {
      if (random.chance(75)) fact.supplier_proof->aspects.emplace_back(aspect);
    }
  }
  return fact;
}

TEST(VerdictReference, stored_retests_close_what_a_reference_says_that_asks_about_each_place_and_day) {
  WITH_SEED;
  int closed = 0;
  for (int round = 0; round < kRounds; ++round) {
    Rows rows(some_places(random, 50));
    std::vector<MeasureVersion> versions{{random.moment(kTime.from), rows.measure.body}};
    if (random.chance(50)) {
      versions.push_back({random.moment(random.day()), rows.measure.body});
      versions.front().body.places = some_places(random, 50);
      if (versions.back().at <= versions.front().at) versions.back().at = versions.front().at + hours{1};
      rows.facts.histories.emplace("m1", history_of(versions));
    }
    const auto holds_at = [&](Moment then) {
      return versions.back().at <= then ? versions.back().body.places : versions.front().body.places;
    };
    std::vector<bool> expected;
    for (int i = 0; i < 8; ++i) {
      const std::string id = std::to_string(i);
      evidence::EvidenceFact bad = Rows::piece("b" + id, random.day(), some_places(random, 40));
      bad.result = evidence::EvidenceResult::kRefutes;
      const evidence::EvidenceFact retest = random_piece(random, "e" + id);
      const PlaceList one = some_places(random, 30);
      task::DeviationFact& fact =
          rows.closed_by(retest, one.empty() ? std::optional<PlaceRef>() : std::optional(one.front()));
      const Day went_wrong = retest.covers_to - days{random.pick(-3, 20)};
      fact.opened = went_wrong;
      fact.recorded_at = went_wrong + hours{random.pick(0, 200)};
      fact.closed_at = random.moment(day_of(*retest.reviewed_at) + days{1});
      Told told{retest, {}, holds_at(*fact.closed_at)};
      if (fact.place) told.wrong = {*fact.place};
      Day first = day_of(fact.recorded_at);
      if (random.chance(40)) {
        bad.covers_from = bad.covers_to = first = went_wrong;
        fact.evidence = bad.id;
        told.wrong = bad.places;
        rows.facts.evidence.push_back(bad);
      }
      expected.push_back(told.closes(first, fact.recorded_at));
    }
    const evidence::EvidenceFact retest = random_piece(random, "case");
    const PlaceList where = some_places(random, 30);
    evidence::SampleFact& sample = rows.sample(retest, where.empty() ? PlaceRef() : where.front());
    sample.covers_to = retest.covers_to - days{random.pick(-3, 60)};
    sample.covers_from = sample.covers_to - days{30};
    sample.drawn_at = sample.covers_to + hours{random.pick(24, 400)};
    sample.retests.front().said_at = random.moment(day_of(*retest.reviewed_at));
    const Told told{retest, where.empty() ? PlaceList() : PlaceList{where.front()},
                    holds_at(sample.retests.front().said_at)};
    const MeasureProof proof = rows.proof();
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const bool closes = expected[i];
      ASSERT_EQ(proof.deviations[i].closed != kNever, closes) << "round " << round << " deviation " << i;
      closed += closes;
    }
    ASSERT_EQ(proof.samples.front().corrected_by.size() == 1, told.closes(sample.covers_to + days{1}, sample.drawn_at))
        << "round " << round;
  }
  EXPECT_GT(closed, kRounds / 10) << "else nothing was tried";
}

}  // namespace
}  // namespace waarborg::measure
