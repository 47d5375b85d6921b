// SPDX-License-Identifier: EUPL-1.2
//
// Expected occurrences and what came of them, and deviations until their retest. An occurrence exists because a plan
// expects it (sync); people only say when it was done and what came out. Bulk reading for verdicts: facts.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/auth/actor.h"
#include "features/auth/answers.h"
#include "features/auth/table.h"
#include "features/task/doors.h"
#include "features/task/facts.h"
#include "features/task/rrule.h"
#include "features/task/task_views.h"
#include "features/trail/trail.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"

namespace waarborg::auth {
class Api;
}

namespace waarborg::task {

struct StoredOccurrence;
struct StoredDeviation;

/// Most occurrences of one measure inside one sync: past and future of a plan that measure::check lets through.
inline constexpr std::size_t kMaxExpected = 200'000;

struct ListQuery {
  std::string measure{};
  std::string state{};  ///< A word of OccurrenceChoice or DeviationState.
  bool mine = false;    ///< Only of measures that the asker owns, as a person in the register of people.
  std::string after{};
  std::int64_t limit = 50;
  std::optional<Day> from{}, to{};  ///< Due in this period.
  std::string search{};   ///< Part of its title (of what went wrong), or of the name of measure, person or place.
  std::string sort{};     ///< A word of occurrence_orders() or deviation_orders(), with '-' before it from high to low.
  bool by_title = false;  ///< The search is about the title alone.
};

/// What the lists can be sorted by. Without a wish: occurrences first due first, deviations newest first.
std::vector<std::string> occurrence_orders();
std::vector<std::string> deviation_orders();

class Tasks {
 public:
  Tasks(db::Database& database, trail::Trail& trail, const Clock& clock);

  void set_names(Names names) { names_ = std::move(names); }
  void set_proof(ProofDoor proof) { proof_ = std::move(proof); }

  // --- occurrences (service.cpp)
  /// Makes what the schedules expect in [from, horizon] exist, in the caller's transaction and without right check.
  /// Adds what is missing; removes what was not performed and is no longer expected, unless it was due before today
  /// (missed stays visible); brings the owner of what was not performed up to date, and title and window of future
  /// ones. A plan that changed comes as several schedules, each in force on its own days. kInvalid task.rrule.* for a
  /// broken rule. @return the number of rows added, changed or removed.
  Result<std::int64_t> sync(db::Transaction& tx, const auth::Actor& who, const std::string& measure,
                            const std::vector<Schedule>& schedules, Day from, Day horizon);
  Result<auth::Page<Occurrence>> occurrences(const auth::Actor& who, const ListQuery& query);
  /// A page of those of query.measure; kNotFound task.measure_unknown.
  Result<auth::Page<Occurrence>> occurrences_of(const auth::Actor& who, const ListQuery& query);
  /// All of them, for the program itself.
  Result<auth::Items<Occurrence>> occurrences_of(const auth::Actor& who, const std::string& measure,
                                                 std::optional<Day> from, std::optional<Day> to);
  Result<Occurrence> occurrence(const auth::Actor& who, const std::string& id);
  /// Right task.perform. Once only: kConflict task.performed.
  Result<Occurrence> perform(const auth::Actor& who, const std::string& id, const PerformInput& input,
                             std::int64_t seen = -1);
  /// Takes back a performance that was recorded by mistake: by who recorded it, with a reason; or by a security
  /// officer as long as no evidence of it was accepted, for who recorded it may have left. The record of it stays
  /// (withdrawn), and the occurrence is expected again. kConflict when a deviation came of it.
  Result<Occurrence> withdraw(const auth::Actor& who, const std::string& id, const std::string& reason);

  // --- deviations (deviations.cpp); right task.perform to write
  Result<auth::Page<Deviation>> deviations(const auth::Actor& who, const ListQuery& query);
  Result<Deviation> deviation(const auth::Actor& who, const std::string& id);
  Result<auth::Items<Deviation>> deviations_of(const auth::Actor& who, const std::string& measure);
  /// Evidence that is named must be accepted and refute the operation, kInvalid task.deviation.evidence; and have no
  /// deviation yet, kConflict task.deviation.evidence_has_one.
  Result<Deviation> open(const auth::Actor& who, const std::string& measure, const DeviationInput& input);
  /// What went wrong is reworded by who recorded it or a security officer only: kForbidden
  /// task.deviation.what_not_yours. Cause and correction by everyone with the right.
  Result<Deviation> change(const auth::Actor& who, const std::string& id, const DeviationInput& input,
                           std::int64_t seen);
  /// Closes it when the retest supports; that retest must be accepted evidence of the same measure.
  Result<Deviation> retest(const auth::Actor& who, const std::string& id, const RetestInput& input);
  /// The evidence of a retest was withdrawn: what it closed is open again, as a new deviation. The old one stays as it
  /// was, so that "as known on D" stays true. In the transaction of the withdrawal and without right check.
  void retest_withdrawn(db::Transaction& tx, const auth::Actor& who, const std::string& evidence);
  /// Evidence that refutes the operation was accepted: it gets a deviation, unless it has one, of its own or of the
  /// occurrence that it is tied to. In the transaction of the review and without right check.
  void refuted(db::Transaction& tx, const auth::Actor& who, const std::string& evidence);
  /// Evidence that refuted was withdrawn: what is still open of its deviations is withdrawn with it. In the transaction
  /// of the withdrawal and without right check.
  void refutation_withdrawn(db::Transaction& tx, const auth::Actor& who, const std::string& measure,
                            const std::string& evidence);

  /// Occurrences of the asker (all, when `everyone`) that can still be done, as a calendar (RFC 5545).
  std::string calendar(const auth::Actor& who, bool everyone, const std::string& address);

  std::map<std::string, trail::StateReader> state_readers() const;

 private:
  std::vector<Occurrence> shown(db::Transaction& tx, const OrganisationId& organisation,
                                const std::vector<StoredOccurrence>& rows) const;
  std::vector<Deviation> shown(db::Transaction& tx, const OrganisationId& organisation,
                               const std::vector<StoredDeviation>& rows) const;
  /// What of other features has the searched text in its name.
  Found named(db::Transaction& tx, const auth::Actor& who, const ListQuery& query) const;
  std::string people_named(db::Transaction& tx, const auth::Actor& who) const;
  std::map<std::string, std::string> titles(db::Transaction& tx, const OrganisationId& organisation,
                                            const std::vector<std::string>& measures) const;
  void record(db::Transaction& tx, const auth::Actor& who, const char* action, const StoredOccurrence& before,
              const StoredOccurrence& after, Moment now);
  void record(db::Transaction& tx, const auth::Actor& who, const char* action, const StoredDeviation* before,
              const StoredDeviation& after, Moment now);
  Result<StoredDeviation> make_deviation(db::Transaction& tx, const auth::Actor& who, const std::string& measure,
                                         const DeviationInput& input, const StoredOccurrence* occurrence, Moment now);
  std::optional<RetestProof> proof_of(db::Transaction& tx, const OrganisationId& organisation,
                                      const std::string& evidence) const;
  bool has_deviation(db::Transaction& tx, const OrganisationId& organisation, const std::string& evidence,
                     const RetestProof& proof) const;

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
  Names names_;
  ProofDoor proof_;
};

/// @param workbook  makes the files of the lists.
void add_routes(auth::Api& api, Tasks& tasks, const auth::WriteWorkbook& workbook = {});

}  // namespace waarborg::task
