// SPDX-License-Identifier: EUPL-1.2
//
// Facts hold what strangers sent. Before they are judged or kept, every text in them is made one that JSON can hold, so
// that what was kept is judged exactly as what was measured.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <string>
#include <type_traits>
#include <vector>

#include "base/encoding.h"

namespace waarborg::scan {

/// Bytes that are no UTF-8 become the letters that ISO 8859-1 gives them, NUL becomes U+FFFD.
inline void clean(std::string& text) {
  const bool is_clean = is_utf8(text);
  if (is_clean && text.find('\0') == std::string::npos) return;
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0) {
      append_utf8(out, 0xFFFD);
    } else if (is_clean || byte < 0x80) {
      out += c;
    } else {
      append_utf8(out, byte);
    }
  }
  text = std::move(out);
}

template <class T>
void clean(std::vector<T>& list);

/// Every text in a described struct, however deep.
template <class T>
  requires boost::describe::has_describe_members<T>::value
void clean(T& value) {
  using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    using Member = std::remove_reference_t<decltype(value.*member.pointer)>;
    if constexpr (requires(Member& one) { clean(one); }) clean(value.*member.pointer);
  });
}

template <class T>
void clean(std::vector<T>& list) {
  if constexpr (requires(T& one) { clean(one); }) {
    for (T& one : list) clean(one);
  }
}

}  // namespace waarborg::scan
