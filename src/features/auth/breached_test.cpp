// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/breached.h"

#include <gtest/gtest.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <random>
#include <set>
#include <vector>

#include "platform/crypto/crypto.h"

namespace waarborg::auth {
namespace {

struct File {
  explicit File(const std::string& content) { std::ofstream(path, std::ios::binary) << content; }
  ~File() { std::filesystem::remove(path); }
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("waarborg-list-" + crypto::random_token(9));
};

std::string upper_sha1(const std::string& text) {
  std::array<unsigned char, 20> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  std::string hex = crypto::hex_encode(crypto::ByteView(digest));
  for (char& c : hex) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return hex;
}

TEST(Breached, knows_the_published_hash_of_password) {
  // SHA-1 of "password" as in the list of Have I Been Pwned.
  const File file("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:9659365\r\n");
  EXPECT_TRUE(is_breached(file.path, "password"));
  EXPECT_FALSE(is_breached(file.path, "Password"));
}

TEST(Breached, finds_every_line_of_a_sorted_list_and_nothing_else) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  for (const int count : {1, 2, 3, 10, 257}) {
    std::set<std::string> lines;
    for (int i = 0; i < count; ++i) {
      const std::string ends[] = {"\n", "\r\n"};
      lines.insert(upper_sha1("known" + std::to_string(i)) + ":" + std::to_string(random() % 1'000'000) +
                   ends[count % 2]);
    }
    std::string content;
    for (const auto& line : lines) content += line;
    const File whole(content);
    content.resize(content.find_last_not_of("\r\n") + 1);  // the last line without its end
    const File cut(content);
    for (int i = 0; i < count; ++i) {
      EXPECT_TRUE(is_breached(whole.path, "known" + std::to_string(i))) << count << " " << i;
      EXPECT_TRUE(is_breached(cut.path, "known" + std::to_string(i))) << count << " " << i;
      EXPECT_FALSE(is_breached(whole.path, "other" + std::to_string(i)));
    }
  }
}

TEST(Breached, reads_plain_lines_in_any_order) {
  const File file("zomer2026\r\nwelkom01\nhet laatste");
  for (const char* known : {"zomer2026", "welkom01", "het laatste"})
    EXPECT_TRUE(is_breached(file.path, known)) << known;
  for (const char* other : {"zomer", "welkom0", ""}) EXPECT_FALSE(is_breached(file.path, other)) << other;
}

TEST(Breached, a_list_that_is_not_there_locks_nobody_out) {
  EXPECT_FALSE(is_breached("", "password"));
  EXPECT_FALSE(is_breached("/nonexistent/list.txt", "password"));
}

}  // namespace
}  // namespace waarborg::auth
