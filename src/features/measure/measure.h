// SPDX-License-Identifier: EUPL-1.2
//
// Measures: what the organisation does to meet its requirements, where that must hold, and how it is proven.
// The verdicts on them are computed (verdict.h, rollup.h); this is the record-keeping.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "features/auth/actor.h"
#include "features/auth/api.h"
#include "features/evidence/evidence.h"
#include "features/measure/plan.h"
#include "features/record/record.h"
#include "features/trail/histories.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"

namespace waarborg::measure {

struct PlannedDesign {
  std::int64_t review_months = 12;  ///< [1, 36]
  bool policy = false;              ///< Also reviewed after a serious incident.
  std::string text;
};
BOOST_DESCRIBE_STRUCT(PlannedDesign, (), (review_months, policy, text))

struct PlannedExistence {
  std::int64_t valid_months = 12;  ///< [1, 36]
  std::string text;
};
BOOST_DESCRIBE_STRUCT(PlannedExistence, (), (valid_months, text))

enum class PlanItemKind { kOccurrences, kSample, kAutomated };
BOOST_DESCRIBE_ENUM(PlanItemKind, kOccurrences, kSample, kAutomated)

/// One way in which operation is shown; the fields that a kind does not use are empty or 0.
struct PlanItem {
  std::string id;  ///< Stable within the measure; made on saving when empty.
  json::Word<PlanItemKind> kind;
  std::string title;  ///< As people say it, plural: "hersteltests".
  std::string rrule;  ///< occurrences: RFC 5545
  std::string start;  ///< first day on which it is expected; needed for occurrences
  std::int64_t window_days = 14;
  std::int64_t grace_days = 14;
  json::Word<evidence::ControlFrequency, json::Blank::kOrEmpty> frequency;  ///< sample
  std::int64_t tolerated = 0;
  std::string source;  ///< automated: importer kind
  std::int64_t freshness_days = 1;
};
BOOST_DESCRIBE_STRUCT(PlanItem, (),
                      (id, kind, title, rrule, start, window_days, grace_days, frequency, tolerated, source,
                       freshness_days))

struct WrittenPlan {
  std::optional<PlannedDesign> design;
  std::optional<PlannedExistence> existence;
  std::vector<PlanItem> operation;
  std::string operation_text;
};
BOOST_DESCRIBE_STRUCT(WrittenPlan, (), (design, existence, operation, operation_text))

enum class Coverage { kFull, kPartly };
BOOST_DESCRIBE_ENUM(Coverage, kFull, kPartly)
struct Answer {
  std::string requirement;  ///< URN
  json::Word<Coverage> coverage;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (requirement, coverage))

using org::PlaceRef;  ///< Kind organisation has an empty id.

/// A measure that was removed, or answers or holds in less than before, while it was refuted or a deviation was open.
struct TakenOut {
  std::string measure;
  std::string title;
  std::string what;  ///< The requirements and places; empty: the measure.
  std::string by;
  std::string at;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(TakenOut, (), (measure, title, what, by, at, reason))
/// How long what was taken out is in sight of the board and the security officer.
inline constexpr std::chrono::days kTakenOutShown{365};

/// What a user writes and what is stored per version.
struct MeasureInput {
  std::string title;
  std::string description;
  std::string card;   ///< Plan card it came from; may be empty.
  std::string owner;  ///< Person id; may be empty while setting up.
  json::Word<PlaceRule> rollup;
  std::string rollup_reason;
  std::vector<Answer> requirements;
  std::vector<PlaceRef> places;
  WrittenPlan plan;
};
BOOST_DESCRIBE_STRUCT(MeasureInput, (),
                      (title, description, card, owner, rollup, rollup_reason, requirements, places, plan))

struct StoredMeasure {
  MeasureId id;
  std::int64_t version = 0;
  MeasureInput body;
};

/// A decision on one requirement.
struct Decision {
  std::string requirement;
  std::int64_t version = 0;
  bool applies = true;
  std::string reason;
  std::string decided_by;
  std::string decided_at;
};
BOOST_DESCRIBE_STRUCT(Decision, (), (requirement, version, applies, reason, decided_by, decided_at))

enum class StatementState { kSubmitted, kApproved, kRejected };
BOOST_DESCRIBE_ENUM(StatementState, kSubmitted, kApproved, kRejected)
struct StatementRow {
  std::int64_t number = 0;
  std::string framework;
  json::Word<StatementState> state;
  std::string note;
  std::string author_account;
  std::string author;
  std::string created_at;
  std::string approver;
  std::string decided_at;
  std::string decision_note;
  std::int64_t applies = 0;
  std::int64_t excluded = 0;
  std::string body;  ///< JSON list of Decision as it stood when submitted.
};
BOOST_DESCRIBE_STRUCT(StatementRow, (),
                      (number, framework, state, note, author_account, author, created_at, approver, decided_at,
                       decision_note, applies, excluded, body))

struct OverrideRow {
  std::string id;
  std::string measure;
  std::string aspect;
  std::string place_kind;
  std::string place_id;
  std::string value;
  std::string reason;
  std::string author_account;
  std::string author;
  std::string second_account;
  std::string second_person;
  std::string confirmed_at;
  std::string until;
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

struct OverrideInput {
  json::Word<Aspect> aspect;
  std::string place_kind;
  std::string place_id;
  json::Word<Verdict> value;
  std::string reason;
  std::string until;
};
BOOST_DESCRIBE_STRUCT(OverrideInput, (), (aspect, place_kind, place_id, value, reason, until))

/// Called inside the transaction after a measure was saved or removed: app lets the task feature expect occurrences.
using OnSaved = std::function<void(db::Transaction&, const auth::Actor&, const StoredMeasure&, bool removed)>;

/// kInvalid naming the field when a rule of the form is broken; fills in ids and defaults.
/// @param used  kind by id of every plan item that the measure ever had: what was done for one must not count for
///              another, so a new item never takes such an id.
Result<void> check(MeasureInput& input, const std::map<std::string, std::string>& used = {});

/// Whether a verdict of the measure is refuted now, or a deviation of it open. Asked outside any transaction.
using InTrouble = std::function<bool(const OrganisationId&, const MeasureId&)>;

struct History;
struct MeasureVersion;

class Measures {
 public:
  Measures(db::Database& database, trail::Trail& trail, const Clock& clock, record::Records& records);

