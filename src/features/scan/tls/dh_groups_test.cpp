// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/dh_groups.h"

#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>

#include <memory>
#include <vector>

namespace waarborg::scan {
namespace {

std::string bytes_of(const BIGNUM* number) {
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
  return bytes;
}

/// The prime as OpenSSL has it.
std::string prime_of(const char* group) {
  using Context = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;
  const Context context(EVP_PKEY_CTX_new_from_name(nullptr, "DH", nullptr), &EVP_PKEY_CTX_free);
  char name[16] = {};
  std::snprintf(name, sizeof name, "%s", group);
  OSSL_PARAM settings[] = {OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, name, 0), OSSL_PARAM_END};
  EVP_PKEY* made = nullptr;
  if (EVP_PKEY_paramgen_init(context.get()) != 1 || EVP_PKEY_CTX_set_params(context.get(), settings) != 1 ||
      EVP_PKEY_generate(context.get(), &made) != 1) {
    return {};
  }
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(made, &EVP_PKEY_free);
  BIGNUM* prime = nullptr;
  if (EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_FFC_P, &prime) != 1) return {};
  const std::unique_ptr<BIGNUM, decltype(&BN_free)> owner(prime, &BN_free);
  return bytes_of(prime);
}

struct Standard {
  std::string name;
  std::string prime;
};

std::vector<Standard> standards() {
  std::vector<Standard> all;
  for (const char* bits : {"2048", "3072", "4096", "6144", "8192"}) {
    all.push_back({std::string("ffdhe") + bits, prime_of((std::string("ffdhe") + bits).c_str())});
    all.push_back({std::string("modp") + bits, prime_of((std::string("modp_") + bits).c_str())});
  }
  all.push_back({"modp1536", prime_of("modp_1536")});
  const std::unique_ptr<BIGNUM, decltype(&BN_free)> second(BN_get_rfc2409_prime_1024(nullptr), &BN_free);
  const std::unique_ptr<BIGNUM, decltype(&BN_free)> first(BN_get_rfc2409_prime_768(nullptr), &BN_free);
  all.push_back({"modp1024", bytes_of(second.get())});
  all.push_back({"modp768", bytes_of(first.get())});
  return all;
}

TEST(DhGroups, are_known_by_the_primes_that_openssl_has) {
  for (const Standard& one : standards()) {
    ASSERT_FALSE(one.prime.empty()) << one.name;
    EXPECT_EQ(one.name, dh_group_name(one.prime, "\x02"));
    EXPECT_EQ(one.name, dh_group_name(std::string(3, '\0') + one.prime, std::string("\0\x02", 2)));
    EXPECT_EQ(std::stoi(one.name.substr(one.name.find_first_of("0123456789"))), bit_length(one.prime));
  }
}

TEST(DhGroups, are_not_known_when_a_single_bit_or_the_generator_differs) {
  for (const Standard& one : standards()) {
    EXPECT_EQ("own", dh_group_name(one.prime, "\x05")) << one.name;
    EXPECT_EQ("own", dh_group_name(one.prime, "")) << one.name;
    EXPECT_EQ("own", dh_group_name(one.prime + '\xFF', "\x02")) << one.name;
    for (std::size_t at = 0; at < one.prime.size(); ++at) {
      std::string other = one.prime;
      other[at] = static_cast<char>(other[at] ^ 1);
      ASSERT_EQ("own", dh_group_name(other, "\x02")) << one.name << " byte " << at;
    }
  }
}

TEST(DhGroups, may_be_anything_else) {
  EXPECT_EQ("own", dh_group_name("", "\x02"));
  EXPECT_EQ("own", dh_group_name("\x17", "\x02"));
  EXPECT_EQ("own", dh_group_name(std::string(128, '\xFF'), "\x02"));
  EXPECT_EQ(0, bit_length(""));
  EXPECT_EQ(0, bit_length(std::string(4, '\0')));
  EXPECT_EQ(1, bit_length("\x01"));
  EXPECT_EQ(512, bit_length(std::string(64, '\x80')));
  EXPECT_EQ(505, bit_length("\x01" + std::string(63, '\0')));
}

}  // namespace
}  // namespace waarborg::scan
