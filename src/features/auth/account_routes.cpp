// SPDX-License-Identifier: EUPL-1.2
//
// Routes of one's own account, and of the accounts of an organisation.
#include "features/auth/api.h"
#include "features/auth/auth.h"
#include "features/auth/factor_views.h"
#include "features/auth/link_views.h"
#include "features/auth/member_views.h"
#include "features/auth/own_account_views.h"
#include "features/auth/own_name.h"
#include "features/auth/session_views.h"

namespace waarborg::auth {
namespace {

Route own_route(const char* pattern, const char* operation, const char* summary) {
  return Route{pattern, operation, summary, ""}.for_people();
}

void add_own_routes(Api& api, Accounts& accounts) {
  const char* const kTokens = "/api/v1/account/tokens";
  Route locale = own_route("/api/v1/account/locale", "account_locale", "Choose the language");
  locale.anonymous = true;  // also while signing in; the session is checked in the handler
  api.put<LocaleChoice, Session>(
      locale, [&](Call& call, const LocaleChoice& input) { return accounts.set_locale(call, input.locale); });
  api.put<NameInput, Session>(
      own_route("/api/v1/account/name", "account_name", "Change one's own name; asks the password"),
      [&](Call& call, const NameInput& input) -> Result<Session> {
        const PresentPassword present{input.current};
        if (auto proven = accounts.prove(call, present); !proven) return std::unexpected(proven.error());
        return accounts.set_name(call, input.name);
      });
  api.put<PasswordInput, Session>(
      own_route("/api/v1/account/password", "account_password", "Change the password"),
      [&](Call& call, const PasswordInput& input) { return accounts.change_password(call, input); });
  api.get<Page<SessionRow>>(own_route("/api/v1/account/sessions", "account_session_list", "Where one is signed in"),
                            [&](Call& call) { return accounts.sessions(call); });
  api.remove<Nothing>(own_route("/api/v1/account/sessions/{id}", "account_session_end", "Sign out elsewhere"),
                      [&](Call& call) { return accounts.end_session(call, call.param("id")); });
  api.get<Page<TokenRow>>(own_route(kTokens, "account_token_list", "Own tokens in this organisation"),
                          [&](Call& call) { return accounts.tokens(call); });
  api.post<TokenInput, TokenAdded>(
      own_route(kTokens, "account_token_add", "Make a token for a program; asks the password"),
      [&](Call& call, const TokenInput& input) { return accounts.add_token(call, input); });
  api.remove<Nothing>(own_route("/api/v1/account/tokens/{id}", "account_token_remove", "Withdraw a token"),
                      [&](Call& call) { return accounts.remove_token(call, call.param("id")); });
  const char* const kMail = "/api/v1/account/mail";
  api.get<MailAddress>(own_route(kMail, "account_mail", "Where letters go"),
                       [&](Call& call) { return accounts.mail_address(call); });
  api.put<MailAddressInput, MailAddress>(
      own_route(kMail, "account_mail_change", "Change where letters go; asks the password"),
      [&](Call& call, const MailAddressInput& input) { return accounts.set_mail_address(call, input); });
}

}  // namespace

void add_account_routes(Api& api, Accounts& accounts) {
  add_own_routes(api, accounts);
  Route list{"/api/v1/accounts", "account_list", "Accounts of the organisation", "account.edit"};
  list.query = {{"q", "Part of the login or name"},
                sort_by({"login", "name", "roles", "until", "last_seen_at"}),
                {"limit", "At most this many (1 to 500)"},
                counted_after()};
  list.session_only = true;
  api.get<Page<AccountRow>>(list, [&](Call& call) { return accounts.members(call); });
  const char* const kAccount = "/api/v1/accounts/{id}";
  api.put<RolesInput, AccountRow>(
      Route{kAccount, "account_roles", "Set the roles of an account", "account.edit"}.for_people().on_version(),
      [&](Call& call, const RolesInput& input) {
        return accounts.set_roles(call.actor, AccountId{call.param("id")}, input, call.if_match());
      });
  api.remove<Nothing>(
      Route{kAccount, "account_remove", "Remove an account from the organisation", "account.edit"}
          .for_people()
          .on_version(),
      [&](Call& call) { return accounts.remove_member(call.actor, AccountId{call.param("id")}, call.if_match()); });
  api.post<Nothing, ResetLink>(
      Route{"/api/v1/accounts/{id}/reset", "account_reset", "A link for a new password; ends all sessions",
            "account.edit"}
          .for_people(),
      [&](Call& call, Nothing) { return accounts.offer_reset(call, AccountId{call.param("id")}); });
  api.put<PersonInput, AccountRow>(Route{"/api/v1/accounts/{id}/person", "account_person",
                                         "Say which person in the register this is", "account.edit"}
                                       .for_people()
                                       .on_version(),
                                   [&](Call& call, const PersonInput& input) {
                                     return accounts.tie(call.actor, AccountId{call.param("id")}, input.person,
                                                         call.if_match());
                                   });
  api.get<Items<PersonChoice>>(
      Route{"/api/v1/people", "people_list", "People to tie an account to", "account.edit"}.for_people(),
      [&](Call& call) { return accounts.people(call.actor); });
  api.get<Items<InvitationRow>>(
      Route{"/api/v1/invitations", "invitation_list", "Invitations that are open", "account.edit"}.for_people(),
      [&](Call& call) { return accounts.invitations(call.actor); });
  // Not a DELETE: in that place of the address stands the token of a link.
  api.post<Nothing, Nothing>(
      Route{"/api/v1/invitations/{id}/withdraw", "invitation_withdraw", "Withdraw an invitation", "account.edit"}
          .for_people(),
      [&](Call& call, Nothing) { return accounts.withdraw_invitation(call.actor, call.param("id")); });
  api.post<InvitationInput, InvitationLink>(
      Route{"/api/v1/invitations", "invitation_add", "Invite someone by a link that works once", "account.edit"}
          .for_people(),
      [&](Call& call, const InvitationInput& input) { return accounts.invite(call, input); });
}

}  // namespace waarborg::auth
