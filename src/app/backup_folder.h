// SPDX-License-Identifier: EUPL-1.2
//
// The folder in which a back-up keeps its copy of the database: a whole database, open to who can read the data folder.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace waarborg::app {

/// Made in the data folder; gone with this value. A process that is killed leaves its folder, which the next start of
/// anything that writes there removes: a lock that lives as long as the process tells which are still in use.
class BackupFolder {
 public:
  /// kUnavailable app.data_not_writable.
  static Result<BackupFolder> make(const std::filesystem::path& data);
  BackupFolder(BackupFolder&& other) noexcept;
  BackupFolder& operator=(BackupFolder&&) = delete;
  ~BackupFolder();

  const std::filesystem::path& path() const { return path_; }

 private:
  BackupFolder(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}
  std::filesystem::path path_;
  int lock_ = -1;
};

/// Removes what killed back-ups left; those that run stay.
void remove_left_backups(const std::filesystem::path& data);

}  // namespace waarborg::app
