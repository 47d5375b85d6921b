// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/registry.h"

#include <gtest/gtest.h>
#include <openssl/objects.h>
#include <openssl/ssl.h>

#include <memory>
#include <set>

#include "features/scan/tls/versions.h"

namespace waarborg::scan {
namespace {

TEST(TlsRegistry, knows_the_suites_that_a_server_may_speak) {
  EXPECT_GE(all_suites().size(), 330U);
  EXPECT_EQ(13U, ssl2_suites().size());
  std::set<std::string_view> names;
  int last = -1;
  for (const Suite& suite : all_suites()) {
    EXPECT_LT(last, suite.number) << suite.name;
    last = suite.number;
    EXPECT_TRUE(names.insert(suite.name).second) << suite.name;
    EXPECT_TRUE(suite.name.starts_with("TLS_")) << suite.name;
    ASSERT_EQ(&suite, suite_of(suite.number)) << suite.name;
    EXPECT_EQ(suite.number, find_suite(suite.name)) << suite.name;
    EXPECT_EQ(suite.name, suite_name(suite.number));
    const bool is_suite = suite.name != "TLS_NULL_WITH_NULL_NULL" && !suite.name.ends_with("_SCSV");
    EXPECT_EQ(is_suite, suite.can_be_chosen()) << suite.name;
  }
  for (const Suite& suite : ssl2_suites()) EXPECT_EQ(suite.number, find_suite(suite.name)) << suite.name;
}

TEST(TlsRegistry, has_no_suite_for_a_number_that_nobody_gave_out) {
  for (const int number : {-1, 0x001F + 0x10000, 0x1300, 0x1308, 0xC000, 0xC0B6, 0xCCAF, 0xFFFF, 0x10000, 0x7FFFFFFF}) {
    EXPECT_EQ(nullptr, suite_of(number)) << number;
  }
  int count = 0;
  for (int number = 0; number <= 0xFFFF; ++number) count += suite_of(number) != nullptr ? 1 : 0;
  EXPECT_EQ(all_suites().size(), static_cast<std::size_t>(count));
  EXPECT_EQ("0x1308", suite_name(0x1308));
  EXPECT_EQ("0x123456", suite_name(0x123456));
  EXPECT_FALSE(find_suite("TLS_WITH_LOVE"));
}

TEST(TlsRegistry, reads_the_kind_of_a_suite_from_its_name) {
  struct Case {
    int number;
    std::string_view name;
    KeyExchange exchange;
    Authentication authentication;
    int least_version;
  };
  using A = Authentication;
  using K = KeyExchange;
  const Case cases[] = {
      {0x0003, "TLS_RSA_EXPORT_WITH_RC4_40_MD5", K::kRsaExport, A::kRsa, kSsl3},
      {0x000B, "TLS_DH_DSS_EXPORT_WITH_DES40_CBC_SHA", K::kDh, A::kDss, kSsl3},
      {0x0014, "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA", K::kDhe, A::kRsa, kSsl3},
      {0x0018, "TLS_DH_anon_WITH_RC4_128_MD5", K::kDhe, A::kNone, kSsl3},
      {0x001D, "TLS_FORTEZZA_KEA_WITH_FORTEZZA_CBC_SHA", K::kFortezza, A::kDss, kSsl3},
      {0x001E, "TLS_KRB5_WITH_DES_CBC_SHA", K::kKrb5, A::kKrb5, kSsl3},
      {0x002F, "TLS_RSA_WITH_AES_128_CBC_SHA", K::kRsa, A::kRsa, kSsl3},
      {0x003B, "TLS_RSA_WITH_NULL_SHA256", K::kRsa, A::kRsa, kTls12},
      {0x0062, "TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA", K::kRsaExport, A::kRsa, kSsl3},
      {0x0067, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256", K::kDhe, A::kRsa, kTls12},
      {0x008A, "TLS_PSK_WITH_RC4_128_SHA", K::kPsk, A::kPsk, kSsl3},
      {0x0095, "TLS_RSA_PSK_WITH_AES_256_CBC_SHA", K::kRsaPsk, A::kRsa, kSsl3},
      {0x00A2, "TLS_DHE_DSS_WITH_AES_128_GCM_SHA256", K::kDhe, A::kDss, kTls12},
      {0x00C6, "TLS_SM4_GCM_SM3", K::kAny, A::kAny, kTls13},
      {0x1305, "TLS_AES_128_CCM_8_SHA256", K::kAny, A::kAny, kTls13},
      {0xC002, "TLS_ECDH_ECDSA_WITH_RC4_128_SHA", K::kEcdh, A::kEcdsa, kSsl3},
      {0xC016, "TLS_ECDH_anon_WITH_RC4_128_SHA", K::kEcdhe, A::kNone, kSsl3},
      {0xC01E, "TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA", K::kSrp, A::kRsa, kSsl3},
      {0xC01D, "TLS_SRP_SHA_WITH_AES_128_CBC_SHA", K::kSrp, A::kSrp, kSsl3},
      {0xC037, "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256", K::kEcdhePsk, A::kPsk, kSsl3},
      {0xC070, "TLS_ECDHE_PSK_WITH_ARIA_128_CBC_SHA256", K::kEcdhePsk, A::kPsk, kTls12},
      {0xC0AA, "TLS_PSK_DHE_WITH_AES_128_CCM_8", K::kDhePsk, A::kPsk, kTls12},
      {0xC0AE, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8", K::kEcdhe, A::kEcdsa, kTls12},
      {0xC0B0, "TLS_ECCPWD_WITH_AES_128_GCM_SHA256", K::kEccPwd, A::kPassword, kTls12},
      {0xC0B4, "TLS_SHA256_SHA256", K::kAny, A::kAny, kTls13},
      {0xC102, "TLS_GOSTR341112_256_WITH_28147_CNT_IMIT", K::kGost, A::kGost, kTls12},
      {0xC103, "TLS_GOSTR341112_256_WITH_KUZNYECHIK_MGM_L", K::kAny, A::kAny, kTls13},
      {0xCCA8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", K::kEcdhe, A::kRsa, kTls12},
      {0xD002, "TLS_ECDHE_PSK_WITH_AES_256_GCM_SHA384", K::kEcdhePsk, A::kPsk, kTls12},
      {0xFEFF, "TLS_RSA_FIPS_WITH_3DES_EDE_CBC_SHA", K::kRsa, A::kRsa, kSsl3},
  };
  for (const Case& one : cases) {
    const Suite* suite = suite_of(one.number);
    ASSERT_NE(nullptr, suite) << one.name;
    EXPECT_EQ(one.name, suite->name);
    EXPECT_EQ(one.exchange, suite->exchange) << one.name;
    EXPECT_EQ(one.authentication, suite->authentication) << one.name;
    EXPECT_EQ(one.least_version, suite->least_version) << one.name;
  }
}

KeyExchange exchange_of(int nid) {
  switch (nid) {
    case NID_kx_rsa:
      return KeyExchange::kRsa;
    case NID_kx_dhe:
      return KeyExchange::kDhe;
    case NID_kx_ecdhe:
      return KeyExchange::kEcdhe;
    case NID_kx_psk:
      return KeyExchange::kPsk;
    case NID_kx_dhe_psk:
      return KeyExchange::kDhePsk;
    case NID_kx_ecdhe_psk:
      return KeyExchange::kEcdhePsk;
    case NID_kx_rsa_psk:
      return KeyExchange::kRsaPsk;
    case NID_kx_srp:
      return KeyExchange::kSrp;
    case NID_kx_any:
      return KeyExchange::kAny;
    default:
      return KeyExchange::kGost;
  }
}

TEST(TlsRegistry, agrees_with_openssl_on_all_suites_that_it_has) {
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_method()), &SSL_CTX_free);
  ASSERT_EQ(1, SSL_CTX_set_cipher_list(context.get(), "ALL:COMPLEMENTOFALL:@SECLEVEL=0"));
  ASSERT_EQ(1, SSL_CTX_set_ciphersuites(context.get(),
                                        "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:"
                                        "TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256"));
  STACK_OF(SSL_CIPHER)* ciphers = SSL_CTX_get_ciphers(context.get());
  ASSERT_GT(sk_SSL_CIPHER_num(ciphers), 100);
  for (int i = 0; i < sk_SSL_CIPHER_num(ciphers); ++i) {
    const SSL_CIPHER* cipher = sk_SSL_CIPHER_value(ciphers, i);
    const Suite* suite = suite_of(SSL_CIPHER_get_protocol_id(cipher));
    ASSERT_NE(nullptr, suite) << SSL_CIPHER_standard_name(cipher);
    EXPECT_EQ(SSL_CIPHER_standard_name(cipher), suite->name);
    EXPECT_EQ(exchange_of(SSL_CIPHER_get_kx_nid(cipher)), suite->exchange) << suite->name;
    const std::string_view since = SSL_CIPHER_get_version(cipher);
    const int least = since == "TLSv1.3" ? kTls13 : since == "TLSv1.2" ? kTls12 : kSsl3;
    EXPECT_EQ(least, suite->least_version) << suite->name;
    const int signer = SSL_CIPHER_get_auth_nid(cipher);
    EXPECT_EQ(signer == NID_auth_null, suite->authentication == Authentication::kNone) << suite->name;
    EXPECT_EQ(signer == NID_auth_ecdsa, suite->authentication == Authentication::kEcdsa) << suite->name;
    EXPECT_EQ(signer == NID_auth_dss, suite->authentication == Authentication::kDss) << suite->name;
    EXPECT_EQ(signer == NID_auth_rsa, suite->authentication == Authentication::kRsa) << suite->name;
  }
}

TEST(TlsRegistry, names_groups_signatures_and_versions) {
  EXPECT_EQ("secp256r1", group_name(23));
  EXPECT_EQ("x25519", group_name(29));
  EXPECT_EQ("ffdhe8192", group_name(0x0104));
  EXPECT_EQ("X25519MLKEM768", group_name(0x11EC));
  EXPECT_EQ("0x2A2A", group_name(0x2A2A));
  EXPECT_EQ("rsa_pss_rsae_sha256", signature_name(0x0804));
  EXPECT_EQ("rsa_pkcs1_md5_sha1", signature_name(0x0001));
  EXPECT_EQ("TLS 1.3", version_name(kTls13));
  EXPECT_EQ("SSL 2.0", version_name(kSsl2));
  EXPECT_EQ("0x7F1C", version_name(0x7F1C));
  for (const Named& group : all_groups()) {
    EXPECT_EQ(group.number, find_group(group.name));
    EXPECT_EQ(group.name, group_name(group.number));
  }
  for (const Named& signature : all_signatures()) EXPECT_EQ(signature.number, find_signature(signature.name));
  EXPECT_FALSE(find_group("P-256"));
  EXPECT_FALSE(find_signature("sha256"));
}

}  // namespace
}  // namespace waarborg::scan
