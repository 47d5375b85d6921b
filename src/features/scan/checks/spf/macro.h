// SPDX-License-Identifier: EUPL-1.2
//
// Macros of SPF (RFC 7208 section 7): texts in a record that stand for something of the mail that is judged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waarborg::scan::spf {

/// Text, or with a letter something to put in.
struct MacroPiece {
  std::string literal;
  char letter = '\0';  ///< In lower case.
  bool escape = false;
  bool reverse = false;
  std::size_t keep = 0;  ///< Parts from the right; 0 for all.
  std::string delimiters = ".";

  bool operator==(const MacroPiece&) const = default;
};
using MacroText = std::vector<MacroPiece>;

/// Where the text stands: letters c, r and t are for explanations (section 7.2), spaces too.
enum class MacroPlace { kDomain, kModifier, kExplanation };

/// macro-string, or explain-string for an explanation; nothing when the grammar of section 12 does not allow it.
std::optional<MacroText> read_macros(std::string_view text, MacroPlace place);

/// domain-spec: a macro-string that ends in a macro or in a dot and a top label.
std::optional<MacroText> read_domain_spec(std::string_view text);

/// Whether it holds that letter.
bool uses(const MacroText& text, char letter);
/// Whether it can be expanded without a mail: no letter but "d".
bool is_fixed(const MacroText& text);

/// What the letters stand for.
struct MacroValues {
  std::string sender, local_part, sender_domain;  ///< s, l, o
  std::string domain;                             ///< d
  std::string address, readable, family;          ///< i, c, v
  std::string helo;                               ///< h
  std::string validated = "unknown";              ///< p
  std::string receiver = "unknown";               ///< r
  std::int64_t at = 0;                            ///< t, seconds since 1970.
};

std::string expand(const MacroText& text, const MacroValues& values);

/// The name that an expanded domain-spec asks for: in lower case, without the dot at the end, and cut from the left to
/// 253 bytes (section 7.3). It may be no name that can be asked for: see is_name().
std::string target_name(std::string_view expanded);

/// Whether it can be asked for, and has two labels or more (section 4.3).
bool is_name(std::string_view name);

}  // namespace waarborg::scan::spf
