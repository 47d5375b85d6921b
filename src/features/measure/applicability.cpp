// SPDX-License-Identifier: EUPL-1.2
//
// Which requirements apply and why, and the versions of the statement of applicability.
#include "base/names.h"
#include "features/measure/consent.h"
#include "features/measure/queries.h"
#include "features/measure/stages.h"
#include "platform/crypto/crypto.h"

namespace waarborg::measure {
namespace {

/// Of one requirement; who decided more often than this is found by name.
constexpr std::int64_t kMostDecisions = 200;

/// Inside the caller's transaction, so that many decisions are one.
Result<Decision> decide_in(db::Transaction& tx, trail::Trail& trail, Moment now, const auth::Actor& who,
                           const std::string& requirement, bool applies, std::string reason, std::int64_t seen) {
  const auto before = tx.row<Decision>(sql::kApplicabilityGet, who.organisation, requirement);
  const std::int64_t version = before ? before->version : 0;
  if (seen >= 0 && seen != version) return fail(FaultKind::kConflict, "measure.changed");
  const Decision after{requirement, version + 1, applies, std::move(reason), who.name, waarborg::to_text(now)};
  tx.execute(sql::kApplicabilityInsert, who.organisation, requirement, after.version, applies, after.reason, who.name,
             now);
  trail.add(tx, who.author(),
            {"applicability.decide", "applicability", requirement, requirement.substr(requirement.rfind(':') + 1),
             trail::changes_between(before ? json::encode(*before).as_object() : json::Object{},
                                    json::encode(after).as_object()),
             json::canonical(json::encode(after)), before ? json::canonical(json::encode(*before)) : ""},
            now);
  return after;
}

/// We wrote it after checking; a list that cannot be read is a damaged database, and must not approve anything.
std::vector<Decision> decisions_in(const StatementRow& row) {
  auto read = json::decode<std::vector<Decision>>(row.body);
  if (!read) throw db::DatabaseError("measure: statement " + std::to_string(row.number) + " is damaged");
  return std::move(*read);
}

/// Of the decisions in a version, those that say something else than the last approved one.
std::vector<Decision> changed_decisions(const StatementRow& row, const std::map<std::string, Decision>& approved) {
  auto changed = decisions_in(row);
  std::erase_if(changed, [&](const Decision& decision) {
    const auto before = approved.find(decision.requirement);
    return before != approved.end() && before->second.applies == decision.applies &&
           before->second.reason == decision.reason;
  });
  return changed;
}

/// Refs of requirements for one sentence: the first few, then how many more.
std::string list_of(const std::vector<std::string>& urns) {
  constexpr std::size_t kMost = 5;
  std::string out;
  for (std::size_t i = 0; i < urns.size() && i < kMost; ++i) {
    out += (i == 0 ? "" : ", ") + urns[i].substr(urns[i].rfind(':') + 1);
  }
  return urns.size() > kMost ? out + " +" + std::to_string(urns.size() - kMost) : out;
}

}  // namespace

std::map<std::string, Decision> Statements::approved(db::Transaction& tx, const OrganisationId& organisation,
                                                     Moment at) const {
  std::map<std::string, Decision> out;
  for (const auto& row : tx.rows<StatementRow>(sql::kStatementApproved, organisation, at)) {
    // One that cannot be read excludes nothing; that it was damaged is for `verify` to say.
    for (Decision& decision : json::decode<std::vector<Decision>>(row.body).value_or(std::vector<Decision>{})) {
      std::string urn = decision.requirement;
      out.insert_or_assign(std::move(urn), std::move(decision));
    }
  }
  return out;
}

std::vector<StatementRow> Statements::to_approve(db::Transaction& tx, const auth::Actor& who) const {
  if (!who.may("applicability.approve")) return {};
  auto waiting = tx.rows<StatementRow>(sql::kStatementSubmitted, who.organisation);
  if (waiting.empty()) return waiting;
  const auto known_approved = approved(tx, who.organisation, clock_.now());
  std::erase_if(waiting, [&](const StatementRow& row) {
    // Who decided is known by name here; the exact answer, by account, is given when he approves.
    return is_same_person(tx, records_, who, row.author_account, row.author) ||
           std::ranges::any_of(changed_decisions(row, known_approved), [&](const Decision& decision) {
             return folded_name(decision.decided_by) == folded_name(who.name);
           });
  });
  return waiting;
}

std::vector<std::string> Statements::own_decisions(db::Transaction& tx, const auth::Actor& who,
                                                   const StatementRow& row) const {
  std::map<std::pair<std::string, std::string>, bool> is_own;  // by account and name: few people decide
  std::vector<std::string> own;
  for (const Decision& decision : changed_decisions(row, approved(tx, who.organisation, clock_.now()))) {
    // The log knows the account; the decision itself only the name.
    std::string account;
    for (const trail::Entry& entry :
         trail_.page(tx, who.organisation, {decision.requirement, "", "applicability.decide"}, -1, kMostDecisions)) {
      if (entry.at == decision.decided_at && entry.actor == decision.decided_by) account = entry.account;
    }
    const auto [known, is_new] = is_own.try_emplace({account, decision.decided_by}, false);
    if (is_new) known->second = is_same_person(tx, records_, who, account, decision.decided_by);
    if (known->second) own.push_back(decision.requirement);
  }
  return own;
}

std::map<std::string, Decision> Statements::decisions(db::Transaction& tx, const OrganisationId& organisation,
                                                      Moment at) const {
  std::map<std::string, Decision> out;
  for (auto& row : tx.rows<Decision>(sql::kApplicabilityAt, organisation, at)) out.emplace(row.requirement, row);
  return out;
}

Result<Decision> Statements::decide(const auth::Actor& who, const std::string& requirement, bool applies,
                                    std::string reason, std::int64_t seen) {
  if (auto ok = auth::require(who, "applicability.decide"); !ok) return std::unexpected(ok.error());
  if (auto ok = check_reason(reason, !applies); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  auto after = decide_in(tx, trail_, clock_.now(), who, requirement, applies, std::move(reason), seen);
  if (after) tx.commit();
  return after;
}

Result<std::int64_t> Statements::decide_all(const auth::Actor& who, const std::vector<std::string>& requirements,
                                            bool applies, const std::string& reason) {
  if (auto ok = auth::require(who, "applicability.decide"); !ok) return std::unexpected(ok.error());
  if (auto ok = check_reason(reason, !applies); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();  // one: a full disk or a lost server leaves all of them or none
  for (const std::string& requirement : requirements) {
    if (auto done = decide_in(tx, trail_, clock_.now(), who, requirement, applies, reason, -1); !done)
      return std::unexpected(done.error());
  }
  tx.commit();
  return static_cast<std::int64_t>(requirements.size());
}

std::vector<StatementRow> Statements::versions(db::Transaction& tx, const OrganisationId& organisation,
                                               const std::string& framework) const {
  return tx.rows<StatementRow>(sql::kStatementAll, organisation, framework);
}

Result<StatementRow> Statements::submit(const auth::Actor& who, const std::string& framework,
                                        const std::set<std::string>& requirements, std::string note) {
  if (auto ok = auth::require(who, "applicability.decide"); !ok) return std::unexpected(ok.error());
  if (auto ok = check_reason(note, false); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  const Moment now = clock_.now();
  json::Array body;
  std::map<std::string, std::string> states;
  std::int64_t applies = 0;
  std::int64_t excluded = 0;
  for (const auto& [urn, decision] : decisions(tx, who.organisation, now)) {
    if (!requirements.contains(urn)) continue;
    ++(decision.applies ? applies : excluded);
    body.push_back(json::encode(decision));
    states[urn] = json::canonical(body.back());
  }
  if (body.empty()) return invalid("measure.statement_empty");
  trail_.hold(tx, who.organisation, "applicability", states);
  const std::int64_t number = tx.number(sql::kStatementNext, who.organisation);
  const std::string text = json::canonical(body);
  tx.execute(sql::kStatementInsert, who.organisation, number, framework, note, who.account, who.name, now, applies,
             excluded, text);
  const StatementRow row{
      number, framework, "submitted", std::move(note), who.account.text, who.name, waarborg::to_text(now),
      "",     "",        "",          applies,         excluded,         text};
  trail_.add(tx, who.author(),
             {"applicability.submit",
              "statement",
              std::to_string(number),
              "VvT " + std::to_string(number),
              {{"sha256", "", crypto::sha256_hex(text)}, {"note", "", row.note}},
              state_of(row),
              ""},
             now);
  tx.commit();
  return row;
}

Result<StatementRow> Statements::conclude(const auth::Actor& who, std::int64_t number, bool approve, std::string note) {
  if (auto ok = auth::require(who, "applicability.approve"); !ok) return std::unexpected(ok.error());
  if (auto ok = check_reason(note, !approve); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  auto row = tx.row<StatementRow>(sql::kStatementGet, who.organisation, number);
  if (!row) return fail(FaultKind::kNotFound, "measure.statement_unknown");
  if (is_same_person(tx, records_, who, row->author_account, row->author)) {
    return fail(FaultKind::kForbidden, "measure.statement_own");
  }
  if (approve) {
    if (const auto own = own_decisions(tx, who, *row); !own.empty()) {
      return fail(FaultKind::kForbidden, "measure.statement_own_decision", "",
                  {{"requirements", list_of(own)}, {"count", std::to_string(own.size())}});
    }
  }
  const Moment now = clock_.now();
  const std::string state = approve ? "approved" : "rejected";
  if (tx.execute(sql::kStatementDecide, state, who.name, now, note, who.organisation, number) != 1) {
    return fail(FaultKind::kConflict, "measure.changed");
  }
  const StatementRow before = *row;
  row->state = state;
  row->approver = who.name;
  row->decided_at = waarborg::to_text(now);
  row->decision_note = std::move(note);
  trail_.add(tx, who.author(),
             {"applicability." + state,
              "statement",
              std::to_string(number),
              "VvT " + std::to_string(number),
              {{"state", before.state, state}, {"note", "", row->decision_note}},
              state_of(*row),
              state_of(before)},
             now);
  tx.commit();
  return *row;
}

}  // namespace waarborg::measure
