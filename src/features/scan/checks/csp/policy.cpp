// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/csp/policy.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace waarborg::scan::csp {
namespace {

/// ASCII whitespace of the Infra Standard.
constexpr std::string_view kBlanks = " \t\n\f\r";

/// The next part of the text up to the sign, and moves on behind it.
std::string_view take_until(std::string_view& text, char sign) {
  const std::size_t end = text.find(sign);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return part;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t from = text.find_first_not_of(kBlanks); from != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kBlanks, from), text.size());
    found.emplace_back(text.substr(from, end - from));
    from = text.find_first_not_of(kBlanks, end);
  }
  return found;
}

Policy read_policy(std::string_view text) {
  Policy policy;
  while (!text.empty() && policy.directives.size() < kMaxDirectives) {
    std::vector<std::string> parts = words(take_until(text, ';'));
    if (parts.empty()) continue;
    Directive directive{lower(parts.front()), {}};
    if (find(policy, directive.name) != nullptr) continue;
    directive.values.assign(std::make_move_iterator(parts.begin() + 1), std::make_move_iterator(parts.end()));
    policy.directives.push_back(std::move(directive));
  }
  return policy;
}

/// 'nonce-…' and 'sha256-…', by their beginning: a browser that cannot read the rest refuses everything, too.
bool is_nonce_or_hash(std::string_view value) {
  return std::ranges::any_of(std::array{"'nonce-", "'sha256-", "'sha384-", "'sha512-"},
                             [&](const char* start) { return value.starts_with(start); }) &&
         value.ends_with('\'');
}

/// A scheme alone (https:), or a host of which only the star is left (*, https://*, *:443).
bool is_anyone(std::string_view value) {
  if (value.ends_with(':')) {
    return std::ranges::any_of(std::array{"http:", "https:", "ws:", "wss:", "data:", "blob:", "filesystem:"},
                               [&](const char* scheme) { return value == scheme; });
  }
  if (const std::size_t scheme = value.find("://"); scheme != std::string_view::npos) value.remove_prefix(scheme + 3);
  return value.substr(0, value.find_first_of(":/")) == "*";
}

struct Fallback {
  std::string_view name;
  std::array<std::string_view, 4> order;
};

constexpr std::array<Fallback, 7> kFallbacks = {{
    {"script-src-elem", {"script-src-elem", "script-src", "default-src"}},
    {"script-src-attr", {"script-src-attr", "script-src", "default-src"}},
    {"script-src", {"script-src", "default-src"}},
    {"style-src-elem", {"style-src-elem", "style-src", "default-src"}},
    {"style-src-attr", {"style-src-attr", "style-src", "default-src"}},
    {"frame-src", {"frame-src", "child-src", "default-src"}},
    {"worker-src", {"worker-src", "child-src", "script-src", "default-src"}},
}};

}  // namespace

std::vector<Policy> read_policies(std::string_view value) {
  std::vector<Policy> policies;
  value = value.substr(0, kMaxHeaderBytes);
  while (!value.empty() && policies.size() < kMaxPolicies) {
    Policy policy = read_policy(take_until(value, ','));
    if (!policy.directives.empty()) policies.push_back(std::move(policy));
  }
  return policies;
}

std::vector<Policy> read_policies(const HttpExchange& exchange, std::string_view header_name) {
  return read_policies(header(exchange, header_name).value_or(""));
}

const Directive* find(const Policy& policy, std::string_view name) {
  const auto found = std::ranges::find(policy.directives, name, &Directive::name);
  return found == policy.directives.end() ? nullptr : &*found;
}

const Directive* governing(const Policy& policy, std::string_view name) {
  const auto fallback = std::ranges::find(kFallbacks, name, &Fallback::name);
  const std::array<std::string_view, 4> plain{name, "default-src"};
  for (const std::string_view step : fallback == kFallbacks.end() ? plain : fallback->order) {
    if (const Directive* directive = step.empty() ? nullptr : find(policy, step)) return directive;
  }
  return nullptr;
}

Sources sources_of(const Directive& directive) {
  Sources sources;
  for (const std::string& value : directive.values) {
    const std::string word = lower(value);  // keywords and schemes are compared so (section 2.3.1)
    sources.unsafe_inline = sources.unsafe_inline || word == "'unsafe-inline'";
    sources.unsafe_eval = sources.unsafe_eval || word == "'unsafe-eval'";
    sources.unsafe_hashes = sources.unsafe_hashes || word == "'unsafe-hashes'";
    sources.strict_dynamic = sources.strict_dynamic || word == "'strict-dynamic'";
    sources.nonce_or_hash = sources.nonce_or_hash || is_nonce_or_hash(word);
    sources.anyone = sources.anyone || is_anyone(word);
  }
  return sources;
}

bool allows_all_inline(const Sources& sources) {
  return sources.unsafe_inline && !sources.nonce_or_hash && !sources.strict_dynamic;
}

bool allows_scripts_of_anyone(const Sources& sources) { return sources.anyone && !sources.strict_dynamic; }

}  // namespace waarborg::scan::csp
