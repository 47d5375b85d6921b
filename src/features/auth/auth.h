// SPDX-License-Identifier: EUPL-1.2
//
// Accounts, second factors, sessions, invitations and tokens; and the gate through which every route passes.
//
//   auth::Accounts accounts(database, trail, clock, {.seal_key = key});  auth::add_routes(api, accounts);
#pragma once

#include <initializer_list>

#include "features/auth/account_views.h"
#include "features/auth/api.h"
#include "features/auth/people.h"
#include "features/auth/recipient.h"
#include "features/auth/settings.h"
#include "features/auth/views.h"
#include "platform/clock/clock.h"

namespace waarborg::auth {

struct AccountRecord;
struct InvitationRecord;
struct LiveSession;

/// Functions that take a Call answer the route of that name and set status and cookie. Faults not in FaultKind's table:
/// 401 auth.session.required, 429 auth.throttled with retry-after.
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
  Result<TotpOffer> offer_totp(Call& call, const PresentPassword& input);
  Result<RecoveryCodes> confirm_totp(Call& call, const TotpInput& input);
  Result<Page<PasskeyRow>> passkeys(Call& call);
  Result<PasskeyOffer> offer_passkey(Call& call, const PresentPassword& input);
  Result<PasskeyAdded> add_passkey(Call& call, const PasskeyInput& input);
  Result<Nothing> remove_passkey(Call& call, const std::string& id, const PresentPassword& input);
  Result<Page<SessionRow>> sessions(Call& call);
  Result<Nothing> end_session(Call& call, const std::string& id);
  Result<Page<TokenRow>> tokens(Call& call);
  Result<TokenAdded> add_token(Call& call, const TokenInput& input);
  Result<Nothing> remove_token(Call& call, const std::string& id);
  Result<MailAddress> mail_address(Call& call);
  Result<MailAddress> set_mail_address(Call& call, const MailAddressInput& input);

  // --- accounts of the actor's organisation; right account.edit (members.cpp, invitations.cpp)
  Result<Page<AccountRow>> members(Call& call);
  Result<AccountRow> set_roles(const Actor& actor, const AccountId& account, const RolesInput& input,
                               std::int64_t seen);
  Result<Nothing> remove_member(const Actor& actor, const AccountId& account, std::int64_t seen = -1);
  Result<InvitationLink> invite(Call& call, const InvitationInput& input);
  Result<InvitationView> invitation(const std::string& token);
  Result<Session> accept(Call& call, const std::string& token, const InvitationAnswer& input);

  /// The present password, given once more by whoever has this session; counts as an attempt to sign in.
  Result<Nothing> prove(Call& call, const PresentPassword& input);

  // --- a new password by a one-time link (resets.cpp)
  /// Right account.edit. Ends all sessions and the old password at once; the second factor stays.
  Result<ResetLink> offer_reset(Call& call, const AccountId& account);
  /// The same answer for an unknown login; the letter follows from answer_forgotten.
  Result<Nothing> forgot(Call& call, const ForgottenInput& input);
  Result<ResetView> reset(const std::string& token);
  Result<Session> accept_reset(Call& call, const std::string& token, const InvitationAnswer& input);
  /// Sends links to those who asked; for the scheduler, every few seconds.
  void answer_forgotten();
  /// Called when all that an account gave out ends, inside the transaction that ends it.
  void set_on_withdrawn(OnWithdrawn on_withdrawn) { on_withdrawn_ = std::move(on_withdrawn); }
  /// Called in the transaction in which an account leaves an organisation.
  void set_on_left(OnLeft on_left) { on_left_ = std::move(on_left); }
  void set_post(Post post) { post_ = std::move(post); }  ///< Without it nothing is mailed.
  // --- who they are in the register of people (people.cpp)
  void set_people(People people) { people_ = std::move(people); }
  Result<Items<PersonChoice>> people(const Actor& actor);
  /// Ties an account to a person in the register, or unties it. kInvalid auth.person.unknown.
  Result<AccountRow> tie(const Actor& actor, const AccountId& account, const std::string& person, std::int64_t seen);
  /// For set-up and invitations, inside their transaction; nothing happens when the account is no member. kConflict
  /// auth.account.changed when someone else changed the membership meanwhile.
  Result<void> tie(db::Transaction& tx, const Actor& actor, const AccountId& account, const std::string& person);

