// SPDX-License-Identifier: EUPL-1.2
//
// Passkeys as second factor (WebAuthn level 2). The challenge stands in the session and serves one answer; whoever has
// a second factor already gets it for the present password, so it proves that too when the passkey is added.
#include <algorithm>

#include "features/auth/auth.h"
#include "features/auth/factor_views.h"
#include "features/auth/queries.h"
#include "features/auth/session_views.h"
#include "features/auth/store.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/passkey.h"

namespace waarborg::auth {
namespace {

constexpr std::size_t kMostPasskeys = 20;

/// Tries each origin, because the browser says which one it was on and only one can be right.
template <class Verify>
auto verify_on(const std::vector<std::string>& origins, crypto::PasskeyCeremony ceremony, Verify verify) {
  ceremony.origin = origins.empty() ? "" : origins.front();
  auto result = verify(ceremony);
  for (std::size_t i = 1; i < origins.size() && !result && result.error().what.key == "crypto.passkey.origin"; ++i) {
    ceremony.origin = origins[i];
    result = verify(ceremony);
  }
  return result;
}

Result<std::string> bytes_from(const std::string& base64url, const char* field) {
  const auto bytes = crypto::base64url_decode(base64url);
  if (!bytes) return invalid("auth.passkey.not_base64url", field);
  return crypto::text_of(*bytes);
}

}  // namespace

std::string SignIn::rp_id(const http::Request& request) const {
  if (!settings_.rp_id.empty()) return settings_.rp_id;
  const std::string host(request.header("host"));
  return host.substr(0, host.rfind(':') == std::string::npos ? host.size() : host.rfind(':'));
}

std::vector<std::string> SignIn::origins(const http::Request& request) const {
  if (!settings_.origins.empty()) return settings_.origins;
  const bool secure = request.secure || settings_.secure_cookie;
  return {(secure ? "https://" : "http://") + std::string(request.header("host"))};
}

Result<std::string> SignIn::take_challenge(const LiveSession& session) {
  auto tx = database_.write();
  const bool taken =
      !session.challenge.empty() && tx.execute(sql::kSessionTakeChallenge, session.id, session.challenge) == 1;
  tx.commit();
  if (!taken) return invalid("auth.passkey.no_challenge");
  return session.challenge;
}

Result<PasskeyRequest> SignIn::request_passkey(Call& call) {
  const auto found = live(call, {SessionState::kFactor});
  if (!found) return std::unexpected(found.error());
  PasskeyRequest out{crypto::random_token(), rp_id(call.request), {}};
  auto tx = database_.write();
  for (const auto& passkey : tx.rows<PasskeyRecord>(sql::kPasskeyList, found->account)) {
    out.credentials.push_back(passkey.credential_id);
  }
  if (out.credentials.empty()) return fail(FaultKind::kNotFound, "auth.passkey.not_found");
  tx.execute(sql::kSessionChallenge, out.challenge, found->id);
  tx.commit();
  return out;
}

Result<Session> SignIn::give_passkey(Call& call, const PasskeyAssertion& input) {
  auto found = live(call, {SessionState::kFactor});
  if (!found) return std::unexpected(found.error());
  const std::string subject = "factor:" + found->account.text;
  if (const auto allowed = attempt(call, subject); !allowed) return std::unexpected(allowed.error());
  const auto challenge = take_challenge(*found);
  if (!challenge) return std::unexpected(challenge.error());
  const auto client_data = bytes_from(input.client_data_json, "client_data_json");
  if (!client_data) return std::unexpected(client_data.error());
  const auto authenticator_data = bytes_from(input.authenticator_data, "authenticator_data");
  if (!authenticator_data) return std::unexpected(authenticator_data.error());
  const auto signature = bytes_from(input.signature, "signature");
  if (!signature) return std::unexpected(signature.error());

  choose_home(*found);
  auto tx = database_.write();
  hold_to_finish(tx, found->account);
  const auto passkeys = tx.rows<PasskeyRecord>(sql::kPasskeyList, found->account);
  const auto passkey = std::ranges::find(passkeys, input.credential_id, &PasskeyRecord::credential_id);
  if (passkey == passkeys.end()) return invalid("auth.passkey.unknown", "credential_id");
  const crypto::PasskeyCredential credential{passkey->credential_id,
                                             static_cast<crypto::PasskeyAlgorithm>(passkey->algorithm),
                                             passkey->public_key, static_cast<std::uint32_t>(passkey->counter)};
  const auto counter = verify_on(origins(call.request), {rp_id(call.request), "", *challenge},
                                 [&](const crypto::PasskeyCeremony& ceremony) {
                                   return crypto::verify_assertion(ceremony, credential, *client_data,
                                                                   *authenticator_data, *signature, credential.counter);
                                 });
  if (!counter) return std::unexpected(counter.error());
  if (tx.execute(sql::kPasskeyUse, *counter, clock_.now(), found->account, passkey->id, passkey->counter) == 0) {
    return invalid("crypto.passkey.counter");
  }
  forgive(tx, call, subject);
  return finish(tx, call, *found, "passkey");
}

Result<Page<PasskeyRow>> Accounts::passkeys(Call& call) {
  const auto found = live(call, {SessionState::kEnrol, SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  Page<PasskeyRow> page;
  for (const auto& row : database_.read().rows<PasskeyRecord>(sql::kPasskeyList, found->account)) {
    page.items.push_back({row.id, row.name, row.created_at, row.last_used_at});
  }
  page.total = static_cast<std::int64_t>(page.items.size());
  return page;
}

Result<PasskeyOffer> Accounts::offer_passkey(Call& call, const PresentPassword& input) {
  const auto found = live(call, {SessionState::kEnrol, SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  if (auto proven = prove_for_factor(call, *found, input.current); !proven) return std::unexpected(proven.error());
  PasskeyOffer out{crypto::random_token(), rp_id(call.request), "Waarborg",
                   crypto::base64url_encode(found->account.text), found->login};
  auto tx = database_.write();
  tx.execute(sql::kSessionChallenge, out.challenge, found->id);
  tx.commit();
  return out;
}

Result<PasskeyAdded> Accounts::add_passkey(Call& call, const PasskeyInput& input) {
  auto found = live(call, {SessionState::kEnrol, SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  if (auto named = check_name(input.name); !named) return std::unexpected(named.error());
  const auto challenge = take_challenge(*found);
  if (!challenge) return std::unexpected(challenge.error());
  const auto client_data = bytes_from(input.client_data_json, "client_data_json");
  if (!client_data) return std::unexpected(client_data.error());
  const auto attestation = bytes_from(input.attestation_object, "attestation_object");
  if (!attestation) return std::unexpected(attestation.error());
  const auto credential = verify_on(origins(call.request), {rp_id(call.request), "", *challenge},
                                    [&](const crypto::PasskeyCeremony& ceremony) {
                                      return crypto::verify_registration(ceremony, *client_data, *attestation);
                                    });
  if (!credential) return std::unexpected(credential.error());

  const Moment now = clock_.now();
  PasskeyAdded out{crypto::new_id(now), input.name, now, {}, {}};
  if (found->state() == SessionState::kEnrol) choose_home(*found);
  auto tx = database_.write();
  const std::string sign_in = sign_in_state(tx, found->account);
  if (tx.rows<PasskeyRecord>(sql::kPasskeyList, found->account).size() >= kMostPasskeys) {
    return fail(FaultKind::kConflict, "auth.passkey.too_many");
  }
  try {
    tx.execute(sql::kPasskeyInsert, out.id, found->account, credential->id, static_cast<int>(credential->algorithm),
               credential->public_key, credential->counter, input.name, now);
  } catch (const db::UniqueViolation&) {
    return fail(FaultKind::kConflict, "auth.passkey.known");
  }
  if (!found->totp && found->passkeys == 0) out.recovery_codes = new_recovery_codes(tx, found->account);
  keep_sign_in(tx, found->account, sign_in, 1 + out.recovery_codes.size());
  note(tx, {found->organisation, found->account.text, found->name}, "account.factor", found->account, found->login,
       {{"passkey", "", input.name}});
  tx.execute(sql::kSessionRemoveOthers, found->account, found->id);
  if (found->state() == SessionState::kEnrol) {
    if (auto done = finish(tx, call, *found, "passkey"); !done) return std::unexpected(done.error());
  } else {
    tx.commit();
  }
  return out;
}

Result<Nothing> Accounts::remove_passkey(Call& call, const std::string& id, const PresentPassword& input) {
  const auto found = live(call, {SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  if (auto proven = prove_for_factor(call, *found, input.current); !proven) return std::unexpected(proven.error());
  auto tx = database_.write();
  const std::string sign_in = sign_in_state(tx, found->account);
  const auto passkeys = tx.rows<PasskeyRecord>(sql::kPasskeyList, found->account);
  const auto passkey = std::ranges::find(passkeys, id, &PasskeyRecord::id);
  if (passkey == passkeys.end()) return fail(FaultKind::kNotFound, "auth.passkey.not_found", id);
  if (!found->totp && passkeys.size() == 1) return fail(FaultKind::kConflict, "auth.factor.last");
  tx.execute(sql::kPasskeyRemove, found->account, id);
  keep_sign_in(tx, found->account, sign_in);
  note(tx, {found->organisation, found->account.text, found->name}, "account.factor", found->account, found->login,
       {{"passkey", passkey->name, ""}});
  tx.commit();
  return Nothing{};
}

}  // namespace waarborg::auth
