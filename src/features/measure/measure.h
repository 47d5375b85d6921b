// SPDX-License-Identifier: EUPL-1.2
//
// Measures: what the organisation does to meet its requirements, where that must hold, and how it is proven.
// The verdicts on them are computed (verdict.h, rollup.h); this is the record-keeping.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/auth/api.h"
#include "features/measure/measure_input.h"
#include "features/measure/overrides.h"
#include "features/measure/statements.h"
#include "features/record/record.h"
#include "features/trail/histories.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"

namespace waarborg::measure {

/// A measure that was removed, or answers or holds in less than before, while it was refuted or a deviation was open.
struct TakenOut {
  std::string measure;
  std::string title;
  std::string what;  ///< The requirements and places; empty: the measure.
  std::string by;    ///< Name.
  std::string at;    ///< RFC 3339
  std::string reason;
  std::int64_t before = 0;  ///< How often more in that year; the last is told.
};
BOOST_DESCRIBE_STRUCT(TakenOut, (), (measure, title, what, by, at, reason, before))
/// How long what was taken out is in sight of the board and the security officer.
inline constexpr std::chrono::days kTakenOutShown{365};

/// A measure as it stands now.
struct StoredMeasure {
  MeasureId id;
  std::int64_t version = 0;
  MeasureInput body;
};

/// Called inside the transaction after a measure was saved or removed: app lets the task feature expect occurrences.
/// What it refuses is not saved.
using OnSaved = std::function<Result<void>(db::Transaction&, const auth::Actor&, const StoredMeasure&, bool removed)>;

/// Whether a verdict of the measure is refuted now, a deviation of it open, or bad news waits: refuting evidence for
/// its review, a drawn sample for its last case. Asked outside any transaction.
using InTrouble = std::function<bool(const OrganisationId&, const MeasureId&)>;

struct History;
struct MeasureVersion;

/// The measures of all organisations. What changes something opens its own transaction, writes in the log, and is
/// kForbidden without the right that it names; `seen` is the version that the asker saw, -1 for whichever stands:
/// kConflict measure.changed when it is not the last. What a transaction is passed to reads within it.
class Measures {
 public:
  Measures(db::Database& database, trail::Trail& trail, const Clock& clock, record::Records& records);
  Measures(const Measures&) = delete;  // the overrides know it
  Measures& operator=(const Measures&) = delete;

  Statements statements;  ///< Which requirements apply, and the versions of the statement of applicability.
  Overrides overrides;    ///< Verdicts that people set, and what they declare complete together.

  /// kInvalid naming the field; right measure.edit.
  Result<StoredMeasure> create(const auth::Actor& who, MeasureInput input);
  /// kNotFound; kInvalid as create(); kForbidden measure.not_yours of someone else's without watching over all of them.
  /// @param reason  needed when it will answer or hold in less while it is not in order: kInvalid
  ///                measure.taken_out_reason. It stands with what was taken out (taken_out).
  Result<StoredMeasure> change(const auth::Actor& who, const MeasureId& id, MeasureInput input, std::int64_t seen,
                               const std::string& reason = {});
  /// As change(); kConflict measure.has_overrides when a verdict of it was ever set by people.
  Result<auth::Nothing> remove(const auth::Actor& who, const MeasureId& id, std::int64_t seen,
                               const std::string& reason = {});
  /// In the year (kTakenOutShown) up to that moment; newest first, each measure once when it became less and once when
  /// it went.
  std::vector<TakenOut> taken_out(db::Transaction& tx, const OrganisationId& organisation, Moment at) const;
  /// Inside the caller's transaction and without right check: set-up and demo.
  Result<StoredMeasure> add(db::Transaction& tx, const auth::Actor& who, MeasureInput input);

  /// By title.
  std::vector<StoredMeasure> all(db::Transaction& tx, const OrganisationId& organisation) const;
  /// Nothing when it does not exist or was removed.
  std::optional<StoredMeasure> find(db::Transaction& tx, const OrganisationId& organisation, const MeasureId& id) const;
  /// As they stood at a moment; measures removed before it are left out.
  std::vector<StoredMeasure> all_at(db::Transaction& tx, const OrganisationId& organisation, Moment at) const;
  /// Oldest first; a removal is a version, too. Empty when it never existed.
  std::vector<MeasureVersion> versions(db::Transaction& tx, const OrganisationId& organisation,
                                       const MeasureId& id) const;
  /// What it expected when; of a removed measure too. Nothing when it never existed.
  std::optional<History> history(db::Transaction& tx, const OrganisationId& organisation, const MeasureId& id) const;
  /// Of every measure that stands now. By id.
  std::map<std::string, History> all_histories(db::Transaction& tx, const OrganisationId& organisation) const;
  /// Of the measures that were ever changed, as known at a moment; the others always were as they are.
  std::map<std::string, History> histories(db::Transaction& tx, const OrganisationId& organisation, Moment at) const;
  /// Title by id, also of removed measures; ids that never existed are left out.
  std::map<std::string, std::string> titles(db::Transaction& tx, const OrganisationId& organisation,
                                            const std::vector<std::string>& ids) const;
  /// Ids of the measures with this text in their title.
  std::vector<std::string> named(db::Transaction& tx, const OrganisationId& organisation, std::string_view text) const;
  /// Those of `ids` that exist.
  std::vector<StoredMeasure> some(db::Transaction& tx, const OrganisationId& organisation,
                                  const std::vector<std::string>& ids) const;
  /// Of these records of a register, those in which a measure holds, or whose owner they are.
  std::vector<std::string> held(db::Transaction& tx, const OrganisationId& organisation, std::string_view kind,
                                const std::vector<std::string>& ids) const;

  void set_on_saved(OnSaved on_saved) { on_saved_ = std::move(on_saved); }
  void set_in_trouble(InTrouble in_trouble) { in_trouble_ = std::move(in_trouble); }
  /// For `verify`: what stands now of each kind of record, and how it came to be.
  std::map<std::string, trail::StateReader> state_readers() const;
  std::map<std::string, trail::HistoryReader> history_readers() const;
  db::Database& database() { return database_; }
  const Clock& clock() const { return clock_; }

 private:
  Result<void> check_places(db::Transaction& tx, const OrganisationId& organisation, const MeasureInput& input) const;
  /// kInvalid measure.requirement_unknown naming the one that no installed framework has. What it answered already
  /// may stay.
  Result<void> check_requirements(db::Transaction& tx, const OrganisationId& organisation, const MeasureInput& input,
                                  const std::vector<Answer>& before) const;
  std::map<std::string, std::string> used_ids(db::Transaction& tx, const OrganisationId& organisation,
                                              const MeasureId& id) const;
  void keep_version(db::Transaction& tx, const auth::Actor& who, const StoredMeasure& measure, const std::string& body,
                    Moment now);
  Result<void> saved(db::Transaction& tx, const auth::Actor& who, const StoredMeasure& measure, bool removed) const {
    return on_saved_ ? on_saved_(tx, who, measure, removed) : Result<void>{};
  }
  /// Whether it goes, or becomes less (`after`), while it is not in order. kNotFound, kForbidden, kInvalid as change().
  Result<bool> takes_out(const auth::Actor& who, const MeasureId& id, const MeasureInput* after,
                         const std::string& reason);

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
  record::Records& records_;
  OnSaved on_saved_;
  InTrouble in_trouble_;
};

}  // namespace waarborg::measure
