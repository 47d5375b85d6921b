// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/registry.h"

#include <algorithm>

#include "features/scan/tls/versions.h"

namespace waarborg::scan {
namespace {

// RFC 8422 5.1.1, RFC 7027, RFC 7919, RFC 8446 4.2.7, RFC 8734, RFC 9189, the ML-KEM drafts (ecdhe-mlkem, mlkem).
constexpr Named kGroups[] = {
    {1, "sect163k1"},
    {2, "sect163r1"},
    {3, "sect163r2"},
    {4, "sect193r1"},
    {5, "sect193r2"},
    {6, "sect233k1"},
    {7, "sect233r1"},
    {8, "sect239k1"},
    {9, "sect283k1"},
    {10, "sect283r1"},
    {11, "sect409k1"},
    {12, "sect409r1"},
    {13, "sect571k1"},
    {14, "sect571r1"},
    {15, "secp160k1"},
    {16, "secp160r1"},
    {17, "secp160r2"},
    {18, "secp192k1"},
    {19, "secp192r1"},
    {20, "secp224k1"},
    {21, "secp224r1"},
    {22, "secp256k1"},
    {23, "secp256r1"},
    {24, "secp384r1"},
    {25, "secp521r1"},
    {26, "brainpoolP256r1"},
    {27, "brainpoolP384r1"},
    {28, "brainpoolP512r1"},
    {29, "x25519"},
    {30, "x448"},
    {31, "brainpoolP256r1tls13"},
    {32, "brainpoolP384r1tls13"},
    {33, "brainpoolP512r1tls13"},
    {34, "GC256A"},
    {35, "GC256B"},
    {36, "GC256C"},
    {37, "GC256D"},
    {38, "GC512A"},
    {39, "GC512B"},
    {40, "GC512C"},
    {41, "curveSM2"},
    {0x0100, "ffdhe2048"},
    {0x0101, "ffdhe3072"},
    {0x0102, "ffdhe4096"},
    {0x0103, "ffdhe6144"},
    {0x0104, "ffdhe8192"},
    {0x0200, "MLKEM512"},
    {0x0201, "MLKEM768"},
    {0x0202, "MLKEM1024"},
    {0x11EB, "SecP256r1MLKEM768"},
    {0x11EC, "X25519MLKEM768"},
    {0x11ED, "SecP384r1MLKEM1024"},
    {0x11EE, "curveSM2MLKEM768"},
    {0x6399, "X25519Kyber768Draft00"},
    {0x639A, "SecP256r1Kyber768Draft00"},
    {0xFF01, "arbitrary_explicit_prime_curves"},
    {0xFF02, "arbitrary_explicit_char2_curves"},
};

// RFC 8446 4.2.3, RFC 8734, RFC 8998, RFC 9367, RFC 9963, the ML-DSA draft; the pairs of RFC 5246 7.4.1.4.1 that these
// have no name for are spelled in their way.
constexpr Named kSignatures[] = {
    {0x0001, "rsa_pkcs1_md5_sha1"},
    {0x0101, "rsa_pkcs1_md5"},
    {0x0102, "dsa_md5"},
    {0x0103, "ecdsa_md5"},
    {0x0201, "rsa_pkcs1_sha1"},
    {0x0202, "dsa_sha1"},
    {0x0203, "ecdsa_sha1"},
    {0x0301, "rsa_pkcs1_sha224"},
    {0x0302, "dsa_sha224"},
    {0x0303, "ecdsa_sha224"},
    {0x0401, "rsa_pkcs1_sha256"},
    {0x0402, "dsa_sha256"},
    {0x0403, "ecdsa_secp256r1_sha256"},
    {0x0420, "rsa_pkcs1_sha256_legacy"},
    {0x0501, "rsa_pkcs1_sha384"},
    {0x0502, "dsa_sha384"},
    {0x0503, "ecdsa_secp384r1_sha384"},
    {0x0520, "rsa_pkcs1_sha384_legacy"},
    {0x0601, "rsa_pkcs1_sha512"},
    {0x0602, "dsa_sha512"},
    {0x0603, "ecdsa_secp521r1_sha512"},
    {0x0620, "rsa_pkcs1_sha512_legacy"},
    {0x0704, "eccsi_sha256"},
    {0x0708, "sm2sig_sm3"},
    {0x0709, "gostr34102012_256a"},
    {0x070A, "gostr34102012_256b"},
    {0x070B, "gostr34102012_256c"},
    {0x070C, "gostr34102012_256d"},
    {0x070D, "gostr34102012_512a"},
    {0x070E, "gostr34102012_512b"},
    {0x070F, "gostr34102012_512c"},
    {0x0804, "rsa_pss_rsae_sha256"},
    {0x0805, "rsa_pss_rsae_sha384"},
    {0x0806, "rsa_pss_rsae_sha512"},
    {0x0807, "ed25519"},
    {0x0808, "ed448"},
    {0x0809, "rsa_pss_pss_sha256"},
    {0x080A, "rsa_pss_pss_sha384"},
    {0x080B, "rsa_pss_pss_sha512"},
    {0x081A, "ecdsa_brainpoolP256r1tls13_sha256"},
    {0x081B, "ecdsa_brainpoolP384r1tls13_sha384"},
    {0x081C, "ecdsa_brainpoolP512r1tls13_sha512"},
    {0x0904, "mldsa44"},
    {0x0905, "mldsa65"},
    {0x0906, "mldsa87"},
};

constexpr Named kVersionNames[] = {
    {kSsl2, "SSL 2.0"},  {kSsl3, "SSL 3.0"},  {kTls10, "TLS 1.0"},
    {kTls11, "TLS 1.1"}, {kTls12, "TLS 1.2"}, {kTls13, "TLS 1.3"},
};

std::string name_in(std::span<const Named> names, int number) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const Named& one) { return one.number == number; });
  if (found != names.end()) return std::string(found->name);
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string hex = "0x";
  const auto bits = static_cast<unsigned>(number);
  for (unsigned shift = bits > 0xFFFFU ? 24 : 16; shift > 0; shift -= 4) hex += kDigits[bits >> (shift - 4) & 0xFU];
  return hex;
}

std::optional<int> number_in(std::span<const Named> names, std::string_view name) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const Named& one) { return one.name == name; });
  return found == names.end() ? std::nullopt : std::optional(found->number);
}

}  // namespace

std::span<const Named> all_groups() { return kGroups; }
std::span<const Named> all_signatures() { return kSignatures; }

std::string suite_name(int number) {
  const Suite* suite = suite_of(number);
  return suite != nullptr ? std::string(suite->name) : name_in({}, number);
}

std::string group_name(int number) { return name_in(kGroups, number); }
std::string signature_name(int number) { return name_in(kSignatures, number); }
std::string version_name(int number) { return name_in(kVersionNames, number); }

std::optional<int> find_group(std::string_view name) { return number_in(kGroups, name); }
std::optional<int> find_signature(std::string_view name) { return number_in(kSignatures, name); }

}  // namespace waarborg::scan
