// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/web/url.h"

#include <charconv>

#include "base/text.h"

namespace waarborg::scan::web {
namespace {

/// Length of the scheme when the text begins with one and a colon (RFC 3986 section 3.1); else 0.
std::size_t scheme_length(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c == ':') return i;
    if (!letter && (i == 0 || ((c < '0' || c > '9') && c != '+' && c != '-' && c != '.'))) return 0;
  }
  return 0;
}

/// Splits `host:port`; false when the port is no number of a port or there is no host.
bool read_authority(std::string_view authority, Url& url) {
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  const std::size_t bracket = authority.starts_with('[') ? authority.find(']') : 0;
  if (bracket == std::string_view::npos) return false;
  const std::size_t colon = authority.find(':', bracket);
  std::string_view host = authority.substr(0, colon);
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.empty() || host.ends_with('.')) return false;
  url.host = lower(host);
  url.port = url.scheme == "https" ? 443 : 80;
  if (colon == std::string_view::npos || colon + 1 == authority.size()) return true;
  const std::string_view digits = authority.substr(colon + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), url.port);
  return error == std::errc() && end == digits.data() + digits.size() && url.port > 0 && url.port < 65536;
}

/// The path, up to the query; browsers take a backslash for a slash.
std::string path_of(std::string_view text) {
  std::string path(text.substr(0, text.find_first_of("?#")));
  if (!path.empty() && path.front() == '\\') path.front() = '/';
  return path;
}

}  // namespace

std::optional<Url> read_url(std::string_view text) {
  text = trimmed(text);
  const std::size_t scheme = scheme_length(text);
  if (scheme == 0 || text.size() > kMaxUrlBytes) return std::nullopt;
  Url url;
  url.scheme = lower(text.substr(0, scheme));
  if (url.scheme != "http" && url.scheme != "https") return std::nullopt;
  std::string_view rest = text.substr(scheme + 1);
  if (!rest.starts_with("//")) return std::nullopt;
  rest.remove_prefix(2);
  const std::size_t end = rest.find_first_of("/?#\\");
  if (!read_authority(rest.substr(0, end), url)) return std::nullopt;
  if (end != std::string_view::npos) url.path = path_of(rest.substr(end));
  if (url.path.empty()) url.path = "/";
  return url;
}

std::optional<Url> resolve(const Url& base, std::string_view location) {
  location = trimmed(location);
  if (location.size() > kMaxUrlBytes) return std::nullopt;
  if (scheme_length(location) != 0) return read_url(location);
  if (location.starts_with("//")) return read_url(base.scheme + ":" + std::string(location));
  Url url = base;
  if (location.starts_with('/') || location.starts_with('\\')) {
    url.path = path_of(location);
  } else if (!location.empty() && location.front() != '?' && location.front() != '#') {
    url.path = base.path.substr(0, base.path.rfind('/') + 1) + path_of(location);
  }
  return url;
}

bool is_same_site(std::string_view host, std::string_view other) {
  if (host.size() < other.size()) std::swap(host, other);
  if (other.empty() || !host.ends_with(other)) return false;
  return host.size() == other.size() || host[host.size() - other.size() - 1] == '.';
}

}  // namespace waarborg::scan::web
