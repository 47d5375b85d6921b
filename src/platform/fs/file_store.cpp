// SPDX-License-Identifier: EUPL-1.2
#include "platform/fs/file_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include "platform/crypto/hash.h"

namespace waarborg::fs {
namespace {

constexpr const char* kDrafts = "drafts";

/// An open file or directory; closes itself.
class Open {
 public:
  explicit Open(int number) : number_(number) {}
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
  ~Open() { close(); }
  int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  /// False when the disk reports only now that it could not write (NFS, quota).
  bool close() {
    const int number = std::exchange(number_, -1);
    return number < 0 || ::close(number) == 0;
  }

 private:
  int number_;
};

std::unexpected<Fault> disk_fault(int error) {
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  return fail(FaultKind::kUnavailable, full ? "fs.disk_full" : "fs.disk");
}

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

bool make_folder(const std::filesystem::path& folder) {
  if (::mkdir(folder.c_str(), 0700) == 0) return sync_folder(folder.parent_path());
  return errno == EEXIST;
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

FileStore::FileStore(std::filesystem::path root, std::size_t limit) : root_(std::move(root)), limit_(limit) {
  // Another process may be writing a draft at this moment: only old ones are left-overs.
  std::error_code ignored;
  const auto old = std::filesystem::file_time_type::clock::now() - std::chrono::hours(24);
  for (const auto& draft : std::filesystem::directory_iterator(root_ / kDrafts, ignored)) {
    std::error_code error;
    if (draft.last_write_time(error) < old && !error) std::filesystem::remove(draft.path(), error);
  }
}

std::filesystem::path FileStore::path_of(const std::string& sha256) const {
  return root_ / sha256.substr(0, 2) / sha256.substr(2);
}

Result<std::string> FileStore::put(std::string_view bytes) {
  if (bytes.size() > limit_) return invalid("fs.too_large", "", {{"megabytes", std::to_string(limit_ >> 20U)}});
  std::string sha256 = crypto::sha256_hex(bytes);
  const std::filesystem::path path = path_of(sha256);
  std::error_code error;
  if (verify(sha256)) {
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now(), error);  // see sweep.h
    return sha256;
  }
  std::filesystem::create_directories(root_, error);
  if (error) return disk_fault(error.value());
  if (!make_folder(root_ / kDrafts) || !make_folder(path.parent_path())) return disk_fault(errno);

  std::string draft = (root_ / kDrafts / "XXXXXX").string();
  Open file{::mkostemp(draft.data(), O_CLOEXEC)};  // mode 0600
  if (!file) return disk_fault(errno);
  const bool written = write_all(file.number(), bytes) && ::fsync(file.number()) == 0 && file.close() &&
                       ::rename(draft.c_str(), path.c_str()) == 0;
  if (!written) {
    const int cause = errno;
    ::unlink(draft.c_str());
    return disk_fault(cause);
  }
  if (!sync_folder(path.parent_path())) return disk_fault(errno);
  return sha256;
}

Result<std::string> FileStore::get(const std::string& sha256) const {
  if (!is_sha256(sha256)) return fail(FaultKind::kNotFound, "fs.missing");
  const Open file{::open(path_of(sha256).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
  if (!file) {
    if (errno == ENOENT) return fail(FaultKind::kNotFound, "fs.missing");
    return fail(FaultKind::kUnavailable, "fs.disk");
  }
  struct stat facts{};
  if (::fstat(file.number(), &facts) != 0) return fail(FaultKind::kUnavailable, "fs.disk");
  std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
  std::size_t length = 0;
  while (length < bytes.size()) {
    const ssize_t got = ::read(file.number(), bytes.data() + length, bytes.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(FaultKind::kUnavailable, "fs.disk");
    if (got == 0) break;
    length += static_cast<std::size_t>(got);
  }
  bytes.resize(length);
  if (crypto::sha256_hex(bytes) != sha256) return fail(FaultKind::kUnavailable, "fs.damaged", sha256);
  return bytes;
}

Result<void> FileStore::verify(const std::string& sha256) const {
  const auto bytes = get(sha256);
  if (!bytes) return std::unexpected(bytes.error());
  return {};
}

}  // namespace waarborg::fs
