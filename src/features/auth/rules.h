// SPDX-License-Identifier: EUPL-1.2
//
// Decisions about accounts, without I/O and without a clock: passwords, roles, session modes, session lifetimes.
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

#include "base/result.h"
#include "base/time.h"

namespace waarborg::auth {

using Roles = std::vector<std::string>;

/// How far signing in has come.
enum class SessionState {
  kAnonymous,
  kFactor,  ///< The password was right; a second factor must follow.
  kEnrol,   ///< The password was right; the account has no second factor yet and must set one up.
  kReady,
};
BOOST_DESCRIBE_ENUM(SessionState, kAnonymous, kFactor, kEnrol, kReady)

/// Source: OWASP ASVS 4.0 section 3.3, for applications with sensitive data (idle 30 minutes, absolute 12 hours).
struct Lifetime {
  std::chrono::minutes idle{30};
  std::chrono::minutes absolute{12 * 60};
  std::chrono::minutes signing_in{15};  ///< Between password and second factor, enrolment included.
};

/// When a session ends if nobody uses it before.
Moment ends_at(SessionState state, Moment created, Moment last_seen, const Lifetime& lifetime);

/// Whether a session may still be used. One that began or was seen in the future is from a clock that ran ahead, and
/// would outlive its time: it has ended. A few minutes are the correction of a healthy clock.
bool is_live(SessionState state, Moment created, Moment last_seen, Moment now, const Lifetime& lifetime);

/// Lower case without spaces around: the form in which logins are kept and compared.
std::string normal_login(std::string_view login);
/// kInvalid auth.login.malformed unless 3 to 100 of a-z 0-9 . _ - + @
Result<void> check_login(const std::string& login);
/// kInvalid auth.name.missing or auth.name.too_long (200 bytes).
Result<void> check_name(const std::string& name);

inline constexpr std::size_t kPasswordCharacters = 12;  ///< Least. Unit: code points.
inline constexpr std::size_t kPasswordBytes = 256;      ///< Most. Bounds the work of hashing.

/// Length over composition (NIST SP 800-63B section 5.1.1.2; ASVS 2.1.1, 2.1.9): kInvalid auth.password.too_short,
/// too_long, or is_name when what remains without login and name has fewer than eight characters.
Result<void> check_password(const std::string& password, const std::string& login, const std::string& name);

/// "owner reviewer" ↔ {"owner", "reviewer"}
Roles split_roles(std::string_view text);
std::string join_roles(const Roles& roles);

/// Roles that an administrator may give: known, at least one, none twice. An auditor reads only and for a time, so
/// that role stands alone and has an end. kInvalid auth.roles.*
Result<void> check_roles(const Roles& roles, const std::optional<Day>& until, Day today);

/// Whether a membership with this last day gives rights today.
bool is_active(const std::optional<Day>& until, Day today);

struct Member {
  std::string account;
  Roles roles;
  std::optional<Day> until;
  bool disabled = false;
};
/// Whether someone stays who may manage accounts, today and later: an enabled administrator without an end.
bool keeps_administrator(const std::vector<Member>& members);

/// Administration and content in one session: fewer than ten people and a recorded reason.
bool may_combine(std::int64_t people, const std::string& reason);

/// The modes among which a session may choose, the first one being the default: "content", "administration", or
/// "combined" alone. Empty without roles.
std::vector<std::string> modes_of(const Roles& roles, bool combine);
/// The mode in force: the wished one when it is allowed now, else the default; "content" without roles.
std::string mode_in_force(const std::vector<std::string>& modes, const std::string& wished);
/// Rights in a mode. In "administration" only org.edit and account.edit; in "content" none of the administrator role.
std::set<std::string, std::less<>> rights_in(const Roles& roles, std::string_view mode);

}  // namespace waarborg::auth
