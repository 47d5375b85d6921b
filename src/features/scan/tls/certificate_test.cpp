// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/certificate.h"

#include <gtest/gtest.h>

#include <openssl/err.h>

#include "features/scan/tls/test_certificates.h"

namespace waarborg::scan {
namespace {

using testing::certificate;
using testing::Wanted;

Wanted wanted(std::string subject, bool is_authority = false) {
  Wanted out;
  out.subject = std::move(subject);
  out.is_authority = is_authority;
  return out;
}

std::vector<Certificate> chain(const std::vector<std::string>& ders) { return read_chain(testing::in_base64(ders)); }

TEST(Certificate, reads_what_stands_in_it) {
  Wanted leaf = testing::leaf();
  leaf.ocsp = "http://ocsp.example/";
  leaf.must_staple = true;
  const std::string der = certificate(leaf, testing::intermediate());
  const auto read = read_certificate(der);

  ASSERT_TRUE(read);
  EXPECT_EQ(der, read->der);
  EXPECT_EQ("CN=zorg.example", read->subject);
  EXPECT_EQ("CN=Between", read->issuer);
  EXPECT_EQ("secp256r1", read->key);
  EXPECT_EQ(256, read->key_bits);
  EXPECT_EQ("ecdsa", read->signature);
  EXPECT_EQ("sha256", read->hash);
  EXPECT_EQ((std::vector<std::string>{"zorg.example", "*.zorg.example"}), read->names);
  EXPECT_EQ(leaf.from, read->from);
  EXPECT_EQ(leaf.until, read->until);
  EXPECT_EQ("http://ocsp.example/", read->ocsp);
  EXPECT_TRUE(read->must_staple);
  EXPECT_FALSE(read->self_signed);
  EXPECT_FALSE(read->is_authority);
  EXPECT_NE(std::string::npos, der.find(read->key_info));
  EXPECT_EQ(0U, ERR_peek_error());
}

TEST(Certificate, tells_kinds_of_keys_and_signatures_apart) {
  struct Kind {
    const char* key;
    const char* hash;
    bool pss;
    const char* name;
    int bits;
    const char* signature;
    const char* read_hash;
  };
  const Kind kinds[] = {
      {"rsa1024", "SHA1", false, "rsa", 1024, "rsa", "sha1"},
      {"rsa2048", "SHA256", false, "rsa", 2048, "rsa", "sha256"},
      {"rsa2048", "MD5", false, "rsa", 2048, "rsa", "md5"},
      {"rsa2048", "SHA384", true, "rsa", 2048, "rsassa-pss", "sha384"},
      {"rsa3072", "SHA512", false, "rsa", 3072, "rsa", "sha512"},
      {"rsapss2048", "SHA256", true, "rsa", 2048, "rsassa-pss", "sha256"},
      {"secp384r1", "SHA384", false, "secp384r1", 384, "ecdsa", "sha384"},
      {"secp521r1", "SHA512", false, "secp521r1", 521, "ecdsa", "sha512"},
      {"secp224r1", "SHA224", false, "secp224r1", 224, "ecdsa", "sha224"},
      {"brainpoolP256r1", "SHA256", false, "brainpoolP256r1", 256, "ecdsa", "sha256"},
      {"secp256k1", "SHA1", false, "secp256k1", 256, "ecdsa", "sha1"},
      {"ed25519", "SHA256", false, "ed25519", 256, "ed25519", ""},
      {"ed448", "SHA256", false, "ed448", 456, "ed448", ""},
      {"dsa1024", "SHA1", false, "dsa", 1024, "dsa", "sha1"},
  };
  for (const Kind& kind : kinds) {
    SCOPED_TRACE(std::string(kind.key) + " " + kind.hash);
    Wanted self = wanted("Self");
    self.key = kind.key;
    self.hash = kind.hash;
    self.pss = kind.pss;
    const auto read = read_certificate(certificate(self));
    ASSERT_TRUE(read);
    EXPECT_EQ(kind.name, read->key);
    EXPECT_EQ(kind.bits, read->key_bits);
    EXPECT_EQ(kind.signature, read->signature);
    EXPECT_EQ(kind.read_hash, read->hash);
    EXPECT_TRUE(read->self_signed);
  }
}

TEST(Certificate, refuses_what_is_none) {
  const std::string der = certificate(testing::leaf());
  EXPECT_FALSE(read_certificate(""));
  EXPECT_FALSE(read_certificate("not a certificate"));
  EXPECT_FALSE(read_certificate(der + "x"));
  EXPECT_FALSE(read_certificate(der + der));
  for (std::size_t size = 0; size < der.size(); ++size) {
    EXPECT_FALSE(read_certificate(std::string_view(der).substr(0, size))) << size;
  }
  EXPECT_FALSE(read_certificate(std::string(kMaxCertificateBytes + 1, '0')));
  EXPECT_EQ(0U, ERR_peek_error());
}

TEST(Certificate, names_hosts_as_rfc_9525_says) {
  struct Case {
    const char* name;
    const char* host;
    bool matches;
  };
  const Case cases[] = {
      {"zorg.example", "zorg.example", true},
      {"Zorg.Example", "zorg.example", true},
      {"zorg.example", "ZORG.example.", true},
      {"zorg.example", "www.zorg.example", false},
      {"www.zorg.example", "zorg.example", false},
      {"*.zorg.example", "www.zorg.example", true},
      {"*.zorg.example", "a.b.zorg.example", false},
      {"*.zorg.example", "zorg.example", false},
      {"*.zorg.example", ".zorg.example", false},
      {"w*.zorg.example", "www.zorg.example", false},
      {"*w.zorg.example", "www.zorg.example", false},
      {"www.*.example", "www.zorg.example", false},
      {"*.*.example", "www.zorg.example", false},
      {"*.example", "zorg.example", false},
      {"*", "zorg.example", false},
      {"*", "*", false},
      {"xn--zrg-jna.example", "xn--zrg-jna.example", true},
      {"zorg.example", "", false},
      {"zorg.example", ".", false},
      {"192.0.2.1", "zorg.example", false},
  };
  for (const Case& one : cases) {
    Wanted leaf = wanted("someone");
    leaf.names = {one.name};
    const auto read = read_certificate(certificate(leaf));
    ASSERT_TRUE(read);
    EXPECT_EQ(one.matches, names_host(*read, one.host)) << one.name << " for " << one.host;
  }
}

TEST(Certificate, looks_only_at_the_subject_alternative_name) {
  EXPECT_FALSE(names_host(*read_certificate(certificate(wanted("zorg.example"))), "zorg.example"));
}

TEST(Certificate, is_not_deceived_by_a_nul_or_a_space_in_a_name) {
  Wanted leaf = wanted("bad");
  leaf.names = {std::string("zorg.example\0.evil.example", 26), "zorg.example ", "zorg.example\n"};
  const auto read = read_certificate(certificate(leaf));
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->names.empty());
  EXPECT_FALSE(names_host(*read, "zorg.example"));
}

TEST(Certificate, keeps_ten_thousand_names) {
  Wanted leaf = wanted("many");
  for (int i = 0; i < 10'000; ++i) leaf.names.push_back("host" + std::to_string(i) + ".zorg.example");
  const auto read = read_certificate(certificate(leaf));
  ASSERT_TRUE(read);
  EXPECT_EQ(10'000U, read->names.size());
  EXPECT_TRUE(names_host(*read, "host9999.zorg.example"));
}

TEST(Certificate, knows_who_issued_it) {
  const auto leaf = *read_certificate(certificate(testing::leaf(), testing::intermediate()));
  const auto between = *read_certificate(certificate(testing::intermediate(), testing::root()));
  const auto root = *read_certificate(certificate(testing::root()));
  Wanted pretender = testing::intermediate();
  pretender.key = "secp384r1";
  const auto other = *read_certificate(certificate(pretender, testing::root()));

  EXPECT_TRUE(is_issued_by(leaf, between));
  EXPECT_TRUE(is_issued_by(between, root));
  EXPECT_TRUE(is_issued_by(root, root));
  EXPECT_FALSE(is_issued_by(leaf, root));
  EXPECT_FALSE(is_issued_by(between, leaf));
  EXPECT_FALSE(is_issued_by(leaf, other)) << "the same name with another key";
  EXPECT_TRUE(between.is_authority);
}

TEST(Chain, is_read_without_what_is_no_certificate) {
  auto sent = testing::good_chain();
  sent.insert(sent.begin() + 1, "!!");
  sent.emplace_back("AAAA");
  EXPECT_EQ(2U, read_chain(sent).size());
  EXPECT_EQ(kMaxChain, read_chain(std::vector<std::string>(50, sent.front())).size());
}

TEST(Chain, knows_in_which_order_it_was_sent) {
  const std::string leaf = certificate(testing::leaf(), testing::intermediate());
  const std::string between = certificate(testing::intermediate(), testing::root());
  const std::string root = certificate(testing::root());
  const std::string stranger = certificate(wanted("Stranger", true));
  struct Case {
    std::vector<std::string> sent;
    ChainOrder order;
    bool duplicates;
  };
  const Case cases[] = {
      {{}, ChainOrder::kInOrder, false},
      {{leaf}, ChainOrder::kInOrder, false},
      {{leaf, between}, ChainOrder::kInOrder, false},
      {{leaf, between, root}, ChainOrder::kInOrder, false},
      {{between, leaf}, ChainOrder::kReversed, false},
      {{root, between, leaf}, ChainOrder::kReversed, false},
      {{leaf, root, between}, ChainOrder::kMixed, false},
      {{leaf, root}, ChainOrder::kGap, false},
      {{leaf, between, stranger}, ChainOrder::kGap, false},
      {{leaf, leaf, between}, ChainOrder::kInOrder, true},
      {{leaf, between, between, root}, ChainOrder::kInOrder, true},
      {{leaf, root, between, leaf}, ChainOrder::kMixed, true},
  };
  int number = 0;
  for (const Case& one : cases) {
    SCOPED_TRACE(number++);
    const ChainShape shape = shape_of(chain(one.sent));
    EXPECT_EQ(one.order, shape.order);
    EXPECT_EQ(one.duplicates, shape.has_duplicates);
  }
}

}  // namespace
}  // namespace waarborg::scan
