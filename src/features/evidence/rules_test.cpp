// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/rules.h"

#include <gtest/gtest.h>

#include <random>

namespace waarborg::evidence {
namespace {

Day day(const char* text) { return parse_day(text).value(); }
const Day kToday = parse_day("2026-03-02").value();

EvidenceInput sound() {
  EvidenceInput input;
  input.title = " Beleid back-up ";
  input.covers_from = day("2026-01-01");
  input.covers_to = kToday;
  input.valid_until = kToday;
  return input;
}

TEST(EvidenceRules, a_sound_submission_is_tidied) {
  EvidenceInput input = sound();
  input.places = {{"system", "b"}, {"site", "a"}, {"system", "b"}};
  input.plan_item = "x";
  ASSERT_TRUE(check(input, kToday));
  EXPECT_EQ(input.title, "Beleid back-up");
  EXPECT_EQ(input.places, (std::vector<PlaceRef>{{"site", "a"}, {"system", "b"}}));
  EXPECT_FALSE(input.plan_item) << "a plan item belongs to operation";
}

TEST(EvidenceRules, each_broken_rule_names_its_field) {
  struct Row {
    const char* key;
    const char* where;
    void (*spoil)(EvidenceInput&);
  };
  const Row rows[] = {
      {"evidence.title_missing", "title", [](auto& e) { e.title = "  "; }},
      {"evidence.too_long", "title", [](auto& e) { e.title = std::string(201, 'x'); }},
      {"evidence.covers_reversed", "covers_to", [](auto& e) { e.covers_to = day("2025-12-31"); }},
      {"evidence.covers_future", "covers_to",
       [](auto& e) { e.covers_to = e.valid_until.emplace(kToday + std::chrono::days(1)); }},
      {"evidence.covers_too_old", "covers_from", [](auto& e) { e.covers_from = day("1999-12-31"); }},
      {"evidence.valid_before_covers", "valid_until", [](auto& e) { e.valid_until = kToday - std::chrono::days(1); }},
      {"evidence.reviewed_future", "reviewed_on", [](auto& e) { e.reviewed_on = kToday + std::chrono::days(1); }},
      {"evidence.link_scheme", "link", [](auto& e) { e.link = "javascript:alert(1)"; }},
      {"evidence.too_long", "note", [](auto& e) { e.note = std::string(10'001, 'x'); }},
      {"evidence.too_long", "author", [](auto& e) { e.author = std::string(201, 'x'); }},
      {"evidence.place_unknown", "places", [](auto& e) { e.places = {{"a planet:", "x"}}; }},
      {"evidence.place_unknown", "places", [](auto& e) { e.places = {{"system", "a b"}}; }},
      {"evidence.place_unknown", "places", [](auto& e) { e.places = {{"system", ""}}; }},
      {"evidence.places_too_many", "places", [](auto& e) { e.places.assign(501, {"system", "a"}); }},
  };
  for (const Row& row : rows) {
    EvidenceInput input = sound();
    row.spoil(input);
    const auto result = check(input, kToday);
    ASSERT_FALSE(result) << row.key;
    EXPECT_EQ(result.error().what.key, row.key);
    EXPECT_EQ(result.error().where, row.where);
  }
}

TEST(EvidenceRules, nobody_judges_what_is_their_own) {
  const Person reviewer{"a1", "Dana Smit"};
  struct Row {
    Parties parties;
    const char* refused;
  };
  const Row rows[] = {
      {{reviewer, {"a2", "Bob"}, {"", "Eva"}, {"", "Olga"}}, ""},
      {{reviewer, {"a1", "push token"}, {}, {}}, "evidence.review.own_collection"},
      {{reviewer, {"a2", "dana  SMIT "}, {}, {}}, "evidence.review.own_collection"},
      {{reviewer, {"a2", "Bob"}, {"", "Dana Smit"}, {}}, "evidence.review.own_document"},
      {{reviewer, {"a2", "Bob"}, {}, {"a1", "O. Visser"}}, "evidence.review.own_measure"},
      {{reviewer, {"a2", "Bob"}, {}, {"", "Dana Smit"}}, "evidence.review.own_measure"},
      {{{"a1", ""}, {"", ""}, {}, {}}, ""},
      {{reviewer, {"a2", "Bob"}, {}, {"", "Olga"}, {{"", "Olga", "p1", "Olga"}}}, ""},
      {{reviewer, {"a2", "Bob"}, {}, {"", "Olga"}, {{"", "Dana Smit", "p2", "Dana Smit"}}},
       "evidence.review.owned_then"},
      {{{"a1", "D.", "p2"}, {}, {}, {"", "Olga"}, {{"", "", "p2", ""}}}, "evidence.review.owned_then"},
  };
  for (const Row& row : rows) {
    const auto result = check_independent(row.parties);
    EXPECT_EQ(result ? "" : result.error().what.key, row.refused);
  }
}

TEST(EvidenceRules, a_document_needs_two_different_names) {
  EXPECT_TRUE(is_self_approved(EvidenceAspect::kDesign, "Eva", "eva"));
  EXPECT_TRUE(is_self_approved(EvidenceAspect::kDesign, "Eva", ""));
  EXPECT_TRUE(is_self_approved(EvidenceAspect::kDesign, "", ""));
  EXPECT_FALSE(is_self_approved(EvidenceAspect::kDesign, "Eva", "Bob"));
  EXPECT_FALSE(is_self_approved(EvidenceAspect::kExistence, "", ""));
}

TEST(EvidenceRules, compact_columns_come_back_as_they_went) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 200; ++round) {
    std::vector<ObservedDay> days;
    Day at = day("2024-01-01");
    for (unsigned i = 0; i < random() % 40; ++i) {
      at += std::chrono::days(1 + random() % 9);
      days.push_back({at, static_cast<EvidenceResult>(random() % 3)});
    }
    EXPECT_EQ(unpack_days(pack_days(days)), days);
    std::vector<PlaceRef> places;
    if (random() % 2 == 0) places.push_back({"organisation", ""});
    for (unsigned i = 0; i < random() % 5; ++i) places.push_back({"system", "s" + std::to_string(random() % 1000)});
    EXPECT_EQ(unpack_places(pack_places(places)), places);
  }
  EXPECT_TRUE(unpack_days("rubbish that is long enough").empty());
}

Observation seen(const char* at, ObservationResult result) {
  Observation observation;
  observation.at = parse_moment(at).value();
  observation.result = result;
  return observation;
}

TEST(EvidenceRules, a_report_across_midnight_is_weighed_as_one_of_a_single_day) {
  using enum ObservationResult;
  ImportedReport report;
  report.overall = kPartly;
  report.observations = {seen("2026-02-27T22:58:00Z", kSupports), seen("2026-02-27T22:59:00Z", kUnknown),
                         seen("2026-02-27T23:01:00Z", kSupports), seen("2026-02-27T23:02:00Z", kRefutes)};
  report.observations.back().severity = "low";
  EXPECT_EQ(observed_days(report, kToday), (std::vector<ObservedDay>{{day("2026-02-27"), EvidenceResult::kPartly},
                                                                     {day("2026-02-28"), EvidenceResult::kPartly}}));
  report.observations.back().severity = "high";
  EXPECT_EQ(observed_days(report, kToday).back().result, EvidenceResult::kRefutes);
}

TEST(EvidenceRules, what_went_wrong_tomorrow_by_a_clock_that_runs_ahead_went_wrong_today) {
  using enum ObservationResult;
  ImportedReport report;
  const Moment tomorrow = kToday + std::chrono::days(1) + std::chrono::hours(12);
  report.observations = {seen("2026-02-27T10:00:00Z", kSupports), seen("2026-02-27T11:00:00Z", kRefutes)};
  report.observations[1].at = tomorrow;
  EXPECT_EQ(observed_days(report, kToday), (std::vector<ObservedDay>{{day("2026-02-27"), EvidenceResult::kSupports},
                                                                     {kToday, EvidenceResult::kRefutes}}));
  report.observations[1].result = kSupports;
  EXPECT_EQ(observed_days(report, kToday).size(), 1U) << "good news of days to come is none";
}

TEST(EvidenceRules, a_day_counts_as_its_worst_and_silence_counts_as_nothing) {
  using enum ObservationResult;
  ImportedReport report;
  report.overall = kPartly;
  report.observations = {seen("2026-02-27T10:00:00Z", kSupports), seen("2026-02-28T10:00:00Z", kSupports),
                         seen("2026-02-28T11:00:00Z", kRefutes),  seen("2026-02-28T12:00:00Z", kPartly),
                         seen("2026-03-01T10:00:00Z", kUnknown),  seen("2026-03-03T10:00:00Z", kSupports)};
  EXPECT_EQ(observed_days(report, kToday), (std::vector<ObservedDay>{{day("2026-02-27"), EvidenceResult::kSupports},
                                                                     {day("2026-02-28"), EvidenceResult::kRefutes}}));
  report.observations = {seen("2026-02-27T10:00:00Z", kSupports), seen("2026-02-27T11:00:00Z", kRefutes)};
  EXPECT_EQ(observed_days(report, kToday), (std::vector<ObservedDay>{{day("2026-02-27"), EvidenceResult::kPartly}}))
      << "one day: the importer's own judgement of the whole";
  report.observations = {seen("2026-02-27T10:00:00Z", kUnknown)};
  EXPECT_TRUE(observed_days(report, kToday).empty());
  EXPECT_EQ(result_of(kUnknown), EvidenceResult::kPartly);
}

TEST(EvidenceRules, proof_of_an_occurrence_is_about_it_and_was_not_judged_before) {
  EvidenceFact good;
  good.aspect = EvidenceAspect::kOperation;
  good.covers_from = parse_day("2026-02-01").value();
  good.covers_to = parse_day("2026-02-28").value();
  good.places = {{"system", "s1"}};
  const Occasion occasion{"o1", parse_day("2026-02-28").value(), {"system", "s1"}};
  struct Row {
    void (*change)(EvidenceFact&, Occasion&);
    const char* key;  ///< Empty: accepted.
  };
  const Row rows[] = {
      {[](EvidenceFact&, Occasion&) {}, ""},
      {[](EvidenceFact& fact, Occasion&) { fact.places.clear(); }, ""},
      {[](EvidenceFact&, Occasion& o) { o.place = {}; }, ""},
      {[](EvidenceFact& fact, Occasion&) { fact.review = ReviewState::kAccepted; }, "evidence.link.decided"},
      {[](EvidenceFact& fact, Occasion&) { fact.review = ReviewState::kRejected; }, "evidence.link.decided"},
      {[](EvidenceFact& fact, Occasion&) { fact.aspect = EvidenceAspect::kExistence; }, "evidence.link.aspect"},
      {[](EvidenceFact& fact, Occasion&) { fact.aspect = EvidenceAspect::kDesign; }, "evidence.link.aspect"},
      {[](EvidenceFact&, Occasion& o) { o.performed_on += std::chrono::days{1}; }, "evidence.link.days"},
      {[](EvidenceFact&, Occasion& o) { o.performed_on -= std::chrono::days{28}; }, "evidence.link.days"},
      {[](EvidenceFact&, Occasion& o) { o.place.id = "s2"; }, "evidence.link.place"},
  };
  for (const Row& row : rows) {
    EvidenceFact fact = good;
    Occasion tied = occasion;
    row.change(fact, tied);
    const auto result = check_proof_of(fact, tied);
    EXPECT_EQ(result ? "" : result.error().what.key, row.key);
  }
}

TEST(EvidenceRules, a_sample_of_another_size_than_the_table_needs_a_reason) {
  const auto refused = [](std::optional<std::int64_t> size, const char* reason) {
    const auto result = check(DrawInput{{}, size, reason}, 5, 40);
    return result ? "" : result.error().where;
  };
  EXPECT_EQ(refused({}, ""), "");
  EXPECT_EQ(refused(5, ""), "");
  EXPECT_EQ(refused(6, " "), "reason");
  EXPECT_EQ(refused(6, "nieuw systeem"), "");
  EXPECT_EQ(refused(0, "x"), "size");
  EXPECT_EQ(refused(41, "x"), "size");
}

}  // namespace
}  // namespace waarborg::evidence
