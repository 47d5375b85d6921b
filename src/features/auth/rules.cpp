// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/rules.h"

#include <algorithm>

#include "base/text.h"
#include "features/auth/actor.h"
#include "features/org/org.h"

namespace waarborg::auth {
namespace {

constexpr std::string_view kAdministrator = "administrator";
constexpr std::string_view kAuditor = "auditor";

/// UTF-8 code points: every byte that does not continue one.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

void erase_all(std::string& text, const std::string& part) {
  if (part.size() < 3) return;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part)) text.erase(at, part.size());
}

bool holds(const Roles& roles, std::string_view role) { return std::ranges::find(roles, role) != roles.end(); }

Roles content_roles(const Roles& roles) {
  Roles out;
  std::ranges::copy_if(roles, std::back_inserter(out), [](const auto& role) { return role != kAdministrator; });
  return out;
}

}  // namespace

Moment ends_at(SessionState state, Moment created, Moment last_seen, const Lifetime& lifetime) {
  const auto longest = state == SessionState::kReady ? lifetime.absolute : lifetime.signing_in;
  return std::min(created + longest, last_seen + lifetime.idle);
}

bool is_live(SessionState state, Moment created, Moment last_seen, Moment now, const Lifetime& lifetime) {
  constexpr std::chrono::minutes kCorrection{5};
  if (state == SessionState::kAnonymous || std::max(created, last_seen) > now + kCorrection) return false;
  return ends_at(state, created, last_seen, lifetime) > now;
}

std::string normal_login(std::string_view login) {
  const auto first = login.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return lower(login.substr(first, login.find_last_not_of(" \t\r\n") - first + 1));
}

Result<void> check_login(const std::string& login) {
  const bool fits = login.size() >= 3 && login.size() <= 100 && std::ranges::all_of(login, [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                             std::string_view("._-+@").find(c) != std::string::npos;
                    });
  if (!fits) return invalid("auth.login.malformed", "login");
  return {};
}

Result<void> check_name(const std::string& name) {
  if (is_blank(name)) return invalid("auth.name.missing", "name");
  if (name.size() > 200) return invalid("auth.name.too_long", "name");
  return check_visible(name, "name");
}

Result<void> check_password(const std::string& password, const std::string& login, const std::string& name) {
  if (characters(password) < kPasswordCharacters) return invalid("auth.password.too_short", "password");
  if (password.size() > kPasswordBytes) return invalid("auth.password.too_long", "password");
  std::string rest = lower(password);
  erase_all(rest, lower(login));
  erase_all(rest, lower(name));
  if (characters(rest) < 8) return invalid("auth.password.is_name", "password");
  return {};
}

Roles split_roles(std::string_view text) {
  Roles roles;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) roles.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return roles;
}

std::string join_roles(const Roles& roles) {
  std::string text;
  for (const auto& role : roles) text += (text.empty() ? "" : " ") + role;
  return text;
}

Result<void> check_roles(const Roles& roles, const std::optional<Day>& until, Day today) {
  if (roles.empty()) return invalid("auth.roles.none", "roles");
  for (const auto& role : roles) {
    if (std::ranges::find(all_roles(), role) == all_roles().end()) return invalid("auth.roles.unknown", "roles");
    if (std::ranges::count(roles, role) > 1) return invalid("auth.roles.twice", "roles");
  }
  if (until && *until < today) return invalid("auth.roles.until_past", "until");
  if (holds(roles, kAuditor) && roles.size() > 1) return invalid("auth.roles.auditor_alone", "roles");
  if (holds(roles, kAuditor) && !until) return invalid("auth.roles.auditor_until", "until");
  return {};
}

bool is_active(const std::optional<Day>& until, Day today) { return !until || *until >= today; }

bool keeps_administrator(const std::vector<Member>& members) {
  return std::ranges::any_of(members, [](const Member& member) {
    return !member.disabled && !member.until && holds(member.roles, kAdministrator);
  });
}

bool may_combine(std::int64_t people, const std::string& reason) {
  return people > 0 && people < org::kSmallOrganisation && reason.find_first_not_of(" \t\r\n") != std::string::npos;
}

std::vector<std::string> modes_of(const Roles& roles, bool combine) {
  const bool administers = holds(roles, kAdministrator);
  const bool works = !content_roles(roles).empty();
  if (administers && works) {
    return combine ? std::vector<std::string>{"combined"} : std::vector<std::string>{"content", "administration"};
  }
  if (administers) return {"administration"};
  return works ? std::vector<std::string>{"content"} : std::vector<std::string>{};
}

std::string mode_in_force(const std::vector<std::string>& modes, const std::string& wished) {
  if (modes.empty()) return "content";
  return std::ranges::find(modes, wished) != modes.end() ? wished : modes.front();
}

std::set<std::string, std::less<>> rights_in(const Roles& roles, std::string_view mode) {
  if (mode == "combined") return rights_of(roles);
  if (mode == "administration") {
    return holds(roles, kAdministrator) ? rights_of({std::string(kAdministrator)})
                                        : std::set<std::string, std::less<>>{};
  }
  return rights_of(content_roles(roles));
}

}  // namespace waarborg::auth
