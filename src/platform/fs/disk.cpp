// SPDX-License-Identifier: EUPL-1.2
#include "platform/fs/disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace waarborg::fs {
namespace {

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// Makes the names in a directory survive a power cut.
bool sync_folder(const std::filesystem::path& folder) {
  const Open opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  return opened && ::fsync(opened.number()) == 0;
}

}  // namespace

bool Open::close() {
  const int number = std::exchange(number_, -1);
  return number < 0 || ::close(number) == 0;
}

std::unexpected<Fault> disk_fault(int error) {
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  return fail(FaultKind::kUnavailable, full ? "fs.disk_full" : "fs.disk");
}

bool make_folder(const std::filesystem::path& folder) {
  if (::mkdir(folder.c_str(), 0700) == 0) return sync_folder(folder.parent_path());
  return errno == EEXIST;
}

std::optional<std::string> read_all(const Open& file) {
  struct stat facts{};
  if (::fstat(file.number(), &facts) != 0) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
  std::size_t length = 0;
  while (length < bytes.size()) {
    const ssize_t got = ::read(file.number(), bytes.data() + length, bytes.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    length += static_cast<std::size_t>(got);
  }
  bytes.resize(length);
  return bytes;
}

Result<void> fill_and_name(Open draft, const std::filesystem::path& draft_path, const std::filesystem::path& path,
                           std::string_view bytes) {
  const bool written = write_all(draft.number(), bytes) && ::fsync(draft.number()) == 0 && draft.close() &&
                       ::rename(draft_path.c_str(), path.c_str()) == 0;
  if (!written) {
    const int cause = errno;
    ::unlink(draft_path.c_str());
    return disk_fault(cause);
  }
  if (!sync_folder(path.parent_path())) return disk_fault(errno);
  return {};
}

}  // namespace waarborg::fs
