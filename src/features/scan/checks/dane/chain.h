// SPDX-License-Identifier: EUPL-1.2
//
// TLSA records against the chain that a server sends (RFC 7671, RFC 7672).
#pragma once

#include <string_view>
#include <vector>

#include "features/scan/tls/certificate.h"
#include "features/scan/tls/tlsa.h"

namespace waarborg::scan::dane {

/// Best first.
enum class Match {
  kMatches,
  kTrustUnknown,  ///< It would match by a usage that needs trusted roots, and those were not looked at.
  kOtherName,     ///< The authority is the one named, but the certificate is for another host (RFC 7672 section 3.1.2).
  kNone,
};

/// What a record needs besides the certificates.
struct Around {
  std::string_view host;
  int chain_error = -1;      ///< As HandshakeFact has it: for usages 0 and 1.
  bool checks_names = true;  ///< internet.nl does not, of any usage.
};

/// The best of all records; records that are not usable do not take part.
/// @pre the chain is not empty
Match match(const std::vector<Tlsa>& records, const std::vector<Certificate>& chain, const Around& around);

}  // namespace waarborg::scan::dane
