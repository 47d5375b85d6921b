// SPDX-License-Identifier: EUPL-1.2
#include "base/toml.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/encoding.h"
#include "base/text.h"

namespace waarborg {
namespace {

bool is_key(std::string_view key) {
  return !key.empty() && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

/// Nothing but a comment may follow a value or a header.
bool is_rest(std::string_view rest) { return trimmed(rest).empty() || trimmed(rest).front() == '#'; }

/// \uXXXX or \UXXXXXXXX; `at` stands on the u and ends on the last digit.
bool append_escaped(std::string_view text, std::size_t& at, std::string& out) {
  const std::size_t digits = text[at] == 'u' ? 4 : 8;
  if (at + digits >= text.size()) return false;
  std::uint32_t code = 0;
  const char* first = text.data() + at + 1;
  const auto [end, error] = std::from_chars(first, first + digits, code, 16);
  if (error != std::errc{} || end != first + digits) return false;
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return false;
  append_utf8(out, code);
  at += digits;
  return true;
}

/// The text that begins at `at`, which stands on its opening quote and ends after the closing one.
std::optional<std::string> text_at(std::string_view text, std::size_t& at) {
  const char quote = text[at++];
  std::string out;
  for (; at < text.size(); ++at) {
    if (text[at] == quote) {
      ++at;
      return out;
    }
    if (text[at] != '\\' || quote == '\'') {
      out += text[at];
      continue;
    }
    if (++at == text.size()) return std::nullopt;
    if (text[at] == 'u' || text[at] == 'U') {
      if (!append_escaped(text, at, out)) return std::nullopt;
      continue;
    }
    constexpr std::string_view kSigns = "\"\\nt";
    constexpr std::string_view kMeanings = "\"\\\n\t";
    const std::size_t sign = kSigns.find(text[at]);
    if (sign == std::string_view::npos) return std::nullopt;
    out += kMeanings[sign];
  }
  return std::nullopt;
}

bool is_quote(char c) { return c == '"' || c == '\''; }

void skip_blanks(std::string_view text, std::size_t& at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
}

/// ["a", "b"] on one line; a comma may stand after the last.
std::optional<TomlValue> list_of(std::string_view text) {
  std::vector<std::string> out;
  std::size_t at = 1;
  for (bool separated = true;; separated = false) {
    skip_blanks(text, at);
    if (at < text.size() && text[at] == ',' && !separated) {
      ++at;
      skip_blanks(text, at);
      separated = true;
    }
    if (at >= text.size()) return std::nullopt;
    if (text[at] == ']') break;
    if (!separated || !is_quote(text[at])) return std::nullopt;
    auto words = text_at(text, at);
    if (!words) return std::nullopt;
    out.push_back(std::move(*words));
  }
  if (!is_rest(text.substr(at + 1))) return std::nullopt;
  return out;
}

std::optional<TomlValue> value_of(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (is_quote(text.front())) {
    std::size_t at = 0;
    auto words = text_at(text, at);
    if (!words || !is_rest(text.substr(at))) return std::nullopt;
    return std::move(*words);
  }
  if (text.front() == '[') return list_of(text);
  const std::string_view word = trimmed(text.substr(0, text.find('#')));
  if (word == "true" || word == "false") return word == "true";
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  return number;
}

/// "[name]" or "[[name]]".
std::optional<TomlTable> header_of(std::string_view row, int line) {
  const bool repeated = row.starts_with("[[");
  const std::string_view close = repeated ? "]]" : "]";
  const std::size_t end = row.find(close);
  if (end == std::string_view::npos || !is_rest(row.substr(end + close.size()))) return std::nullopt;
  const std::string_view name = trimmed(row.substr(close.size(), end - close.size()));
  if (!is_key(name)) return std::nullopt;
  return TomlTable{std::string(name), repeated, line, {}};
}

std::optional<TomlEntry> entry_of(std::string_view row, int line) {
  const std::size_t equals = row.find('=');
  if (equals == std::string_view::npos || !is_key(trimmed(row.substr(0, equals)))) return std::nullopt;
  auto value = value_of(trimmed(row.substr(equals + 1)));
  if (!value) return std::nullopt;
  return TomlEntry{std::string(trimmed(row.substr(0, equals))), std::move(*value), line};
}

bool has_control(std::string_view row) {
  return std::ranges::any_of(row, [](char c) {
    const auto code = static_cast<unsigned char>(c);
    return (code < 0x20 && c != '\t') || code == 0x7F;
  });
}

}  // namespace

const TomlEntry* TomlTable::find(std::string_view key) const {
  const auto found = std::ranges::find(entries, key, &TomlEntry::key);
  return found == entries.end() ? nullptr : &*found;
}

Result<std::vector<TomlTable>> read_toml_tables(std::string_view text, const TomlLimits& limits) {
  const auto refuse = [](const char* key, int line) { return invalid(key, "line " + std::to_string(line)); };
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.size() > limits.bytes) return refuse("toml.too_large", 1);
  if (!is_utf8(text)) return refuse("toml.malformed", 1);
  std::vector<TomlTable> tables(1);
  std::size_t count = 0;
  for (int line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view row = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (row.empty()) continue;
    if (has_control(row)) return refuse("toml.malformed", line);
    if (row.front() == '#') continue;
    if (++count > limits.entries) return refuse("toml.too_large", line);
    if (row.front() == '[') {
      auto table = header_of(row, line);
      if (!table) return refuse("toml.malformed", line);
      const auto same = std::ranges::find(tables, table->name, &TomlTable::name);
      if (same != tables.end() && !(same->repeated && table->repeated)) return refuse("toml.twice", line);
      tables.push_back(std::move(*table));
      continue;
    }
    auto entry = entry_of(row, line);
    if (!entry) return refuse("toml.malformed", line);
    if (tables.back().find(entry->key) != nullptr) return refuse("toml.twice", line);
    tables.back().entries.push_back(std::move(*entry));
  }
  return tables;
}

}  // namespace waarborg
