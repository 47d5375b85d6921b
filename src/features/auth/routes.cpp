// SPDX-License-Identifier: EUPL-1.2
//
// Routes of signing in. They are open to half-signed-in sessions, so each resolves its session itself.
#include "features/auth/api.h"
#include "features/auth/auth.h"
#include "features/auth/factor_views.h"
#include "features/auth/link_views.h"
#include "features/auth/session_views.h"

namespace waarborg::auth {
namespace {

constexpr bool kOpen = true;

Route open_route(const char* pattern, const char* operation, const char* summary) {
  Route route{pattern, operation, summary, "", kOpen};
  route.body_limit = std::size_t{64} << 10U;
  return route;
}

/// Also while signing in: the handler looks at the session itself.
Route own_route(const char* pattern, const char* operation, const char* summary) {
  return open_route(pattern, operation, summary).for_people();
}

void add_session_routes(Api& api, Accounts& accounts) {
  const char* const kSession = "/api/v1/session";
  api.get<Session>(open_route(kSession, "session_get", "Who is signed in"),
                   [&](Call& call) { return accounts.session(call); });
  api.post<LoginInput, Session>(open_route(kSession, "session_login", "Sign in with login and password"),
                                [&](Call& call, const LoginInput& input) { return accounts.login(call, input); });
  api.remove<Session>(own_route(kSession, "session_logout", "Sign out"),
                      [&](Call& call) { return accounts.logout(call); });
  api.post<FactorInput, Session>(
      open_route("/api/v1/session/factor", "session_factor", "Give a one-time code or a recovery code"),
      [&](Call& call, const FactorInput& input) { return accounts.give_factor(call, input); });
  api.post<Nothing, PasskeyRequest>(
      open_route("/api/v1/session/passkey/options", "session_passkey_options", "Ask for a passkey challenge"),
      [&](Call& call, Nothing) { return accounts.request_passkey(call); });
  api.post<PasskeyAssertion, Session>(
      open_route("/api/v1/session/passkey", "session_passkey", "Give the answer of a passkey"),
      [&](Call& call, const PasskeyAssertion& input) { return accounts.give_passkey(call, input); });
  api.put<OrganisationChoice, Session>(
      own_route("/api/v1/session/organisation", "session_organisation", "Choose the organisation to work in"),
      [&](Call& call, const OrganisationChoice& input) {
        return accounts.choose_organisation(call, input.organisation);
      });
  api.put<ModeChoice, Session>(
      own_route("/api/v1/session/mode", "session_mode", "Choose between content and administration"),
      [&](Call& call, const ModeChoice& input) { return accounts.choose_mode(call, input.mode); });
}

void add_factor_routes(Api& api, Accounts& accounts) {
  const char* const kTotp = "/api/v1/account/totp";
  const char* const kPasskeys = "/api/v1/account/passkeys";
  api.post<PresentPassword, TotpOffer>(
      own_route(kTotp, "account_totp_offer", "A new secret for an authenticator app; asks the password"),
      [&](Call& call, const PresentPassword& input) { return accounts.offer_totp(call, input); });
  api.put<TotpInput, RecoveryCodes>(
      own_route(kTotp, "account_totp_confirm", "Prove that the app has the secret; gives recovery codes"),
      [&](Call& call, const TotpInput& input) { return accounts.confirm_totp(call, input); });
  api.get<Page<PasskeyRow>>(own_route(kPasskeys, "account_passkey_list", "Own passkeys"),
                            [&](Call& call) { return accounts.passkeys(call); });
  api.post<PresentPassword, PasskeyOffer>(
      own_route("/api/v1/account/passkeys/options", "account_passkey_options",
                "Challenge for a new passkey; asks the password"),
      [&](Call& call, const PresentPassword& input) { return accounts.offer_passkey(call, input); });
  api.post<PasskeyInput, PasskeyAdded>(
      own_route(kPasskeys, "account_passkey_add", "Register a passkey"),
      [&](Call& call, const PasskeyInput& input) { return accounts.add_passkey(call, input); });
  // Not a DELETE: that has no body for the password.
  api.post<PresentPassword, Nothing>(
      own_route("/api/v1/account/passkeys/{id}/remove", "account_passkey_remove",
                "Remove a passkey; asks the password"),
      [&](Call& call, const PresentPassword& input) { return accounts.remove_passkey(call, call.param("id"), input); });
}

void add_invitation_routes(Api& api, Accounts& accounts) {
  const char* const kInvitation = "/api/v1/invitations/{token}";
  api.get<InvitationView>(open_route(kInvitation, "invitation_get", "For whom an invitation is"),
                          [&](Call& call) { return accounts.invitation(call.param("token")); });
  api.post<InvitationAnswer, Session>(
      open_route(kInvitation, "invitation_accept", "Accept an invitation with a password"),
      [&](Call& call, const InvitationAnswer& input) { return accounts.accept(call, call.param("token"), input); });
}

void add_reset_routes(Api& api, Accounts& accounts) {
  const char* const kReset = "/api/v1/resets/{token}";
  api.post<ForgottenInput, Nothing>(
      open_route("/api/v1/session/forgotten", "session_forgotten", "Ask for a letter with a link for a new password"),
      [&](Call& call, const ForgottenInput& input) { return accounts.forgot(call, input); });
  api.get<ResetView>(open_route(kReset, "reset_get", "For whom a link for a new password is"),
                     [&](Call& call) { return accounts.reset(call.param("token")); });
  api.post<ResetAnswer, Session>(
      open_route(kReset, "reset_accept", "Set a new password by a link that works once"),
      [&](Call& call, const ResetAnswer& input) { return accounts.accept_reset(call, call.param("token"), input); });
}

}  // namespace

void add_routes(Api& api, Accounts& accounts) {
  add_session_routes(api, accounts);
  add_factor_routes(api, accounts);
  add_invitation_routes(api, accounts);
  add_reset_routes(api, accounts);
  add_account_routes(api, accounts);
}

}  // namespace waarborg::auth
