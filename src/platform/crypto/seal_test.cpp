// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/seal.h"

#include <gtest/gtest.h>

#include "platform/crypto/encoding.h"
#include "platform/crypto/random.h"
#include "platform/crypto/test_folder.h"

namespace waarborg::crypto {
namespace {

std::string new_key() { return text_of(random_bytes(kSealKeyBytes)); }

TEST(Seal, opens_what_it_sealed) {
  const std::string key = new_key();
  for (const std::string& plain : {std::string{}, std::string{"geheim"}, std::string(10'000, '\0')}) {
    const Result<std::string> sealed = seal(key, plain, "account 1");
    ASSERT_TRUE(sealed);
    EXPECT_EQ(open(key, *sealed, "account 1"), plain);
  }
}

TEST(Seal, never_gives_the_same_text_twice) {
  const std::string key = new_key();
  EXPECT_NE(*seal(key, "geheim"), *seal(key, "geheim"));
}

TEST(Seal, does_not_open_elsewhere_or_changed) {
  const std::string key = new_key();
  const std::string sealed = *seal(key, "geheim", "account 1");
  const Bytes bytes = *base64url_decode(sealed);

  EXPECT_EQ(open(key, sealed, "account 2").error().what.key, "crypto.seal.damaged");
  EXPECT_EQ(open(new_key(), sealed, "account 1").error().what.key, "crypto.seal.damaged");
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    Bytes changed = bytes;
    changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1U << bit % 8));
    EXPECT_FALSE(open(key, base64url_encode(changed), "account 1")) << bit;
  }
  for (std::size_t length = 0; length < sealed.size(); ++length) {
    EXPECT_FALSE(open(key, sealed.substr(0, length), "account 1")) << length;
  }
  EXPECT_EQ(open("short", sealed, "account 1").error().what.key, "crypto.seal.bad_key");
  EXPECT_EQ(seal("short", "geheim").error().what.key, "crypto.seal.bad_key");
}

TEST(Seal, the_key_file_is_made_once_and_private) {
  const TestFolder folder;
  const Result<std::string> first = load_or_create_key(folder / "seal.key");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->size(), kSealKeyBytes);
  EXPECT_EQ(load_or_create_key(folder / "seal.key"), *first);
  EXPECT_EQ(std::filesystem::status(folder / "seal.key").permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);

  put_content(folder / "seal.key", "AAAA\n");
  EXPECT_EQ(load_or_create_key(folder / "seal.key").error().what.key, "crypto.key.damaged");
  EXPECT_EQ(content_of(folder / "seal.key"), "AAAA\n") << "never replaced";
}

}  // namespace
}  // namespace waarborg::crypto
