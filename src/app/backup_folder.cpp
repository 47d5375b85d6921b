// SPDX-License-Identifier: EUPL-1.2
#include "app/backup_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <utility>
#include <vector>

#include "platform/crypto/crypto.h"

namespace waarborg::app {
namespace {

namespace stdfs = std::filesystem;

constexpr std::string_view kBegin = "backup-";
constexpr std::size_t kTokenBytes = 6;  // eight characters

bool is_name(const std::string& name) { return name.starts_with(kBegin) && name.size() == kBegin.size() + 8; }

/// Taken by this process until it is closed; -1 when another has it, or it is gone.
int take(const stdfs::path& folder) {
  const int lock = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock >= 0 && ::flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
  if (lock >= 0) ::close(lock);
  return -1;
}

}  // namespace

Result<BackupFolder> BackupFolder::make(const stdfs::path& data) {
  for (int i = 0; i < 10; ++i) {
    stdfs::path folder = data / (std::string(kBegin) + crypto::random_token(kTokenBytes));
    std::error_code error;
    if (!stdfs::create_directory(folder, error)) break;
    const int lock = take(folder);
    // Another start may have taken it for one that was left, before it was ours.
    if (lock >= 0 && stdfs::exists(folder, error)) return BackupFolder(std::move(folder), lock);
    if (lock >= 0) ::close(lock);
  }
  return fail(FaultKind::kUnavailable, "app.data_not_writable", data.string());
}

BackupFolder::BackupFolder(BackupFolder&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

BackupFolder::~BackupFolder() {
  if (lock_ < 0) return;
  std::error_code ignored;
  stdfs::remove_all(path_, ignored);
  ::close(lock_);
}

void remove_left_backups(const stdfs::path& data) {
  std::error_code ignored;
  std::vector<stdfs::path> found;
  for (const auto& entry : stdfs::directory_iterator(data, ignored)) {
    if (entry.is_directory(ignored) && is_name(entry.path().filename().string())) found.push_back(entry.path());
  }
  for (const stdfs::path& folder : found) {
    const int lock = take(folder);
    if (lock < 0) continue;
    stdfs::remove_all(folder, ignored);
    ::close(lock);
  }
}

}  // namespace waarborg::app
