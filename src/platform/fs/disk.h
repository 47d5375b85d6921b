// SPDX-License-Identifier: EUPL-1.2
//
// Inside platform/fs only: what every store asks of the disk, so that a crash or power cut leaves a file whole.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace waarborg::fs {

/// An open file or directory; closes itself.
class Open {
 public:
  explicit Open(int number) : number_(number) {}
  Open(Open&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
  ~Open() { close(); }
  int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  /// False when the disk reports only now that it could not write (NFS, quota).
  bool close();

 private:
  int number_;
};

/// kUnavailable fs.disk_full or fs.disk, for a value of errno.
std::unexpected<Fault> disk_fault(int error);

/// Makes a directory of mode 0700 that survives a power cut; true when it is there already. False sets errno.
bool make_folder(const std::filesystem::path& folder);

/// All bytes of an open file; nothing when the disk refuses.
std::optional<std::string> read_all(const Open& file);

/// Fills a draft, forces it to disk and gives it its name: afterwards the name holds these bytes, or what it held
/// before, and the draft is gone.
Result<void> fill_and_name(Open draft, const std::filesystem::path& draft_path, const std::filesystem::path& path,
                           std::string_view bytes);

}  // namespace waarborg::fs
