// SPDX-License-Identifier: EUPL-1.2
//
// The second factor in numbers: one-time codes (RFC 6238) and recovery codes.
#include <algorithm>

#include "features/auth/auth.h"
#include "features/auth/factor_views.h"
#include "features/auth/queries.h"
#include "features/auth/session_views.h"
#include "features/auth/store.h"
#include "platform/crypto/crypto.h"

namespace waarborg::auth {
namespace {

constexpr int kRecoveryCodes = 10;
/// Unit: bytes. 80 bits: too many to guess even offline from their hashes.
constexpr std::size_t kRecoveryBytes = 10;

std::string seal_context(const AccountId& account) { return "totp " + account.text; }

/// What remains of a recovery code as people type it: lower case, without dashes and spaces.
std::string typed_code(const std::string& text) {
  std::string out;
  for (const char c : text.substr(0, 64)) {
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if (c != '-' && c != ' ') {
      out += c;
    }
  }
  return out;
}

std::string in_groups(const std::string& code) {
  std::string out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % 4 == 0) out += '-';
    out += code[i];
  }
  return out;
}

}  // namespace

std::vector<std::string> Accounts::new_recovery_codes(db::Transaction& tx, const AccountId& account) {
  tx.execute(sql::kRecoveryClear, account);
  std::vector<std::string> codes;
  for (int i = 0; i < kRecoveryCodes; ++i) {
    const std::string code = typed_code(crypto::base32_encode(crypto::random_bytes(kRecoveryBytes)));
    tx.execute(sql::kRecoveryInsert, account, crypto::sha256_hex(code));
    codes.push_back(in_groups(code));
  }
  return codes;
}

bool SignIn::use_totp(db::Transaction& tx, const AccountId& account, const std::string& code) {
  const auto record = load_account(tx, account);
  if (!record || record->totp_secret.empty()) return false;
  const auto secret = crypto::open(settings_.seal_key, record->totp_secret, seal_context(account));
  // Wrong key file: the operator must know, and no code can be right.
  if (!secret) throw std::runtime_error("auth: a TOTP secret does not open with this installation's key");
  // A step from the future was used while the clock ran ahead; it must not lock the account until then.
  const std::int64_t ahead = crypto::totp_step(clock_.now()) + 1;
  const std::int64_t last = record->totp_last_step > ahead ? 0 : record->totp_last_step;
  const auto step = crypto::totp_verify(crypto::bytes_of(*secret), code, clock_.now(), last);
  return step && tx.execute(sql::kTotpUse, *step, account) == 1;
}

Result<Session> SignIn::give_factor(Call& call, const FactorInput& input) {
  auto found = live(call, {SessionState::kFactor});
  if (!found) return std::unexpected(found.error());
  const std::string subject = "factor:" + found->account.text;
  const auto last_chance = attempt(call, subject);
  if (!last_chance) return std::unexpected(last_chance.error());

  choose_home(*found);
  auto tx = database_.write();
  const bool by_recovery = input.recovery_code && !input.recovery_code->empty();
  // A failure that blocks is told to the log of the installation.
  const std::string sign_in = by_recovery || *last_chance ? sign_in_state(tx, found->account) : "";
  if (sign_in.empty()) hold_to_finish(tx, found->account);
  const bool right = by_recovery ? tx.execute(sql::kRecoveryUse, found->account,
                                              crypto::sha256_hex(typed_code(*input.recovery_code))) == 1
                                 : use_totp(tx, found->account, input.code.value_or(""));
  if (!right) {
    if (*last_chance) {
      note(tx, {{}, "", ""}, "account.blocked", found->account, found->login);
      tx.commit();
    }
    return invalid("auth.factor.wrong", by_recovery ? "recovery_code" : "code");
  }
  forgive(tx, call, subject);
  if (by_recovery) keep_sign_in(tx, found->account, sign_in);
  return finish(tx, call, *found, by_recovery ? "recovery_code" : "totp");
}

Result<TotpOffer> Accounts::offer_totp(Call& call, const PresentPassword& input) {
  const auto found = live(call, {SessionState::kEnrol, SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  if (auto proven = prove_for_factor(call, *found, input.current); !proven) return std::unexpected(proven.error());
  const crypto::Bytes secret = crypto::new_totp_secret();
  const auto sealed = crypto::seal(settings_.seal_key, crypto::text_of(secret), seal_context(found->account));
  if (!sealed) return std::unexpected(sealed.error());
  auto tx = database_.write();
  tx.execute(sql::kTotpOffer, *sealed, found->account);
  tx.commit();
  const std::string uri = crypto::otpauth_uri("Waarborg", found->login, secret);
  return TotpOffer{crypto::base32_encode(secret), uri, crypto::qr_svg(uri)};
}

Result<RecoveryCodes> Accounts::confirm_totp(Call& call, const TotpInput& input) {
  auto found = live(call, {SessionState::kEnrol, SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  // Once more: the offer may have been made by another session of this account.
  if (auto proven = prove_for_factor(call, *found, input.current); !proven) return std::unexpected(proven.error());
  if (found->state() == SessionState::kEnrol) choose_home(*found);
  auto tx = database_.write();
  const std::string sign_in = sign_in_state(tx, found->account);
  const auto record = load_account(tx, found->account);
  if (!record || record->totp_pending.empty()) return invalid("auth.totp.not_offered", "code");
  const auto secret = crypto::open(settings_.seal_key, record->totp_pending, seal_context(found->account));
  if (!secret) return std::unexpected(secret.error());
  const auto step = crypto::totp_verify(crypto::bytes_of(*secret), input.code, clock_.now(), 0);
  if (!step) return invalid("auth.totp.wrong", "code");
  if (tx.execute(sql::kTotpConfirm, *step, found->account, record->totp_pending) == 0) {
    return fail(FaultKind::kConflict, "auth.totp.not_offered", "code");
  }
  RecoveryCodes codes{new_recovery_codes(tx, found->account)};
  keep_sign_in(tx, found->account, sign_in, codes.recovery_codes.size());
  note(tx, {found->organisation, found->account.text, found->name}, "account.factor", found->account, found->login,
       {{"totp", record->totp_secret.empty() ? "" : "on", "on"}});
  // Whoever else was signed in did so without the new factor.
  tx.execute(sql::kSessionRemoveOthers, found->account, found->id);
  if (found->state() == SessionState::kEnrol) {
    if (auto done = finish(tx, call, *found, "totp"); !done) return std::unexpected(done.error());
  } else {
    tx.commit();
  }
  return codes;
}

}  // namespace waarborg::auth
