// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace waarborg::crypto {
namespace {

constexpr std::size_t kMaxBytes = 16384;

/// An open file; closes itself.
class OpenFile {
 public:
  explicit OpenFile(int number) : number_(number) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

bool write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0;
}

/// Makes the name of a new file survive a power cut.
void sync_folder(const std::filesystem::path& folder) {
  const OpenFile opened{::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (opened.is_open()) ::fsync(opened.number());
}

}  // namespace

Result<void> write_private_file(const std::filesystem::path& path, std::string_view content) {
  // A hard link fails when the name is taken, where a rename would replace the file of another process.
  std::string draft = path.string() + ".XXXXXX";
  const OpenFile file{::mkostemp(draft.data(), O_CLOEXEC)};  // mode 0600
  if (!file.is_open()) return fail(FaultKind::kUnavailable, "crypto.key.disk", path.string());
  const bool written = write_all(file.number(), content);
  const bool linked = written && ::link(draft.c_str(), path.c_str()) == 0;
  const bool exists = written && !linked && errno == EEXIST;
  ::unlink(draft.c_str());
  if (exists) return fail(FaultKind::kConflict, "crypto.key.exists", path.string());
  if (!linked) return fail(FaultKind::kUnavailable, "crypto.key.disk", path.string());
  sync_folder(path.parent_path());
  return {};
}

Result<std::string> read_private_file(const std::filesystem::path& path) {
  const OpenFile file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file.is_open()) {
    if (errno == ENOENT) return fail(FaultKind::kNotFound, "crypto.key.missing", path.string());
    return fail(FaultKind::kUnavailable, "crypto.key.disk", path.string());
  }
  struct stat facts{};
  if (::fstat(file.number(), &facts) != 0) return fail(FaultKind::kUnavailable, "crypto.key.disk", path.string());
  if ((facts.st_mode & (S_IRWXO | S_IWGRP)) != 0) return invalid("crypto.key.too_open", path.string());

  std::string content(kMaxBytes + 1, '\0');
  std::size_t length = 0;
  while (length < content.size()) {
    const ssize_t got = ::read(file.number(), content.data() + length, content.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(FaultKind::kUnavailable, "crypto.key.disk", path.string());
    if (got == 0) break;
    length += static_cast<std::size_t>(got);
  }
  if (length > kMaxBytes) return invalid("crypto.key.damaged", path.string());
  content.resize(length);
  return content;
}

}  // namespace waarborg::crypto
