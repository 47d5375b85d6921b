// SPDX-License-Identifier: EUPL-1.2
//
// ZIP archives (APPNOTE 6.3) through libzip: written file by file, read as untrusted. Neither holds the whole archive
// in memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/time.h"

struct zip;

namespace waarborg::archive {

class ZipWriter {
 public:
  using Maker = std::function<Result<std::string>()>;

  /// kUnavailable archive.disk. @param at  date of every file in the archive
  static Result<ZipWriter> create(const std::filesystem::path& file, Moment at);
  ZipWriter(ZipWriter&&) noexcept;
  ZipWriter& operator=(ZipWriter&&) = delete;
  ~ZipWriter();  ///< Without finish() nothing is left.

  /// Kept in memory until finish(); compressed.
  void add(const std::string& path, std::string bytes);
  /// Made when it is written, one at a time; stored as it is, so that it takes no more room read than packed.
  void add_later(const std::string& path, Maker make);
  /// The fault of a maker, or kUnavailable archive.disk.
  Result<void> finish();

 private:
  struct Source;
  ZipWriter(zip* archive, Moment at);
  void put(const std::string& path, Maker make, bool compress);
  zip* archive_;
  Moment at_;
  std::list<std::unique_ptr<Source>> sources_;
  bool failed_ = false;
};

struct ZipEntry {
  std::string path;
  std::uint64_t size = 0;    ///< As stated; reading stops beyond it.
  std::uint64_t packed = 0;  ///< Bytes in the archive.
  std::uint64_t place = 0;   ///< In the directory of the archive.
};

struct ZipLimits {
  std::uint64_t entries = 100'000;
  std::uint64_t bytes = std::uint64_t{8} << 30U;  ///< Of all files together, unpacked.
  std::uint64_t ratio = 200;                      ///< Unpacked to packed, for files above ratio_from.
  std::uint64_t ratio_from = 1U << 20U;
};

class ZipReader {
 public:
  /// Looks at names and sizes before anything is unpacked. kNotFound archive.missing; kInvalid archive.not_zip,
  /// .hidden, .too_many, .too_large, .bomb, .bad_path, .double_path (where: the path).
  static Result<ZipReader> open(const std::filesystem::path& file, const ZipLimits& limits = {});
  /// The bytes outlive the reader.
  static Result<ZipReader> open_bytes(std::string_view bytes, const ZipLimits& limits = {});
  ZipReader(ZipReader&&) noexcept;
  ZipReader& operator=(ZipReader&&) = delete;
  ~ZipReader();

  const std::vector<ZipEntry>& entries() const { return entries_; }
  const ZipEntry* find(const std::string& path) const;
  /// In parts. kNotFound archive.no_entry; kInvalid archive.damaged (where: the path).
  Result<void> read(const std::string& path, const std::function<void(std::string_view)>& take) const;
  /// Whole; kInvalid archive.entry_too_large above `most` bytes.
  Result<std::string> read(const std::string& path, std::uint64_t most) const;

 private:
  explicit ZipReader(zip* archive) : archive_(archive) {}
  Result<void> look(const ZipLimits& limits);
  zip* archive_;
  std::vector<ZipEntry> entries_;
  std::unordered_map<std::string, std::size_t> at_;
};

/// Whether a path is one that we write: letters, digits and . _ - / only, no empty part, none that begins with a dot.
bool is_plain_path(std::string_view path);

}  // namespace waarborg::archive
