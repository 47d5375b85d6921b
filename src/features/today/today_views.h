// SPDX-License-Identifier: EUPL-1.2
//
// The first screen and the search as the API speaks of them. Texts are in the language of who asks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json_words.h"
#include "features/measure/status.h"
#include "features/measure/verdict_views.h"
#include "features/today/road.h"

namespace waarborg::today {

/// What an item asks.
enum class TodayKind { kOccurrence, kReview, kExpiring, kDeviation, kVerdict, kTask, kSetup };
BOOST_DESCRIBE_ENUM(TodayKind, kOccurrence, kReview, kExpiring, kDeviation, kVerdict, kTask, kSetup)
/// Past its last day, to be done now, or due within a month.
enum class Urgency { kOverdue, kOpen, kSoon };
BOOST_DESCRIBE_ENUM(Urgency, kOverdue, kOpen, kSoon)

struct TodayItem {
  json::Word<TodayKind> kind;
  std::string title;
  std::string detail;                ///< Where, and whose; in words.
  std::optional<std::string> due;    ///< A day.
  std::optional<std::string> until;  ///< Last day on which it is in time; it is overdue from the next day on.
  json::Word<Urgency> state;
  std::string link;             ///< Path in the web application.
  std::string action;           ///< Words on the button.
  std::int64_t minutes = 0;     ///< What it takes, roughly.
  bool mine = true;             ///< False: of someone else, shown because the asker watches over everyone's work.
  std::int64_t count = 1;       ///< Pieces of evidence, occurrences or deviations that this one line is about.
  std::int64_t stands_for = 1;  ///< Lines that this one is counted as: itself, and those that the list left out for it.
};
BOOST_DESCRIBE_STRUCT(TodayItem, (),
                      (kind, title, detail, due, until, state, link, action, minutes, mine, count, stands_for))

enum class Direction { kBetter, kWorse, kNew };
BOOST_DESCRIBE_ENUM(Direction, kBetter, kWorse, kNew)
/// A verdict on a measure that is no longer what it was.
struct VerdictChange {
  std::string title;   ///< Of the measure.
  std::string detail;  ///< Why, in words; may be empty.
  std::string aspect;
  json::Word<measure::Verdict, json::Blank::kOrEmpty> before;
  json::Word<measure::Verdict, json::Blank::kOrEmpty> after;
  json::Word<Direction> direction;
  std::string at;         ///< Moment.
  std::string link;       ///< Path in the web application.
  measure::Trio verdict;  ///< Of the measure as a whole, now.
  bool mine = true;       ///< The asker owns the measure, or nobody does.
};
BOOST_DESCRIBE_STRUCT(VerdictChange, (), (title, detail, aspect, before, after, direction, at, link, verdict, mine))

/// Where we stand against a framework beside the main one.
struct Standing {
  std::string framework;  ///< Id.
  std::string name;
  std::int64_t requirements = 0;
  std::int64_t undecided = 0;                       ///< Requirements of which nobody said whether they apply.
  double design = 0, existence = 0, operation = 0;  ///< Percentage shown.
};
BOOST_DESCRIBE_STRUCT(Standing, (), (framework, name, requirements, undecided, design, existence, operation))

/// The whole screen.
struct Today {
  std::vector<TodayItem> items;
  std::vector<VerdictChange> changes;
  std::string since;  ///< Moment from which on `changes` are told.
  std::vector<RoadStep> road;
  measure::Status status;
  std::vector<Standing> others;
};
BOOST_DESCRIBE_STRUCT(Today, (), (items, changes, since, road, status, others))

struct SearchHit {
  std::string kind;  ///< measure requirement evidence system supplier …
  std::string title;
  std::string detail;
  std::string link;  ///< Path in the web application.
};
BOOST_DESCRIBE_STRUCT(SearchHit, (), (kind, title, detail, link))

}  // namespace waarborg::today
