// SPDX-License-Identifier: EUPL-1.2
#include "platform/fs/named_files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "platform/fs/disk.h"

namespace waarborg::fs {
namespace {

constexpr std::string_view kDraft = ".draft";

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 100 && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
}

/// What is made by a command that runs as root belongs to whom the folder above it does, where that can be: else the
/// server, which is not root, could not read it.
void give_to_owner_of(const struct stat& above, const Open& file) {
  if (::geteuid() == 0 && ::fchown(file.number(), above.st_uid, above.st_gid) != 0) return;
}

}  // namespace

Result<std::optional<std::string>> NamedFiles::get(const std::string& name) const {
  if (!is_name(name)) return invalid("fs.name", name);
  const Open file{::open((root_ / name).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
  if (!file) {
    if (errno == ENOENT) return std::optional<std::string>();
    return disk_fault(errno);
  }
  struct stat found{};
  if (::fstat(file.number(), &found) != 0) return disk_fault(errno);
  if (!S_ISREG(found.st_mode)) return disk_fault(EINVAL);  // a pipe would wait for ever
  auto bytes = read_all(file);
  if (!bytes) return disk_fault(errno);
  return bytes;
}

Result<void> NamedFiles::change(
    const std::string& name, const std::function<std::optional<std::string>(const std::optional<std::string>&)>& make) {
  if (!is_name(name)) return invalid("fs.name", name);
  if (!make_folder(root_)) return disk_fault(errno);
  const Open folder{::open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  struct stat above{};
  struct stat own{};
  if (!folder || ::flock(folder.number(), LOCK_EX) != 0) return disk_fault(errno);
  if (::stat((root_ / "..").c_str(), &above) != 0) return disk_fault(errno);
  give_to_owner_of(above, folder);
  if (::fstat(folder.number(), &own) != 0) return disk_fault(errno);
  const auto old = get(name);
  if (!old) return std::unexpected(old.error());
  const auto text = make(*old);
  if (!text) return {};
  // One draft per name, which the next change overwrites: a crash leaves no heap of them.
  const std::filesystem::path draft = root_ / (name + std::string(kDraft));
  Open file{::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600)};
  if (!file) return disk_fault(errno);
  give_to_owner_of(own, file);
  return fill_and_name(std::move(file), draft, root_ / name, *text);
}

std::vector<std::string> NamedFiles::names() const {
  std::vector<std::string> out;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(root_, ignored)) {
    const std::string name = entry.path().filename().string();
    if (is_name(name)) out.push_back(name);
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace waarborg::fs
