// SPDX-License-Identifier: EUPL-1.2
//
// What the DNS said. Raw: nothing here is a judgement.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace waarborg::scan {

enum class DnsOutcome {
  kAnswer,   ///< At least one record of the type.
  kNoData,   ///< The name exists and has no record of the type (NODATA).
  kNoName,   ///< The name does not exist (NXDOMAIN).
  kFailed,   ///< SERVFAIL, REFUSED or an answer that cannot be read: nothing is known.
  kTimeout,  ///< No answer in time: nothing is known.
};
BOOST_DESCRIBE_ENUM(DnsOutcome, kAnswer, kNoData, kNoName, kFailed, kTimeout)

/// RFC 4035 section 4.3. Without an answer it is kUnknown, but for kBogus.
enum class DnsSecurity { kSecure, kInsecure, kBogus, kUnknown };
BOOST_DESCRIBE_ENUM(DnsSecurity, kSecure, kInsecure, kBogus, kUnknown)

struct DnsQuestion {
  std::string name;  ///< A-label form, lower case, no dot at the end.
  std::string type;  ///< "A", "TXT", …

  bool operator==(const DnsQuestion&) const = default;
};

/// One question and what came of it.
struct DnsAnswer {
  std::string name;  ///< As asked: A-label form, lower case, no dot at the end.
  std::string type;  ///< "A", "MX", "TXT", "TLSA", …
  DnsOutcome outcome = DnsOutcome::kTimeout;
  DnsSecurity security = DnsSecurity::kUnknown;
  std::string canonical;  ///< Where CNAMEs led; empty without one.
  /// Presentation form (RFC 1035 section 5.1), one record each, in the order received. Names in lower case without the
  /// dot at the end ("." for the root). TXT: the character-strings put together, bytes as they came, without quotes or
  /// escapes. CAA: `0 issue "value"`. TLSA: `3 1 1 hex`.
  std::vector<std::string> records;
  std::int64_t ttl = 0;  ///< Seconds; the least of the records.
  std::string reason;    ///< Of kFailed or kBogus, in the words of the resolver; may be empty.

  bool operator==(const DnsAnswer&) const = default;
};
BOOST_DESCRIBE_STRUCT(DnsAnswer, (), (name, type, outcome, security, canonical, records, ttl, reason))

using DnsAnswers = std::vector<DnsAnswer>;

/// What came of asking a name server, at one of its IPv6 addresses, for the name servers of the zone.
enum class NameServerHeard {
  kUdp,        ///< It answers with them.
  kTcp,        ///< The same, over TCP: the datagram was cut.
  kRefused,    ///< It answers, but not for this zone: REFUSED, SERVFAIL, or none of its name servers.
  kSilent,     ///< No answer, asked twice.
  kNotPublic,  ///< Not asked: an address of no public network, which nobody elsewhere reaches.
  kNoRoute,    ///< Not asked, or in vain: IPv6 or questions of ours do not come through from here; nothing is known.
  kOptedOut,   ///< Not asked: whoever it is of does not want to be measured.
};
BOOST_DESCRIBE_ENUM(NameServerHeard, kUdp, kTcp, kRefused, kSilent, kNotPublic, kNoRoute, kOptedOut)

/// For the zone.
inline bool answered(NameServerHeard heard) { return heard == NameServerHeard::kUdp || heard == NameServerHeard::kTcp; }

struct NameServerFacts {
  std::string host;     ///< As the NS record says.
  std::string address;  ///< One of its AAAA records.
  std::string zone;
  NameServerHeard heard = NameServerHeard::kNoRoute;
  int rcode = 0;  ///< Of what it answered.

  bool operator==(const NameServerFacts&) const = default;
};
BOOST_DESCRIBE_STRUCT(NameServerFacts, (), (host, address, zone, heard, rcode))

/// The answer to that question; null when it was not asked.
const DnsAnswer* find(const DnsAnswers& answers, std::string_view name, std::string_view type);

/// Whether it is known that there is none: NODATA or NXDOMAIN, and not bogus.
bool is_absent(const DnsAnswer& answer);
/// Whether nothing is known: no answer, a failure, or one that does not validate.
bool is_unknown(const DnsAnswer& answer);

}  // namespace waarborg::scan
