// SPDX-License-Identifier: EUPL-1.2
//
// Bytes from a browser: the CBOR reader, then libfido2 behind it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "platform/crypto/attestation.h"
#include "platform/crypto/encoding.h"
#include "platform/crypto/hash.h"
#include "platform/crypto/passkey.h"

namespace {

/// The attestation object "none" around any authenticator data: so that the fuzzer also gets past the envelope.
std::string wrapped(std::string_view data) {
  const std::string size{static_cast<char>(data.size() >> 8U & 0xFFU), static_cast<char>(data.size() & 0xFFU)};
  return "\xA3\x63"
         "fmt\x64none\x67"
         "attStmt\xA0\x68"
         "authData\x59" +
         size + std::string{data};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  namespace crypto = waarborg::crypto;
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  const crypto::PasskeyCeremony ceremony{"zorg.example", "https://zorg.example", "AAAAAAAAAAAAAAAAAAAAAA"};
  static const std::string create =
      R"({"type":"webauthn.create","challenge":"AAAAAAAAAAAAAAAAAAAAAA","origin":"https://zorg.example"})";
  static const std::string get =
      R"({"type":"webauthn.get","challenge":"AAAAAAAAAAAAAAAAAAAAAA","origin":"https://zorg.example"})";
  static const std::string hash = crypto::text_of(crypto::sha256(ceremony.rp_id));

  const auto parsed = crypto::parse_attestation(text);
  if (parsed && parsed->authenticator_data.size() > size) std::abort();
  (void)crypto::verify_registration(ceremony, create, text);
  (void)crypto::verify_registration(ceremony, text, {});
  if (size > 8000) return 0;
  (void)crypto::verify_registration(ceremony, create, wrapped(hash + std::string{text}));
  const crypto::PasskeyCredential credential{"AAAA", crypto::PasskeyAlgorithm::kEdDsa,
                                             crypto::base64url_encode(std::string(32, '\x01')), 0};
  (void)crypto::verify_assertion(ceremony, credential, get, hash + std::string{text}, std::string(64, 'x'), 0);
  return 0;
}
