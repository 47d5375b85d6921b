// SPDX-License-Identifier: EUPL-1.2
//
// A private folder (mode 0700) for the files of one document; it goes with the object.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace waarborg::report {

class TempFolder {
 public:
  /// kUnavailable report.no_temp_folder.
  static Result<TempFolder> make();
  TempFolder(TempFolder&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
  TempFolder& operator=(TempFolder&&) = delete;
  ~TempFolder();

  std::filesystem::path file(const char* name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit TempFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

/// kUnavailable report.disk.
Result<std::string> read_file(const std::filesystem::path& path);
Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace waarborg::report
