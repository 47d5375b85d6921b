// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: answers of a resolver, byte by byte.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/dns/message.h"

namespace waarborg::dns::testing {

inline std::string number(unsigned value, int size = 2) {
  std::string out;
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFFU);
  return out;
}

/// @param owner  as on the wire; "\xc0\x0c" for the name of the question
inline std::string record(std::string_view owner, unsigned type, unsigned ttl, std::string_view data) {
  return std::string(owner) + number(type) + number(1) + number(ttl, 4) + number(static_cast<unsigned>(data.size())) +
         std::string(data);
}

/// RFC 8914, in an OPT record.
inline std::string extended_error(unsigned code, std::string_view text) {
  const std::string value = number(code) + std::string(text);
  const std::string option = number(15) + number(static_cast<unsigned>(value.size())) + value;
  return std::string(1, '\0') + number(41) + number(1232) + number(0, 4) +
         number(static_cast<unsigned>(option.size())) + option;
}

inline std::string wire_name(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find('.'), name.size());
    out += static_cast<char>(end);
    out += name.substr(0, end);
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return out + '\0';
}

/// @param more  one record for the additional section, or nothing
inline std::string answer(unsigned flags, std::string_view name, Type type, const std::vector<std::string>& records,
                          const std::string& more = {}, unsigned id = 7) {
  std::string out = number(id) + number(flags) + number(1) + number(static_cast<unsigned>(records.size())) + number(0) +
                    number(more.empty() ? 0 : 1) + wire_name(name) + number(static_cast<unsigned>(type)) + number(1);
  for (const std::string& one : records) out += one;
  return out + more;
}

}  // namespace waarborg::dns::testing
