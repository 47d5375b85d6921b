// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/smtp_reply.h"

#include <algorithm>

namespace waarborg::scan {
namespace {

constexpr std::size_t kMostLines = 100;
constexpr std::size_t kMostText = 200;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

}  // namespace

SmtpReply::State SmtpReply::feed(std::string_view bytes) {
  while (!bytes.empty() && state_ == State::kMore) {
    const std::size_t end = bytes.find('\n');
    const std::string_view part = bytes.substr(0, end);
    bytes_ += part.size() + 1;
    if (bytes_ > kMostBytes) return state_ = State::kTooLarge;
    rest_ += part;
    if (end == std::string_view::npos) return state_;
    bytes.remove_prefix(end + 1);
    if (rest_.ends_with('\r')) rest_.pop_back();
    take(rest_);
    rest_.clear();
  }
  has_more_ |= state_ == State::kDone && !bytes.empty();
  return state_;
}

void SmtpReply::take(std::string_view line) {
  const bool has_code = line.size() >= 3 && std::ranges::all_of(line.substr(0, 3), is_digit) &&
                        (line.size() == 3 || line[3] == ' ' || line[3] == '-');
  const int code = has_code ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0') : 0;
  if (code < 200 || code > 599 || (code_ != 0 && code != code_)) {
    state_ = State::kGarbage;
    return;
  }
  code_ = code;
  if (lines_.size() < kMostLines) lines_.emplace_back(line.size() > 4 ? line.substr(4, kMostText) : std::string_view());
  if (line.size() == 3 || line[3] == ' ') state_ = State::kDone;
}

bool SmtpReply::names(std::string_view keyword) const {
  for (std::size_t i = 1; i < lines_.size(); ++i) {
    const std::string_view word = std::string_view(lines_[i]).substr(0, lines_[i].find(' '));
    if (std::ranges::equal(word, keyword, {}, upper)) return true;
  }
  return false;
}

}  // namespace waarborg::scan
