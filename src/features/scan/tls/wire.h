// SPDX-License-Identifier: EUPL-1.2
//
// Reading numbers and vectors out of messages of TLS (RFC 8446 section 3).
#pragma once

#include <cstddef>
#include <string_view>

namespace waarborg::scan {

/// Takes from the front. The first thing that is not there makes all that follows empty, so that one look at the end is
/// enough.
class Wire {
 public:
  explicit Wire(std::string_view bytes) : rest_(bytes) {}

  std::string_view take(std::size_t count) {
    if (count > rest_.size()) {
      refuse();
      return {};
    }
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  /// @param width  Bytes, at most three.
  int number(std::size_t width) {
    int value = 0;
    for (const char byte : take(width)) value = value << 8 | static_cast<unsigned char>(byte);
    return value;
  }

  /// What stands behind a length of `width` bytes.
  std::string_view vector(std::size_t width) { return take(static_cast<std::size_t>(number(width))); }

  /// What was taken cannot be.
  void refuse() {
    broken_ = true;
    rest_ = {};
  }

  bool empty() const { return rest_.empty(); }
  /// Whether something was taken that was not there or was refused.
  bool broken() const { return broken_; }
  /// Whether it was all there, and no more than that.
  bool is_read_whole() const { return !broken_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool broken_ = false;
};

}  // namespace waarborg::scan
