// SPDX-License-Identifier: EUPL-1.2
//
// Which requirements apply and why (the statement of applicability), overrides of a verdict, and the declaration that
// partly answering measures are complete together. Each needs a reason; the weighty ones a second person.
#include "features/auth/people.h"
#include "features/auth/person.h"
#include "features/measure/measure.h"
#include "features/measure/plan.h"
#include "features/measure/queries.h"
#include "platform/crypto/crypto.h"

namespace waarborg::measure {
namespace {

constexpr std::size_t kMaxReason = 4000;

Result<void> check_reason(const std::string& reason, bool needed) {
  if (reason.size() > kMaxReason) return invalid("measure.too_long", "reason", {{"max", std::to_string(kMaxReason)}});
  if (needed && reason.find_first_not_of(" \t\r\n") == std::string::npos) {
    return invalid("measure.reason_missing", "reason");
  }
  return {};
}

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
             json::canonical(json::encode(after))},
            now);
  return after;
}

/// An account with who that is in the register of people, so far as known.
auth::Person someone(db::Transaction& tx, const record::Records& records, const OrganisationId& organisation,
                     const std::string& account, const std::string& name) {
  auth::Person out{account, name, auth::person_of(tx, organisation, AccountId{account}), ""};
  if (out.person.empty()) return out;
  const auto found = records.find(tx, organisation, *record::find_register("person"), out.person);
  if (found) out.register_name = found->text("name");
  return out;
}

}  // namespace

std::map<std::string, Decision> Measures::decisions(db::Transaction& tx, const OrganisationId& organisation,
                                                    Moment at) const {
  std::map<std::string, Decision> out;
  for (auto& row : tx.rows<Decision>(sql::kApplicabilityAt, organisation, at)) out.emplace(row.requirement, row);
  return out;
}