  Result<StoredMeasure> create(const auth::Actor& who, MeasureInput input);
  /// kForbidden measure.not_yours of someone else's without watching over all of them.
  /// @param reason  needed when it will answer or hold in less while it is not in order: kInvalid
  ///                measure.taken_out_reason. It stands with what was taken out (taken_out).
  Result<StoredMeasure> change(const auth::Actor& who, const MeasureId& id, MeasureInput input, std::int64_t seen,
                               const std::string& reason = {});
  /// The same.
  Result<auth::Nothing> remove(const auth::Actor& who, const MeasureId& id, std::int64_t seen,
                               const std::string& reason = {});
  /// In the year (kTakenOutShown) up to that moment; newest first.
  std::vector<TakenOut> taken_out(db::Transaction& tx, const OrganisationId& organisation, Moment at) const;
  /// Inside the caller's transaction and without right check: set-up and demo.
  Result<StoredMeasure> add(db::Transaction& tx, const auth::Actor& who, MeasureInput input);

  std::vector<StoredMeasure> all(db::Transaction& tx, const OrganisationId& organisation) const;
  std::optional<StoredMeasure> find(db::Transaction& tx, const OrganisationId& organisation, const MeasureId& id) const;
  /// As they stood at a moment; measures removed before it are left out.
  std::vector<StoredMeasure> all_at(db::Transaction& tx, const OrganisationId& organisation, Moment at) const;
  /// Oldest first; a removal is a version, too. Empty when it never existed.
  std::vector<MeasureVersion> versions(db::Transaction& tx, const OrganisationId& organisation,
                                       const MeasureId& id) const;
  /// What it expected when; of a removed measure too. Nothing when it never existed.
  std::optional<History> history(db::Transaction& tx, const OrganisationId& organisation, const MeasureId& id) const;
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

