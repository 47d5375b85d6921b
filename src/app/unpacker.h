// SPDX-License-Identifier: EUPL-1.2
//
// The files inside a back-up, taken out of the opened stream: lines "FILE <bytes> <name>" with the bytes after them,
// and "END <count>" as the last.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace waarborg::app {

class Unpacker {
 public:
  /// @param folder  exists and is empty; nothing is ever written outside it
  explicit Unpacker(std::filesystem::path folder) : folder_(std::move(folder)) {}
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;
  ~Unpacker();

  /// In parts of any size. kInvalid app.archive_damaged for a broken line, a name outside the folder or one that comes
  /// twice; kUnavailable app.file_unwritable when the disk refuses.
  Result<void> take(std::string_view bytes);
  /// All files are on the disk. kInvalid app.archive_damaged when the end is missing.
  Result<void> finish();

 private:
  Result<void> begin_file(const std::string& line);
  Result<void> end_file();

  std::filesystem::path folder_;
  std::filesystem::path name_;
  int file_ = -1;
  std::string line_;
  std::uint64_t left_ = 0;
  int count_ = 0;
  bool ended_ = false;
};

}  // namespace waarborg::app
