// SPDX-License-Identifier: EUPL-1.2
//
// A certificate from anywhere: whatever is read is fit to be shown, is of its own TLSA record, hangs together with
// itself, and is what OpenSSL reads when it takes the certificate as a whole.
#include <openssl/x509.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/encoding.h"
#include "base/text.h"
#include "features/scan/tls/certificate.h"
#include "features/scan/tls/tlsa.h"

namespace {

using waarborg::scan::Certificate;

void see_what_openssl_reads(std::string_view der, const std::optional<Certificate>& read) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  X509* whole = d2i_X509(nullptr, &at, static_cast<long>(der.size()));
  int hash = NID_undef;
  int kind = NID_undef;
  if (whole != nullptr && read && X509_get_signature_info(whole, &hash, &kind, nullptr, nullptr) == 1) {
    if (hash != NID_undef && !read->hash.empty() && read->hash != waarborg::lower(OBJ_nid2sn(hash))) std::abort();
  }
  if (whole != nullptr && read) {
    const EVP_PKEY* key = X509_get0_pubkey(whole);
    if (key != nullptr && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA && read->key != "rsa") std::abort();
    if (key != nullptr && EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519 && read->key != "ed25519") std::abort();
    if (key != nullptr && read->key == "secp256r1" && EVP_PKEY_get_bits(key) != 256) std::abort();
  }
  X509_free(whole);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace waarborg::scan;
  const std::string_view der{reinterpret_cast<const char*>(data), size};
  const auto read = read_certificate(der);
  see_what_openssl_reads(der, read);
  if (!read) return 0;
  if (read->der.size() != size) std::abort();
  for (const std::string* text : {&read->subject, &read->issuer, &read->ocsp, &read->key, &read->hash}) {
    if (!waarborg::is_utf8(*text) || text->size() > 300) std::abort();
  }
  for (const std::string& name : read->names) {
    if (name.find('*') == std::string::npos && !name.ends_with('.') && !names_host(*read, name)) std::abort();
  }
  (void)names_host(*read, "www.zorg.example");
  (void)is_issued_by(*read, *read);
  if (shape_of({*read, *read}).order != ChainOrder::kInOrder) std::abort();
  if (!is_of(Tlsa{kDaneEe, 0, 0, read->der}, *read)) std::abort();
  return 0;
}
