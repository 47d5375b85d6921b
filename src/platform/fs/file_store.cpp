// SPDX-License-Identifier: EUPL-1.2
#include "platform/fs/file_store.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>

#include "platform/crypto/hash.h"
#include "platform/fs/disk.h"

namespace waarborg::fs {
namespace {

constexpr const char* kDrafts = "drafts";

bool is_sha256(std::string_view text) {
  return text.size() == 64 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// Another process may be writing a draft at this moment: only old ones are left-overs.
void remove_left_drafts(const std::filesystem::path& drafts) {
  std::error_code ignored;
  const auto old = std::filesystem::file_time_type::clock::now() - std::chrono::hours(24);
  for (const auto& draft : std::filesystem::directory_iterator(drafts, ignored)) {
    std::error_code error;
    if (draft.last_write_time(error) < old && !error) std::filesystem::remove(draft.path(), error);
  }
}

}  // namespace

FileStore::FileStore(std::filesystem::path root, std::size_t limit) : root_(std::move(root)), limit_(limit) {}

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

  remove_left_drafts(root_ / kDrafts);

  std::string draft = (root_ / kDrafts / "XXXXXX").string();
  Open file{::mkostemp(draft.data(), O_CLOEXEC)};  // mode 0600
  if (!file) return disk_fault(errno);
  if (auto ok = fill_and_name(std::move(file), draft, path, bytes); !ok) return std::unexpected(ok.error());
  return sha256;
}

Result<std::string> FileStore::get(const std::string& sha256) const {
  if (!is_sha256(sha256)) return fail(FaultKind::kNotFound, "fs.missing");
  const Open file{::open(path_of(sha256).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
  if (!file) {
    if (errno == ENOENT) return fail(FaultKind::kNotFound, "fs.missing");
    return fail(FaultKind::kUnavailable, "fs.disk");
  }
  auto bytes = read_all(file);
  if (!bytes) return fail(FaultKind::kUnavailable, "fs.disk");
  if (crypto::sha256_hex(*bytes) != sha256) return fail(FaultKind::kUnavailable, "fs.damaged", sha256);
  return std::move(*bytes);
}

Result<void> FileStore::verify(const std::string& sha256) const {
  const auto bytes = get(sha256);
  if (!bytes) return std::unexpected(bytes.error());
  return {};
}

}  // namespace waarborg::fs
