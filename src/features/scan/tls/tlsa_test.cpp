// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/tlsa.h"

#include <gtest/gtest.h>

#include "features/scan/tls/test_certificates.h"
#include "platform/crypto/encoding.h"
#include "platform/crypto/hash.h"

namespace waarborg::scan {
namespace {

const std::string kHash = std::string(64, 'a');

TEST(Tlsa, reads_presentation_form) {
  const auto record = read_tlsa("3 1 1 " + kHash);
  ASSERT_TRUE(record);
  EXPECT_EQ(3, record->usage);
  EXPECT_EQ(1, record->selector);
  EXPECT_EQ(1, record->matching);
  EXPECT_EQ(std::string(32, '\xAA'), record->data);
  EXPECT_TRUE(read_tlsa("3 1 1 " + kHash.substr(0, 20) + " " + kHash.substr(20)));
  EXPECT_TRUE(read_tlsa("  3\t1 1  " + kHash));
  EXPECT_EQ(record, read_tlsa("3 1 1 " + std::string(64, 'A')));
}

TEST(Tlsa, refuses_what_is_of_another_form) {
  for (const char* text : {"", "3", "3 1 1", "3 1 aa", "3 1 1 abc", "3 1 1 zz", "256 1 1 aa", "-1 1 1 aa", "3 1 1aa",
                           "3  1 x aa", "3.0 1 1 aa"}) {
    EXPECT_FALSE(read_tlsa(text)) << text;
  }
  EXPECT_FALSE(read_tlsa("3 0 0 " + std::string(200'000, 'a')));
}

TEST(Tlsa, is_usable_when_all_of_it_is_known) {
  struct Case {
    std::string text;
    bool usable;
  };
  const Case cases[] = {
      {"3 1 1 " + kHash, true},
      {"0 0 1 " + kHash, true},
      {"3 0 2 " + kHash + kHash, true},
      {"3 0 0 aa", true},
      {"4 1 1 " + kHash, false},
      {"255 1 1 " + kHash, false},
      {"3 2 1 " + kHash, false},
      {"3 1 3 " + kHash, false},
      {"3 1 2 " + kHash, false},
      {"3 1 1 " + kHash + "aa", false},
      {"3 1 1 aa", false},
  };
  for (const Case& one : cases) EXPECT_EQ(one.usable, is_usable(*read_tlsa(one.text))) << one.text;
}

TEST(Tlsa, is_of_a_certificate_by_each_way_of_matching) {
  const auto leaf = *read_certificate(testing::certificate(testing::leaf()));
  const auto other = *read_certificate(testing::certificate(testing::root()));
  const std::string whole = crypto::hex_encode(leaf.der);
  const std::string key = crypto::hex_encode(leaf.key_info);
  for (const std::string& text : {"3 0 0 " + whole, "3 1 0 " + key, "3 0 1 " + crypto::sha256_hex(leaf.der),
                                  "3 1 1 " + crypto::sha256_hex(leaf.key_info)}) {
    EXPECT_TRUE(is_of(*read_tlsa(text), leaf)) << text.substr(0, 6);
    EXPECT_FALSE(is_of(*read_tlsa(text), other)) << text.substr(0, 6);
  }
  EXPECT_FALSE(is_of(*read_tlsa("3 0 1 " + crypto::sha256_hex(leaf.key_info)), leaf));
}

DnsAnswer answer(std::string name, std::string type, DnsOutcome outcome, DnsSecurity security,
                 std::vector<std::string> records = {}, std::string canonical = {}) {
  return {std::move(name), std::move(type), outcome, security, std::move(canonical), std::move(records), 60, ""};
}

TEST(Tlsa, is_only_as_good_as_the_answer_it_came_in) {
  const auto state = [](DnsOutcome outcome, DnsSecurity security) {
    return tlsa_of({answer("_25._tcp.mx.example", "TLSA", outcome, security, {"3 1 1 " + kHash})}, "mx.example", 25)
        .state;
  };
  EXPECT_EQ(TlsaState::kSecure, state(DnsOutcome::kAnswer, DnsSecurity::kSecure));
  EXPECT_EQ(TlsaState::kInsecure, state(DnsOutcome::kAnswer, DnsSecurity::kInsecure));
  EXPECT_EQ(TlsaState::kBogus, state(DnsOutcome::kAnswer, DnsSecurity::kBogus));
  EXPECT_EQ(TlsaState::kBogus, state(DnsOutcome::kFailed, DnsSecurity::kBogus));
  EXPECT_EQ(TlsaState::kUnknown, state(DnsOutcome::kAnswer, DnsSecurity::kUnknown));
  EXPECT_EQ(TlsaState::kUnknown, state(DnsOutcome::kTimeout, DnsSecurity::kUnknown));
  EXPECT_EQ(TlsaState::kUnknown, state(DnsOutcome::kFailed, DnsSecurity::kUnknown));
  EXPECT_EQ(TlsaState::kNone, state(DnsOutcome::kNoData, DnsSecurity::kInsecure));
  EXPECT_EQ(TlsaState::kNone, state(DnsOutcome::kNoName, DnsSecurity::kSecure));
  EXPECT_EQ(TlsaState::kUnknown, tlsa_of({}, "mx.example", 25).state);
}

TEST(Tlsa, of_an_alias_stands_first_at_the_name_that_it_stands_for) {
  const auto at = [](std::string name, DnsOutcome outcome, std::vector<std::string> records = {}) {
    return answer("_443._tcp." + std::move(name), "TLSA", outcome, DnsSecurity::kSecure, std::move(records));
  };
  const DnsAnswer alias =
      answer("www.example", "A", DnsOutcome::kAnswer, DnsSecurity::kSecure, {"192.0.2.1"}, "host.example");
  DnsAnswer unsigned_alias = alias;
  unsigned_alias.security = DnsSecurity::kInsecure;
  const DnsAnswer there = at("host.example", DnsOutcome::kAnswer, {"3 1 1 " + kHash});
  const DnsAnswer nothing_there = at("host.example", DnsOutcome::kNoData);
  const DnsAnswer here = at("www.example", DnsOutcome::kAnswer, {"2 1 1 " + kHash});

  EXPECT_EQ(3, tlsa_of({alias, there, here}, "www.example", 443).records.at(0).usage);
  EXPECT_EQ(2, tlsa_of({alias, nothing_there, here}, "www.example", 443).records.at(0).usage);
  EXPECT_EQ(2, tlsa_of({alias, here}, "www.example", 443).records.at(0).usage);
  EXPECT_EQ(2, tlsa_of({unsigned_alias, there, here}, "www.example", 443).records.at(0).usage);
}

}  // namespace
}  // namespace waarborg::scan
