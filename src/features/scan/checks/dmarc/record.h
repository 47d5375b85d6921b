// SPDX-License-Identifier: EUPL-1.2
//
// A DMARC record, as receivers read it: RFC 9989 sections 4.7 and 4.8, by which what is unknown or malformed is passed
// over; with pct of RFC 7489 section 6.3, which receivers from before still obey.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waarborg::scan::dmarc {

enum class Policy { kNone, kQuarantine, kReject };

/// The tags of a record; a tag that stands twice counts the first time.
struct Record {
  std::optional<Policy> policy;            ///< p
  std::optional<Policy> subdomain_policy;  ///< sp: for names below that have no record of their own.
  std::optional<Policy> absent_policy;     ///< np: for names below that do not exist.
  bool has_bad_policy = false;             ///< One of the three is there with another value.
  std::vector<std::string> report_uris;    ///< rua, those that are a URI, without the size of RFC 7489.
  std::vector<std::string> failure_uris;   ///< ruf, the same.
  bool is_testing = false;                 ///< t=y
  char public_suffix = 'u';                ///< psd: y, n or u.
  int percentage = 100;                    ///< pct, 0 to 100.

  bool operator==(const Record&) const = default;
};

/// Whether receivers take it for a DMARC record: its first tag is v with exactly "DMARC1".
bool is_dmarc(std::string_view txt);

/// Of a text that is_dmarc().
Record read_record(std::string_view txt);

/// Whether receivers apply it: its policies are good, or it has an address for reports and then asks for none
/// (RFC 9989 section 4.7).
bool is_usable(const Record& record);

/// What it asks for mail from the domain that has it, or from a name below (`below`), which exists. t=y lowers it one
/// step. kNone when it is not usable.
Policy policy_for(const Record& record, bool below);

/// Host of the address of a mailto URI, in lower case; empty for other URIs.
std::string host_of(std::string_view uri);

std::string_view word(Policy policy);

}  // namespace waarborg::scan::dmarc
