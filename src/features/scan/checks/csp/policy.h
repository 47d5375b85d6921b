// SPDX-License-Identifier: EUPL-1.2
//
// Content-Security-Policy as browsers read it: Content Security Policy Level 3 (W3C), sections 2.2 to 2.3 and 6.7.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "features/scan/facts_web.h"

namespace waarborg::scan::csp {

/// What is beyond these is not read. Real policies stay far below: servers send 8 to 64 kB of headers at most.
inline constexpr std::size_t kMaxHeaderBytes = 64U << 10U;
inline constexpr std::size_t kMaxPolicies = 32;
inline constexpr std::size_t kMaxDirectives = 128;  ///< Of one policy.

struct Directive {
  std::string name;                 ///< Lower case.
  std::vector<std::string> values;  ///< As they stand.

  bool operator==(const Directive&) const = default;
};

struct Policy {
  std::vector<Directive> directives;  ///< Each name once: of more, the first counts (section 2.2.1).

  bool operator==(const Policy&) const = default;
};

/// All policies of a response (section 2.2.2): headers of this name, each a list at whose commas policies part. A
/// policy without directives is none.
std::vector<Policy> read_policies(const HttpExchange& exchange, std::string_view header_name);
/// The policies of one header value.
std::vector<Policy> read_policies(std::string_view value);

/// Null when the policy does not have it.
const Directive* find(const Policy& policy, std::string_view name);
/// The directive that governs a kind of fetch: itself or the one that it falls back on (section 6.8.4). Null when
/// nothing governs it, and all is allowed.
const Directive* governing(const Policy& policy, std::string_view name);

/// What a list of sources lets through.
struct Sources {
  bool unsafe_inline = false;
  bool unsafe_eval = false;
  bool unsafe_hashes = false;
  bool strict_dynamic = false;
  bool nonce_or_hash = false;
  bool anyone = false;  ///< "*", or a scheme or a host that says as much: https:, data:, http://*.
};
Sources sources_of(const Directive& directive);

/// Whether all inline scripts may run: 'unsafe-inline' that nothing takes back (section 6.7.3.2).
bool allows_all_inline(const Sources& sources);
/// Whether scripts may come from everywhere: with 'strict-dynamic' hosts and schemes do not count (section 6.7.1.1).
bool allows_scripts_of_anyone(const Sources& sources);

}  // namespace waarborg::scan::csp
