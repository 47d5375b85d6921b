// SPDX-License-Identifier: EUPL-1.2
//
// Where the organisation stands against one framework: counts per verdict, every requirement, and on what it rests.
#pragma once

#include <string>
#include <vector>

#include "features/measure/assessed.h"

namespace waarborg::measure {

struct AspectCount {
  std::int64_t shown = 0;
  std::int64_t partly_shown = 0;
  std::int64_t refuted = 0;
  std::int64_t not_shown = 0;
  std::int64_t not_applicable = 0;
  std::int64_t overrides = 0;
  double percentage = 0;  ///< Shown of what applies; [0, 100], one decimal, rounded down.
};
BOOST_DESCRIBE_STRUCT(AspectCount, (), (shown, partly_shown, refuted, not_shown, not_applicable, overrides, percentage))

struct AspectCounts {
  AspectCount design;
  AspectCount existence;
  AspectCount operation;
};
BOOST_DESCRIBE_STRUCT(AspectCounts, (), (design, existence, operation))

AspectCounts counts_of(const Tally& tally);

struct StatusRequirement {
  std::string id;
  std::string ref;
  std::string title;
  Trio verdict;
};
BOOST_DESCRIBE_STRUCT(StatusRequirement, (), (id, ref, title, verdict))

struct StatusChapter {
  std::string ref;
  std::string title;
  std::vector<StatusRequirement> requirements;
  AspectCounts aspects;
};
BOOST_DESCRIBE_STRUCT(StatusChapter, (), (ref, title, requirements, aspects))

struct RestsOnView {
  double nothing = 0;  ///< Shares in percent; they add up to 100, or are all 0.
  double documents_only = 0;
  double existence = 0;
  double operation = 0;
};
BOOST_DESCRIBE_STRUCT(RestsOnView, (), (nothing, documents_only, existence, operation))

RestsOnView in_percent(const RestsOn& shares);

struct PeriodView {
  std::string from;
  std::string to;
};
BOOST_DESCRIBE_STRUCT(PeriodView, (), (from, to))

struct Status {
  std::string framework;
  std::string framework_name;
  PeriodView period;
  std::string known_at;
  std::int64_t requirements = 0;
  std::int64_t exclusions_waiting = 0;  ///< Excluded, but in no approved version of the statement: they count.
  AspectCounts aspects;
  std::vector<StatusChapter> chapters;
  RestsOnView rests_on;
};
BOOST_DESCRIBE_STRUCT(Status, (),
                      (framework, framework_name, period, known_at, requirements, exclusions_waiting, aspects, chapters,
                       rests_on))

/// @param framework  id or URN; empty: the first. kNotFound when unknown.
Result<Status> status_of(const Assessed& assessed, const std::string& framework, Language language);

/// The framework with this id or URN; the first one when `wanted` is empty; null when unknown.
const catalog::FrameworkRecord* framework_of(const Assessed& assessed, const std::string& wanted);

/// As people name it: "§7.1" for the clause "c7.1" of the management system, so that it is never taken for the
/// control "7.1"; a control keeps its number.
std::string shown_ref(const std::string& ref);

}  // namespace waarborg::measure
