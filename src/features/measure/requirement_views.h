// SPDX-License-Identifier: EUPL-1.2
//
// Shapes of the requirement routes. Internal to this feature.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/catalog/library.h"
#include "features/catalog/mapping.h"
#include "features/measure/status.h"

namespace waarborg::measure {

struct RequirementRow {
  std::string id;  ///< URN
  std::string ref;
  std::string chapter;
  std::string parent;
  std::int64_t depth = 1;  ///< From 1: chapter, section, control.
  bool assessable = true;
  std::string title;
  std::optional<bool> applies;  ///< Nothing: not decided.
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
  std::string at;
  std::string reason;
  bool lapsed = false;  ///< A measure that it is about no longer answers the requirement: it does not count now.
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(CompletionView, (), (by, at, reason, lapsed, version))

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
  std::int64_t complete_together_version = 0;  ///< Of what was last said, a withdrawal included; 0: nothing yet.
  std::string previous, next;
};
BOOST_DESCRIBE_STRUCT(RequirementDetail, (),
                      (id, ref, chapter, title, framework, framework_name, applies, assessable, health, asks, why,
                       example, design, existence, operation, cadence, instrument, control_type, cia, own_text,
                       own_text_version, reason, applicability_version, verdict, aspects, measures, measure_list,
                       mappings, complete_together, complete_together_version, previous, next))

}  // namespace waarborg::measure
