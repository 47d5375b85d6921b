// SPDX-License-Identifier: EUPL-1.2
//
// Accounts from the command line: whoever holds the machine. Every act is in the log of the installation.
#include "features/auth/auth.h"
#include "features/auth/breached.h"
#include "features/auth/first_login.h"
#include "features/auth/member_views.h"
#include "features/auth/queries.h"
#include "features/auth/store.h"
#include "platform/crypto/crypto.h"

namespace waarborg::auth {
namespace {

const trail::Author kOperator{{}, "system", "Waarborg"};

}  // namespace

Result<AccountId> Accounts::create_account(const std::string& given, const std::string& name,
                                           const std::string& password, bool may_create) {
  const std::string login = normal_login(given);
  if (auto fits = check_login(login); !fits) return std::unexpected(fits.error());
  if (auto fits = check_name(name); !fits) return std::unexpected(fits.error());
  if (auto fits = check_password(password, login, name); !fits) return std::unexpected(fits.error());
  if (is_breached(settings_.breached_list, password)) return invalid("auth.password.breached", "password");
  const std::string hash = crypto::hash_password(password, settings_.cost);
  auto tx = database_.write();
  hold_organisation(tx, kInstallation);
  const auto id = insert_account(tx, login, name, hash, may_create);
  if (!id) return std::unexpected(id.error());
  if (may_create) withdraw_printed(tx);
  keep_sign_in(tx, *id, "");
  note(tx, kOperator, "account.create", *id, login);
  tx.commit();
  return *id;
}

std::vector<AccountSummary> Accounts::all_accounts() { return database_.read().rows<AccountSummary>(sql::kAccountAll); }

bool Accounts::may_create_organisations(const AccountId& account) {
  auto tx = database_.read();
  const auto found = load_account(tx, account);
  return found && !found->disabled && found->may_create_organisations;
}

Result<void> Accounts::set_disabled(const std::string& login, bool disabled) {
  auto tx = database_.write();
  const auto account = find_account(tx, normal_login(login));
  if (!account) return fail(FaultKind::kNotFound, "auth.account.not_found", login);
  const std::string sign_in = sign_in_state(tx, account->id);
  tx.execute(sql::kAccountSetDisabled, disabled, account->id);
  tx.execute(sql::kSessionRemoveOthers, account->id, "");
  keep_sign_in(tx, account->id, sign_in);
  note(tx, kOperator, disabled ? "account.disable" : "account.enable", account->id, account->login);
  tx.commit();
  return {};
}

Result<void> Accounts::reset_factor(const std::string& login) {
  auto tx = database_.write();
  const auto account = find_account(tx, normal_login(login));
  if (!account) return fail(FaultKind::kNotFound, "auth.account.not_found", login);
  const std::string sign_in = sign_in_state(tx, account->id);
  tx.execute(sql::kTotpRemove, account->id);
  tx.execute(sql::kPasskeyClear, account->id);
  tx.execute(sql::kRecoveryClear, account->id);
  withdraw_all(tx, account->id);
  keep_sign_in(tx, account->id, sign_in);
  note(tx, kOperator, "account.factor_reset", account->id, account->login);
  tx.commit();
  return {};
}

}  // namespace waarborg::auth
