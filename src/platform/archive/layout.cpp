// SPDX-License-Identifier: EUPL-1.2
#include "platform/archive/layout.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waarborg::archive {
namespace {

// APPNOTE 6.3.10: 4.3.7 local header, 4.3.12 directory, 4.3.14 and 15 its end beyond 4 GB, 4.3.16 its end.
constexpr std::string_view kLocal = "PK\x03\x04";
constexpr std::string_view kCentral = "PK\x01\x02";
constexpr std::string_view kEnd64 = "PK\x06\x06";
constexpr std::string_view kLocator = "PK\x06\x07";
constexpr std::string_view kEnd = "PK\x05\x06";
constexpr std::size_t kLocalBytes = 30;
constexpr std::size_t kCentralBytes = 46;
constexpr std::size_t kEnd64Bytes = 56;
constexpr std::size_t kLocatorBytes = 20;
constexpr std::size_t kEndBytes = 22;
constexpr std::uint64_t kElsewhere = 0xFFFFFFFF;  ///< Stands in a field of the extra data.
constexpr std::uint64_t kMostDirectory = 64U << 20U;

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t out = 0;
  for (std::size_t i = width; i > 0; --i) out = out << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
  return out;
}

struct File {
  std::string name;
  std::uint64_t offset = 0;
  std::uint64_t packed = 0;
  std::uint64_t method = 0;
};

struct Directory {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint64_t entries = 0;
};

class Layout {
 public:
  Layout(const ReadAt& read, std::uint64_t size) : read_(read), size_(size) {}

  std::optional<std::string> at(std::uint64_t offset, std::uint64_t bytes) const {
    if (offset > size_ || bytes > size_ - offset) return std::nullopt;
    std::string out(bytes, '\0');
    if (!read_(offset, out.data(), out.size())) return std::nullopt;
    return out;
  }

  /// An end that has something behind it; without any it is no archive.
  bool has_an_end() const {
    constexpr std::uint64_t kMostBehind = 0xFFFF + kEndBytes;
    const std::uint64_t bytes = std::min(size_, kMostBehind);
    const auto tail = at(size_ - bytes, bytes);
    return tail && tail->find(kEnd) != std::string::npos;
  }

  /// Nothing when the archive does not end with the end of its directory.
  std::optional<Directory> directory() const {
    const auto end = size_ < kEndBytes ? std::nullopt : at(size_ - kEndBytes, kEndBytes);
    if (!end || !end->starts_with(kEnd) || number(*end, 20, 2) != 0) return std::nullopt;
    Directory out{number(*end, 16, 4), number(*end, 12, 4), number(*end, 10, 2)};
    std::uint64_t behind = size_ - kEndBytes;
    if (out.offset == kElsewhere || out.size == kElsewhere || out.entries == 0xFFFF) {
      const auto locator = behind < kLocatorBytes ? std::nullopt : at(behind - kLocatorBytes, kLocatorBytes);
      if (!locator || !locator->starts_with(kLocator)) return std::nullopt;
      const std::uint64_t where = number(*locator, 8, 8);
      const auto end64 = at(where, kEnd64Bytes);
      if (!end64 || !end64->starts_with(kEnd64) || where + kEnd64Bytes != behind - kLocatorBytes) return std::nullopt;
      out = {number(*end64, 48, 8), number(*end64, 40, 8), number(*end64, 32, 8)};
      behind = where;
    }
    const bool adjoins = out.offset <= behind && out.size == behind - out.offset;
    return adjoins && out.size <= kMostDirectory ? std::optional(out) : std::nullopt;
  }

