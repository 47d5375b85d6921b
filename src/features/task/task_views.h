// SPDX-License-Identifier: EUPL-1.2
//
// Occurrences and deviations as the API speaks of them, and what this feature must be told by others.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/auth/actor.h"
#include "features/org/place.h"
#include "features/task/occurrences.h"
#include "platform/db/transaction.h"

namespace waarborg::task {

enum class Outcome { kEffective, kDeviation };
BOOST_DESCRIBE_ENUM(Outcome, kEffective, kDeviation)
BOOST_DESCRIBE_ENUM(OccurrenceState, kPlanned, kOpen, kOnTime, kLate, kMissed)
enum class DeviationState { kOpen, kCorrected, kClosed };
BOOST_DESCRIBE_ENUM(DeviationState, kOpen, kCorrected, kClosed)

using org::Place;
/// An empty kind is the measure as a whole.
using org::PlaceRef;

// ---------- what app tells us; measures, people, places and evidence are opaque ids here
/// Ids of what has a text in its name.
struct Named {
  std::vector<std::string> measures, people, places;
};
/// The same as JSON lists, as statements take them.
struct Found {
  std::string measures, people, places;
};
struct Names {
  std::function<std::map<std::string, std::string>(db::Transaction&, const OrganisationId&,
                                                   const std::vector<std::string>& measures)>
      measures;  ///< Title by measure id, of those that exist.
  std::function<std::map<std::string, std::string>(db::Transaction&, const OrganisationId&)> people;  ///< Name by id.
  std::function<std::map<PlaceRef, std::string>(db::Transaction&, const OrganisationId&, const std::vector<PlaceRef>&)>
      places;
  std::function<Named(db::Transaction&, const OrganisationId&, const std::string& text)> named = {};
  /// Of these places those in which the measure holds or ever held.
  std::function<std::vector<PlaceRef>(db::Transaction&, const OrganisationId&, const std::string& measure,
                                      const std::vector<PlaceRef>& places)>
      held = {};
};
struct RetestProof {
  std::string measure;
  bool accepted = false;  ///< Accepted by an independent reviewer and not withdrawn.
  bool supports = false;
  Day shown_on{};                  ///< Last day that it covers.
  Day shown_from{};                ///< First day; of an automated report of several days the last one.
  bool of_design = false;          ///< Then it says nothing of the measure at work.
  std::vector<PlaceRef> places{};  ///< Empty: it is not about one place.
};
/// One time that something was done, to which evidence of it is tied.
struct Performed {
  std::string occurrence;
  Day on{};
  PlaceRef place;
  /// Whether another occurrence was taken back, so that its evidence is free again.
  std::function<bool(const std::string& occurrence)> is_taken_back;
};
struct ProofDoor {
  /// Ties evidence to an occurrence, in our transaction; a Fault when one does not exist, is of another measure or is
  /// no proof of that occurrence.
  std::function<Result<void>(db::Transaction&, const auth::Actor&, const std::string& measure,
                             const std::vector<std::string>& evidence, const Performed& performed)>
      link;
  std::function<std::optional<RetestProof>(db::Transaction&, const OrganisationId&, const std::string& evidence)> find;
};

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
};
BOOST_DESCRIBE_STRUCT(Occurrence, (),
                      (id, measure, measure_title, plan_item, title, due, window_to, grace_to, state, performed_on,
                       outcome, note, owner_name, performed_by, deviation, evidence, version, place, withdrawn_at,
                       withdraw_reason))

struct DeviationInput {
  std::string what;
  std::optional<std::string> cause, correction;
  std::optional<PlaceRef> place;
};
BOOST_DESCRIBE_STRUCT(DeviationInput, (), (what, cause, correction, place))
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
};
BOOST_DESCRIBE_STRUCT(Deviation, (),
                      (id, measure, measure_title, occurrence, what, cause, correction, opened_at, closed_at,
                       retest_evidence, state, version, place, opened_by))
struct RetestInput {
  std::string evidence;
  bool supports = false;
};
BOOST_DESCRIBE_STRUCT(RetestInput, (), (evidence, supports))

}  // namespace waarborg::task
