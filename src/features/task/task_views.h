// SPDX-License-Identifier: EUPL-1.2
//
// Occurrences and deviations as the API speaks of them.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "features/org/place.h"
#include "features/task/occurrences.h"

namespace waarborg::task {

enum class Outcome { kEffective, kDeviation };
BOOST_DESCRIBE_ENUM(Outcome, kEffective, kDeviation)
BOOST_DESCRIBE_ENUM(OccurrenceState, kPlanned, kOpen, kOnTime, kLate, kMissed)
/// What a list of occurrences can be about: a state, or what waits to be done, which is open or was missed less than
/// kLateDays ago.
enum class OccurrenceChoice { kToDo, kPlanned, kOpen, kOnTime, kLate, kMissed };
BOOST_DESCRIBE_ENUM(OccurrenceChoice, kToDo, kPlanned, kOpen, kOnTime, kLate, kMissed)
/// What was missed longer ago than this is in the verdicts and no longer on a list of what to do.
inline constexpr int kLateDays = 60;
/// Withdrawn: the evidence that it follows up was withdrawn before a retest closed it.
enum class DeviationState { kOpen, kCorrected, kClosed, kWithdrawn };
BOOST_DESCRIBE_ENUM(DeviationState, kOpen, kCorrected, kClosed, kWithdrawn)

using org::Place;
/// An empty kind is the measure as a whole.
using org::PlaceRef;

// ---------- occurrences
/// What a plan item expects. One occurrence per day of the rule and place.
struct Schedule {
  std::string plan_item;
  std::string title;
  std::string rrule;
  Day start{};
  int window_days = 0;
  int grace_days = 0;
  std::vector<PlaceRef> places;  ///< Empty: once for the measure as a whole.
  std::string owner_person;
  Period in_force{Day::min(), Day::max()};  ///< Days on which these terms hold; those of one plan item share no day.
};

struct Occurrence {
  std::string id;
  std::string measure, measure_title, plan_item, title;
  Day due{};
  Day window_to{};
  Day grace_to{};
  OccurrenceState state = OccurrenceState::kPlanned;
  std::optional<Day> performed_on;
  std::optional<Outcome> outcome;
  std::string note, owner_name, performed_by, deviation;
  std::vector<std::string> evidence;
  std::int64_t version = 0;
  std::optional<Place> place;
  std::optional<Moment> withdrawn_at;  ///< Taken back: it counts for nothing, and another one is expected instead.
  std::string withdraw_reason;
  std::int64_t evidence_waiting = 0;   ///< Of its evidence, the pieces that wait for review: these do not count yet.
  std::int64_t evidence_counting = 0;  ///< The pieces that were accepted and stand.
};
BOOST_DESCRIBE_STRUCT(Occurrence, (),
                      (id, measure, measure_title, plan_item, title, due, window_to, grace_to, state, performed_on,
                       outcome, note, owner_name, performed_by, deviation, evidence, version, place, withdrawn_at,
                       withdraw_reason, evidence_waiting, evidence_counting))

struct DeviationInput {
  std::string what;
  std::optional<std::string> cause, correction;
  std::optional<PlaceRef> place;
  /// That showed it, and then says the place; read only when one is opened that is not of an occurrence.
  std::optional<std::string> evidence{};
};
BOOST_DESCRIBE_STRUCT(DeviationInput, (), (what, cause, correction, place, evidence))
struct PerformInput {
  Day performed_on{};
  Outcome outcome = Outcome::kEffective;
  std::optional<std::string> note;
  std::vector<std::string> evidence;
  std::optional<DeviationInput> deviation;  ///< Needed when, and only when, the outcome is a deviation.
};
BOOST_DESCRIBE_STRUCT(PerformInput, (), (performed_on, outcome, note, evidence, deviation))

// ---------- deviations
struct Deviation {
  std::string id, measure, measure_title, occurrence, what, cause, correction;
  Moment opened_at{};
  std::optional<Moment> closed_at;
  std::string retest_evidence;
  DeviationState state = DeviationState::kOpen;
  std::int64_t version = 0;
  std::optional<Place> place;
  std::string opened_by;
  std::string evidence;  ///< The piece that it follows up; may be empty.
};
BOOST_DESCRIBE_STRUCT(Deviation, (),
                      (id, measure, measure_title, occurrence, what, cause, correction, opened_at, closed_at,
                       retest_evidence, state, version, place, opened_by, evidence))
struct RetestInput {
  std::string evidence;
  bool supports = false;
};
BOOST_DESCRIBE_STRUCT(RetestInput, (), (evidence, supports))

}  // namespace waarborg::task
