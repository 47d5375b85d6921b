// SPDX-License-Identifier: EUPL-1.2
//
// Signing in: sessions with their cookie, second factors, attempts that are counted; and the gate through which every
// route passes. What one does with an account after that is in auth.h, on the same footing.
#pragma once

#include <expected>
#include <initializer_list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "features/auth/answers.h"
#include "features/auth/gate.h"
#include "features/auth/holders.h"
#include "features/auth/recipient.h"
#include "features/auth/rules.h"
#include "features/auth/settings.h"
#include "features/auth/view_names.h"
#include "features/trail/trail.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"

namespace waarborg::auth {

// store.h
struct AccountRecord;
struct LiveSession;

/// Functions that take a Call answer the route of that name and set status and cookie. Faults not in FaultKind's table:
/// 401 auth.session.required, 429 auth.throttled with retry-after.
class SignIn : public Gate {
 public:
  SignIn(db::Database& database, trail::Trail& trail, const Clock& clock, Settings settings);

  std::expected<Actor, http::Response> admit(const http::Request& request, const Route& route) override;
  /// Whose share of the workers a request takes: an account id, or empty when it is not known whose it is.
  std::string holder_of(const http::Request& request) const { return holders_.of(request); }

  // --- sessions.cpp, factors.cpp, passkeys.cpp
  Result<Session> session(Call& call);
  Result<Session> login(Call& call, const LoginInput& input);
  Result<Session> logout(Call& call);
  Result<Session> give_factor(Call& call, const FactorInput& input);
  Result<PasskeyRequest> request_passkey(Call& call);
  Result<Session> give_passkey(Call& call, const PasskeyAssertion& input);
  Result<Session> choose_organisation(Call& call, const OrganisationId& organisation);
  /// The same for other features that lead to another organisation of the account.
  Result<Session> enter(Call& call, const OrganisationId& organisation);
  Result<Session> choose_mode(Call& call, const std::string& mode);

  /// The present password, given once more by whoever has this session; counts as an attempt to sign in.
  Result<Nothing> prove(Call& call, const PresentPassword& input);

  void set_post(Post post) { post_ = std::move(post); }  ///< Without it nothing is mailed.

 protected:
  using States = std::initializer_list<SessionState>;

  /// The session of a call in one of these states, its cross-site token checked; sets 401 when there is none.
  Result<LiveSession> live(Call& call, States allowed);

  // sessions.cpp
  /// kForbidden auth.plain_http without TLS from elsewhere; kInvalid auth.json_only, and 415, for another body.
  Result<void> safe_to_sign_in(Call& call) const;
  /// What the screens show of a session.
  Session view(db::Transaction& tx, const LiveSession& session) const;
  /// A new session with its cookie, in place of the one that the browser had.
  LiveSession begin(db::Transaction& tx, Call& call, const AccountRecord& account, SessionState state);
  /// New cookie for a session that changes; false when it ended meanwhile.
  bool rotate(db::Transaction& tx, Call& call, LiveSession& session, SessionState state);
  /// Before the transaction that finish ends: where the session will be. One organisation whose log takes no entry does
  /// not keep a person from the others.
  void choose_home(LiveSession& session);
  /// Before what finish ends: as hold_account, with the log in which finish makes its entry.
  void hold_to_finish(db::Transaction& tx, const AccountId& account);
  /// The last step: ready, with an organisation and a browser that is known from now on. Commits. To be called with the
  /// account held (hold_to_finish, sign_in_state).
  Result<Session> finish(db::Transaction& tx, Call& call, LiveSession& session, const std::string& factor);
  /// Charges an attempt; 429 when it must wait. True when a failure now starts a wait.
  Result<bool> attempt(Call& call, const std::string& subject);
  /// After a success: what was counted for the subject no longer counts.
  void forgive(db::Transaction& tx, Call& call, const std::string& subject);

  // account.cpp
  /// The account, when its present password is given once more; counts as an attempt to sign in.
  Result<AccountRecord> prove_again(Call& call, const LiveSession& session, const std::string& password);
  /// Before a session makes itself permanent; nothing is asked of one that has no second factor yet.
  Result<void> prove_for_factor(Call& call, const LiveSession& session, const std::optional<std::string>& password);

  // passkeys.cpp
  /// Domain to which a passkey belongs (WebAuthn Level 2, relying party identifier).
  std::string rp_id(const http::Request& request) const;
  /// Addresses on which a browser may be; the first one is that of links.
  std::vector<std::string> origins(const http::Request& request) const;
  /// The challenge of this session, which then no longer serves. kInvalid auth.passkey.no_challenge.
  Result<std::string> take_challenge(const LiveSession& session);

  // sign_ins.cpp; one of these three comes before all else in a transaction that writes about an account.
  /// Whoever writes about the same organisation waits, as after any statement that names it.
  static void hold_organisation(db::Transaction& tx, const OrganisationId& organisation);
  /// The account with its sessions, factors, tokens and links. @param log  of which organisation it will make entries;
  /// empty: of the installation
  static void hold_account(db::Transaction& tx, const AccountId& account, const OrganisationId& log);
  /// What an account signs in with, as the log holds it; holds the account and the log of the installation.
  static std::string sign_in_state(db::Transaction& tx, const AccountId& account);
  /// To be called after each change of what an account signs in with or of its tokens, and before the note of it in the
  /// log of an organisation.
  /// @param before  sign_in_state from before the change; empty for a new account
  /// @param added  how many passkeys, tokens and recovery codes the change added: more is refused, for on PostgreSQL
  ///               somebody else may put one in between the two readings
  void keep_sign_in(db::Transaction& tx, const AccountId& account, std::string before, std::size_t added = 0);
  /// An entry about an account in the log of the author's organisation, or of the installation when there is none.
  void note(db::Transaction& tx, const trail::Author& author, std::string action, const AccountId& account,
            std::string label, std::vector<trail::Change> changes = {});
  /// The same of a membership. @param state, before  as in trail::NewEntry
  void note(db::Transaction& tx, const trail::Author& author, std::string action, const AccountId& account,
            std::string label, std::vector<trail::Change> changes, std::string state, std::string before);

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
  Settings settings_;
  Post post_;

 private:
  // gate.cpp
  std::optional<LiveSession> resolve(const http::Request& request);
  std::expected<Actor, http::Response> admit_token(const http::Request& request, const Route& route,
                                                   std::string_view secret);
  void touch(const LiveSession& session);
  /// check_as_logged, for a token that comes with every request: not asked again within a minute.
  /// @param token  all that stands in its row, so that a change of it is seen at once
  Result<void> check_token(const std::string& token, const AccountId& account);

  /// What failures are counted under besides the account: the address, or whose browser it is.
  std::string origin_of(db::Transaction& tx, const http::Request& request) const;
  bool use_totp(db::Transaction& tx, const AccountId& account, const std::string& code);

  Holders holders_;
  std::mutex checked_mutex_;                         ///< Of what follows.
  std::unordered_map<std::string, Moment> checked_;  ///< Tokens, and when they fitted the log.
  std::string decoy_hash_;  ///< Verified for unknown logins, so that they take as long as known ones.
};

}  // namespace waarborg::auth
