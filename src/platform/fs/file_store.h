// SPDX-License-Identifier: EUPL-1.2
//
// Files by the hash of their content, below one directory: <root>/ab/cdef…  A file that is there is whole: it is
// written aside, forced to disk and then given its name, so that a crash or power cut leaves either the file or
// nothing. A name is always a SHA-256; nothing that a user types becomes part of a path.
//
//   fs::FileStore files("/var/lib/waarborg/files");
//   const Result<std::string> sha256 = files.put(bytes);
//   const Result<std::string> back = files.get(*sha256);
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace waarborg::fs {

class FileStore {
 public:
  static constexpr std::size_t kDefaultLimit = 64U << 20U;

  /// Changes nothing: put makes the directory (mode 0700), and removes drafts that a crash left more than a day ago.
  /// @param limit  most bytes of one file
  explicit FileStore(std::filesystem::path root, std::size_t limit = kDefaultLimit);

  /// Keeps the bytes and answers their SHA-256 (64 lower-case hex). Putting the same bytes again changes nothing, and
  /// mends a damaged copy. kInvalid fs.too_large; kUnavailable fs.disk_full, fs.disk: nothing was kept.
  Result<std::string> put(std::string_view bytes);

  /// The bytes, checked against their name. kNotFound fs.missing; kUnavailable fs.damaged, fs.disk.
  Result<std::string> get(const std::string& sha256) const;

  /// As get, without the bytes.
  Result<void> verify(const std::string& sha256) const;

  std::size_t limit() const { return limit_; }

 private:
  std::filesystem::path path_of(const std::string& sha256) const;

  std::filesystem::path root_;
  std::size_t limit_;
};

}  // namespace waarborg::fs
