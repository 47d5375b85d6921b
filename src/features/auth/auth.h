// SPDX-License-Identifier: EUPL-1.2
//
// Accounts and all that they have: second factors, invitations, tokens, memberships.
//
//   auth::Accounts accounts(database, trail, clock, {.seal_key = key});  auth::add_routes(api, accounts);
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "features/auth/answers.h"
#include "features/auth/people.h"
#include "features/auth/sign_in.h"
#include "features/auth/view_names.h"

namespace waarborg::auth {

class Api;

/// As SignIn, of which it is the rest: what one does with an account, and with those of others.
class Accounts final : public SignIn {
 public:
  using SignIn::SignIn;

  // --- one's own account (account.cpp, own_name.cpp, factors.cpp, passkeys.cpp, tokens.cpp)
  Result<Session> set_locale(Call& call, const std::string& locale);
  /// See check_free; in the log of every organisation of the account.
  Result<Session> set_name(Call& call, const std::string& name);
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
  Result<Items<InvitationRow>> invitations(const Actor& actor);
  /// kNotFound auth.invitation.not_open.
  Result<Nothing> withdraw_invitation(const Actor& actor, const std::string& id);
  Result<InvitationView> invitation(const std::string& token);
  Result<Session> accept(Call& call, const std::string& token, const InvitationAnswer& input);

  // --- a new password by a one-time link (resets.cpp)
  /// Right account.edit. Ends all sessions and the old password at once; the second factor stays.
  Result<ResetLink> offer_reset(Call& call, const AccountId& account);
  /// The same answer for an unknown login; the letter follows from answer_forgotten.
  Result<Nothing> forgot(Call& call, const ForgottenInput& input);
  Result<ResetView> reset(const std::string& token);
  Result<Session> accept_reset(Call& call, const std::string& token, const ResetAnswer& input);
  /// Sends links to those who asked; for the scheduler, every few seconds.
  void answer_forgotten();
  /// Called when all that an account gave out ends, inside the transaction that ends it.
  void set_on_withdrawn(OnWithdrawn on_withdrawn) { on_withdrawn_ = std::move(on_withdrawn); }
  /// Called in the transaction in which an account leaves an organisation.
  void set_on_left(OnLeft on_left) { on_left_ = std::move(on_left); }
  // --- who they are in the register of people (people.cpp)
  /// Without it nobody can be tied.
  void set_people(People people) { people_ = std::move(people); }
  Result<Items<PersonChoice>> people(const Actor& actor);
  /// Ties an account to a person in the register, or unties it. kInvalid auth.person.unknown.
  Result<AccountRow> tie(const Actor& actor, const AccountId& account, const std::string& person, std::int64_t seen);
  /// For set-up and invitations, inside their transaction; nothing happens when the account is no member. kConflict
  /// auth.account.changed when someone else changed the membership meanwhile.
  Result<void> tie(db::Transaction& tx, const Actor& actor, const AccountId& account, const std::string& person);

  // --- for set-up and demo
  /// Gives the account these roles in the actor's organisation, replacing what it had, and writes that down. Who comes
  /// back is tied to the person that he was. kConflict
  /// auth.account.changed when someone else changed the membership meanwhile.
  Result<void> add_membership(db::Transaction& tx, const Actor& actor, const AccountId& account, const Roles& roles,
                              const std::optional<Day>& until = {});
  bool may_create_organisations(const AccountId& account);
  /// Writes how every account signs in into the log of the installation, once in its life: what stands there from
  /// before is taken as it is found. Never for a check, or what was changed would become the truth.
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
  /// Name by id of everyone in the register of people; empty when nobody told us of one.
  std::map<std::string, std::string> names(db::Transaction& tx, const OrganisationId& organisation) const;
  Result<void> check_person(db::Transaction& tx, const OrganisationId& organisation, const std::string& person) const;
  NamesInUse names_in_use(db::Transaction& tx, const OrganisationId& organisation) const;
  std::vector<std::string> new_recovery_codes(db::Transaction& tx, const AccountId& account);
  Result<AccountId> insert_account(db::Transaction& tx, const std::string& login, const std::string& name,
                                   const std::string& password_hash, bool may_create);
  /// Ends the sessions, tokens and calendar addresses of an account: whoever had it may have made them.
  void withdraw_all(db::Transaction& tx, const AccountId& account);
  std::string make_reset(db::Transaction& tx, const AccountId& account, const OrganisationId& organisation,
                         Moment until);
  void warn(db::Transaction& tx, LetterKind kind, const AccountRecord& account);

  OnWithdrawn on_withdrawn_;
  OnLeft on_left_;
  People people_;
};

void add_routes(Api& api, Accounts& accounts);
void add_account_routes(Api& api, Accounts& accounts);  ///< By add_routes.

}  // namespace waarborg::auth
