// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/sealed_stream.h"

#include <gtest/gtest.h>

#include <random>
#include <sstream>

namespace waarborg::crypto {
namespace {

constexpr std::string_view kPassphrase = "vier woorden zijn genoeg";

std::string sealed(std::string_view plain, std::size_t step = 1000) {
  std::ostringstream out;
  Result<SealedWriter> writer = SealedWriter::begin(out, kPassphrase, kCheapForTests);
  EXPECT_TRUE(writer);
  for (std::size_t at = 0; at < plain.size(); at += step) EXPECT_TRUE(writer->write(plain.substr(at, step)));
  EXPECT_TRUE(writer->finish());
  return out.str();
}

/// All content, or the key of the fault.
std::string opened(const std::string& file, std::string_view passphrase = kPassphrase) {
  std::istringstream in{file};
  Result<SealedReader> reader = SealedReader::begin(in, passphrase);
  if (!reader) return reader.error().what.key;
  std::string plain;
  while (true) {
    const Result<std::optional<std::string>> part = reader->next();
    if (!part) {
      EXPECT_EQ(reader->next().error(), part.error()) << "a fault stays";
      return part.error().what.key;
    }
    if (!*part) return plain;
    plain += **part;
  }
}

std::string text_of_size(std::size_t size) {
  std::mt19937 random{static_cast<unsigned>(size)};
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(random());
  return text;
}

TEST(SealedStream, reads_back_every_size_around_a_chunk) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kSealedChunk - 1, kSealedChunk, kSealedChunk + 1,
                                 2 * kSealedChunk, 3 * kSealedChunk + 17}) {
    const std::string plain = text_of_size(size);
    EXPECT_TRUE(opened(sealed(plain)) == plain) << size;
    EXPECT_TRUE(opened(sealed(plain, 1 << 20)) == plain) << size;
  }
}

TEST(SealedStream, a_wrong_passphrase_opens_nothing) {
  EXPECT_EQ(opened(sealed("inhoud"), "iets anders"), "crypto.stream.wrong_passphrase");
  EXPECT_EQ(opened(sealed(""), ""), "crypto.stream.wrong_passphrase");
}

TEST(SealedStream, a_file_cut_off_anywhere_is_refused) {
  const std::string file = sealed(text_of_size(2 * kSealedChunk + 100));
  EXPECT_EQ(opened(file.substr(0, 0)), "crypto.stream.not_ours");
  EXPECT_EQ(opened(file.substr(0, 30)), "crypto.stream.truncated");
  EXPECT_EQ(opened(file.substr(0, 66)), "crypto.stream.truncated");
  const std::size_t chunk = kSealedChunk + 17;
  EXPECT_EQ(opened(file.substr(0, 66 + chunk)), "crypto.stream.truncated") << "between two chunks";
  EXPECT_EQ(opened(file.substr(0, 66 + chunk + 1000)), "crypto.stream.truncated");
  EXPECT_EQ(opened(file.substr(0, file.size() - 1)), "crypto.stream.truncated");
  for (std::size_t length = 1; length < file.size(); length += 997) {
    EXPECT_EQ(opened(file.substr(0, length)).substr(0, 14), "crypto.stream.") << length;
  }
}

TEST(SealedStream, any_changed_byte_is_refused) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random{seed};
  const std::string file = sealed(text_of_size(kSealedChunk + 100));
  for (std::size_t at = 0; at < file.size(); at += at < 200 ? 1 : 1 + random() % 1000) {
    // A raised cost is refused above the limit and otherwise merely slow; that is another test.
    if (at >= kBackupMagic.size() && at < kBackupMagic.size() + 8) continue;
    std::string changed = file;
    changed[at] = static_cast<char>(changed[at] ^ (1 << random() % 8));
    EXPECT_EQ(opened(changed).substr(0, 14), "crypto.stream.") << at;
  }
}

TEST(SealedStream, chunks_cannot_change_places_or_be_left_out) {
  const std::string file = sealed(text_of_size(3 * kSealedChunk));
  const std::size_t chunk = kSealedChunk + 17;
  const std::string head = file.substr(0, 66 + chunk);
  const std::string second = file.substr(66 + chunk, chunk);
  const std::string last = file.substr(66 + 2 * chunk);
  ASSERT_EQ(opened(head + second + last).size(), 3 * kSealedChunk);
  EXPECT_EQ(opened(head + last), "crypto.stream.damaged");
  EXPECT_EQ(opened(head + last + second), "crypto.stream.damaged");
  EXPECT_EQ(opened(head + second + last + "x"), "crypto.stream.trailing");
}

TEST(SealedStream, a_file_may_not_ask_for_more_work_than_we_ever_set) {
  std::string file = sealed("inhoud");
  file[kBackupMagic.size() + 3] = 17;  // passes
  EXPECT_EQ(opened(file), "crypto.stream.too_costly");
  file = sealed("inhoud");
  file[kBackupMagic.size() + 4] = 1;  // 16 GiB of memory
  EXPECT_EQ(opened(file), "crypto.stream.too_costly");
  file = sealed("inhoud");
  file[kBackupMagic.size() + 3] = 2;  // allowed, but not what the file was made with
  EXPECT_EQ(opened(file), "crypto.stream.wrong_passphrase");
}

TEST(SealedStream, another_file_is_named_as_such) {
  EXPECT_EQ(opened("SQLite format 3"), "crypto.stream.not_ours");
  EXPECT_EQ(opened("WAARBORG-BACKUP-2\n" + std::string(200, 'x')), "crypto.stream.not_ours");
}

TEST(SealedStream, a_full_disk_is_reported) {
  std::ostringstream out;
  Result<SealedWriter> writer = SealedWriter::begin(out, kPassphrase, kCheapForTests);
  ASSERT_TRUE(writer);
  out.setstate(std::ios::badbit);
  const Result<void> finished = writer->finish();
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.error().kind, FaultKind::kUnavailable);
}

}  // namespace
}  // namespace waarborg::crypto
