// SPDX-License-Identifier: EUPL-1.2
//
// Accounts begin with an invitation: a link that works once and for a week. Only its hash is kept, and that is its id.
#include <algorithm>

#include "base/text.h"
#include "features/auth/auth.h"
#include "features/auth/breached.h"
#include "features/auth/colleagues.h"
#include "features/auth/link_views.h"
#include "features/auth/own_name.h"
#include "features/auth/people.h"
#include "features/auth/queries.h"
#include "features/auth/recipient.h"
#include "features/auth/session_views.h"
#include "features/auth/store.h"
#include "platform/crypto/crypto.h"
#include "platform/mail/letter.h"

namespace waarborg::auth {
namespace {

constexpr std::chrono::hours kInvitationLife{7 * 24};

std::unexpected<Fault> gone() { return fail(FaultKind::kNotFound, "auth.invitation.gone"); }

Result<InvitationRecord> open_invitation(db::Transaction& tx, const std::string& token, Moment now) {
  if (token.size() > 100) return gone();
  auto found = tx.row<InvitationRecord>(sql::kInvitationGet, crypto::sha256_hex(token));
  if (!found || found->used_at || found->expires_at <= now) return gone();
  if (found->withdrawn_at) return fail(FaultKind::kNotFound, "auth.invitation.withdrawn");
  return std::move(*found);
}

struct OpenLine {
  std::string id;
  std::string login;
  std::string name;
  std::string email;
  std::string roles;
  std::optional<Day> until;
  std::string invited_by;
  Moment expires_at{};
};
BOOST_DESCRIBE_STRUCT(OpenLine, (), (id, login, name, email, roles, until, invited_by, expires_at))

std::vector<OpenLine> open_lines(db::Transaction& tx, const OrganisationId& organisation, Moment now) {
  return tx.rows<OpenLine>(sql::kInvitationOpen, organisation, now);
}

}  // namespace

Result<InvitationLink> Accounts::invite(Call& call, const InvitationInput& input) {
  const Actor& actor = call.actor;
  if (auto may = require(actor, "account.edit"); !may) return std::unexpected(may.error());
  const std::string login = normal_login(input.login);
  if (auto fits = check_login(login); !fits) return std::unexpected(fits.error());
  if (auto fits = check_name(input.name); !fits) return std::unexpected(fits.error());
  if (auto fits = check_roles(input.roles, input.until, clock_.today()); !fits) return std::unexpected(fits.error());
  const std::string email = input.email.value_or("");
  if (!email.empty() && !mail::is_address(email)) return invalid("mail.address", "email");

  const std::string token = crypto::random_token();
  const Moment now = clock_.now();
  auto tx = database_.write();
  const std::string person = input.person.value_or("");
  if (auto known = check_person(tx, actor.organisation, person); !known) return std::unexpected(known.error());
  const auto account = find_account(tx, login);
  if (account && tx.row<MembershipRecord>(sql::kMembershipOf, actor.organisation, account->id)) {
    return fail(FaultKind::kConflict, "auth.invitation.member", "login");
  }
  const auto open = open_lines(tx, actor.organisation, now);
  const auto earlier = std::ranges::find(open, login, &OpenLine::login);
  if (earlier != open.end()) {
    note(tx, actor.author(), "account.invite_withdrawn", AccountId{}, login, {{"roles", earlier->roles, ""}});
  }
  tx.execute(sql::kInvitationWithdraw, actor.organisation, login);
  tx.execute(sql::kInvitationInsert, crypto::sha256_hex(token), actor.organisation, login, input.name,
             join_roles(input.roles), input.until, person, false, now + kInvitationLife, email, actor.account);
  // Which account it becomes is not said to the inviter: the login may exist in another organisation.
  note(tx, actor.author(), "account.invite", AccountId{}, login,
       {{"roles", "", join_roles(input.roles)}, {"until", "", input.until ? to_text(*input.until) : ""}});
  InvitationLink out;
  out.link = origins(call.request).front() + "/invitation/" + token;
  out.replaced = earlier != open.end();
  const std::string to = mail_of(email, login);
  out.mailed = post_ && !to.empty();
  if (out.mailed) {
    post_(tx, {LetterKind::kInvitation,
               actor.organisation,
               {},
               to,
               input.name,
               actor.language,
               out.link,
               actor.name,
               now + kInvitationLife});
  }
  tx.commit();
  return out;
}

Result<Items<InvitationRow>> Accounts::invitations(const Actor& actor) {
  if (auto may = require(actor, "account.edit"); !may) return std::unexpected(may.error());
  Items<InvitationRow> out;
  auto tx = database_.read();
  for (auto& line : open_lines(tx, actor.organisation, clock_.now())) {
    out.items.push_back({std::move(line.id), std::move(line.login), std::move(line.name), std::move(line.email),
                         split_roles(line.roles), line.until, std::move(line.invited_by), line.expires_at});
  }
  return out;
}

Result<Nothing> Accounts::withdraw_invitation(const Actor& actor, const std::string& id) {
  if (auto may = require(actor, "account.edit"); !may) return std::unexpected(may.error());
  const Moment now = clock_.now();
  auto tx = database_.write();
  const auto open = open_lines(tx, actor.organisation, now);
  const auto found = std::ranges::find(open, id, &OpenLine::id);
  if (found == open.end() || tx.execute(sql::kInvitationTakeBack, now, actor.organisation, id) == 0) {
    return fail(FaultKind::kNotFound, "auth.invitation.not_open", id);
  }
  note(tx, actor.author(), "account.invite_withdrawn", AccountId{}, found->login, {{"roles", found->roles, ""}});
  tx.commit();
  return Nothing{};
}

Result<InvitationView> Accounts::invitation(const std::string& token) {
  auto tx = database_.read();
  auto found = open_invitation(tx, token, clock_.now());
  if (!found) return std::unexpected(found.error());
  const bool has_account = found->accounts > 0;
  return InvitationView{found->login, found->name, found->organisation_name, has_account,
                        found->printed && !has_account};
}

Result<AccountId> Accounts::insert_account(db::Transaction& tx, const std::string& login, const std::string& name,
                                           const std::string& password_hash, bool may_create) {
  const Moment now = clock_.now();
  const AccountId id{crypto::new_id(now)};
  try {
    tx.execute(sql::kAccountInsert, id, login, name, "nl", password_hash, may_create, now);
  } catch (const db::UniqueViolation&) {
    return fail(FaultKind::kConflict, "auth.login.taken", "login");
  }
  return id;
}

Result<Session> Accounts::accept(Call& call, const std::string& token, const InvitationAnswer& input) {
  if (auto safe = safe_to_sign_in(call); !safe) return std::unexpected(safe.error());
  Result<InvitationRecord> offer = gone();
  std::optional<AccountRecord> known;
  NamesInUse in_use;
  {
    auto tx = database_.read();
    offer = open_invitation(tx, token, clock_.now());
    if (offer) known = find_account(tx, offer->login);
    if (offer && offer->organisation) in_use.accounts = names_of_accounts(tx, offer->organisation);
  }
  if (!offer) return std::unexpected(offer.error());
  const std::string subject = throttled_account(offer->login);
  if (const auto allowed = attempt(call, subject); !allowed) return std::unexpected(allowed.error());
  std::string hash;
  if (known) {
    if (known->disabled || input.password.size() > kPasswordBytes ||
        !crypto::verify_password(known->password_hash, input.password)) {
      return invalid("auth.login.wrong", "password");
    }
  } else {
    Result<void> fits;
    if (offer->printed && input.name) {
      const std::string name(trimmed(*input.name));
      fits = check_own_name(name, offer->login);
      if (fits) fits = check_free(name, "", "", in_use);
      offer->name = name;
    }
    if (fits) fits = check_password(input.password, offer->login, offer->name);
    if (fits && is_breached(settings_.breached_list, input.password)) {
      fits = invalid("auth.password.breached", "password");
    }
    if (!fits) {
      auto tx = database_.write();
      forgive(tx, call, subject);
      tx.commit();
      return std::unexpected(fits.error());
    }
    hash = crypto::hash_password(input.password, settings_.cost);
  }

  const Moment now = clock_.now();
  auto tx = database_.write();
  const std::string sign_in = known ? sign_in_state(tx, known->id) : "";
  if (!known) hold_organisation(tx, kInstallation);
  forgive(tx, call, subject);
  if (offer->organisation) hold_organisation(tx, offer->organisation);
  if (tx.execute(sql::kInvitationUse, now, offer->hash) == 0) return gone();
  if (!known) {
    const auto id = insert_account(tx, offer->login, offer->name, hash, offer->may_create_organisations);
    if (!id) return std::unexpected(id.error());
    // The language in which the invitation was read is the one to go on in.
    tx.execute(sql::kAccountSetLocale, call.actor.language == Language::kEn ? "en" : "nl", *id);
    if (!offer->email.empty()) tx.execute(sql::kAccountSetEmail, offer->email, *id);
    known = load_account(tx, *id);
  } else if (offer->may_create_organisations) {
    tx.execute(sql::kAccountAllowCreating, known->id);
  }
  keep_sign_in(tx, known->id, sign_in);
  Actor actor;
  actor.account = known->id;
  actor.name = known->name;
  actor.organisation = offer->organisation;
  if (offer->organisation) {
    auto joined = add_membership(tx, actor, known->id, split_roles(offer->roles), offer->until);
    if (!joined) return std::unexpected(joined.error());
    if (!offer->person.empty()) {
      if (auto tied = tie(tx, actor, known->id, offer->person); !tied) return std::unexpected(tied.error());
    }
    tx.execute(sql::kAccountSetOrganisation, offer->organisation, known->id);
  }
  note(tx, actor.author(), "account.accept", known->id, known->login);
  const bool has_factor = !known->totp_secret.empty() || !tx.rows<PasskeyRecord>(sql::kPasskeyList, known->id).empty();
  const LiveSession session = begin(tx, call, *known, has_factor ? SessionState::kFactor : SessionState::kEnrol);
  Session out = view(tx, session);
  tx.commit();
  return out;
}

Result<std::string> Accounts::invite_first(const std::string& given, const std::string& name,
                                           const OrganisationId& organisation, const Roles& roles) {
  const std::string login = normal_login(given);
  if (auto fits = check_login(login); !fits) return std::unexpected(fits.error());
  if (auto fits = check_name(name); !fits) return std::unexpected(fits.error());
  const std::string token = crypto::random_token();
  auto tx = database_.write();
  hold_organisation(tx, kInstallation);
  tx.execute(sql::kInvitationWithdraw, organisation, login);
  tx.execute(sql::kInvitationInsert, crypto::sha256_hex(token), organisation, login, name, join_roles(roles),
             std::optional<Day>{}, "", true, clock_.now() + kInvitationLife, "", AccountId{});
  note(tx, {{}, "system", "Waarborg"}, "account.invite", AccountId{}, login);
  tx.commit();
  return token;
}

std::set<std::string, std::less<>> rights_of_others(db::Transaction& tx, const Actor& who, Moment now) {
  const auto tied = people_of_accounts(tx, who.organisation);
  const auto as_person = [&](const AccountId& account, const std::string& name) {
    const auto found = tied.find(account.text);
    Person out{account.text, name, found == tied.end() ? std::string() : found->second};
    out.signs_in = !out.person.empty();
    return out;
  };
  const Person asker = as_person(who.account, who.name);
  std::set<std::string, std::less<>> out;
  for (Recipient& one : recipients(tx, who.organisation, day_of(now))) {
    if (!same_person(asker, as_person(one.actor.account, one.actor.name))) out.merge(one.actor.rights);
  }
  for (const OpenLine& line : open_lines(tx, who.organisation, now)) {
    if (!same_person(asker, Person{{}, line.name})) out.merge(rights_in(split_roles(line.roles), "content"));
  }
  return out;
}

}  // namespace waarborg::auth
