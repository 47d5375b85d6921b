// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/run/run_log.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace waarborg::scan {
namespace {

constexpr std::string_view kMagic = "WBRUN1\n";
constexpr std::size_t kHead = 8;
constexpr std::size_t kChunk = 1U << 20U;
constexpr std::uint32_t kCastagnoli = 0x82F63B78;  // reversed

constexpr std::array<std::uint32_t, 256> make_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? kCastagnoli : 0U);
    table[i] = crc;
  }
  return table;
}
constexpr auto kTable = make_table();

std::uint32_t number(const char* at) {
  std::array<unsigned char, 4> b{};
  std::memcpy(b.data(), at, 4);
  return b[0] | static_cast<std::uint32_t>(b[1]) << 8U | static_cast<std::uint32_t>(b[2]) << 16U |
         static_cast<std::uint32_t>(b[3]) << 24U;
}

void put(std::string& out, std::uint32_t value) {
  for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 0xFFU);
}

struct Walk {
  std::uint64_t whole = 0;    ///< Bytes up to the end of the last whole record.
  std::uint64_t damaged = 0;  ///< Where one begins that is there and does not fit; 0 when none.
};

/// Reads from the beginning; a record that is cut short ends it.
class Reader {
 public:
  explicit Reader(int file) : file_(file) {}

  /// Nothing when the file is no log.
  bool begin() {
    fill(kMagic.size());
    if (!buffer_.starts_with(kMagic)) return false;
    take(kMagic.size());
    return true;
  }
  /// Also when its first bytes were only being written.
  bool is_empty() { return !fill(kMagic.size()) && kMagic.starts_with(buffer_); }
  Walk walk(const RunLog::Visit& visit) {
    Walk out{at_, 0};
    while (fill(kHead)) {
      const std::uint32_t size = number(buffer_.data() + from_), crc = number(buffer_.data() + from_ + 4);
      if (size > RunLog::kMostRecord) return broken(out);
      if (!fill(kHead + size)) break;
      const std::string_view record(buffer_.data() + from_ + kHead, size);
      if (crc32c(record) != crc) return broken(out);
      visit(record);
      take(kHead + size);
      out.whole = at_;
    }
    return out;
  }

 private:
  /// A crash of the machine may leave a last record whose bytes never came to the disk: zeros, or a part.
  Walk broken(Walk out) {
    const std::uint32_t size = number(buffer_.data() + from_);
    if (size <= RunLog::kMostRecord && fill(kHead + size + 1)) out.damaged = at_;
    if (size > RunLog::kMostRecord) out.damaged = at_;
    return out;
  }
  bool fill(std::size_t size) {
    while (buffer_.size() - from_ < size) {
      buffer_.erase(0, from_);
      from_ = 0;
      const std::size_t had = buffer_.size();
      buffer_.resize(had + kChunk);
      ssize_t got = -1;
      do {
        got = ::read(file_, buffer_.data() + had, kChunk);
      } while (got < 0 && errno == EINTR);
      buffer_.resize(had + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
      if (got <= 0) return false;
    }
    return true;
  }
  void take(std::size_t size) {
    from_ += size;
    at_ += size;
  }

  int file_;
  std::string buffer_;
  std::size_t from_ = 0;
  std::uint64_t at_ = 0;
};

Result<void> write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(file, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return fail(FaultKind::kUnavailable, "scan.run.unwritable", std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return {};
}

struct File {
  int number = -1;
  ~File() {
    if (number >= 0) ::close(number);
  }
};

Result<Walk> walk(int file, const std::string& path, const RunLog::Visit& visit) {
  Reader reader(file);
  if (reader.is_empty()) return Walk{};
  if (!reader.begin()) return invalid("scan.run.not_a_log", path);
  const Walk seen = reader.walk(visit);
  if (seen.damaged > 0) return invalid("scan.run.damaged", path, {{"byte", std::to_string(seen.damaged)}});
  return seen;
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes) {
  std::uint32_t crc = ~0U;
  for (const char c : bytes) crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (crc >> 8U);
  return ~crc;
}

RunLog::RunLog(RunLog&& other) noexcept : file_(std::exchange(other.file_, -1)), size_(other.size_) {}

RunLog& RunLog::operator=(RunLog&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(size_, other.size_);
  return *this;
}

RunLog::~RunLog() {
  if (file_ < 0) return;
  ::fdatasync(file_);
  ::close(file_);
}

Result<RunLog> RunLog::open(const std::string& path, const Visit& visit) {
  RunLog log;
  log.file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (log.file_ < 0) return fail(FaultKind::kUnavailable, "scan.run.unwritable", path);
  if (::flock(log.file_, LOCK_EX | LOCK_NB) != 0) return fail(FaultKind::kConflict, "scan.run.in_use", path);
  const auto seen = walk(log.file_, path, visit);
  if (!seen) return std::unexpected(seen.error());
  log.size_ = seen->whole;
  if (::ftruncate(log.file_, static_cast<off_t>(log.size_)) != 0 ||
      ::lseek(log.file_, static_cast<off_t>(log.size_), SEEK_SET) < 0) {
    return fail(FaultKind::kUnavailable, "scan.run.unwritable", path);
  }
  if (log.size_ == 0) {
    if (auto ok = write_all(log.file_, kMagic); !ok) return std::unexpected(ok.error());
    log.size_ = kMagic.size();
  }
  return log;
}

Result<std::uint64_t> RunLog::read(const std::string& path, const Visit& visit) {
  const File file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.number < 0) return fail(FaultKind::kNotFound, "scan.run.unknown", path);
  const auto seen = walk(file.number, path, visit);
  if (!seen) return std::unexpected(seen.error());
  return seen->whole;
}

Result<void> RunLog::append(std::string_view record) {
  if (record.size() > kMostRecord) return invalid("scan.run.record_too_large");
  std::string bytes;
  bytes.reserve(kHead + record.size());
  put(bytes, static_cast<std::uint32_t>(record.size()));
  put(bytes, crc32c(record));
  bytes += record;
  if (auto ok = write_all(file_, bytes); !ok) return ok;
  size_ += bytes.size();
  return {};
}

Result<void> RunLog::sync() {
  if (::fdatasync(file_) != 0) return fail(FaultKind::kUnavailable, "scan.run.unwritable", std::strerror(errno));
  return {};
}

}  // namespace waarborg::scan
