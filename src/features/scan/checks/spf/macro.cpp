// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/spf/macro.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "features/scan/names/a_labels.h"

namespace waarborg::scan::spf {
namespace {

constexpr std::string_view kLetters = "slodiphcrtv";
constexpr std::string_view kExplanationLetters = "crt";
constexpr std::string_view kDelimiters = ".-+,/_=";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_alphanumeric(char c) { return is_digit(c) || is_letter(c); }

/// What stands between "%{" and "}".
std::optional<MacroPiece> read_piece(std::string_view inside, MacroPlace place) {
  if (inside.empty()) return std::nullopt;
  MacroPiece piece;
  piece.escape = inside[0] >= 'A' && inside[0] <= 'Z';
  piece.letter = lower(inside.substr(0, 1))[0];
  if (kLetters.find(piece.letter) == std::string_view::npos) return std::nullopt;
  if (place == MacroPlace::kDomain && kExplanationLetters.find(piece.letter) != std::string_view::npos) {
    return std::nullopt;
  }
  inside.remove_prefix(1);
  const std::string_view digits = inside.substr(0, inside.find_first_not_of("0123456789"));
  if (!digits.empty()) {
    // More parts than fit in a name are all of them; none is not allowed (section 7.3).
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), piece.keep);
    if (error == std::errc::result_out_of_range) piece.keep = SIZE_MAX;
    if (piece.keep == 0) return std::nullopt;
    inside.remove_prefix(digits.size());
  }
  if (inside.starts_with('r') || inside.starts_with('R')) {
    piece.reverse = true;
    inside.remove_prefix(1);
  }
  if (inside.find_first_not_of(kDelimiters) != std::string_view::npos) return std::nullopt;
  if (!inside.empty()) piece.delimiters = inside;
  return piece;
}

void add_literal(MacroText& pieces, std::string_view literal) {
  if (pieces.empty() || pieces.back().letter != '\0') pieces.emplace_back();
  pieces.back().literal += literal;
}

std::string transformed(const MacroPiece& piece, std::string_view value) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= value.size();) {
    const std::size_t end = std::min(value.find_first_of(piece.delimiters, from), value.size());
    parts.push_back(value.substr(from, end - from));
    from = end + 1;
  }
  if (piece.reverse) std::ranges::reverse(parts);
  const std::size_t kept = piece.keep == 0 ? parts.size() : std::min(piece.keep, parts.size());
  std::string out;
  for (std::size_t i = parts.size() - kept; i < parts.size(); ++i) {
    if (!out.empty() || i > parts.size() - kept) out += '.';
    out += parts[i];
  }
  return out;
}

/// RFC 3986 section 2.1; kept is what it calls unreserved.
std::string escaped(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_alphanumeric(c) || std::string_view("-._~").find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', kHex[byte >> 4U], kHex[byte & 0xFU]};
    }
  }
  return out;
}

std::string value_of(char letter, const MacroValues& values) {
  switch (letter) {
    case 's':
      return values.sender;
    case 'l':
      return values.local_part;
    case 'o':
      return values.sender_domain;
    case 'd':
      return values.domain;
    case 'i':
      return values.address;
    case 'p':
      return values.validated;
    case 'h':
      return values.helo;
    case 'c':
      return values.readable;
    case 'r':
      return values.receiver;
    case 't':
      return std::to_string(values.at);
    default:
      return values.family;
  }
}

/// Of a text that read_macros() takes.
bool ends_in_macro(std::string_view text) {
  bool in_macro = false;
  while (!text.empty()) {
    in_macro = text[0] == '%';
    const std::size_t size = !in_macro ? 1 : text[1] == '{' ? text.find('}') + 1 : 2;
    text.remove_prefix(size);
  }
  return in_macro;
}

/// toplabel: letters, digits and hyphens inside; not digits only.
bool is_top_label(std::string_view label) {
  if (label.empty() || label.front() == '-' || label.back() == '-') return false;
  if (!std::ranges::all_of(label, [](char c) { return is_alphanumeric(c) || c == '-'; })) return false;
  return !std::ranges::all_of(label, is_digit);
}

}  // namespace

std::optional<MacroText> read_macros(std::string_view text, MacroPlace place) {
  MacroText pieces;
  while (!text.empty()) {
    const char c = text[0];
    const char next = text.size() > 1 ? text[1] : '\0';
    if (c != '%') {
      const bool allowed = (c > ' ' && c <= '~') || (c == ' ' && place == MacroPlace::kExplanation);
      if (!allowed) return std::nullopt;
      add_literal(pieces, text.substr(0, 1));
      text.remove_prefix(1);
    } else if (next == '{') {
      const std::size_t end = text.find('}');
      if (end == std::string_view::npos) return std::nullopt;
      auto piece = read_piece(text.substr(2, end - 2), place);
      if (!piece) return std::nullopt;
      pieces.push_back(std::move(*piece));
      text.remove_prefix(end + 1);
    } else {
      if (next != '%' && next != '_' && next != '-') return std::nullopt;
      add_literal(pieces, next == '%' ? "%" : next == '_' ? " " : "%20");
      text.remove_prefix(2);
    }
  }
  return pieces;
}

std::optional<MacroText> read_domain_spec(std::string_view text) {
  auto pieces = read_macros(text, MacroPlace::kDomain);
  if (!pieces || pieces->empty()) return std::nullopt;
  if (ends_in_macro(text)) return pieces;
  if (text.ends_with('.')) text.remove_suffix(1);
  const std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos || !is_top_label(text.substr(dot + 1))) return std::nullopt;
  return pieces;
}

bool uses(const MacroText& text, char letter) {
  return std::ranges::any_of(text, [&](const MacroPiece& piece) { return piece.letter == letter; });
}

bool is_fixed(const MacroText& text) {
  return std::ranges::all_of(text, [](const MacroPiece& piece) { return piece.letter == '\0' || piece.letter == 'd'; });
}

std::string expand(const MacroText& text, const MacroValues& values) {
  std::string out;
  for (const MacroPiece& piece : text) {
    if (piece.letter == '\0') {
      out += piece.literal;
      continue;
    }
    const std::string value = transformed(piece, value_of(piece.letter, values));
    out += piece.escape ? escaped(value) : value;
  }
  return out;
}

std::string target_name(std::string_view expanded) {
  if (expanded.ends_with('.')) expanded.remove_suffix(1);
  while (expanded.size() > kMostNameBytes) {
    const std::size_t dot = expanded.find('.');
    if (dot == std::string_view::npos) break;
    expanded.remove_prefix(dot + 1);
  }
  return lower(expanded);
}

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > kMostNameBytes || name.find('.') == std::string_view::npos) return false;
  for (std::size_t from = 0; from <= name.size();) {
    const std::size_t end = std::min(name.find('.', from), name.size());
    if (end == from || end - from > kMostLabelBytes) return false;
    from = end + 1;
  }
  return true;
}

}  // namespace waarborg::scan::spf
