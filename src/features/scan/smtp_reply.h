// SPDX-License-Identifier: EUPL-1.2
//
// The answer of a mail server: one or more lines with one code (RFC 5321 section 4.2).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace waarborg::scan {

/// Takes bytes as they come; what follows the last line of the reply is left alone.
class SmtpReply {
 public:
  static constexpr std::size_t kMostBytes = 64 * 1024;  ///< Of one reply; RFC 5321 asks for 512 a line.
  enum class State { kMore, kDone, kGarbage, kTooLarge };

  State feed(std::string_view bytes);
  State state() const { return state_; }
  int code() const { return code_; }
  /// Texts of the lines, without code; at most 200 bytes of the first 100.
  const std::vector<std::string>& lines() const { return lines_; }
  /// A keyword of EHLO: the first word of a line but the first (RFC 5321 section 4.1.1.1). Upper case.
  bool names(std::string_view keyword) const;
  /// Bytes that came after the reply: before STARTTLS there must be none (RFC 3207 section 6).
  bool has_more() const { return has_more_; }

 private:
  void take(std::string_view line);

  State state_ = State::kMore;
  std::string rest_;
  std::size_t bytes_ = 0;
  int code_ = 0;
  std::vector<std::string> lines_;
  bool has_more_ = false;
};

}  // namespace waarborg::scan
