// SPDX-License-Identifier: EUPL-1.2
#include "base/encoding.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace waarborg {
namespace {

/// Code points of the bytes 0x80 to 0x9F. Source: WHATWG Encoding Standard, index windows-1252.
constexpr std::array<char16_t, 32> kWindows1252 = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                                   0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

/// Length of the UTF-8 sequence at `at`; 0 when it is none. The ranges of the second byte are those of the table in
/// RFC 3629 section 4.
std::size_t sequence_length(std::string_view bytes, std::size_t at) {
  const unsigned lead = byte_at(bytes, at);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + length > bytes.size()) return 0;
  const unsigned second = byte_at(bytes, at + 1);
  const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (second < low || second > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte_at(bytes, at + i) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

std::string line_of(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, std::min(at, text.size()));
  return "line " + std::to_string(1 + std::count(before.begin(), before.end(), '\n'));
}

Result<std::string> from_utf16(std::string_view bytes, bool big_endian) {
  std::string text;
  text.reserve(bytes.size());
  const auto unit = [&](std::size_t at) {
    const unsigned first = byte_at(bytes, at);
    const unsigned second = byte_at(bytes, at + 1);
    return static_cast<char32_t>(big_endian ? first << 8U | second : second << 8U | first);
  };
  std::size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) {
    const char32_t high = unit(at);
    if (high < 0xD800 || high > 0xDFFF) {
      append_utf8(text, high);
      continue;
    }
    const char32_t low = at + 3 < bytes.size() ? unit(at + 2) : 0;
    if (high > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
      return invalid("encoding.broken_utf16", line_of(text, text.size()));
    append_utf8(text, 0x10000 + ((high - 0xD800) << 10U) + (low - 0xDC00));
    at += 2;
  }
  if (at != bytes.size()) return invalid("encoding.broken_utf16", line_of(text, text.size()));
  return text;
}

std::string from_windows_1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const unsigned byte = byte_at(bytes, i);
    append_utf8(text, byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80] : static_cast<char32_t>(byte));
  }
  return text;
}

Result<DecodedText> unmarked(std::string_view bytes) {
  if (is_utf8(bytes)) return DecodedText{std::string(bytes), TextEncoding::kUtf8, {}};
  return DecodedText{
      from_windows_1252(bytes), TextEncoding::kWindows1252, {Message{"encoding.guessed_windows_1252", {}}}};
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = sequence_length(bytes, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto put = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0U | code_point >> 6U);
    put(0x80U | (code_point & 0x3FU));
  } else if (code_point < 0x10000) {
    put(0xE0U | code_point >> 12U);
    put(0x80U | (code_point >> 6U & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  } else {
    put(0xF0U | code_point >> 18U);
    put(0x80U | (code_point >> 12U & 0x3FU));
    put(0x80U | (code_point >> 6U & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  }
}

std::string_view beginning_of(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (byte_at(text, most) & 0xC0U) == 0x80) --most;
  return text.substr(0, most);
}

Result<DecodedText> decode_text(std::string_view bytes) {
  DecodedText decoded;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    auto text = from_utf16(bytes.substr(2), bytes.starts_with("\xFE\xFF"));
    if (!text) return std::unexpected(text.error());
    decoded.text = std::move(*text);
    decoded.encoding = TextEncoding::kUtf16;
  } else {
    auto text = unmarked(bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes);
    if (!text) return text;
    decoded = std::move(*text);
  }
  const std::size_t nul = decoded.text.find('\0');
  if (nul != std::string::npos) return invalid("encoding.nul", line_of(decoded.text, nul));
  return decoded;
}

}  // namespace waarborg
