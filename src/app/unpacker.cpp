// SPDX-License-Identifier: EUPL-1.2
#include "app/unpacker.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace waarborg::app {
namespace {

namespace stdfs = std::filesystem;

constexpr std::size_t kLongestLine = 1000;

/// Relative, and below the folder in every part.
bool is_inside(const stdfs::path& name) {
  if (name.empty() || name.is_absolute() || !name.has_filename()) return false;
  return std::ranges::none_of(name,
                              [](const stdfs::path& part) { return part == ".." || part == "." || part.empty(); });
}

std::unexpected<Fault> refused_by_disk(const stdfs::path& file) {
  return fail(FaultKind::kUnavailable, "app.file_unwritable", file.string());
}

}  // namespace

Unpacker::~Unpacker() {
  if (file_ >= 0) ::close(file_);
}

Result<void> Unpacker::take(std::string_view bytes) {
  while (!bytes.empty()) {
    if (left_ > 0) {
      const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
      const ssize_t written = ::write(file_, bytes.data(), part);
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return refused_by_disk(folder_ / name_);
      left_ -= static_cast<std::uint64_t>(written);
      bytes.remove_prefix(static_cast<std::size_t>(written));
      continue;
    }
    const auto end = bytes.find('\n');
    line_ += bytes.substr(0, end);
    if (line_.size() > kLongestLine) return invalid("app.archive_damaged");
    if (end == std::string_view::npos) return {};
    bytes.remove_prefix(end + 1);
    if (auto ok = begin_file(std::exchange(line_, {})); !ok) return ok;
  }
  return {};
}

Result<void> Unpacker::finish() {
  if (auto ok = end_file(); !ok) return ok;
  if (!ended_) return invalid("app.archive_damaged");
  return {};
}

/// A disk may only say now, or at the next start, that it had no room: a file counts when it is forced down.
Result<void> Unpacker::end_file() {
  if (file_ < 0) return {};
  const bool kept = left_ == 0 && ::fsync(file_) == 0;
  const bool closed = ::close(std::exchange(file_, -1)) == 0;
  if (left_ > 0) return invalid("app.archive_damaged");
  if (!kept || !closed) return refused_by_disk(folder_ / name_);
  return {};
}

Result<void> Unpacker::begin_file(const std::string& line) {
  if (auto ok = end_file(); !ok) return ok;
  if (!ended_ && line == fmt::format("END {}", count_)) {
    ended_ = true;
    return {};
  }
  const std::size_t space = line.find(' ', 5);
  if (ended_ || !line.starts_with("FILE ") || space == std::string::npos) return invalid("app.archive_damaged");
  const auto [end, error] = std::from_chars(line.data() + 5, line.data() + space, left_);
  name_ = line.substr(space + 1);
  if (error != std::errc{} || end != line.data() + space || !is_inside(name_)) {
    left_ = 0;
    return invalid("app.archive_damaged");
  }
  std::error_code ignored;  // opening says it too
  stdfs::create_directories((folder_ / name_).parent_path(), ignored);
  file_ = ::open((folder_ / name_).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file_ < 0 && errno == EEXIST) return invalid("app.archive_damaged");
  if (file_ < 0) return refused_by_disk(folder_ / name_);
  ++count_;
  return {};
}

}  // namespace waarborg::app
