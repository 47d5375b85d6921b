// SPDX-License-Identifier: EUPL-1.2
//
// Who belongs to an organisation, and in which roles.
#include <algorithm>
#include <tuple>

#include "base/json.h"
#include "base/text.h"
#include "features/auth/auth.h"
#include "features/auth/first_login.h"
#include "features/auth/member_views.h"
#include "features/auth/queries.h"
#include "features/auth/store.h"
#include "platform/crypto/crypto.h"
#include "platform/db/listing.h"

namespace waarborg::auth {
namespace {

struct MemberLine {
  std::string id;
  std::int64_t version = 0;
  std::string login;
  std::string name;
  std::string roles;
  std::optional<Day> until;
  std::string person;
  bool totp = false;
  std::int64_t passkeys = 0;
  std::optional<Moment> last_seen_at;
  std::string email;
};
BOOST_DESCRIBE_STRUCT(MemberLine, (),
                      (id, version, login, name, roles, until, person, totp, passkeys, last_seen_at, email))

AccountRow row_of(MemberLine line, const std::map<std::string, std::string>& people) {
  std::string email = mail_of(line.email, line.login);
  const auto person = people.find(line.person);
  std::string person_name = person == people.end() ? std::string() : person->second;
  return {std::move(line.id),
          line.version,
          std::move(line.login),
          std::move(line.name),
          split_roles(line.roles),
          line.until,
          line.totp,
          line.passkeys,
          line.last_seen_at,
          std::move(email),
          std::move(line.person),
          std::move(person_name)};
}

std::string text_of(const std::optional<Day>& day) { return day ? to_text(*day) : ""; }

/// Canonical form that the trail keeps the hash of.
std::string state_of(const std::string& roles, const std::optional<Day>& until, const std::string& person) {
  json::Object state{{"roles", roles}, {"until", text_of(until)}};
  if (!person.empty()) state["person"] = person;  // entries from before this was known had none
  return json::canonical(state);
}

void sort_rows(std::vector<AccountRow>& rows, std::string_view sort) {
  const bool down = sort.starts_with('-');
  if (down) sort.remove_prefix(1);
  const auto key = [&](const AccountRow& row) -> std::string {
    if (sort == "name") return row.name;
    if (sort == "until") return text_of(row.until);
    if (sort == "last_seen_at") return row.last_seen_at ? to_text(*row.last_seen_at) : "";
    if (sort == "roles") return join_roles(row.roles);
    return row.login;
  };
  std::ranges::sort(rows, [&](const AccountRow& a, const AccountRow& b) {
    const auto left = std::tuple(key(a), a.login);
    const auto right = std::tuple(key(b), b.login);
    return down ? right < left : left < right;
  });
}

std::vector<MemberLine> lines_of(db::Transaction& tx, const OrganisationId& organisation, std::string_view search) {
  return tx.rows<MemberLine>(sql::kMemberList, organisation, lower(normal_login(search)));
}

std::optional<MemberLine> line_of(db::Transaction& tx, const OrganisationId& organisation, const AccountId& account) {
  auto lines = lines_of(tx, organisation, "");
  const auto found = std::ranges::find(lines, account.text, &MemberLine::id);
  if (found == lines.end()) return std::nullopt;
  return std::move(*found);
}

/// Who could become another person at will would review his own work. So it is said once: that one is the person of the
/// same name, or, for an account that bears the name of nobody ("Beheerder"), one who has no account yet.
bool may_become(const MemberLine& own, const std::string& person, const std::vector<MemberLine>& members,
                const std::map<std::string, std::string>& people) {
  const auto chosen = people.find(person);
  if (!own.person.empty() || chosen == people.end()) return false;
  const auto is_namesake = [&](const auto& one) { return folded_name(one.second) == folded_name(own.name); };
  if (is_namesake(*chosen)) return true;
  const bool is_taken = std::ranges::find(members, person, &MemberLine::person) != members.end();
  return !is_taken && std::ranges::none_of(people, is_namesake);
}

}  // namespace

Result<Page<AccountRow>> Accounts::members(Call& call) {
  std::vector<AccountRow> rows;
  {
    auto tx = database_.read();
    const auto people = names(tx, call.actor.organisation);
    for (auto& line : lines_of(tx, call.actor.organisation, call.query("q"))) {
      rows.push_back(row_of(std::move(line), people));
    }
  }
  sort_rows(rows, call.query("sort", "login"));
  const auto from = static_cast<std::size_t>(call.query_number("after", 0, 0, 1'000'000));
  const auto limit = static_cast<std::size_t>(call.query_number("limit", 50, 1, 500));
  Page<AccountRow> page;
  page.total = static_cast<std::int64_t>(rows.size());
  for (std::size_t i = from; i < std::min(rows.size(), from + limit); ++i) page.items.push_back(std::move(rows[i]));
  if (from + limit < rows.size()) page.next = std::to_string(from + limit);
  return page;
}

Result<void> Accounts::add_membership(db::Transaction& tx, const Actor& actor, const AccountId& account,
                                      const Roles& roles, const std::optional<Day>& until) {
  const auto before = tx.row<MembershipRecord>(sql::kMembershipOf, actor.organisation, account);
  const auto holder = load_account(tx, account);
  const std::string text = join_roles(roles);
  const std::string person = before ? person_of(tx, actor.organisation, account) : "";
  if (before) {
    // Changed by someone else since: the log must not say what did not happen.
    if (tx.execute(sql::kMembershipUpdate, text, until, actor.organisation, account, before->version) != 1)
      return fail(FaultKind::kConflict, "auth.account.changed", account.text);
  } else {
    tx.execute(sql::kMembershipInsert, actor.organisation, account, text, until);
  }
  if (std::ranges::find(roles, "administrator") != roles.end()) withdraw_printed(tx);
  note(tx, actor.author(), "account.roles", account, holder ? holder->login : "",
       {{"roles", before ? before->roles : "", text}, {"until", before ? text_of(before->until) : "", text_of(until)}},
       state_of(text, until, person), before ? state_of(before->roles, before->until, person) : "");
  if (before) return {};
  // Who comes back is who he was: else he would be a stranger to what he owned and handed in.
  return tie(tx, actor, account, last_person_of(tx, actor.organisation, account));
}

std::map<std::string, std::string> Accounts::states(db::Transaction& tx, const OrganisationId& organisation) {
  std::map<std::string, std::string> out;
  for (const auto& line : lines_of(tx, organisation, "")) out[line.id] = state_of(line.roles, line.until, line.person);
  return out;
}

Result<AccountRow> Accounts::set_roles(const Actor& actor, const AccountId& account, const RolesInput& input,
                                       std::int64_t seen) {
  if (auto may = require(actor, "account.edit"); !may) return std::unexpected(may.error());
  if (auto fits = check_roles(input.roles, input.until, clock_.today()); !fits) return std::unexpected(fits.error());
  auto tx = database_.write();
  auto members = lock_members(tx, actor.organisation);
  const auto member = std::ranges::find(members, account.text, &Member::account);
  if (member == members.end()) return fail(FaultKind::kNotFound, "auth.account.not_found", account.text);
  const auto before = tx.row<MembershipRecord>(sql::kMembershipOf, actor.organisation, account);
  if (!before) return fail(FaultKind::kNotFound, "auth.account.not_found", account.text);
  if (seen >= 0 && seen != before->version) return fail(FaultKind::kConflict, "auth.account.changed", account.text);
  const bool had = keeps_administrator(members);
  member->roles = input.roles;
  member->until = input.until;
  if (had && !keeps_administrator(members)) return fail(FaultKind::kConflict, "auth.roles.last_administrator", "roles");
  if (auto ok = add_membership(tx, actor, account, input.roles, input.until); !ok) return std::unexpected(ok.error());
  auto line = line_of(tx, actor.organisation, account);
  if (!line) return fail(FaultKind::kNotFound, "auth.account.not_found", account.text);
  AccountRow row = row_of(std::move(*line), names(tx, actor.organisation));
  tx.commit();
  return row;
}

Result<void> Accounts::tie(db::Transaction& tx, const Actor& actor, const AccountId& account,
                           const std::string& person) {
  const auto line = line_of(tx, actor.organisation, account);
  if (!line || line->person == person) return {};
  // Changed by someone else since: the log must not say what did not happen.
  if (tx.execute(sql::kMembershipSetPerson, person, actor.organisation, account, line->version) != 1)
    return fail(FaultKind::kConflict, "auth.account.changed", account.text);
  note(tx, actor.author(), "account.person", account, line->login, {{"person", line->person, person}},
       state_of(line->roles, line->until, person), state_of(line->roles, line->until, line->person));
  return {};
}

Result<AccountRow> Accounts::tie(const Actor& actor, const AccountId& account, const std::string& person,
                                 std::int64_t seen) {
  if (auto may = require(actor, "account.edit"); !may) return std::unexpected(may.error());
  auto tx = database_.write();
  const auto line = line_of(tx, actor.organisation, account);
  if (!line) return fail(FaultKind::kNotFound, "auth.account.not_found", account.text);
  if (seen >= 0 && seen != line->version) return fail(FaultKind::kConflict, "auth.account.changed", account.text);
  if (auto known = check_person(tx, actor.organisation, person); !known) return std::unexpected(known.error());
  if (account == actor.account && line->person != person &&
      !may_become(*line, person, lines_of(tx, actor.organisation, ""), names(tx, actor.organisation))) {
    return fail(FaultKind::kForbidden, "auth.person.own", "person");
  }
  if (auto tied = tie(tx, actor, account, person); !tied) return std::unexpected(tied.error());
  AccountRow row = row_of(line_of(tx, actor.organisation, account).value_or(*line), names(tx, actor.organisation));
  tx.commit();
  return row;
}

Result<Nothing> Accounts::remove_member(const Actor& actor, const AccountId& account, std::int64_t seen) {
  if (auto may = require(actor, "account.edit"); !may) return std::unexpected(may.error());
  auto tx = database_.write();
  const std::string sign_in = sign_in_state(tx, account);
  auto members = lock_members(tx, actor.organisation);
  const auto member = std::ranges::find(members, account.text, &Member::account);
  const auto line = line_of(tx, actor.organisation, account);
  if (member == members.end() || !line) return fail(FaultKind::kNotFound, "auth.account.not_found", account.text);
  const auto before = tx.row<MembershipRecord>(sql::kMembershipOf, actor.organisation, account);
  if (before && seen >= 0 && seen != before->version) {
    return fail(FaultKind::kConflict, "auth.account.changed", account.text);
  }
  const bool had = keeps_administrator(members);
  members.erase(member);
  if (had && !keeps_administrator(members)) return fail(FaultKind::kConflict, "auth.roles.last_administrator");
  if (tx.execute(sql::kTokenRemoveHere, actor.organisation, account) > 0) keep_sign_in(tx, account, sign_in);
  tx.execute(sql::kSessionRemoveHere, actor.organisation, account);
  tx.execute(sql::kInvitationWithdraw, actor.organisation, line->login);
  tx.execute(sql::kMembershipRemove, actor.organisation, account);
  if (on_left_) on_left_(tx, actor.organisation, account);
  note(tx, actor.author(), "account.remove", account, line->login,
       {{"roles", line->roles, ""}, {"until", text_of(line->until), ""}}, "deleted",
       state_of(line->roles, line->until, line->person));
  tx.commit();
  return Nothing{};
}

}  // namespace waarborg::auth
