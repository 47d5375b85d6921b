// SPDX-License-Identifier: EUPL-1.2
#include "platform/fs/sweep.h"

#include <algorithm>

namespace waarborg::fs {

std::size_t sweep(const std::filesystem::path& root, const std::set<std::string>& keep, std::chrono::seconds age) {
  const auto is_hash = [](const std::string& name) {
    return name.size() == 64 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
  };
  std::size_t removed = 0;
  std::error_code ignored;
  const auto old = std::filesystem::file_time_type::clock::now() - age;
  for (const auto& folder : std::filesystem::directory_iterator(root, ignored)) {
    for (const auto& file : std::filesystem::directory_iterator(folder.path(), ignored)) {
      const std::string sha256 = folder.path().filename().string() + file.path().filename().string();
      if (!is_hash(sha256) || keep.contains(sha256)) continue;  // drafts have other names
      std::error_code error;
      if (file.last_write_time(error) > old || error) continue;
      if (std::filesystem::remove(file.path(), error)) ++removed;
    }
  }
  return removed;
}

}  // namespace waarborg::fs
