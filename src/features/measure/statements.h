// SPDX-License-Identifier: EUPL-1.2
//
// Which requirements apply and why, and the versions of the statement of applicability (NEN 7510-1:2024 6.1.3 d).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/json_words.h"
#include "features/auth/actor.h"
#include "features/record/record.h"
#include "features/trail/trail.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"

namespace waarborg::measure {

/// Whether one requirement applies: the last decision on it.
struct Decision {
  std::string requirement;  ///< URN
  std::int64_t version = 0;
  bool applies = true;
  std::string reason;
  std::string decided_by;  ///< Name.
  std::string decided_at;  ///< RFC 3339
};
BOOST_DESCRIBE_STRUCT(Decision, (), (requirement, version, applies, reason, decided_by, decided_at))

enum class StatementState { kSubmitted, kApproved, kRejected };
BOOST_DESCRIBE_ENUM(StatementState, kSubmitted, kApproved, kRejected)
/// A version of the statement of applicability of one framework.
struct StatementRow {
  std::int64_t number = 0;  ///< From 1, per organisation.
  std::string framework;
  json::Word<StatementState> state;
  std::string note;
  std::string author_account;
  std::string author;
  std::string created_at;
  std::string approver;
  std::string decided_at;
  std::string decision_note;
  std::int64_t applies = 0;  ///< Requirements.
  std::int64_t excluded = 0;
  std::string body;  ///< JSON list of Decision as it stood when submitted.
};
BOOST_DESCRIBE_STRUCT(StatementRow, (),
                      (number, framework, state, note, author_account, author, created_at, approver, decided_at,
                       decision_note, applies, excluded, body))

/// What changes something opens its own transaction, writes in the log, and is kForbidden without its right
/// (applicability.decide, applicability.approve).
class Statements {
 public:
  Statements(db::Database& database, trail::Trail& trail, const Clock& clock, const record::Records& records)
      : database_(database), trail_(trail), clock_(clock), records_(records) {}

  /// @param reason  needed for what does not apply: kInvalid measure.reason_missing.
  /// @param seen    version that the asker saw, 0 for none yet, -1 for whichever: kConflict measure.changed.
  Result<Decision> decide(const auth::Actor& who, const std::string& requirement, bool applies, std::string reason,
                          std::int64_t seen);
  /// The same about several, all or none, whatever was decided before.
  /// @return  how many.
  Result<std::int64_t> decide_all(const auth::Actor& who, const std::vector<std::string>& requirements, bool applies,
                                  const std::string& reason);
  /// As known at a moment; by URN.
  std::map<std::string, Decision> decisions(db::Transaction& tx, const OrganisationId& organisation, Moment at) const;
  /// What the last approved version of the statement of each framework says; by requirement.
  std::map<std::string, Decision> approved(db::Transaction& tx, const OrganisationId& organisation, Moment at) const;
  /// Of a framework, or of all for ""; newest first.
  std::vector<StatementRow> versions(db::Transaction& tx, const OrganisationId& organisation,
                                     const std::string& framework) const;
  /// Submitted versions that wait for the approval of the asker: not those that he wrote or decided in.
  std::vector<StatementRow> to_approve(db::Transaction& tx, const auth::Actor& who) const;
  /// @param requirements  URNs of that framework: only what was decided on these is in this version. kInvalid without
  ///                      any
  Result<StatementRow> submit(const auth::Actor& who, const std::string& framework,
                              const std::set<std::string>& requirements, std::string note);
  /// Approves or rejects (then `note` says why). A version is approved by someone other than its author, who took none
  /// of the decisions that changed since the last approved one: kForbidden measure.statement_own,
  /// measure.statement_own_decision.
  Result<StatementRow> conclude(const auth::Actor& who, std::int64_t number, bool approve, std::string note);

 private:
  /// Of the decisions in a version that changed since the last approved one, those that the asker took.
  std::vector<std::string> own_decisions(db::Transaction& tx, const auth::Actor& who, const StatementRow& row) const;

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
  const record::Records& records_;
};

}  // namespace waarborg::measure
