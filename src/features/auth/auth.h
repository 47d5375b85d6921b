// SPDX-License-Identifier: EUPL-1.2
//
// Accounts, second factors, sessions, invitations and tokens; and the gate through which every route passes.
//
//   auth::Accounts accounts(database, trail, clock, {.seal_key = key, .rp_id = "zorg.example"});
//   auth::Api api(router, accounts);
//   auth::add_routes(api, accounts);
#pragma once

#include <filesystem>
#include <initializer_list>

#include "features/auth/account_views.h"
#include "features/auth/api.h"
#include "features/auth/views.h"
#include "platform/clock/clock.h"
#include "platform/crypto/password.h"

namespace waarborg::auth {

struct Settings {
  std::string seal_key;              ///< 32 raw bytes (crypto::load_or_create_key).
  std::string rp_id;                 ///< Domain for passkeys; empty: the host of the request.
  std::vector<std::string> origins;  ///< "https://zorg.example"; empty: scheme and host of the request.
  /// The browser speaks TLS to a proxy in front of us; without it a plain request from elsewhere may not sign in.
  bool secure_cookie = false;
  crypto::PasswordCost cost;
  std::filesystem::path breached_list;  ///< May be empty; see breached.h.
  Lifetime lifetime;
};

struct AccountRecord;
struct InvitationRecord;
struct LiveSession;

/// Functions that take a Call answer the route of the same name; they set its status and cookie. Faults that are not
/// in FaultKind's table: 401 auth.session.required, 429 auth.throttled with retry-after.
class Accounts final : public Gate {
 public:
  Accounts(db::Database& database, trail::Trail& trail, const Clock& clock, Settings settings);

  std::expected<Actor, http::Response> admit(const http::Request& request, const Route& route) override;

  // --- signing in (sessions.cpp, factors.cpp, passkeys.cpp)
  Result<Session> session(Call& call);
  Result<Session> login(Call& call, const LoginInput& input);
  Result<Session> logout(Call& call);
  Result<Session> give_factor(Call& call, const FactorInput& input);
  Result<PasskeyRequest> request_passkey(Call& call);
  Result<Session> give_passkey(Call& call, const PasskeyAssertion& input);
  Result<Session> choose_organisation(Call& call, const OrganisationId& organisation);
  Result<Session> choose_mode(Call& call, const std::string& mode);

  // --- one's own account (account.cpp, factors.cpp, passkeys.cpp, tokens.cpp)
  Result<Session> set_locale(Call& call, const std::string& locale);
  Result<Session> change_password(Call& call, const PasswordInput& input);
  Result<TotpOffer> offer_totp(Call& call);
  Result<RecoveryCodes> confirm_totp(Call& call, const std::string& code);
  Result<Page<PasskeyRow>> passkeys(Call& call);
  Result<PasskeyOffer> offer_passkey(Call& call);
  Result<PasskeyAdded> add_passkey(Call& call, const PasskeyInput& input);
  Result<Nothing> remove_passkey(Call& call, const std::string& id);
  Result<Page<SessionRow>> sessions(Call& call);
  Result<Nothing> end_session(Call& call, const std::string& id);
  Result<Page<TokenRow>> tokens(Call& call);
  Result<TokenAdded> add_token(Call& call, const TokenInput& input);
  Result<Nothing> remove_token(Call& call, const std::string& id);

  // --- accounts of the actor's organisation; right account.edit (members.cpp, invitations.cpp)
  Result<Page<AccountRow>> members(Call& call);
  Result<AccountRow> set_roles(const Actor& actor, const AccountId& account, const RolesInput& input,
                               std::int64_t seen);
  Result<Nothing> remove_member(const Actor& actor, const AccountId& account, std::int64_t seen = -1);
  Result<InvitationLink> invite(Call& call, const InvitationInput& input);
  Result<InvitationView> invitation(const std::string& token);
  Result<Session> accept(Call& call, const std::string& token, const InvitationAnswer& input);

  // --- for set-up and demo
  /// Gives the account these roles in the actor's organisation, replacing what it had, and writes that down.
  void add_membership(db::Transaction& tx, const Actor& actor, const AccountId& account, const Roles& roles,
                      const std::optional<Day>& until = {});
  bool may_create_organisations(const AccountId& account);
  /// Moves the session of this call to another organisation of its account, as PUT /session/organisation does.
  Result<Session> enter(Call& call, const OrganisationId& organisation) {
    return choose_organisation(call, organisation);
  }
  /// State reader of the trail for subjects of kind "account": the memberships of an organisation.
  static std::map<std::string, std::string> states(db::Transaction& tx, const OrganisationId& organisation);

  // --- for the command line: the operator of the machine (operators.cpp)
  /// One-time token for an account that may create organisations: the path /invitation/<token>.
  /// With an organisation it also gets these roles in it.
  Result<std::string> invite_first(const std::string& login, const std::string& name,
                                   const OrganisationId& organisation = {}, const Roles& roles = {});
  Result<AccountId> create_account(const std::string& login, const std::string& name, const std::string& password,
                                   bool may_create_organisations);
  std::vector<AccountSummary> all_accounts();
  Result<void> set_disabled(const std::string& login, bool disabled);
  /// Removes TOTP, passkeys and recovery codes and ends all sessions; the next login sets up a new factor.
  Result<void> reset_factor(const std::string& login);
  /// Forgets ended sessions, old invitations and old failures; for the scheduler, say hourly.
  void purge();

 private:
  using States = std::initializer_list<SessionState>;

  // gate.cpp
  std::optional<LiveSession> resolve(const http::Request& request);
  /// The session of a call in one of these states, its cross-site token checked; sets 401 when there is none.
  Result<LiveSession> live(Call& call, States allowed);
  std::expected<Actor, http::Response> admit_token(const http::Request& request, const Route& route,
                                                   std::string_view secret);
  void touch(const LiveSession& session);

  // sessions.cpp
  Session view(db::Transaction& tx, const LiveSession& session) const;
  LiveSession begin(db::Transaction& tx, Call& call, const AccountRecord& account, SessionState state);
  /// New cookie for a session that changes; false when it ended meanwhile.
  bool rotate(db::Transaction& tx, Call& call, LiveSession& session, SessionState state);
  Result<Session> finish(db::Transaction& tx, Call& call, LiveSession& session, const std::string& factor);
  Result<void> safe_to_sign_in(Call& call) const;
  /// Charges an attempt; 429 when it must wait. True when a failure now starts a wait.
  Result<bool> attempt(Call& call, const std::string& subject);
  void forgive(db::Transaction& tx, Call& call, const std::string& subject);

  // factors.cpp, passkeys.cpp
  std::vector<std::string> new_recovery_codes(db::Transaction& tx, const AccountId& account);
  bool use_totp(db::Transaction& tx, const AccountId& account, const std::string& code);
  std::string rp_id(const http::Request& request) const;
  std::vector<std::string> origins(const http::Request& request) const;
  Result<std::string> take_challenge(const LiveSession& session);

  Result<AccountId> insert_account(db::Transaction& tx, const std::string& login, const std::string& name,
                                   const std::string& password_hash, bool may_create);
  void note(db::Transaction& tx, const trail::Author& author, std::string action, const AccountId& account,
            std::string label, std::vector<trail::Change> changes = {}, std::string state = {});

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
  Settings settings_;
  std::string decoy_hash_;  ///< Verified for unknown logins, so that they take as long as known ones.
};

void add_routes(Api& api, Accounts& accounts);
void add_account_routes(Api& api, Accounts& accounts);  ///< Called by add_routes.

}  // namespace waarborg::auth
