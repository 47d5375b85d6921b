// SPDX-License-Identifier: EUPL-1.2
//
// A new password by a link that works once. The second factor stays: who reads the mail of someone else has the
// password at most. Only the hash of the link is kept. Source: OWASP ASVS 4.0 sections 2.2.3, 2.5.1 to 2.5.6.
#include <algorithm>

#include "features/auth/auth.h"
#include "features/auth/breached.h"
#include "features/auth/link_views.h"
#include "features/auth/queries.h"
#include "features/auth/session_views.h"
#include "features/auth/store.h"
#include "platform/crypto/crypto.h"
#include "platform/log/log.h"
#include "platform/mail/letter.h"

namespace waarborg::auth {
namespace {

constexpr std::chrono::hours kAskedLife{1};
constexpr std::chrono::hours kGivenLife{24};
/// One letter in this time, however often someone asks.
constexpr std::chrono::minutes kBetween{5};

struct ResetRecord {
  std::string hash;
  AccountId account;
  OrganisationId organisation;
  Moment expires_at{};
  std::optional<Moment> used_at;
};
BOOST_DESCRIBE_STRUCT(ResetRecord, (), (hash, account, organisation, expires_at, used_at))

struct Forgotten {
  std::string login;
  Moment asked_at{};
};
BOOST_DESCRIBE_STRUCT(Forgotten, (), (login, asked_at))

struct RecipientLine {
  AccountId account;
  std::string login, name, locale, email, roles;
  std::optional<Day> until;
  Moment since{};
};
BOOST_DESCRIBE_STRUCT(RecipientLine, (), (account, login, name, locale, email, roles, until, since))

std::unexpected<Fault> gone() { return fail(FaultKind::kNotFound, "auth.reset.gone"); }

/// Whoever has the link has the account in every organisation, and that is not for one administrator to give; nor is
/// the account of someone who does not belong to his organisation any more.
Result<void> check_given_by(db::Transaction& tx, const OrganisationId& organisation, const AccountId& account,
                            Day today) {
  const auto own = organisations_of(tx, account, today);
  if (std::ranges::find(own, organisation, &OwnOrganisation::id) == own.end()) {
    return fail(FaultKind::kConflict, "auth.reset.ended");
  }
  if (own.size() > 1) return fail(FaultKind::kConflict, "auth.reset.elsewhere");
  return {};
}

/// The account of a link that still works: one that an administrator gave only as long as he could give it.
std::optional<std::pair<ResetRecord, AccountRecord>> open_reset(db::Transaction& tx, const std::string& token,
                                                                Moment now) {
  if (token.size() > 100) return std::nullopt;
  auto found = tx.row<ResetRecord>(sql::kResetGet, crypto::sha256_hex(token));
  if (!found || found->used_at || found->expires_at <= now) return std::nullopt;
  auto account = load_account(tx, found->account);
  if (!account || account->disabled) return std::nullopt;
  if (found->organisation && !check_given_by(tx, found->organisation, found->account, day_of(now))) return std::nullopt;
  return std::pair{std::move(*found), std::move(*account)};
}

/// By login, or by an address that one account alone has.
std::optional<AccountRecord> account_for(db::Transaction& tx, const std::string& login) {
  if (auto found = find_account(tx, login)) return found;
  auto holders = tx.rows<AccountRecord>(sql::kAccountByEmail, login);
  if (holders.size() != 1) return std::nullopt;
  return std::move(holders.front());
}

/// The organisation that letters about the account itself name.
OrganisationId home_of(db::Transaction& tx, const AccountRecord& account, Day today) {
  const auto own = organisations_of(tx, account.id, today);
  const auto last = std::ranges::find(own, account.last_organisation, &OwnOrganisation::id);
  return last != own.end() ? last->id : own.empty() ? OrganisationId{} : own.front().id;
}

}  // namespace

std::string mail_of(const std::string& email, const std::string& login) {
  if (!email.empty()) return email;
  return mail::is_address(login) ? login : std::string();
}

std::string Accounts::make_reset(db::Transaction& tx, const AccountId& account, const OrganisationId& organisation,
                                 Moment until) {
  hold_account(tx, account, organisation);
  std::string token = crypto::random_token();
  tx.execute(sql::kResetWithdraw, account);
  tx.execute(sql::kResetInsert, crypto::sha256_hex(token), account, organisation, clock_.now(), until);
  return token;
}

void Accounts::warn(db::Transaction& tx, LetterKind kind, const AccountRecord& account) {
  const std::string to = mail_of(account.email, account.login);
  if (!post_ || to.empty()) return;
  post_(tx, {kind, home_of(tx, account, clock_.today()), account.id, to, account.name, language_of(account.locale)});
}

Result<ResetLink> Accounts::offer_reset(Call& call, const AccountId& id) {
  const Actor& actor = call.actor;
  if (auto may = require(actor, "account.edit"); !may) return std::unexpected(may.error());
  if (id == actor.account) return fail(FaultKind::kConflict, "auth.reset.own");
  const std::string unusable = crypto::decoy_hash(settings_.cost);
  const Moment until = clock_.now() + kGivenLife;
  auto tx = database_.write();
  const std::string sign_in = sign_in_state(tx, id);
  const auto account = load_account(tx, id);
  if (!account || !tx.row<MembershipRecord>(sql::kMembershipOf, actor.organisation, id)) {
    return fail(FaultKind::kNotFound, "auth.account.not_found", id.text);
  }
  if (account->disabled) return fail(FaultKind::kConflict, "auth.reset.disabled");
  if (auto may = check_given_by(tx, actor.organisation, id, clock_.today()); !may) return std::unexpected(may.error());
  ResetLink out{origins(call.request).front() + "/wachtwoord/" + make_reset(tx, id, actor.organisation, until)};
  tx.execute(sql::kAccountSetPassword, unusable, id);
  withdraw_all(tx, id);
  keep_sign_in(tx, id, sign_in);
  note(tx, actor.author(), "account.reset", id, account->login);
  const std::string to = mail_of(account->email, account->login);
  out.mailed = post_ && !to.empty();
  if (out.mailed) {
    post_(tx, {LetterKind::kReset, actor.organisation, id, to, account->name, language_of(account->locale), out.link,
               actor.name, until});
  }
  tx.commit();
  return out;
}

Result<Nothing> Accounts::forgot(Call& call, const ForgottenInput& input) {
  if (auto safe = safe_to_sign_in(call); !safe) return std::unexpected(safe.error());
  if (!post_) return fail(FaultKind::kConflict, "auth.forgotten.no_mail");
  const std::string login = normal_login(input.login.substr(0, 300));
  if (const auto allowed = attempt(call, "forgotten:" + crypto::sha256_hex(login)); !allowed) {
    return std::unexpected(allowed.error());
  }
  if (!check_login(login) && !mail::is_address(login)) return Nothing{};
  auto tx = database_.write();
  tx.execute(sql::kForgottenAsk, login, clock_.now());
  tx.commit();
  return Nothing{};
}

void Accounts::answer_forgotten() {
  if (!post_ || settings_.origins.empty()) return;
  const auto waiting = database_.read().rows<Forgotten>(sql::kForgottenAll);
  const Moment now = clock_.now();
  enum class Log { kHome, kOfInstallation, kNone };
  const auto answer = [&](db::Transaction& tx, const Forgotten& asked, Log log) {
    const auto account = account_for(tx, asked.login);
    if (!account || account->disabled || asked.asked_at + kAskedLife <= now) return;
    const std::string to = mail_of(account->email, account->login);
    if (to.empty() || tx.number(sql::kResetRecent, account->id, now - kBetween) > 0) return;
    const std::string token = make_reset(tx, account->id, {}, now + kAskedLife);
    const OrganisationId home = log == Log::kHome ? home_of(tx, *account, clock_.today()) : OrganisationId{};
    note(tx, {home, account->id.text, account->name}, "account.forgotten", account->id, account->login);
    post_(tx, {LetterKind::kForgotten,
               {},
               account->id,
               to,
               account->name,
               language_of(account->locale),
               settings_.origins.front() + "/wachtwoord/" + token,
               "",
               now + kAskedLife});
  };
  // One at a time: an organisation whose log takes no entry does not keep the others from their letters, nor its own
  // people: of them the log of the installation tells, as of who belongs to no organisation.
  const auto settle = [&](const Forgotten& asked, Log log) {
    auto tx = database_.write();
    if (tx.execute(sql::kForgottenDone, asked.login) == 0) return true;  // another server has it
    try {
      if (log != Log::kNone) answer(tx, asked, log);
    } catch (const trail::LogDoesNotFit&) {  // said in an alarm
      return false;
    }
    tx.commit();
    return true;
  };
  for (const Forgotten& asked : waiting) {
    if (settle(asked, Log::kHome) || settle(asked, Log::kOfInstallation)) continue;
    settle(asked, Log::kNone);  // no link without an entry
    log::error("no link for a new password", {{"cause", "the log takes no entry"}});
  }
}

Result<ResetView> Accounts::reset(const std::string& token) {
  auto tx = database_.read();
  const auto found = open_reset(tx, token, clock_.now());
  if (!found) return gone();
  return ResetView{found->second.login, found->second.name};
}

Result<Session> Accounts::accept_reset(Call& call, const std::string& token, const ResetAnswer& input) {
  if (auto safe = safe_to_sign_in(call); !safe) return std::unexpected(safe.error());
  const auto found = [&] {
    auto tx = database_.read();
    return open_reset(tx, token, clock_.now());
  }();
  if (!found) return gone();
  const auto& [offer, account] = *found;
  auto fits = check_password(input.password, account.login, account.name);
  if (fits && is_breached(settings_.breached_list, input.password))
    fits = invalid("auth.password.breached", "password");
  if (!fits) return std::unexpected(fits.error());
  const std::string hash = crypto::hash_password(input.password, settings_.cost);

  auto tx = database_.write();
  const std::string sign_in = sign_in_state(tx, account.id);
  if (tx.execute(sql::kResetUse, clock_.now(), offer.hash) == 0) return gone();
  forgive(tx, call, throttled_account(account.login));
  if (offer.organisation) hold_organisation(tx, offer.organisation);
  tx.execute(sql::kAccountSetPassword, hash, account.id);
  withdraw_all(tx, account.id);
  keep_sign_in(tx, account.id, sign_in);
  note(tx, {offer.organisation, account.id.text, account.name}, "account.password_reset", account.id, account.login);
  warn(tx, LetterKind::kPasswordChanged, account);
  const bool has_factor =
      !account.totp_secret.empty() || !tx.rows<PasskeyRecord>(sql::kPasskeyList, account.id).empty();
  const LiveSession session = begin(tx, call, account, has_factor ? SessionState::kFactor : SessionState::kEnrol);
  Session out = view(tx, session);
  tx.commit();
  return out;
}

std::vector<Recipient> recipients(db::Transaction& tx, const OrganisationId& organisation, Day today,
                                  const AccountId& one) {
  std::vector<Recipient> out;
  for (auto& line : tx.rows<RecipientLine>(sql::kRecipientList, organisation, one)) {
    if (!is_active(line.until, today)) continue;
    Actor actor;
    actor.account = line.account;
    actor.name = line.name;
    actor.organisation = organisation;
    actor.roles = split_roles(line.roles);
    actor.rights = rights_in(actor.roles, "content");
    actor.language = language_of(line.locale);
    out.push_back({std::move(actor), line.login, mail_of(line.email, line.login), line.since});
  }
  return out;
}

}  // namespace waarborg::auth
