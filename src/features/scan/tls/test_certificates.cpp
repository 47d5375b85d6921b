// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/test_certificates.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <map>
#include <memory>
#include <stdexcept>

#include "platform/crypto/encoding.h"

namespace waarborg::scan::testing {
namespace {

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

EVP_PKEY* generated(const std::string& kind) {
  if (kind.starts_with("rsapss")) {
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA_PSS, nullptr);
    EVP_PKEY* key = nullptr;
    EVP_PKEY_keygen_init(context);
    EVP_PKEY_CTX_set_rsa_keygen_bits(context, std::stoi(kind.substr(6)));
    EVP_PKEY_keygen(context, &key);
    EVP_PKEY_CTX_free(context);
    return key;
  }
  if (kind.starts_with("rsa")) {
    return EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(std::stoul(kind.substr(3))));
  }
  if (kind.starts_with("dsa")) {
    EVP_PKEY_CTX* parameters = EVP_PKEY_CTX_new_id(EVP_PKEY_DSA, nullptr);
    EVP_PKEY* base = nullptr;
    EVP_PKEY_paramgen_init(parameters);
    EVP_PKEY_CTX_set_dsa_paramgen_bits(parameters, std::stoi(kind.substr(3)));
    EVP_PKEY_paramgen(parameters, &base);
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(base, nullptr);
    EVP_PKEY* key = nullptr;
    EVP_PKEY_keygen_init(context);
    EVP_PKEY_keygen(context, &key);
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_CTX_free(parameters);
    EVP_PKEY_free(base);
    return key;
  }
  if (kind == "ed25519") return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  if (kind == "ed448") return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED448");
  return EVP_EC_gen(kind == "secp256r1" ? "prime256v1" : kind.c_str());
}

EVP_PKEY* key_of(const Wanted& wanted) {
  static std::map<std::string, Key> keys;
  Key& key = keys[wanted.subject + " " + wanted.key];
  if (!key) key.reset(generated(wanted.key));
  if (!key) throw std::logic_error("no key of the kind " + wanted.key);
  return key.get();
}

void add_text(X509_NAME* name, const std::string& text) {
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text.data()),
                             static_cast<int>(text.size()), -1, 0);
}

void add_extension(X509* x509, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, x509, x509, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  if (extension == nullptr) throw std::logic_error("no such extension: " + value);
  X509_add_ext(x509, extension, -1);
  X509_EXTENSION_free(extension);
}

void add_names(X509* x509, const std::vector<std::string>& names) {
  if (names.empty()) return;
  GENERAL_NAMES* all = sk_GENERAL_NAME_new_null();
  for (const std::string& name : names) {
    GENERAL_NAME* entry = GENERAL_NAME_new();
    ASN1_IA5STRING* text = ASN1_IA5STRING_new();
    ASN1_STRING_set(text, name.data(), static_cast<int>(name.size()));
    GENERAL_NAME_set0_value(entry, GEN_DNS, text);
    sk_GENERAL_NAME_push(all, entry);
  }
  X509_add1_ext_i2d(x509, NID_subject_alt_name, all, 0, 0);
  GENERAL_NAMES_free(all);
}

void set_time(ASN1_TIME* time, Moment moment) {
  ASN1_TIME_set(time, std::chrono::duration_cast<std::chrono::seconds>(moment.time_since_epoch()).count());
}

void sign(X509* x509, EVP_PKEY* key, const Wanted& wanted) {
  const bool is_edwards = EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519 || EVP_PKEY_get_base_id(key) == EVP_PKEY_ED448;
  const EVP_MD* hash = is_edwards ? nullptr : EVP_get_digestbyname(wanted.hash.c_str());
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_PKEY_CTX* parameters = nullptr;
  bool done = EVP_DigestSignInit(context, &parameters, hash, nullptr, key) == 1;
  if (wanted.pss) done = done && EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1;
  done = done && X509_sign_ctx(x509, context) > 0;
  EVP_MD_CTX_free(context);
  if (!done) throw std::logic_error("not signed: " + wanted.subject);
}

}  // namespace

std::string certificate(const Wanted& wanted, const Wanted& issuer) {
  X509* x509 = X509_new();
  X509_set_version(x509, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), 7);
  if (!wanted.subject.empty()) add_text(X509_get_subject_name(x509), wanted.subject);
  if (!issuer.subject.empty()) add_text(X509_get_issuer_name(x509), issuer.subject);
  set_time(X509_getm_notBefore(x509), wanted.from);
  set_time(X509_getm_notAfter(x509), wanted.until);
  X509_set_pubkey(x509, key_of(wanted));
  if (wanted.is_authority) add_extension(x509, NID_basic_constraints, "critical,CA:TRUE");
  if (wanted.must_staple) add_extension(x509, NID_tlsfeature, "status_request");
  if (!wanted.ocsp.empty()) add_extension(x509, NID_info_access, "OCSP;URI:" + wanted.ocsp);
  add_names(x509, wanted.names);
  sign(x509, key_of(issuer), wanted);
  unsigned char* bytes = nullptr;
  const int size = i2d_X509(x509, &bytes);
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  X509_free(x509);
  return der;
}

std::string certificate(const Wanted& wanted) { return certificate(wanted, wanted); }

Wanted leaf() {
  Wanted wanted;
  wanted.names = {"zorg.example", "*.zorg.example"};
  return wanted;
}

Wanted intermediate() {
  Wanted wanted;
  wanted.subject = "Between";
  wanted.is_authority = true;
  wanted.until = kNow + std::chrono::days{900};
  return wanted;
}

Wanted root() {
  Wanted wanted;
  wanted.subject = "Root";
  wanted.is_authority = true;
  wanted.until = kNow + std::chrono::days{9000};
  return wanted;
}

std::vector<std::string> in_base64(const std::vector<std::string>& ders) {
  std::vector<std::string> out;
  for (const std::string& der : ders) out.push_back(crypto::base64_encode(der));
  return out;
}

std::vector<std::string> good_chain() {
  static const std::vector<std::string> kChain =
      in_base64({certificate(leaf(), intermediate()), certificate(intermediate(), root())});
  return kChain;
}

}  // namespace waarborg::scan::testing
