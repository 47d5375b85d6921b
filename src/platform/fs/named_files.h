// SPDX-License-Identifier: EUPL-1.2
//
// A few small files by name in one folder, each replaced as a whole: a crash or power cut leaves the old text or the
// new one. Several processes may use the folder at the same time.
//
//   fs::NamedFiles files("/var/lib/waarborg/data/anchors");
//   files.change("north", [](const std::optional<std::string>& old) { return old ? std::nullopt :
//   std::optional("text"); }); const Result<std::optional<std::string>> text = files.get("north");
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace waarborg::fs {

class NamedFiles {
 public:
  /// Makes the directory (mode 0700) at the first change; its parent is there.
  explicit NamedFiles(std::filesystem::path root) : root_(std::move(root)) {}

  /// Nothing when there is no such file. kInvalid fs.name for a name that is not 1 to 100 letters, digits, '-' and '_':
  /// it becomes part of a path. kUnavailable fs.disk.
  Result<std::optional<std::string>> get(const std::string& name) const;

  /// Gives `make` what the file holds, and the file what it answers; nothing leaves it as it is. No other process
  /// changes a file of this folder meanwhile. Faults as get, and kUnavailable fs.disk_full.
  Result<void> change(const std::string& name,
                      const std::function<std::optional<std::string>(const std::optional<std::string>&)>& make);

  /// In the order of their bytes; what `get` would refuse, such as a draft, is not among them.
  std::vector<std::string> names() const;

 private:
  std::filesystem::path root_;
};

}  // namespace waarborg::fs
