// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/cookies/set_cookie.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace waarborg::scan::cookies {
namespace {

/// Tab and space alone (RFC 6265 section 5.2 calls them WSP).
std::string_view without_blanks(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

SameSite same_site_of(std::string_view value) {
  const std::string word = lower(value);
  if (word == "none") return SameSite::kNone;
  if (word == "strict") return SameSite::kStrict;
  return word == "lax" ? SameSite::kLax : SameSite::kUnset;
}

/// Of an attribute that stands twice, the last counts.
void apply(std::string_view attribute, Cookie& cookie) {
  const std::size_t equals = attribute.find('=');
  const std::string name = lower(without_blanks(attribute.substr(0, equals)));
  const std::string_view value =
      equals == std::string_view::npos ? std::string_view() : without_blanks(attribute.substr(equals + 1));
  if (value.size() > kMaxAttributeBytes) return;
  if (name == "secure") cookie.secure = true;
  if (name == "httponly") cookie.http_only = true;
  if (name == "samesite") cookie.same_site = same_site_of(value);
  if (name == "domain") cookie.has_domain = !value.empty();
  if (name == "path") cookie.path = value.starts_with('/') ? value : std::string_view();
  if (name == "max-age") cookie.max_age = value;
  if (name == "expires") cookie.expires = value;
}

/// The first number of exactly four digits; 0 without one.
int year_in(std::string_view text) {
  for (std::size_t from = 0; from < text.size();) {
    const auto start = std::ranges::find_if(text.substr(from), is_digit) - text.begin();
    const auto end = std::ranges::find_if_not(text.substr(static_cast<std::size_t>(start)), is_digit) - text.begin();
    if (end - start == 4) {
      int year = 0;
      std::from_chars(text.data() + start, text.data() + end, year);
      return year;
    }
    from = static_cast<std::size_t>(end) + 1;
  }
  return 0;
}

}  // namespace

std::optional<Cookie> read_set_cookie(std::string_view value) {
  const auto is_control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  };
  if (std::ranges::any_of(value, is_control)) return std::nullopt;
  const std::size_t end = std::min(value.find(';'), value.size());
  const std::string_view pair = value.substr(0, end);
  const std::size_t equals = pair.find('=');
  const std::string_view name = without_blanks(equals == std::string_view::npos ? "" : pair.substr(0, equals));
  const std::string_view content = without_blanks(equals == std::string_view::npos ? pair : pair.substr(equals + 1));
  if (name.size() + content.size() > kMaxPairBytes || (name.empty() && content.empty())) return std::nullopt;
  Cookie cookie;
  cookie.name = name;
  for (std::string_view rest = value.substr(end); !rest.empty();) {
    rest.remove_prefix(1);
    const std::size_t next = std::min(rest.find(';'), rest.size());
    apply(rest.substr(0, next), cookie);
    rest.remove_prefix(next);
  }
  return cookie;
}

bool is_removal(const Cookie& cookie, Moment now) {
  if (const std::string_view age = cookie.max_age; !age.empty()) {
    // Browsers look at Max-Age first, and pass over one that is no number (section 5.2.2).
    const std::string_view digits = age.substr(age.front() == '-' ? 1 : 0);
    if (!digits.empty() && std::ranges::all_of(digits, is_digit)) {
      return age.front() == '-' || digits.find_first_not_of('0') == std::string_view::npos;
    }
  }
  const int year = year_in(cookie.expires);
  const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(now)};
  return year > 0 && year < static_cast<int>(today.year());
}

bool breaks_prefix(const Cookie& cookie) {
  const std::string name = lower(cookie.name);
  if (name.starts_with("__secure-")) return !cookie.secure;
  return name.starts_with("__host-") && (!cookie.secure || cookie.has_domain || cookie.path != "/");
}

bool is_of_login(const Cookie& cookie) {
  const std::string name = lower(cookie.name);
  if (name.ends_with("sid")) return true;
  return std::ranges::any_of(std::array{"sess", "auth", "login", "jwt", "remember"},
                             [&](const char* word) { return name.find(word) != std::string::npos; });
}

}  // namespace waarborg::scan::cookies
