// SPDX-License-Identifier: EUPL-1.2
//
// Rows of the auth tables. Inside auth only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "base/id.h"
#include "base/time.h"
#include "features/auth/rules.h"
#include "features/auth/throttle.h"
#include "features/trail/trail.h"
#include "platform/db/transaction.h"

namespace waarborg::auth {

using trail::kInstallation;  // accounts belong to the installation

struct AccountRecord {
  AccountId id;
  std::string login;
  std::string name;
  std::string locale;
  std::string password_hash;
  std::string totp_secret;   ///< Sealed; empty without TOTP.
  std::string totp_pending;  ///< Sealed; offered but not yet confirmed.
  std::int64_t totp_last_step = 0;
  bool may_create_organisations = false;
  bool disabled = false;
  OrganisationId last_organisation;
  std::string email;  ///< As given; see mail_of.
};
BOOST_DESCRIBE_STRUCT(AccountRecord, (),
                      (id, login, name, locale, password_hash, totp_secret, totp_pending, totp_last_step,
                       may_create_organisations, disabled, last_organisation, email))

/// A session with all that decides what it may do.
struct LiveSession {
  std::string id;  ///< SHA-256 of the cookie, hex.
  AccountId account;
  OrganisationId wished;  ///< As stored; `organisation` is what a membership confirms.
  std::string state_word;
  std::string wished_mode;
  std::string csrf;
  std::string challenge;
  Moment created_at{};
  Moment last_seen_at{};
  std::string login;
  std::string name;
  std::string locale;
  bool may_create_organisations = false;
  bool totp = false;
  std::int64_t passkeys = 0;
  OrganisationId organisation;  ///< Empty without a membership.
  std::string role_text;
  std::optional<Day> until;
  std::int64_t people = 0;
  std::string combined_roles_reason;

  SessionState state() const;
  std::vector<std::string> modes() const {
    return modes_of(split_roles(role_text), may_combine(people, combined_roles_reason));
  }
  std::string mode() const { return mode_in_force(modes(), wished_mode); }
};
BOOST_DESCRIBE_STRUCT(LiveSession, (),
                      (id, account, wished, state_word, wished_mode, csrf, challenge, created_at, last_seen_at, login,
                       name, locale, may_create_organisations, totp, passkeys, organisation, role_text, until, people,
                       combined_roles_reason))

struct MembershipRecord {
  OrganisationId organisation;
  AccountId account;
  std::int64_t version = 0;
  std::string roles;
  std::optional<Day> until;
};
BOOST_DESCRIBE_STRUCT(MembershipRecord, (), (organisation, account, version, roles, until))

struct PasskeyRecord {
  std::string id;
  std::string credential_id;
  std::int64_t algorithm = 0;
  std::string public_key;
  std::int64_t counter = 0;
  std::string name;
  Moment created_at{};
  std::optional<Moment> last_used_at;
};
BOOST_DESCRIBE_STRUCT(PasskeyRecord, (),
                      (id, credential_id, algorithm, public_key, counter, name, created_at, last_used_at))

struct InvitationRecord {
  std::string hash;
  OrganisationId organisation;  ///< Empty for the first account of an installation.
  std::string login;
  std::string name;
  std::string roles;
  std::optional<Day> until;
  std::string person;  ///< Id in the register of people; may be empty.
  bool may_create_organisations = false;
  Moment expires_at{};
  std::optional<Moment> used_at;
  std::string organisation_name;
  std::int64_t accounts = 0;  ///< 1 when the login exists already.
  std::string email;
  bool printed = false;  ///< By the server at its start; see first_login.h.
  std::optional<Moment> withdrawn_at;
};
BOOST_DESCRIBE_STRUCT(InvitationRecord, (),
                      (hash, organisation, login, name, roles, until, person, may_create_organisations, expires_at,
                       used_at, organisation_name, accounts, email, printed, withdrawn_at))

struct OwnOrganisation {
  OrganisationId id;
  std::string name;
  std::string roles;
  std::optional<Day> until;
};
BOOST_DESCRIBE_STRUCT(OwnOrganisation, (), (id, name, roles, until))

std::optional<AccountRecord> find_account(db::Transaction& tx, const std::string& login);
std::optional<AccountRecord> load_account(db::Transaction& tx, const AccountId& account);
std::vector<OwnOrganisation> organisations_of(db::Transaction& tx, const AccountId& account, Day today);
/// All members, locked until the end of the transaction.
std::vector<Member> lock_members(db::Transaction& tx, const OrganisationId& organisation);

/// The longest wait of these subjects now. Writes nothing, so that refusing costs no disk.
std::chrono::seconds waiting(db::Transaction& tx, const std::vector<std::pair<std::string, ThrottleRule>>& subjects,
                             Moment now);

/// Charges one attempt to each subject, unless one of them is blocked: then the longest wait, and nothing changes.
std::chrono::seconds charge(db::Transaction& tx, const std::vector<std::pair<std::string, ThrottleRule>>& subjects,
                            Moment now, bool& newly_blocked);

}  // namespace waarborg::auth