Result<Decision> Measures::decide(const auth::Actor& who, const std::string& requirement, bool applies,
                                  std::string reason, std::int64_t seen) {
  if (auto ok = auth::require(who, "applicability.decide"); !ok) return std::unexpected(ok.error());
  if (auto ok = check_reason(reason, !applies); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  auto after = decide_in(tx, trail_, clock_.now(), who, requirement, applies, std::move(reason), seen);
  if (after) tx.commit();
  return after;
}

Result<std::int64_t> Measures::decide_all(const auth::Actor& who, const std::vector<std::string>& requirements,
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

std::vector<StatementRow> Measures::statements(db::Transaction& tx, const OrganisationId& organisation,
                                               const std::string& framework) const {
  return tx.rows<StatementRow>(sql::kStatementAll, organisation, framework);
}

Result<StatementRow> Measures::submit_statement(const auth::Actor& who, const std::string& framework,
                                                std::string note) {
  if (auto ok = auth::require(who, "applicability.decide"); !ok) return std::unexpected(ok.error());
  if (auto ok = check_reason(note, false); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  const Moment now = clock_.now();
  json::Array body;
  std::int64_t applies = 0;
  std::int64_t excluded = 0;
  for (const auto& [urn, decision] : decisions(tx, who.organisation, now)) {
    ++(decision.applies ? applies : excluded);
    body.push_back(json::encode(decision));
  }
  if (body.empty()) return invalid("measure.statement_empty");
  const std::int64_t number = tx.number(sql::kStatementNext, who.organisation);
  const std::string text = json::canonical(body);
  tx.execute(sql::kStatementInsert, who.organisation, number, framework, note, who.account, who.name, now, applies,
             excluded, text);
  trail_.add(tx, who.author(),
             {"applicability.submit",
              "statement",
              std::to_string(number),
              "VvT " + std::to_string(number),
              {{"sha256", "", crypto::sha256_hex(text)}, {"note", "", note}},
              ""},
             now);
  tx.commit();
  return StatementRow{
      number, framework, "submitted", std::move(note), who.account.text, who.name, waarborg::to_text(now),
      "",     "",        "",          applies,         excluded,         text};
}

Result<StatementRow> Measures::decide_statement(const auth::Actor& who, std::int64_t number, bool approve,
                                                std::string note) {
  if (auto ok = auth::require(who, "applicability.approve"); !ok) return std::unexpected(ok.error());
  if (auto ok = check_reason(note, !approve); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  for (StatementRow& row : tx.rows<StatementRow>(sql::kStatementAll, who.organisation, "")) {
    if (row.number != number) continue;
    if (auth::same_person(someone(tx, records_, who.organisation, who.account.text, who.name),
                          someone(tx, records_, who.organisation, row.author_account, row.author))) {
      return fail(FaultKind::kForbidden, "measure.statement_own");
    }
    const Moment now = clock_.now();
    const std::string state = approve ? "approved" : "rejected";
    if (tx.execute(sql::kStatementDecide, state, who.name, now, note, who.organisation, number) != 1) {
      return fail(FaultKind::kConflict, "measure.changed");
    }
    trail_.add(tx, who.author(),
               {"applicability." + state,
                "statement",
                std::to_string(number),
                "VvT " + std::to_string(number),
                {{"state", row.state, state}, {"note", "", note}},
                ""},
               now);
    tx.commit();
    row.state = state;
    row.approver = who.name;
    row.decided_at = waarborg::to_text(now);
    row.decision_note = std::move(note);
    return row;
  }
  return fail(FaultKind::kNotFound, "measure.statement_unknown");
}

std::vector<OverrideRow> Measures::overrides(db::Transaction& tx, const OrganisationId& organisation,
                                             const std::string& measure) const {
  return tx.rows<OverrideRow>(sql::kOverrideAll, organisation, measure);
}

Result<OverrideRow> Measures::propose_override(const auth::Actor& who, const MeasureId& id,
                                               const OverrideInput& input) {
  if (auto ok = auth::require(who, "override.propose"); !ok) return std::unexpected(ok.error());
  if (auto ok = check_reason(input.reason, true); !ok) return std::unexpected(ok.error());
  if (!parse_aspect(input.aspect)) return invalid("base.json.not_choice", "aspect");
  if (!parse_verdict(input.value)) return invalid("base.json.not_choice", "value");
  const auto until = parse_day(input.until);
  if (!until) return invalid("base.json.not_day", "until");
  if (*until < clock_.today() || *until > add_months(clock_.today(), 12))
    return invalid("measure.until_range", "until");
  db::Transaction tx = database_.write();
  const auto measure = find(tx, who.organisation, id);
  if (!measure) return fail(FaultKind::kNotFound, "measure.not_found");
  const bool whole = input.place_id.empty() && (input.place_kind.empty() || input.place_kind == "organisation");
  if (!whole && std::ranges::none_of(measure->body.places, [&](const PlaceRef& place) {
        return place.kind == input.place_kind && place.id == input.place_id;
      })) {
    return invalid("measure.place_unknown", "place_id");
  }
  const Moment now = clock_.now();
  OverrideRow row{crypto::new_id(now),
                  id.text,
                  input.aspect,
                  input.place_kind,
                  input.place_id,
                  input.value,
                  input.reason,
                  who.account.text,
                  who.name,
                  "",
                  "",
                  "",
                  input.until,
                  waarborg::to_text(now)};
  tx.execute(sql::kOverrideInsert, who.organisation, row.id, id, row.aspect, row.place_kind, row.place_id, row.value,
             row.reason, row.author_account, row.author, row.until, now);
  trail_.add(tx, who.author(),
             {"override.propose", "override", row.id, measure->body.title,
              trail::changes_between({}, json::encode(row).as_object()), ""},
             now);
  tx.commit();
  return row;
}

Result<OverrideRow> Measures::confirm_override(const auth::Actor& who, const std::string& id) {
  if (auto ok = auth::require(who, "override.confirm"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  for (OverrideRow& row : tx.rows<OverrideRow>(sql::kOverrideAll, who.organisation, "")) {
    if (row.id != id) continue;
    if (auth::same_person(someone(tx, records_, who.organisation, who.account.text, who.name),
                          someone(tx, records_, who.organisation, row.author_account, row.author))) {
      return fail(FaultKind::kForbidden, "measure.override_own");
    }
    const Moment now = clock_.now();
    if (tx.execute(sql::kOverrideConfirm, who.account, who.name, now, who.organisation, id) != 1) {
      return fail(FaultKind::kConflict, "measure.changed");
    }
    trail_.add(tx, who.author(), {"override.confirm", "override", id, row.value, {{"second_person", "", who.name}}, ""},
               now);
    tx.commit();
    row.second_account = who.account.text;
    row.second_person = who.name;
    row.confirmed_at = waarborg::to_text(now);
    return row;
  }
  return fail(FaultKind::kNotFound, "measure.override_unknown");
}

std::vector<Completion> Measures::completions(db::Transaction& tx, const OrganisationId& organisation) const {
  return tx.rows<Completion>(sql::kCompleteAll, organisation);
}

Result<Completion> Measures::complete_together(const auth::Actor& who, const std::string& requirement,
                                               std::string reason) {
  if (auto ok = auth::require(who, "applicability.decide"); !ok) return std::unexpected(ok.error());
  if (reason.size() > kMaxReason) return invalid("measure.too_long", "reason", {{"max", std::to_string(kMaxReason)}});
  db::Transaction tx = database_.write();
  const Moment now = clock_.now();
  if (reason.empty()) {  // an empty reason withdraws the declaration
    tx.execute(sql::kCompleteDelete, who.organisation, requirement);
  } else {
    tx.execute(sql::kCompletePut, who.organisation, requirement, who.name, reason, now);
  }
  trail_.add(tx, who.author(),
             {"requirement.complete",
              "requirement",
              requirement,
              requirement.substr(requirement.rfind(':') + 1),
              {{"reason", "", reason}},
              ""},
             now);
  tx.commit();
  return Completion{requirement, who.name, std::move(reason), waarborg::to_text(now)};
}

}  // namespace waarborg::measure
