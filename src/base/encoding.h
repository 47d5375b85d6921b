// SPDX-License-Identifier: EUPL-1.2
//
// Text that came from elsewhere, made into UTF-8. Offices still export in three encodings; the rest of the product
// sees one.
#pragma once

#include <boost/describe/enum.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace waarborg {

enum class TextEncoding { kUtf8, kUtf16, kWindows1252 };
BOOST_DESCRIBE_ENUM(TextEncoding, kUtf8, kUtf16, kWindows1252)

struct DecodedText {
  std::string text;                             ///< Valid UTF-8 without a byte order mark and without NUL.
  TextEncoding encoding = TextEncoding::kUtf8;  ///< Of the bytes.
  std::vector<Message> warnings;                ///< encoding.guessed_windows_1252 when the bytes were no UTF-8.
};

/// Whether all bytes are UTF-8 as RFC 3629 allows: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view bytes);

/// Adds one code point as UTF-8 (RFC 3629 section 3).
/// @pre code_point <= 0x10FFFF and no surrogate.
void append_utf8(std::string& text, char32_t code_point);

/// The beginning of valid UTF-8, at most `most` bytes and never half a character.
std::string_view beginning_of(std::string_view text, std::size_t most);

/// The text of a file: a UTF-8 mark is dropped, UTF-16 with a byte order mark (RFC 2781) is converted, other bytes
/// that are not UTF-8 are read as Windows-1252 with a warning.
/// Faults: encoding.nul for a NUL (binary, or UTF-16 without a mark), encoding.broken_utf16; `where` is "line N".
Result<DecodedText> decode_text(std::string_view bytes);

}  // namespace waarborg
