// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/csp/internet_nl.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "features/scan/checks/csp/policy.h"

namespace waarborg::scan::csp {
namespace {

/// One value that fitted a pattern, with the parts of it that internet.nl looks at.
struct Match {
  std::string_view scheme, host, scheme_source;
  bool self = false, none = false, report_sample = false;
  bool unsafe_inline = false, unsafe_eval = false, unsafe_hashes = false;
};

/// Patterns beside those for hosts and schemes.
enum class Kind { kPlain, kScript, kStyleParts, kFrameAncestors };

struct Known {
  std::string_view name;
  Kind kind;
  std::array<std::string_view, 3> fallbacks;
};

/// Those of its 27 directives of which values say something; the others never change the outcome.
constexpr std::array<Known, 21> kKnown = {{
    {"child-src", Kind::kScript, {"default-src"}},
    {"connect-src", Kind::kPlain, {"default-src"}},
    {"default-src", Kind::kPlain, {}},
    {"font-src", Kind::kPlain, {"default-src"}},
    {"frame-src", Kind::kPlain, {"child-src", "default-src"}},
    {"img-src", Kind::kScript, {"default-src"}},
    {"manifest-src", Kind::kPlain, {"default-src"}},
    {"media-src", Kind::kPlain, {"default-src"}},
    {"object-src", Kind::kPlain, {"default-src"}},
    {"prefetch-src", Kind::kPlain, {"default-src"}},
    {"script-src", Kind::kScript, {"default-src"}},
    {"script-src-elem", Kind::kScript, {"script-src", "default-src"}},
    {"script-src-attr", Kind::kScript, {"script-src", "default-src"}},
    {"style-src", Kind::kPlain, {"default-src"}},
    {"style-src-elem", Kind::kStyleParts, {"style-src", "default-src"}},
    {"style-src-attr", Kind::kStyleParts, {"style-src", "default-src"}},
    {"worker-src", Kind::kPlain, {"child-src", "script-src", "default-src"}},
    {"base-uri", Kind::kScript, {}},
    {"form-action", Kind::kScript, {}},
    {"frame-ancestors", Kind::kFrameAncestors, {}},
    {"navigate-to", Kind::kScript, {}},
}};

/// What splits words there: white space of Python in the letters of ISO 8859-1.
bool is_python_blank(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 0x09 && byte <= 0x0D) || (byte >= 0x1C && byte <= 0x20) || byte == 0x85 || byte == 0xA0;
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// What may follow a host: nothing, a port (digits or a star), a path.
bool is_port_and_path(std::string_view text) {
  if (text.starts_with(':')) {
    const std::size_t slash = std::min(text.find('/'), text.size());
    const std::string_view port = text.substr(1, slash - 1);
    if (port != "*" && !is_digits(port)) return false;
    text.remove_prefix(slash);
  }
  return text.empty() || text.front() == '/';
}

/// The host at the beginning of a text that is a host, a port and a path: a run without colon, slash and quote, or
/// something in brackets (the longest that fits).
std::optional<std::string_view> host_of(std::string_view text) {
  const std::string_view run = text.substr(0, text.find_first_of(":/'"));
  if (!run.empty() && is_port_and_path(text.substr(run.size()))) return run;
  if (!text.starts_with('[')) return std::nullopt;
  for (std::size_t end = text.rfind(']'); end != std::string_view::npos && end >= 2; end = text.rfind(']', end - 1)) {
    if (is_port_and_path(text.substr(end + 1))) return text.substr(0, end + 1);
  }
  return std::nullopt;
}

std::optional<Match> match_host(std::string_view value) {
  constexpr std::string_view kSign = "://";
  for (std::size_t at = value.rfind(kSign); at != std::string_view::npos && at > 0; at = value.rfind(kSign, at - 1)) {
    if (const auto host = host_of(value.substr(at + kSign.size()))) {
      Match match;
      match.scheme = value.substr(0, at);
      match.host = *host;
      return match;
    }
  }
  const auto host = host_of(value);
  if (!host) return std::nullopt;
  Match match;
  match.host = *host;
  return match;
}

std::optional<Match> match_scheme(std::string_view value) {
  for (const std::string_view known : {"http", "https", "data", "mediastream", "blob", "filesystem"}) {
    if (value.size() != known.size() + 1 || !value.starts_with(known) || value.back() != ':') continue;
    Match match;
    match.scheme_source = value.substr(0, known.size());
    return match;
  }
  return std::nullopt;
}

/// 'nonce-…' or 'sha256-…' up to a closing quote, in the letters of base64.
bool starts_with_nonce_or_hash(std::string_view value) {
  for (const std::string_view start : {"'nonce-", "'sha256-", "'sha384-", "'sha512-"}) {
    if (!value.starts_with(start)) continue;
    value.remove_prefix(start.size());
    const auto is_letter = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    };
    const auto end = static_cast<std::size_t>(std::ranges::find_if_not(value, is_letter) - value.begin());
    value.remove_prefix(end);
    value.remove_prefix(std::min(value.find_first_not_of('='), value.size()));
    return end > 0 && value.starts_with('\'');
  }
  return false;
}

std::optional<Match> match_keyword(std::string_view value, Kind kind) {
  Match match;
  if (kind == Kind::kFrameAncestors) {
    match.self = value == "'self'";
    match.none = value == "'none'";
    return match.self || match.none ? std::optional(match) : std::nullopt;
  }
  const bool more = kind == Kind::kScript;
  match.self = value.starts_with("'self'");
  match.none = value.starts_with("'none'");
  match.unsafe_eval = value.starts_with("'unsafe-eval'");
  match.unsafe_hashes = value.starts_with("'unsafe-hashes'");
  match.unsafe_inline = value.starts_with("'unsafe-inline'");
  match.report_sample = (more || kind == Kind::kStyleParts) && value.starts_with("'report-sample'");
  const bool found = match.self || match.none || match.unsafe_eval || match.unsafe_hashes || match.unsafe_inline ||
                     match.report_sample || starts_with_nonce_or_hash(value) ||
                     (more && value.starts_with("'strict-dynamic'"));
  return found ? std::optional(match) : std::nullopt;
}

std::optional<Match> match_value(std::string_view value, Kind kind) {
  if (auto match = match_host(value)) return match;
  if (auto match = match_scheme(value)) return match;
  return match_keyword(value, kind);
}

std::vector<std::string_view> python_words(std::string_view text) {
  std::vector<std::string_view> found;
  while (true) {
    const auto from = std::ranges::find_if_not(text, is_python_blank);
    text.remove_prefix(static_cast<std::size_t>(from - text.begin()));
    if (text.empty()) return found;
    const auto end = static_cast<std::size_t>(std::ranges::find_if(text, is_python_blank) - text.begin());
    found.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

using Parsed = std::map<std::string_view, std::vector<Match>>;
using Wanted = std::function<bool(const Match&)>;

Parsed parse(std::string_view joined) {
  Parsed parsed;
  while (!joined.empty()) {
    const std::size_t end = std::min(joined.find_first_of(",;"), joined.size());
    const auto words = python_words(joined.substr(0, end));
    joined.remove_prefix(std::min(end + 1, joined.size()));
    if (words.empty()) continue;
    const auto known = std::ranges::find(kKnown, words.front(), &Known::name);
    if (known == kKnown.end()) continue;
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (auto match = match_value(words[i], known->kind)) parsed[known->name].push_back(*match);
    }
  }
  return parsed;
}

bool any(const Parsed& parsed, const Wanted& wanted) {
  return std::ranges::any_of(parsed, [&](const auto& one) { return std::ranges::any_of(one.second, wanted); });
}

/// In the directive, or when that is not there in the first of its fallbacks that is.
bool any_in(const Parsed& parsed, std::string_view name, const Wanted& wanted) {
  const auto known = std::ranges::find(kKnown, name, &Known::name);
  std::vector<std::string_view> order{name};
  order.insert(order.end(), known->fallbacks.begin(), known->fallbacks.end());
  for (const std::string_view step : order) {
    const auto found = parsed.find(step);
    if (found != parsed.end()) return std::ranges::any_of(found->second, wanted);
  }
  return false;
}

/// Whether a host of the list is taken for the site itself.
bool is_similar(std::string_view host, std::string_view domain) {
  if (host == domain) return true;
  if (!host.starts_with("*.")) return host.ends_with(domain);
  return host.size() > 2 && domain.ends_with(host.substr(2));
}

std::string_view without_dots(std::string_view name) {
  while (name.ends_with('.')) name.remove_suffix(1);
  return name;
}

/// Nothing but 'none', or 'self' with hosts of the site.
bool is_none_or_self(const Parsed& parsed, std::string_view name, std::string_view domain) {
  const auto found = parsed.find(name);
  if (found == parsed.end()) return false;
  std::size_t expected = 0;
  bool self = false, none = false;
  std::set<std::string_view> hosts;
  for (const Match& match : found->second) {
    if (match.self || match.report_sample) {
      ++expected;
      self = self || match.self;
    } else if (!match.host.empty()) {
      ++expected;
      hosts.insert(without_dots(match.host));
      if (!is_similar(without_dots(match.host), domain)) return false;
    } else {
      none = none || match.none;
    }
  }
  if (none && !self && expected == 0) return true;
  if (!self) return false;
  const auto base = std::ranges::min_element(hosts, {}, &std::string_view::size);
  const bool one_base = std::ranges::all_of(hosts, [&](std::string_view host) { return host.ends_with(*base); });
  return one_base && expected == found->second.size();
}

}  // namespace

std::vector<std::string> internet_nl_failures(std::string_view joined, std::string_view domain) {
  const Parsed parsed = parse(joined.substr(0, kMaxHeaderBytes));
  domain = without_dots(domain);
  const auto self_none_host = [](const Match& m) { return m.self || m.none || !m.host.empty(); };
  const auto is_data = [](const Match& m) { return m.scheme_source == "data"; };
  const bool default_src = is_none_or_self(parsed, "default-src", domain);
  const std::pair<const char*, bool> kOrder[] = {
      {"unsafe_inline", any(parsed, [](const Match& m) { return m.unsafe_inline; })},
      {"unsafe_eval", any(parsed, [](const Match& m) { return m.unsafe_eval; })},
      {"http",
       any(parsed, [](const Match& m) { return m.scheme == "http" || m.scheme == "*" || m.scheme_source == "http"; })},
      {"bare_https", any(parsed, [](const Match& m) { return m.scheme_source == "https"; })},
      {"host_without_scheme", any(parsed, [](const Match& m) { return !m.host.empty() && m.scheme.empty(); })},
      {"data", any_in(parsed, "object-src", is_data) || any_in(parsed, "script-src", is_data)},
      {"invalid_host", any(parsed, [](const Match& m) { return m.host == "*" || m.host == "127.0.0.1"; })},
      {"unsafe_hashes", any(parsed, [](const Match& m) { return m.unsafe_hashes; })},
      {"default_src", !default_src},
      {"frame_src", !default_src && !any_in(parsed, "frame-src", self_none_host)},
      {"frame_ancestors", !any_in(parsed, "frame-ancestors", [](const Match& m) { return m.self || m.none; })},
      {"base_uri", !is_none_or_self(parsed, "base-uri", domain)},
      {"form_action", !any_in(parsed, "form-action", self_none_host)},
  };
  std::vector<std::string> failures;
  for (const auto& [word, failed] : kOrder) {
    if (failed) failures.emplace_back(word);
  }
  return failures;
}

}  // namespace waarborg::scan::csp
