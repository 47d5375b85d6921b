// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/target.h"

#include <algorithm>
#include <cstdint>

namespace waarborg::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

struct Lead {
  std::size_t following;  // continuation bytes
  std::uint32_t bits;
  std::uint32_t least;  // smallest code point that needs this length: anything below is overlong
};

std::optional<Lead> lead_byte(unsigned char byte) {
  if (byte < 0x80) return Lead{0, byte, 0};
  if ((byte & 0xE0U) == 0xC0) return Lead{1, byte & 0x1FU, 0x80};
  if ((byte & 0xF0U) == 0xE0) return Lead{2, byte & 0x0FU, 0x800};
  if ((byte & 0xF8U) == 0xF0) return Lead{3, byte & 0x07U, 0x10000};
  return std::nullopt;
}

// RFC 3629: shortest form only, no surrogates, nothing past U+10FFFF.
bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto lead = lead_byte(static_cast<unsigned char>(text.front()));
    if (!lead || text.size() <= lead->following) return false;
    std::uint32_t point = lead->bits;
    for (std::size_t i = 1; i <= lead->following; ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if ((byte & 0xC0U) != 0x80) return false;
      point = (point << 6U) | (byte & 0x3FU);
    }
    if (point < lead->least || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return false;
    text.remove_prefix(lead->following + 1);
  }
  return true;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// `/a//b/./c/` becomes `/a/b/c/`. Nothing for a `..` segment: no honest client sends one, since browsers resolve
// them before sending (RFC 3986 section 5.2.4).
std::optional<std::string> folded(std::string_view path) {
  std::string out;
  out.reserve(path.size());
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(end);
    if (segment == "..") return std::nullopt;
    const bool last = path.empty();
    if ((segment.empty() || segment == ".") && !last) continue;
    out += '/';
    if (segment != ".") out += segment;
  }
  return out;
}

// An encoded slash is part of a name; nobody who reads it as a separator may get anywhere by it.
bool climbs(std::string_view segment) { return ("/" + std::string(segment) + "/").find("/../") != std::string::npos; }

std::optional<std::string> decode_path(std::string_view raw) {
  if (raw.empty() || raw.front() != '/') return std::nullopt;
  std::string decoded;
  while (!raw.empty()) {
    raw.remove_prefix(1);  // the slash
    const std::size_t end = std::min(raw.find('/'), raw.size());
    auto segment = percent_decode(raw.substr(0, end), false);
    raw.remove_prefix(end);
    if (!segment) return std::nullopt;
    if (std::ranges::any_of(*segment, [](char c) { return c == '\\' || is_control(c); })) return std::nullopt;
    if (climbs(*segment)) return std::nullopt;
    std::ranges::replace(*segment, '/', kSlashInSegment);
    decoded += '/' + *segment;
  }
  return folded(decoded);
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (c == '\0') return std::nullopt;
    out += c;
  }
  if (!is_utf8(out)) return std::nullopt;
  return out;
}

std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    if (pairs.size() == kMaxQueryPairs) return std::nullopt;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = percent_decode(pair.substr(0, equals), true);
    auto value = percent_decode(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value) return std::nullopt;
    pairs.emplace_back(std::move(*name), std::move(*value));
  }
  return pairs;
}

std::optional<Target> parse_target(std::string_view target) {
  if (std::ranges::any_of(target, [](char c) { return c <= ' ' || c >= 0x7F || c == '#' || c == '\\'; })) {
    return std::nullopt;
  }
  const std::size_t mark = std::min(target.find('?'), target.size());
  auto path = decode_path(target.substr(0, mark));
  if (!path) return std::nullopt;
  auto query = parse_query(target.substr(std::min(mark + 1, target.size())));
  if (!query) return std::nullopt;
  return Target{std::move(*path), std::move(*query)};
}

}  // namespace waarborg::http
