// SPDX-License-Identifier: EUPL-1.2
//
// Verdicts that people set against what was computed, and the declaration that measures that answer a requirement in
// part answer it together in whole. Each needs a reason, an override a second person.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/json_words.h"
#include "features/auth/actor.h"
#include "features/measure/facts.h"
#include "features/record/record.h"
#include "features/trail/trail.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"

namespace waarborg::measure {

class Measures;

/// A verdict that a person set. Moments are RFC 3339; empty as long as it did not happen.
struct OverrideRow {
  std::string id;
  std::string measure;
  std::string aspect;
  std::string place_kind;  ///< With place_id; both empty: everywhere.
  std::string place_id;
  std::string value;  ///< Verdict
  std::string reason;
  std::string author_account;
  std::string author;
  std::string second_account;
  std::string second_person;
  std::string confirmed_at;
  std::string until;  ///< Last day on which it counts.
  std::string created_at;
  std::string ended_account;  ///< Who rejected the proposal, or ended the override before its day; else empty.
  std::string ended_by;
  std::string ended_at;
  std::string end_reason;
};
BOOST_DESCRIBE_STRUCT(OverrideRow, (),
                      (id, measure, aspect, place_kind, place_id, value, reason, author_account, author, second_account,
                       second_person, confirmed_at, until, created_at, ended_account, ended_by, ended_at, end_reason))

/// That the measures that answer a requirement in part answer it together in whole, or that this is withdrawn.
struct Completion {
  std::string requirement;
  std::int64_t version = 0;
  std::string person;
  std::string reason;
  std::string at;
  bool withdrawn = false;
  std::string measures;  ///< JSON list of the ids that it is about; empty when withdrawn, or said before that was kept.
};
BOOST_DESCRIBE_STRUCT(Completion, (), (requirement, version, person, reason, at, withdrawn, measures))

/// What a user writes of one; fields as in OverrideRow.
struct OverrideInput {
  json::Word<Aspect> aspect;
  std::string place_kind;
  std::string place_id;
  json::Word<Verdict> value;
  std::string reason;
  std::string until;
};
BOOST_DESCRIBE_STRUCT(OverrideInput, (), (aspect, place_kind, place_id, value, reason, until))

/// What changes something opens its own transaction, writes in the log, and is kForbidden without its right; all
/// reasons are needed: kInvalid measure.reason_missing. Nothing is ever taken away.
class Overrides {
 public:
  Overrides(db::Database& database, trail::Trail& trail, const Clock& clock, const record::Records& records,
            const Measures& measures)
      : database_(database), trail_(trail), clock_(clock), records_(records), measures_(measures) {}

  /// kInvalid until a day that has passed or lies over 12 months ahead, or of a place where the measure does not hold.
  Result<OverrideRow> propose(const auth::Actor& who, const MeasureId& id, const OverrideInput& input);
  /// By someone other than its author: kForbidden measure.override_own. kConflict when it was decided or has lapsed.
  Result<OverrideRow> confirm(const auth::Actor& who, const std::string& id);
  /// What was proposed does not come about; said by someone other than its author.
  Result<OverrideRow> reject(const auth::Actor& who, const std::string& id, const std::string& reason);
  /// It stops counting from now on; "as known on" an earlier day stays as it was. kForbidden measure.override_owner by
  /// the owner of the measure, once it was confirmed.
  Result<OverrideRow> end(const auth::Actor& who, const std::string& id, const std::string& reason);
  /// Of a measure, or of all for "".
  std::vector<OverrideRow> of(db::Transaction& tx, const OrganisationId& organisation,
                              const std::string& measure) const;
  /// Ids of the measures that answer a requirement in part, as they are now.
  using Partly = std::function<std::vector<std::string>(db::Transaction& tx)>;
  /// @param partly  asked inside the transaction: nobody changes them in between. kConflict measure.nothing_partly
  ///                without any. Null: that it no longer is so; kConflict measure.not_declared when it was not
  ///                declared.
  /// @param seen    version that was read, 0 for none, -1 for whatever there is; kConflict measure.changed.
  Result<Completion> complete_together(const auth::Actor& who, const std::string& requirement, std::string reason,
                                       const Partly& partly, std::int64_t seen);
  /// The declarations that stood at a moment.
  std::vector<Completion> completions(db::Transaction& tx, const OrganisationId& organisation, Moment at) const;
  /// Of what was last said about a requirement, a withdrawal included; 0 when nothing ever was.
  std::int64_t completion_version(db::Transaction& tx, const OrganisationId& organisation,
                                  const std::string& requirement) const;

 private:
  std::optional<OverrideRow> find(db::Transaction& tx, const OrganisationId& organisation, const std::string& id) const;
  Result<OverrideRow> stop(db::Transaction& tx, const auth::Actor& who, OverrideRow row, const std::string& reason,
                           const char* action);

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
  const record::Records& records_;
  const Measures& measures_;
};

}  // namespace waarborg::measure