  std::optional<std::vector<File>> files(const Directory& directory) const {
    const auto bytes = at(directory.offset, directory.size);
    if (!bytes) return std::nullopt;
    std::vector<File> out;
    std::string_view rest = *bytes;
    while (!rest.empty()) {
      if (rest.size() < kCentralBytes || !rest.starts_with(kCentral)) return std::nullopt;
      const std::size_t name = number(rest, 28, 2);
      const std::size_t extra = number(rest, 30, 2);
      const std::size_t whole = kCentralBytes + name + extra + number(rest, 32, 2);
      if (whole > rest.size()) return std::nullopt;
      File file{std::string(rest.substr(kCentralBytes, name)), number(rest, 42, 4), number(rest, 20, 4),
                number(rest, 10, 2)};
      if (!beyond_4_gb(file, number(rest, 24, 4), rest.substr(kCentralBytes + name, extra))) return std::nullopt;
      out.push_back(std::move(file));
      rest.remove_prefix(whole);
    }
    return out.size() == directory.entries ? std::optional(std::move(out)) : std::nullopt;
  }

  /// Where the bytes of a file end; nothing when its own header says something else than the directory.
  std::optional<std::uint64_t> end_of(const File& file) const {
    const auto header = at(file.offset, kLocalBytes);
    if (!header || !header->starts_with(kLocal) || number(*header, 8, 2) != file.method) return std::nullopt;
    const std::uint64_t name = number(*header, 26, 2);
    if (at(file.offset + kLocalBytes, name) != file.name) return std::nullopt;
    const std::uint64_t packed = number(*header, 18, 4);
    const bool told_later = (number(*header, 6, 2) & 8U) != 0;
    if (packed != file.packed && packed != kElsewhere && !(told_later && packed == 0)) return std::nullopt;
    return file.offset + kLocalBytes + name + number(*header, 28, 2) + file.packed;
  }

 private:
  /// The fields that are too large for their place, in the order of 4.5.3. False when they are not there.
  static bool beyond_4_gb(File& file, std::uint64_t unpacked, std::string_view extra) {
    std::vector<std::uint64_t*> wanted;
    if (unpacked == kElsewhere) wanted.push_back(&unpacked);
    if (file.packed == kElsewhere) wanted.push_back(&file.packed);
    if (file.offset == kElsewhere) wanted.push_back(&file.offset);
    while (!wanted.empty() && extra.size() >= 4) {
      const std::size_t size = number(extra, 2, 2);
      if (size > extra.size() - 4) return false;
      if (number(extra, 0, 2) == 1) {
        if (size < wanted.size() * 8) return false;
        for (std::size_t i = 0; i < wanted.size(); ++i) *wanted[i] = number(extra, 4 + i * 8, 8);
        return true;
      }
      extra.remove_prefix(4 + size);
    }
    return wanted.empty();
  }

  const ReadAt& read_;
  std::uint64_t size_;
};

/// 4.3.9: the sizes of a file told behind it, without or with a signature, in 4 or 8 bytes each. No header fits in
/// there.
bool may_lie_between(std::uint64_t bytes) {
  constexpr std::array<std::uint64_t, 5> kSizes{0, 12, 16, 20, 24};
  return std::ranges::find(kSizes, bytes) != kSizes.end();
}

}  // namespace

Result<void> check_layout(const ReadAt& read, std::uint64_t size, std::uint64_t most_entries) {
  const Layout layout(read, size);
  const auto start = layout.at(0, 4);
  if (!start || (*start != kLocal && *start != kEnd)) return invalid("archive.not_zip");
  const auto directory = layout.directory();
  if (!directory) return invalid(layout.has_an_end() ? "archive.hidden" : "archive.not_zip");
  if (directory->entries > most_entries) return invalid("archive.too_many");
  auto files = layout.files(*directory);
  if (!files) return invalid("archive.hidden");
  std::ranges::sort(*files, {}, &File::offset);
  std::uint64_t expected = 0;
  for (const File& file : *files) {
    const bool adjoins = file.offset >= expected && may_lie_between(file.offset - expected);
    const auto end = adjoins ? layout.end_of(file) : std::nullopt;
    if (!end) return invalid("archive.hidden", file.name);
    expected = *end;
  }
  if (directory->offset < expected || !may_lie_between(directory->offset - expected)) return invalid("archive.hidden");
  return {};
}

}  // namespace waarborg::archive
