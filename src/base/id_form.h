// SPDX-License-Identifier: EUPL-1.2
//
// What the text of an id looks like: to know one among other words, not to say that there is such a thing.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace waarborg {

inline constexpr std::size_t kIdSize = 36;

/// A UUID in lower case (RFC 9562 section 4), as platform/crypto `new_id` writes it.
inline bool is_id(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::ranges::equal(text, kForm, [](char c, char form) {
    return form == '-' ? c == '-' : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
}

}  // namespace waarborg