  Result<Decision> decide(const auth::Actor& who, const std::string& requirement, bool applies, std::string reason,
                          std::int64_t seen);
  Result<std::int64_t> decide_all(const auth::Actor& who, const std::vector<std::string>& requirements, bool applies,
                                  const std::string& reason);
  std::map<std::string, Decision> decisions(db::Transaction& tx, const OrganisationId& organisation, Moment at) const;
  /// What the last approved version of the statement of each framework says; by requirement.
  std::map<std::string, Decision> approved_decisions(db::Transaction& tx, const OrganisationId& organisation,
                                                     Moment at) const;
  std::vector<StatementRow> statements(db::Transaction& tx, const OrganisationId& organisation,
                                       const std::string& framework) const;
  /// @param requirements  URNs of that framework: only what was decided on these is in this version. kInvalid without
  /// any
  Result<StatementRow> submit_statement(const auth::Actor& who, const std::string& framework,
                                        const std::set<std::string>& requirements, std::string note);
  /// A version is approved by someone other than its author, who took none of the decisions that changed since the last
  /// approved one: kForbidden measure.statement_own, measure.statement_own_decision.
  Result<StatementRow> decide_statement(const auth::Actor& who, std::int64_t number, bool approve, std::string note);

  Result<OverrideRow> propose_override(const auth::Actor& who, const MeasureId& id, const OverrideInput& input);
  Result<OverrideRow> confirm_override(const auth::Actor& who, const std::string& id);
  /// What was proposed does not come about; said by someone other than its author.
  Result<OverrideRow> reject_override(const auth::Actor& who, const std::string& id, const std::string& reason);
  /// It stops counting from now on; "as known on" an earlier day stays as it was.
  Result<OverrideRow> end_override(const auth::Actor& who, const std::string& id, const std::string& reason);
  std::vector<OverrideRow> overrides(db::Transaction& tx, const OrganisationId& organisation,
                                     const std::string& measure) const;
  /// @param measures  ids of those that answer the requirement in part; kConflict measure.nothing_partly without any.
  ///                  Nothing: that it no longer is so; kConflict measure.not_declared when it was not declared.
  Result<Completion> complete_together(const auth::Actor& who, const std::string& requirement, std::string reason,
                                       const std::optional<std::vector<std::string>>& measures);
  /// The declarations that stood at a moment.
  std::vector<Completion> completions(db::Transaction& tx, const OrganisationId& organisation, Moment at) const;

  void set_on_saved(OnSaved on_saved) { on_saved_ = std::move(on_saved); }
  void set_in_trouble(InTrouble in_trouble) { in_trouble_ = std::move(in_trouble); }
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
  /// Of the decisions in a version that changed since the last approved one, those that the asker took.
  std::vector<std::string> own_decisions(db::Transaction& tx, const auth::Actor& who, const StatementRow& row) const;
  std::optional<OverrideRow> find_override(db::Transaction& tx, const OrganisationId& organisation,
                                           const std::string& id) const;
  Result<OverrideRow> stop_override(db::Transaction& tx, const auth::Actor& who, OverrideRow row,
                                    const std::string& reason, const char* action);

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
  record::Records& records_;
  /// Whether it goes, or becomes less (`after`), while it is not in order. kNotFound, kForbidden, kInvalid as change().
  Result<bool> takes_out(const auth::Actor& who, const MeasureId& id, const MeasureInput* after,
                         const std::string& reason);
  OnSaved on_saved_;
  InTrouble in_trouble_;
};

}  // namespace waarborg::measure
