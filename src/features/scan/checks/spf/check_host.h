// SPDX-License-Identifier: EUPL-1.2
//
// check_host() of RFC 7208 without asking anything itself: it says which questions it needs, and is called again with
// their answers until it has a verdict.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "features/scan/facts_dns.h"

namespace waarborg::scan::spf {

enum class SpfResult { kNone, kNeutral, kPass, kFail, kSoftFail, kTempError, kPermError };

/// RFC 7208 section 4.6.4.
inline constexpr int kMostLookups = 10, kMostVoidLookups = 2;
inline constexpr std::size_t kMostMailServers = 10, kMostPointers = 10;

/// What a mail says of itself.
struct Envelope {
  std::string address;  ///< Of the peer, as text.
  std::string domain;   ///< Of MAIL FROM, or HELO when that is empty.
  std::string sender;   ///< MAIL FROM; empty: "postmaster" of `helo` (section 2.4).
  std::string helo;
  std::string receiver = "unknown";
  std::int64_t at = 0;  ///< Seconds since 1970.
};

struct SpfVerdict {
  SpfResult result = SpfResult::kNone;
  std::string explanation;  ///< Of kFail, when the domain gives one (section 6.2).
  int lookups = 0;          ///< Terms that ask the DNS; more than ten is kPermError.
  int void_lookups = 0;     ///< Of them, those whose question had no answer.

  bool operator==(const SpfVerdict&) const = default;
};

/// The verdict, or questions that must be answered first. Each call asks for at least one more, and a mail costs at
/// most some 240 questions. A failed lookup is kTempError, never an absence.
std::variant<SpfVerdict, std::vector<DnsQuestion>> check_host(const Envelope& envelope, const DnsAnswers& answers);

}  // namespace waarborg::scan::spf
