// SPDX-License-Identifier: EUPL-1.2
//
// Inside platform/crypto only: the CBOR envelope around authenticator data (WebAuthn level 2, section 6.5.4).
// Pure. Reads definite lengths only (RFC 8949, CTAP2 canonical form), with limits on depth and size.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace waarborg::crypto {

struct Attestation {
  std::string format;                     ///< "none", "packed", …
  std::string authenticator_data;         ///< Raw bytes.
  bool has_statement = false;             ///< Whether attStmt has any member.
  bool has_certificates = false;          ///< Whether attStmt has x5c.
  std::optional<std::int64_t> algorithm;  ///< attStmt.alg
  std::string signature;                  ///< attStmt.sig, raw bytes; empty when there is none.
};

/// At most 16 KiB. kInvalid crypto.passkey.attestation for anything that is not one whole attestation object.
Result<Attestation> parse_attestation(std::string_view cbor);

/// Whether the lengths in authenticator data fit: what its flags announce is there, is CBOR within our limits, and
/// nothing follows (WebAuthn 6.1). Asked before libfido2 reads it: libcbor 0.8 reserves whatever memory a length asks.
bool is_well_formed_authenticator_data(std::string_view bytes);

}  // namespace waarborg::crypto
