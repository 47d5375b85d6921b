// SPDX-License-Identifier: EUPL-1.2
//
// The facts of a run, one record for each domain that was measured whole. Only ever appended to, each record with its
// checksum, so that a run goes on where it was broken off, however it was broken off.
//
//   "WBRUN1\n"  then, for each record: length (u32, little endian), CRC-32C of
//   what follows (u32), that many bytes
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace waarborg::scan {

/// For one thread of one process: a second one that opens the same file is refused.
class RunLog {
 public:
  static constexpr std::size_t kMostRecord = 8U << 20U;
  using Visit = std::function<void(std::string_view record)>;

  RunLog() = default;
  RunLog(RunLog&& other) noexcept;
  RunLog& operator=(RunLog&& other) noexcept;
  ~RunLog();  ///< As sync(), without a word.

  /// Makes the file when it is not there; shows each whole record, and cuts off the one that was being written when the
  /// run broke off. kConflict scan.run.in_use; kInvalid scan.run.not_a_log for another file, and scan.run.damaged, with
  /// the byte, when a record in the middle does not fit its checksum; kUnavailable scan.run.unwritable.
  static Result<RunLog> open(const std::string& path, const Visit& visit);
  /// The same records without writing or waiting: of a run that goes on, as far as it is.
  static Result<std::uint64_t> read(const std::string& path, const Visit& visit);

  /// Written to the system; a crash of the program does not lose it, one of the machine may until sync().
  Result<void> append(std::string_view record);
  Result<void> sync();
  std::uint64_t size() const { return size_; }

 private:
  int file_ = -1;
  std::uint64_t size_ = 0;
};

/// CRC-32C (Castagnoli; RFC 3720 section 12.1).
std::uint32_t crc32c(std::string_view bytes);

}  // namespace waarborg::scan
