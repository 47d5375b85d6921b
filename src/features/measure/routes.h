// SPDX-License-Identifier: EUPL-1.2
//
// Shapes of the measure and requirement routes. Internal to this feature.
#pragma once

#include "features/catalog/library.h"
#include "features/catalog/mapping.h"
#include "features/measure/status.h"

namespace waarborg::measure {

struct RequirementRow {
  std::string id;
  std::string ref;
  std::string chapter;
  std::string parent;
  std::int64_t depth = 1;
  bool assessable = true;
  std::string title;
  std::optional<bool> applies;
  bool health = false;
  std::int64_t measures = 0;
  Trio verdict;
  RestsOnView rests_on;
};
BOOST_DESCRIBE_STRUCT(RequirementRow, (),
                      (id, ref, chapter, parent, depth, assessable, title, applies, health, measures, verdict,
                       rests_on))

struct ChapterView {
  std::string ref;
  std::string title;
  AspectCounts aspects;  ///< Over its requirements.
};
BOOST_DESCRIBE_STRUCT(ChapterView, (), (ref, title, aspects))

struct RequirementList {
  std::vector<RequirementRow> items;
  std::vector<ChapterView> chapters;
};
BOOST_DESCRIBE_STRUCT(RequirementList, (), (items, chapters))

/// "Answers this because it answers 8.13, which is mapped to it."
struct AnswerWay {
  std::string requirement;  ///< URN
  std::string ref;
  std::string mapping;
  bool covers = false;
};
BOOST_DESCRIBE_STRUCT(AnswerWay, (), (requirement, ref, mapping, covers))

struct LinkedMeasure {
  std::string id;
  std::string title;
  json::Word<Coverage> coverage;
  std::string owner;
  Trio verdict;
  std::vector<AnswerWay> through;  ///< Empty when the measure answers the requirement itself.
};
BOOST_DESCRIBE_STRUCT(LinkedMeasure, (), (id, title, coverage, owner, verdict, through))

struct MappingView {
  std::string id;
  std::string requirement;  ///< URN of the other one.
  std::string framework;
  std::string ref;
  std::string title;
  json::Word<catalog::Relation> relation;
  std::optional<std::int64_t> strength;
  std::string reason;
  json::Word<catalog::MappingState> state;
  std::string reviewer;
  std::string review_reason;
  bool in_use = false;  ///< The organisation works by the other framework, so that its requirement can be opened.
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(MappingView, (),
                      (id, requirement, framework, ref, title, relation, strength, reason, state, reviewer,
                       review_reason, in_use, version))

struct CompletionView {
  std::string by;
  std::string reason;
  bool lapsed = false;  ///< A measure that it is about no longer answers the requirement: it does not count now.
};
BOOST_DESCRIBE_STRUCT(CompletionView, (), (by, reason, lapsed))

struct RequirementDetail {
  std::string id, ref, chapter, title;
  std::string framework, framework_name;
  std::optional<bool> applies;
  bool assessable = true;
  bool health = false;
  std::string asks, why, example, design, existence, operation;
  std::string cadence, instrument, control_type, cia;
  std::string own_text;
  std::int64_t own_text_version = 0;
  std::string reason;
  std::int64_t applicability_version = 0;
  Trio verdict;
  AspectVerdicts aspects;
  std::int64_t measures = 0;
  std::vector<LinkedMeasure> measure_list;
  std::vector<MappingView> mappings;
  std::optional<CompletionView> complete_together;
  std::string previous, next;
};
BOOST_DESCRIBE_STRUCT(RequirementDetail, (),
                      (id, ref, chapter, title, framework, framework_name, applies, assessable, health, asks, why,
                       example, design, existence, operation, cadence, instrument, control_type, cia, own_text,
                       own_text_version, reason, applicability_version, verdict, aspects, measures, measure_list,
                       mappings, complete_together, previous, next))

struct MeasureRow {
  std::string id;
  std::string title;
  std::string owner;
  std::string owner_name;
  std::vector<std::string> requirements;
  std::int64_t places = 0;
  Trio verdict;
  std::optional<std::string> next_due;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(MeasureRow, (), (id, title, owner, owner_name, requirements, places, verdict, next_due, version))

struct AnswerView {
  std::string requirement;
  std::string ref;
  std::string title;
  json::Word<Coverage> coverage;
};
BOOST_DESCRIBE_STRUCT(AnswerView, (), (requirement, ref, title, coverage))

struct MeasureView {
  std::string id;
  std::int64_t version = 0;
  std::string title, description, card, owner, owner_name;
  json::Word<PlaceRule> rollup;
  std::string rollup_reason;
  std::vector<AnswerView> requirements;
  std::vector<org::Place> places;
  WrittenPlan plan;
  AspectVerdicts aspects;
  std::vector<std::string> rights;
};
BOOST_DESCRIBE_STRUCT(MeasureView, (),
                      (id, version, title, description, card, owner, owner_name, rollup, rollup_reason, requirements,
                       places, plan, aspects, rights))

struct PlaceVerdict {
  org::Place place;
  AspectVerdict design, existence, operation;
};
BOOST_DESCRIBE_STRUCT(PlaceVerdict, (), (place, design, existence, operation))

struct MeasureVerdictsView {
  PeriodView period;
  std::string known_at;
  std::vector<PlaceVerdict> places;
  AspectVerdicts total;
};
BOOST_DESCRIBE_STRUCT(MeasureVerdictsView, (), (period, known_at, places, total))

struct MonthBand {
  std::string month;  ///< 2026-01
  std::string until;  ///< Its last day, or the day on which one looks.
  json::Word<Verdict> design, existence, operation;
};
BOOST_DESCRIBE_STRUCT(MonthBand, (), (month, until, design, existence, operation))
struct Bands {
  std::vector<MonthBand> months;
};
BOOST_DESCRIBE_STRUCT(Bands, (), (months))

enum class OverrideState { kProposed, kActive, kRejected, kEnded };
BOOST_DESCRIBE_ENUM(OverrideState, kProposed, kActive, kRejected, kEnded)
struct OverrideView {
  std::string id, measure;
  json::Word<Aspect> aspect;
  org::Place place;
  json::Word<Verdict> value;
  std::string reason, author, second_person, until;
  json::Word<OverrideState> state;
  std::string ended_by, ended_at, end_reason;  ///< Empty unless it was rejected, or ended before its day.
  std::vector<std::string> rights;             ///< What the asker may do: confirm reject end.
};
BOOST_DESCRIBE_STRUCT(OverrideView, (),
                      (id, measure, aspect, place, value, reason, author, second_person, until, state, ended_by,
                       ended_at, end_reason, rights))

struct ApplicabilityRow {
  std::string requirement, ref, chapter, title;
  std::optional<bool> applies;
  std::string reason;
  std::int64_t version = 0;
  std::int64_t measures = 0;
  Trio verdict;
  std::string decided_by, decided_at;
  bool exclusion_waits = false;  ///< Excluded, but in no approved version: it counts.
};
BOOST_DESCRIBE_STRUCT(ApplicabilityRow, (),
                      (requirement, ref, chapter, title, applies, reason, version, measures, verdict, decided_by,
                       decided_at, exclusion_waits))

struct StatementVersion {
  std::int64_t number = 0;
  json::Word<StatementState> state;
  std::string note, author, created_at, approver, decided_at;
  std::int64_t applies = 0, excluded = 0;
};
BOOST_DESCRIBE_STRUCT(StatementVersion, (),
                      (number, state, note, author, created_at, approver, decided_at, applies, excluded))

struct Applicability {
  std::string framework;
  std::vector<ApplicabilityRow> items;
  std::vector<StatementVersion> versions;
  std::int64_t undecided = 0;
  std::int64_t exclusions_waiting = 0;
};
BOOST_DESCRIBE_STRUCT(Applicability, (), (framework, items, versions, undecided, exclusions_waiting))

/// The applicability table of a framework; report prints it as the statement of applicability.
Result<Applicability> applicability_of(const Assessed& assessed, const std::string& framework,
                                       const std::vector<StatementRow>& versions, Language language);

MeasureView view_of(const Assessed& assessed, std::uint32_t measure, const auth::Actor& who);

void add_requirement_routes(auth::Api& api, Measures& measures, Assessments& assessments, catalog::Catalog& catalog,
                            const auth::WriteWorkbook& workbook);
void add_applicability_routes(auth::Api& api, Measures& measures, Assessments& assessments);
void add_verdict_routes(auth::Api& api, Measures& measures, Assessments& assessments);
void add_override_routes(auth::Api& api, Measures& measures, Assessments& assessments);
void add_day_routes(auth::Api& api, Measures& measures, Assessments& assessments);
void add_place_routes(auth::Api& api, Measures& measures, Assessments& assessments);

}  // namespace waarborg::measure
