// SPDX-License-Identifier: EUPL-1.2
//
// The names of all that the routes of auth take and answer, for declarations. What is in them stands in the header
// above each group, and only those who look into one need it: a member more does not compile the whole program again.
#pragma once

namespace waarborg::auth {

// session_views.h
struct LoginInput;
struct Session;

// factor_views.h
struct FactorInput;
struct PasskeyAdded;
struct PasskeyAssertion;
struct PasskeyInput;
struct PasskeyOffer;
struct PasskeyRequest;
struct PasskeyRow;
struct PresentPassword;
struct RecoveryCodes;
struct TotpInput;
struct TotpOffer;

// own_account_views.h
struct MailAddress;
struct MailAddressInput;
struct PasswordInput;
struct SessionRow;
struct TokenAdded;
struct TokenInput;
struct TokenRow;

// member_views.h
struct AccountRow;
struct AccountSummary;
struct PersonChoice;
struct RolesInput;

// link_views.h
struct ForgottenInput;
struct InvitationAnswer;
struct InvitationInput;
struct InvitationLink;
struct InvitationRow;
struct InvitationView;
struct ResetAnswer;
struct ResetLink;
struct ResetView;

// own_name.h
struct NamesInUse;

}  // namespace waarborg::auth
