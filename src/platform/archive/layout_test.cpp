// SPDX-License-Identifier: EUPL-1.2
//
// Archives that are one thing to who reads their directory and another to who reads them from the beginning.
#include "platform/archive/layout.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "platform/archive/zip.h"
#include "platform/crypto/test_folder.h"

namespace waarborg::archive {
namespace {

using namespace std::string_literals;

std::string little(std::uint64_t value, int width) {
  std::string out;
  for (int i = 0; i < width; ++i, value >>= 8U) out += static_cast<char>(value & 0xFFU);
  return out;
}

/// A stored file as it stands in an archive. Its checksum does not matter here.
std::string local(const std::string& name, const std::string& bytes, int flags = 0) {
  const std::uint64_t told = (flags & 8) != 0 ? 0 : bytes.size();
  return "PK\x03\x04"s + little(20, 2) + little(static_cast<std::uint64_t>(flags), 2) + little(0, 2) + little(0, 8) +
         little(told, 4) + little(told, 4) + little(name.size(), 2) + little(0, 2) + name + bytes;
}

std::string central(const std::string& name, std::uint64_t size, std::uint64_t offset) {
  return "PK\x01\x02"s + little(20, 2) + little(20, 2) + little(0, 2) + little(0, 2) + little(0, 8) + little(size, 4) +
         little(size, 4) + little(name.size(), 2) + little(0, 12) + little(offset, 4) + name;
}

std::string ended(const std::string& files, const std::string& directory, std::uint64_t count,
                  const std::string& comment = {}) {
  return files + directory + "PK\x05\x06"s + little(0, 4) + little(count, 2) + little(count, 2) +
         little(directory.size(), 4) + little(files.size(), 4) + little(comment.size(), 2) + comment;
}

std::string fault_of(const std::string& bytes, std::uint64_t most = 100) {
  const auto read = [&](std::uint64_t offset, char* into, std::size_t count) {
    bytes.copy(into, count, offset);
    return true;
  };
  const auto ok = check_layout(read, bytes.size(), most);
  return ok ? std::string() : ok.error().what.key;
}

TEST(Layout, of_files_without_room_between_them_is_good_also_when_their_sizes_are_told_behind_them) {
  const std::string a = local("a", "inhoud");
  const std::string b = local("b", "meer");
  EXPECT_EQ(fault_of(ended(a + b, central("a", 6, 0) + central("b", 4, a.size()), 2)), "");
  EXPECT_EQ(fault_of(ended(a + b, central("b", 4, a.size()) + central("a", 6, 0), 2)), "") << "in any order";
  EXPECT_EQ(fault_of(ended("", "", 0)), "");
  const std::string later = local("a", "inhoud", 8) + "PK\x07\x08"s + little(0, 4) + little(6, 4) + little(6, 4);
  EXPECT_EQ(fault_of(ended(later + b, central("a", 6, 0) + central("b", 4, later.size()), 2)), "");
}

TEST(Layout, with_a_file_that_only_one_way_of_reading_shows_is_refused) {
  const std::string a = local("a", "inhoud");
  const std::string forged = local("index.html", "alles groen");
  EXPECT_EQ(fault_of(ended(a + forged, central("a", 6, 0), 1)), "archive.hidden") << "behind the last";
  EXPECT_EQ(fault_of(ended(forged + a, central("a", 6, forged.size()), 1)), "archive.hidden") << "before the first";
  const std::string whole = ended(forged, central("index.html", 11, 0), 1);
  EXPECT_EQ(fault_of(ended(whole + a, central("a", 6, whole.size()), 1)), "archive.hidden") << "an archive in front";
  EXPECT_EQ(fault_of(ended(a, central("a", 6, 0), 1, whole)), "archive.hidden") << "an archive in the comment";
  EXPECT_EQ(fault_of(ended(a, central("a", 6, 0), 1) + "x"), "archive.hidden") << "something behind the end";
  EXPECT_EQ(fault_of(ended(a, central("a", 6, 0) + "x", 1)), "archive.hidden") << "something in the directory";
  EXPECT_EQ(fault_of(ended(a, central("b", 6, 0), 1)), "archive.hidden") << "another name in its own header";
  EXPECT_EQ(fault_of(ended(a, central("a", 5, 0), 1)), "archive.hidden") << "another size in its own header";
  EXPECT_EQ(fault_of(ended(a, central("a", 6, 0) + central("a", 6, 0), 2)), "archive.hidden") << "one file twice";
  EXPECT_EQ(fault_of(ended(a, central("a", 6, 0), 2)), "archive.hidden") << "another number of files";
  EXPECT_EQ(fault_of("MZ" + ended(a, central("a", 6, 0), 1)), "archive.not_zip") << "a program in front";
}

TEST(Layout, says_how_many_files_there_are_before_any_is_looked_at) {
  const std::string directory(46 * 200, 'x');
  EXPECT_EQ(fault_of(ended("PK\x03\x04"s, directory, 200), 199), "archive.too_many");
}

TEST(Layout, cut_off_anywhere_or_changed_in_any_byte_never_reads_outside) {
  const std::string a = local("a", "inhoud");
  const std::string good = ended(a, central("a", 6, 0), 1);
  for (std::size_t end = 0; end < good.size(); ++end) EXPECT_NE(fault_of(good.substr(0, end)), "") << end;
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const int change : {1, 0x80, 0xFF}) {
      std::string other = good;
      other[at] = static_cast<char>(other[at] ^ change);
      fault_of(other);  // sanitizers look on
    }
  }
}

TEST(Layout, of_what_we_write_ourselves_is_good) {
  crypto::TestFolder folder;
  auto zip = ZipWriter::create(folder / "own.zip", Moment{});
  for (int i = 0; i < 50; ++i)
    zip->add("map/" + std::to_string(i), std::string(static_cast<std::size_t>(i) * 100, 'x'));
  zip->add_later("later", [] { return std::string("zo"); });
  ASSERT_TRUE(zip->finish());
  std::ifstream file(folder / "own.zip", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(fault_of(bytes), "");
  EXPECT_EQ(fault_of(bytes, 50), "archive.too_many");
  EXPECT_TRUE(ZipReader::open_bytes(bytes));
  EXPECT_EQ(ZipReader::open_bytes(bytes + "x").error().what.key, "archive.hidden");
}

}  // namespace
}  // namespace waarborg::archive
