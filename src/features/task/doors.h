// SPDX-License-Identifier: EUPL-1.2
//
// What this feature must be told by others, connected by app; measures, people, places and evidence are opaque ids
// here.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/auth/actor.h"
#include "features/org/place.h"
#include "platform/db/transaction.h"

namespace waarborg::task {

using org::PlaceRef;

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
  /// Where the measure holds now; none of one that was removed.
  std::function<std::vector<PlaceRef>(db::Transaction&, const OrganisationId&, const std::string& measure)> holds = {};
  /// Throws trail::LogDoesNotFit unless an occurrence that nobody performed is one that the plan of the measure
  /// expects, and that plan is what the log says.
  std::function<void(db::Transaction&, const OrganisationId&, const std::string& measure,
                     const std::string& occurrence)>
      hold_planned = {};
};
/// Evidence, as a retest or as what refutes.
struct RetestProof {
  std::string measure;
  bool accepted = false;  ///< Accepted by an independent reviewer and not withdrawn.
  bool supports = false;
  Day shown_on{};                  ///< Last day that it covers.
  Day shown_from{};                ///< First day; of an automated report of several days the last one.
  bool of_design = false;          ///< Then it says nothing of the measure at work.
  std::vector<PlaceRef> places{};  ///< Empty: it is not about one place.
  bool refutes_operation = false;  ///< Whoever judged it: it says that the measure does not work.
  std::string title{};
  std::string occurrence{};  ///< That it is tied to; may be empty.
  Moment received_at{};
  /// Where it counts when it rests on the proof of a supplier: nowhere when that proof is not about its aspect and
  /// days. None: it is the organisation's own.
  std::optional<std::vector<PlaceRef>> scope{};
};
/// One time that something was done, to which evidence of it is tied.
struct Performed {
  std::string occurrence;
  Day on{};
  PlaceRef place;
  /// Whether another occurrence was taken back, so that its evidence is free again.
  std::function<bool(const std::string& occurrence)> is_taken_back;
};
/// What a piece of evidence is worth now.
enum class ProofState { kWaits, kCounts, kDoesNotCount };
struct ProofDoor {
  /// Ties evidence to an occurrence, in our transaction; a Fault when one does not exist, is of another measure or is
  /// no proof of that occurrence.
  std::function<Result<void>(db::Transaction&, const auth::Actor&, const std::string& measure,
                             const std::vector<std::string>& evidence, const Performed& performed)>
      link;
  std::function<std::optional<RetestProof>(db::Transaction&, const OrganisationId&, const std::string& evidence)> find;
  /// Of these ids, those of evidence that there is.
  std::function<std::map<std::string, ProofState>(db::Transaction&, const OrganisationId&,
                                                  const std::vector<std::string>& ids)>
      states = {};
};

}  // namespace waarborg::task
