// SPDX-License-Identifier: EUPL-1.2
//
// One's own account: language, password, where one is signed in.
#include <algorithm>

#include "features/auth/auth.h"
#include "features/auth/breached.h"
#include "features/auth/factor_views.h"
#include "features/auth/own_account_views.h"
#include "features/auth/queries.h"
#include "features/auth/session_views.h"
#include "features/auth/store.h"
#include "platform/crypto/crypto.h"
#include "platform/mail/letter.h"

namespace waarborg::auth {
namespace {

struct SessionLine {
  std::string id;
  Moment created_at{};
  Moment last_seen_at{};
  std::string address;
  std::string agent;
};
BOOST_DESCRIBE_STRUCT(SessionLine, (), (id, created_at, last_seen_at, address, agent))

}  // namespace

Result<Session> Accounts::set_locale(Call& call, const std::string& locale) {
  auto found = live(call, {SessionState::kFactor, SessionState::kEnrol, SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  auto tx = database_.write();
  if (locale != found->locale) {
    hold_account(tx, found->account, found->organisation);
    tx.execute(sql::kAccountSetLocale, locale, found->account);
    note(tx, {found->organisation, found->account.text, found->name}, "account.locale", found->account, found->login,
         {{"locale", found->locale, locale}});
    found->locale = locale;
  }
  Session out = view(tx, *found);
  tx.commit();
  return out;
}

Result<AccountRecord> SignIn::prove_again(Call& call, const LiveSession& session, const std::string& password) {
  if (const auto allowed = attempt(call, throttled_account(session.login)); !allowed)
    return std::unexpected(allowed.error());
  auto account = [&] {
    auto tx = database_.read();
    return load_account(tx, session.account);
  }();
  if (!account || password.size() > kPasswordBytes || !crypto::verify_password(account->password_hash, password)) {
    return invalid("auth.password.current_wrong", "current");
  }
  return std::move(*account);
}

Result<void> SignIn::prove_for_factor(Call& call, const LiveSession& session,
                                      const std::optional<std::string>& password) {
  if (session.state() == SessionState::kEnrol) return {};
  if (const auto account = prove_again(call, session, password.value_or("")); !account) {
    return std::unexpected(account.error());
  }
  auto tx = database_.write();
  forgive(tx, call, throttled_account(session.login));
  tx.commit();
  return {};
}

Result<Nothing> SignIn::prove(Call& call, const PresentPassword& input) {
  const auto found = live(call, {SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  if (auto proven = prove_for_factor(call, *found, input.current); !proven) return std::unexpected(proven.error());
  return Nothing{};
}

void Accounts::withdraw_all(db::Transaction& tx, const AccountId& account) {
  tx.execute(sql::kSessionRemoveOthers, account, "");
  tx.execute(sql::kTokenRemoveAll, account);
  if (on_withdrawn_) on_withdrawn_(tx, account);
}

Result<Session> Accounts::change_password(Call& call, const PasswordInput& input) {
  auto found = live(call, {SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  const auto account = prove_again(call, *found, input.current);
  if (!account) return std::unexpected(account.error());
  auto fits = check_password(input.new_password, found->login, found->name);
  if (fits && is_breached(settings_.breached_list, input.new_password)) {
    fits = invalid("auth.password.breached", "new_password");
  }
  if (!fits) {
    auto tx = database_.write();
    forgive(tx, call, throttled_account(found->login));  // the present password was right
    tx.commit();
    return fail(FaultKind::kInvalid, fits.error().what.key, "new_password");
  }
  const std::string hash = crypto::hash_password(input.new_password, settings_.cost);

  auto tx = database_.write();
  const std::string sign_in = sign_in_state(tx, found->account);
  forgive(tx, call, throttled_account(found->login));
  tx.execute(sql::kAccountSetPassword, hash, found->account);
  tx.execute(sql::kSessionRemoveOthers, found->account, found->id);
  tx.execute(sql::kTokenRemovePersonal, found->account);
  if (!rotate(tx, call, *found, SessionState::kReady)) return fail(FaultKind::kConflict, "auth.session.required");
  keep_sign_in(tx, found->account, sign_in);
  note(tx, {found->organisation, found->account.text, found->name}, "account.password", found->account, found->login);
  warn(tx, LetterKind::kPasswordChanged, *account);
  Session out = view(tx, *found);
  tx.commit();
  return out;
}

Result<MailAddress> Accounts::mail_address(Call& call) {
  const auto found = live(call, {SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  auto tx = database_.read();
  const auto account = load_account(tx, found->account);
  if (!account) return fail(FaultKind::kForbidden, "auth.session.required");
  return MailAddress{mail_of(account->email, account->login), !account->email.empty(), static_cast<bool>(post_)};
}

Result<MailAddress> Accounts::set_mail_address(Call& call, const MailAddressInput& input) {
  auto found = live(call, {SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  if (!input.address.empty() && !mail::is_address(input.address)) return invalid("mail.address", "address");
  const auto account = prove_again(call, *found, input.current);
  if (!account) return std::unexpected(account.error());
  auto tx = database_.write();
  const std::string sign_in = sign_in_state(tx, account->id);
  forgive(tx, call, throttled_account(found->login));
  tx.execute(sql::kAccountSetEmail, input.address, account->id);
  keep_sign_in(tx, account->id, sign_in);
  note(tx, {found->organisation, found->account.text, found->name}, "account.mail", found->account, found->login);
  const std::string old = mail_of(account->email, account->login);
  const std::string now = mail_of(input.address, account->login);
  if (old != now) warn(tx, LetterKind::kAddressChanged, *account);  // to the old address
  tx.commit();
  return MailAddress{now, !input.address.empty(), static_cast<bool>(post_)};
}

Result<Page<SessionRow>> Accounts::sessions(Call& call) {
  const auto found = live(call, {SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  const Moment now = clock_.now();
  Page<SessionRow> page;
  for (auto& row : database_.read().rows<SessionLine>(sql::kSessionList, found->account, now - settings_.lifetime.idle,
                                                      now - settings_.lifetime.absolute)) {
    const bool current = row.id == found->id;
    page.items.push_back(
        {std::move(row.id), row.created_at, row.last_seen_at, std::move(row.address), std::move(row.agent), current});
  }
  page.total = static_cast<std::int64_t>(page.items.size());
  return page;
}

Result<Nothing> Accounts::end_session(Call& call, const std::string& id) {
  const auto found = live(call, {SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  auto tx = database_.write();
  hold_account(tx, found->account, found->organisation);
  if (tx.execute(sql::kSessionRemove, found->account, id) == 0) {
    return fail(FaultKind::kNotFound, "auth.session.not_found", id);
  }
  note(tx, {found->organisation, found->account.text, found->name}, "account.session_ended", found->account,
       found->login);
  tx.commit();
  return Nothing{};
}

void Accounts::purge() {
  constexpr std::chrono::hours kDay{24};
  const Moment now = clock_.now();
  auto tx = database_.write();
  tx.execute(sql::kSessionPurge, now - settings_.lifetime.idle, now - settings_.lifetime.absolute);
  tx.execute(sql::kInvitationPurge, now - 30 * kDay);
  tx.execute(sql::kResetPurge, now - 30 * kDay);
  tx.execute(sql::kThrottlePurge, now - kDay);
  tx.commit();
}

}  // namespace waarborg::auth
