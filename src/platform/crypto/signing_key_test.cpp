// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/signing_key.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "platform/crypto/test_folder.h"

namespace waarborg::crypto {
namespace {

using std::filesystem::perms;

SigningKey rfc_8032_key() {
  std::array<std::uint8_t, 32> seed{};
  const Bytes bytes = *hex_decode("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  std::copy(bytes.begin(), bytes.end(), seed.begin());
  return SigningKey::from_seed(seed);
}

TEST(SigningKey, gives_the_first_vector_of_rfc_8032_section_7_1) {
  const SigningKey key = rfc_8032_key();

  EXPECT_EQ(hex_encode(key.public_key()), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  EXPECT_EQ(
      hex_encode(key.sign("")),
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595b"
      "be24655141438e7a100b");
}

TEST(SigningKey, any_changed_bit_breaks_the_signature) {
  const SigningKey key = SigningKey::create();
  const std::string message = "2026-11-22 backup gemaakt";
  const Signature good = key.sign(message);
  ASSERT_TRUE(verify_signature(key.public_key(), message, good));

  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    Signature bad = good;
    bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ (1U << bit % 8));
    EXPECT_FALSE(verify_signature(key.public_key(), message, bad)) << bit;
  }
  EXPECT_FALSE(verify_signature(key.public_key(), message + ".", good));
  EXPECT_FALSE(verify_signature(SigningKey::create().public_key(), message, good));
  EXPECT_FALSE(verify_signature(key.public_key(), message, ByteView{good}.first(63)));
  EXPECT_FALSE(verify_signature(ByteView{key.public_key()}.first(31), message, good));
}

TEST(SigningKey, survives_a_file_that_only_its_owner_reads) {
  const TestFolder folder;
  const SigningKey key = SigningKey::create();
  ASSERT_TRUE(key.save(folder / "key"));

  const Result<SigningKey> loaded = SigningKey::load(folder / "key");
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->public_key(), key.public_key());
  EXPECT_EQ(loaded->sign("x"), key.sign("x"));
  EXPECT_EQ(std::filesystem::status(folder / "key").permissions(), perms::owner_read | perms::owner_write);
  EXPECT_EQ(folder.files(), 1) << "no draft stays behind";
  EXPECT_EQ(content_of(folder / "key").substr(0, 27), "-----BEGIN PRIVATE KEY-----");
}

TEST(SigningKey, saving_never_replaces_a_key) {
  const TestFolder folder;
  ASSERT_TRUE(SigningKey::create().save(folder / "key"));
  const std::string before = content_of(folder / "key");

  const Result<void> again = SigningKey::create().save(folder / "key");

  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, FaultKind::kConflict);
  EXPECT_EQ(again.error().what.key, "crypto.key.exists");
  EXPECT_EQ(content_of(folder / "key"), before);
  EXPECT_EQ(folder.files(), 1);
}

TEST(SigningKey, load_or_create_gives_the_same_key_twice) {
  const TestFolder folder;
  const Result<SigningKey> first = SigningKey::load_or_create(folder / "key");
  const Result<SigningKey> second = SigningKey::load_or_create(folder / "key");
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->public_key(), second->public_key());
}

TEST(SigningKey, says_what_is_wrong_with_a_file) {
  const TestFolder folder;
  EXPECT_EQ(SigningKey::load(folder / "none").error().what.key, "crypto.key.missing");
  EXPECT_EQ(SigningKey::create().save(folder / "no/folder").error().what.key, "crypto.key.disk");

  ASSERT_TRUE(SigningKey::create().save(folder / "key"));
  std::filesystem::permissions(folder / "key", perms::others_read, std::filesystem::perm_options::add);
  EXPECT_EQ(SigningKey::load(folder / "key").error().what.key, "crypto.key.too_open");
  std::filesystem::permissions(folder / "key", perms::owner_read | perms::owner_write);
  for (const std::string& content : {std::string{}, std::string{"geen sleutel"}, std::string(20'000, 'x'),
                                     content_of(folder / "key").substr(0, 60)}) {
    put_content(folder / "key", content);
    EXPECT_EQ(SigningKey::load(folder / "key").error().what.key, "crypto.key.damaged") << content.size();
    EXPECT_FALSE(SigningKey::load_or_create(folder / "key")) << "a damaged key is never replaced in silence";
  }
}

}  // namespace
}  // namespace waarborg::crypto