  // --- for set-up and demo
  /// Gives the account these roles in the actor's organisation, replacing what it had, and writes that down. kConflict
  /// auth.account.changed when someone else changed the membership meanwhile.
  Result<void> add_membership(db::Transaction& tx, const Actor& actor, const AccountId& account, const Roles& roles,
                              const std::optional<Day>& until = {});
  bool may_create_organisations(const AccountId& account);
  /// Moves the session of this call to another organisation of its account, as PUT /session/organisation does.
  Result<Session> enter(Call& call, const OrganisationId& organisation) {
    return choose_organisation(call, organisation);
  }
  /// Writes how every account signs in into the log of the installation, once: what stands there from before is taken
  /// as it is found.
  void begin_sign_ins();
  /// State reader of the trail for subjects of kind "sign_in", in the log of the installation (sign_ins.cpp).
  static std::map<std::string, std::string> sign_ins(db::Transaction& tx, const OrganisationId& organisation);
  /// State reader of the trail for subjects of kind "account": the memberships of an organisation.
  static std::map<std::string, std::string> states(db::Transaction& tx, const OrganisationId& organisation);

  // --- for the command line: the operator of the machine (operators.cpp)
  /// One-time token (/invitation/<token>) for an account that may create organisations; with roles in the one given.
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

  // people.cpp
  std::map<std::string, std::string> names(db::Transaction& tx, const OrganisationId& organisation) const;
  Result<void> check_person(db::Transaction& tx, const OrganisationId& organisation, const std::string& person) const;

  // sessions.cpp
  Session view(db::Transaction& tx, const LiveSession& session) const;
  LiveSession begin(db::Transaction& tx, Call& call, const AccountRecord& account, SessionState state);
  /// New cookie for a session that changes; false when it ended meanwhile.
  bool rotate(db::Transaction& tx, Call& call, LiveSession& session, SessionState state);
  Result<Session> finish(db::Transaction& tx, Call& call, LiveSession& session, const std::string& factor);
  Result<void> safe_to_sign_in(Call& call) const;
  /// Charges an attempt; 429 when it must wait. True when a failure now starts a wait.
  Result<bool> attempt(Call& call, const std::string& subject);
  /// What failures are counted under besides the account: the address, or whose browser it is.
  std::string origin_of(db::Transaction& tx, const http::Request& request) const;
  void forgive(db::Transaction& tx, Call& call, const std::string& subject);
  /// account.cpp: the account, when its present password is given once more; counts as an attempt to sign in.
  Result<AccountRecord> prove_again(Call& call, const LiveSession& session, const std::string& password);
  /// account.cpp: before a session makes itself permanent; nothing is asked of one that has no second factor yet.
  Result<void> prove_for_factor(Call& call, const LiveSession& session, const std::optional<std::string>& password);
  // factors.cpp, passkeys.cpp
  std::vector<std::string> new_recovery_codes(db::Transaction& tx, const AccountId& account);
  bool use_totp(db::Transaction& tx, const AccountId& account, const std::string& code);
  std::string rp_id(const http::Request& request) const;
  std::vector<std::string> origins(const http::Request& request) const;
  Result<std::string> take_challenge(const LiveSession& session);

  Result<AccountId> insert_account(db::Transaction& tx, const std::string& login, const std::string& name,
                                   const std::string& password_hash, bool may_create);
  /// Ends the sessions, tokens and calendar addresses of an account: whoever had it may have made them.
  void withdraw_all(db::Transaction& tx, const AccountId& account);
  std::string make_reset(db::Transaction& tx, const AccountId& account, const OrganisationId& organisation,
                         Moment until);
  void warn(db::Transaction& tx, LetterKind kind, const AccountRecord& account);
  /// sign_ins.cpp: to be called after each change of what an account signs in with or of its tokens, and before the
  /// note of it in the log of an organisation.
  void keep_sign_in(db::Transaction& tx, const AccountId& account);
  void note(db::Transaction& tx, const trail::Author& author, std::string action, const AccountId& account,
            std::string label, std::vector<trail::Change> changes = {}, std::string state = {});

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
  Settings settings_;
  Post post_;
  OnWithdrawn on_withdrawn_;
  OnLeft on_left_;
  People people_;
  std::string decoy_hash_;  ///< Verified for unknown logins, so that they take as long as known ones.
};

void add_routes(Api& api, Accounts& accounts);
void add_account_routes(Api& api, Accounts& accounts);  ///< By add_routes.

}  // namespace waarborg::auth
