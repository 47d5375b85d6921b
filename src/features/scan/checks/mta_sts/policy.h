// SPDX-License-Identifier: EUPL-1.2
//
// MTA-STS: the record that says there is a policy, and the policy (RFC 8461 section 3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/scan/facts.h"

namespace waarborg::scan::mta_sts {

/// Whether a TXT record counts as one: it begins with "v=STSv1" and a semicolon (section 3.1).
bool is_mta_sts(std::string_view txt);

/// The id of the policy, 1 to 32 letters and digits; nothing when the grammar of section 3.1 does not allow the record.
std::optional<std::string> read_record(std::string_view txt);

enum class Mode { kEnforce, kTesting, kNone };

struct Policy {
  Mode mode = Mode::kNone;
  std::vector<std::string> patterns;  ///< mx, in lower case: a host, or "*." and a domain.
  std::int64_t max_age = 0;           ///< Seconds.

  bool operator==(const Policy&) const = default;
};

/// Source: section 3.2 (max_age), 3.3 (bytes: ours is what senders should at least take).
inline constexpr std::int64_t kMostAge = 31'557'600;
inline constexpr std::size_t kMostPolicyBytes = 64U << 10U;

/// kInvalid scan.mta_sts.bad_line {line}, .bad_version, .bad_mode, .bad_age, .no_mx, .bad_mx {pattern}, .too_large.
Result<Policy> read_policy(std::string_view text);

/// Whether the pattern allows that host; "*" stands for exactly one label (section 4.1).
bool matches(std::string_view pattern, std::string_view host);

/// Where the policy is, when the record says that there is one; nothing when it does not, or is not known. For
/// DomainFacts::mta_sts.
std::optional<std::string> policy_url(const DomainFacts& facts);

}  // namespace waarborg::scan::mta_sts
