// SPDX-License-Identifier: EUPL-1.2
//
// TLSA records (RFC 6698): what the owner of a name says in the DNS of the certificate that its server should show.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/scan/facts_dns.h"
#include "features/scan/tls/certificate.h"

namespace waarborg::scan {

inline constexpr int kMailPort = 25;

/// Certificate usages (RFC 7218 section 2.1).
inline constexpr int kPkixTa = 0;
inline constexpr int kPkixEe = 1;
inline constexpr int kDaneTa = 2;
inline constexpr int kDaneEe = 3;

struct Tlsa {
  int usage = 0;
  int selector = 0;  ///< 0: the whole certificate; 1: its SubjectPublicKeyInfo.
  int matching = 0;  ///< 0: the thing itself; 1: SHA-256; 2: SHA-512.
  std::string data;  ///< Bytes.

  bool operator==(const Tlsa&) const = default;
};

/// From presentation form, "3 1 1 hex"; spaces inside the hex are allowed (RFC 6698 section 2.2). Nothing when it is
/// not of that form, whatever its numbers mean.
std::optional<Tlsa> read_tlsa(std::string_view record);

/// Whether its numbers are known and its data can be of that kind; others are passed over (RFC 6698 section 4.1).
bool is_usable(const Tlsa& record);

/// Whether the record is of this certificate. Says nothing of its place in a chain.
bool is_of(const Tlsa& record, const Certificate& certificate);

enum class TlsaState {
  kSecure,    ///< Records, proved by DNSSEC.
  kInsecure,  ///< Records, not signed: they protect nothing.
  kNone,      ///< Known: none.
  kBogus,     ///< Signed, and the signatures do not hold.
  kUnknown,   ///< Not asked or not answered.
};

struct TlsaFacts {
  TlsaState state = TlsaState::kUnknown;
  std::vector<std::string> seen;  ///< The records as they came, with their name.
  std::vector<Tlsa> records;      ///< Those that can be read.
};

/// Where records for a TCP port of a host may stand, "_25._tcp.mx.zorg.example", in the order in which they count.
std::vector<std::string> tlsa_names(const DnsAnswers& dns, std::string_view host, int port);

/// The records for a TCP port of a host. When the host is an alias, first under the name that it stands for, if that
/// was asked (RFC 7671 section 7).
TlsaFacts tlsa_of(const DnsAnswers& dns, std::string_view host, int port);

}  // namespace waarborg::scan
