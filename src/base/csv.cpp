// SPDX-License-Identifier: EUPL-1.2
#include "base/csv.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace waarborg {
namespace {

constexpr std::array<char, 3> kDelimiters = {',', ';', '\t'};

/// Records looked at to find the delimiter.
constexpr std::size_t kSampledRecords = 20;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string folded(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  std::string name(text.substr(from, text.find_last_not_of(" \t") - from + 1));
  std::transform(name.begin(), name.end(), name.begin(), lower);
  return name;
}

/// How often the delimiter stands outside quotes in each of the first records that are not empty.
std::vector<std::size_t> counts_per_record(std::string_view text, char delimiter) {
  std::vector<std::size_t> counts;
  std::size_t count = 0;
  bool quoted = false;
  bool empty = true;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (!quoted && c == delimiter) ++count;
    if (!quoted && c == '\n') {
      if (!empty) counts.push_back(count);
      if (counts.size() == kSampledRecords) return counts;
      count = 0;
      empty = true;
    } else if (c != '\r') {
      empty = false;
    }
  }
  if (!empty) counts.push_back(count);
  return counts;
}

/// The delimiter that splits the header and gives the most records the same width; a comma when none does.
char find_delimiter(std::string_view text) {
  char best = ',';
  std::pair<std::size_t, std::size_t> best_score{0, 0};
  for (const char candidate : kDelimiters) {
    const auto counts = counts_per_record(text, candidate);
    if (counts.empty() || counts.front() == 0) continue;
    const auto alike = static_cast<std::size_t>(std::count(counts.begin(), counts.end(), counts.front()));
    const std::pair score{alike, counts.front()};
    if (score > best_score) {
      best = candidate;
      best_score = score;
    }
  }
  return best;
}

/// One pass over the text; `at_` only moves forward.
class Reader {
 public:
  Reader(std::string_view text, const CsvOptions& options, char delimiter, std::size_t first_line)
      : text_(text), options_(options), delimiter_(delimiter), line_(first_line) {}

  std::optional<Fault> read(CsvTable& table) {
    while (at_ < text_.size()) {
      if (skip_line_end()) continue;
      const std::size_t started = line_;
      if (auto fault = read_record()) return fault;
      if (table.rows.size() == options_.max_rows) {
        return fault_at("csv.too_many_rows", {{"limit", std::to_string(options_.max_rows)}});
      }
      cells_ += record_.size();
      if (cells_ > options_.max_cells) {
        return fault_at("csv.too_many_cells", {{"limit", std::to_string(options_.max_cells)}});
      }
      if (options_.same_width && !table.rows.empty() && record_.size() != table.rows.front().size()) {
        return Fault{FaultKind::kInvalid,
                     Message{"csv.width",
                             {{"fields", std::to_string(record_.size())},
                              {"expected", std::to_string(table.rows.front().size())}}},
                     "line " + std::to_string(started)};
      }
      table.rows.push_back(std::exchange(record_, {}));
      table.lines.push_back(started);
    }
    return std::nullopt;
  }

 private:
  std::optional<Fault> read_record() {
    for (;;) {
      if (record_.size() == options_.max_fields) {
        return fault_at("csv.too_many_fields", {{"limit", std::to_string(options_.max_fields)}});
      }
      const bool quoted = at_ < text_.size() && text_[at_] == '"';
      if (auto fault = quoted ? read_quoted() : read_plain()) return fault;
      if (at_ < text_.size() && text_[at_] == delimiter_) {
        ++at_;
        continue;
      }
      skip_line_end();
      return std::nullopt;
    }
  }

  std::optional<Fault> read_plain() {
    const std::size_t from = at_;
    while (at_ < text_.size() && text_[at_] != delimiter_ && !at_line_end()) {
      if (text_[at_] == '"') return fault_at("csv.quote_in_field");
      ++at_;
    }
    return add_field(std::string(text_.substr(from, at_ - from)));
  }

  std::optional<Fault> read_quoted() {
    const std::string opened = where();
    std::string field;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
        ++at_;
      } else if (text_[at_] == '\n') {
        ++line_;
        line_start_ = at_ + 1;
      }
      field.push_back(text_[at_]);
    }
    if (at_ >= text_.size()) return Fault{FaultKind::kInvalid, Message{"csv.unclosed_quote", {}}, opened};
    ++at_;
    if (at_ < text_.size() && text_[at_] != delimiter_ && !at_line_end()) return fault_at("csv.text_after_quote");
    return add_field(std::move(field));
  }

  std::optional<Fault> add_field(std::string field) {
    if (field.size() > options_.max_field_bytes) {
      return fault_at("csv.field_too_long", {{"limit", std::to_string(options_.max_field_bytes)}});
    }
    record_.push_back(std::move(field));
    return std::nullopt;
  }

  /// A lone carriage return inside a line is text: RFC 4180 ends records with CRLF, Unix with LF.
  bool at_line_end() const {
    return text_[at_] == '\n' || (text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n'));
  }

  bool skip_line_end() {
    if (at_ >= text_.size() || !at_line_end()) return false;
    if (text_[at_] == '\r') ++at_;
    if (at_ < text_.size()) ++at_;
    ++line_;
    line_start_ = at_;
    return true;
  }

  std::string where() const {
    return "line " + std::to_string(line_) + ", column " + std::to_string(at_ - line_start_ + 1);
  }

  Fault fault_at(std::string key, std::vector<std::pair<std::string, std::string>> args = {}) const {
    return Fault{FaultKind::kInvalid, Message{std::move(key), std::move(args)}, where()};
  }

  std::string_view text_;
  const CsvOptions& options_;
  char delimiter_;
  std::size_t at_ = 0;
  std::size_t line_;
  std::size_t line_start_ = 0;
  std::size_t cells_ = 0;
  std::vector<std::string> record_;
};

/// Excel's own first line: "sep=;" names the delimiter. Zero when it is not there; else the bytes it takes.
std::size_t separator_line(std::string_view text) {
  if (text.size() < 6 || folded(text.substr(0, 4)) != "sep=") return 0;
  if (std::find(kDelimiters.begin(), kDelimiters.end(), text[4]) == kDelimiters.end()) return 0;
  if (text[5] == '\n') return 6;
  return text[5] == '\r' && text.size() > 6 && text[6] == '\n' ? 7 : 0;
}

bool is_number(std::string_view cell) {
  const std::string_view digits = cell.substr(1);
  return !digits.empty() && digits.find_first_not_of("0123456789.,") == std::string_view::npos;
}

/// Without what a spreadsheet does not show before a formula: spaces, line ends, no-break and zero-width spaces, a BOM.
std::string_view shown_part(std::string_view cell) {
  static constexpr std::array<std::string_view, 8> kUnseen{" ",        "\t",           "\r",           "\n",
                                                           "\xC2\xA0", "\xE2\x80\x8B", "\xEF\xBB\xBF", "\xE3\x80\x80"};
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view unseen : kUnseen) {
      if (!cell.starts_with(unseen)) continue;
      cell.remove_prefix(unseen.size());
      more = true;
    }
  }
  return cell;
}

bool runs_as_formula(std::string_view cell) {
  if (cell.empty()) return false;
  if (cell.front() == '\t' || cell.front() == '\r') return true;
  const std::string_view shown = shown_part(cell);
  if (shown.empty()) return false;
  for (const std::string_view wide : {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"}) {
    if (shown.starts_with(wide)) return true;  // = + - @ of full width
  }
  if (std::string_view("=+-@").find(shown.front()) == std::string_view::npos) return false;
  return !((shown.front() == '-' || shown.front() == '+') && is_number(shown));
}

void write_cell(std::string& out, std::string_view cell, const CsvStyle& style) {
  const bool disarm = style.disarm_formulas && runs_as_formula(cell);
  const bool quote = cell.find_first_of("\"\r\n,;\t") != std::string_view::npos ||
                     cell.find(style.delimiter) != std::string_view::npos || disarm;
  if (!quote) {
    out += cell;
    return;
  }
  out += '"';
  if (disarm) out += '\'';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

Result<CsvTable> read_csv(std::string_view bytes, const CsvOptions& options) {
  if (bytes.size() > options.max_bytes) {
    return invalid("csv.too_large", {}, {{"limit", std::to_string(options.max_bytes)}});
  }
  auto decoded = decode_text(bytes);
  if (!decoded) return std::unexpected(decoded.error());
  std::string_view text = decoded->text;
  CsvTable table;
  const std::size_t named = separator_line(text);
  const char stated = named == 0 ? '\0' : text[4];
  text.remove_prefix(named);
  table.delimiter = options.delimiter != '\0' ? options.delimiter : stated != '\0' ? stated : find_delimiter(text);
  table.encoding = decoded->encoding;
  table.warnings = std::move(decoded->warnings);
  Reader reader(text, options, table.delimiter, named == 0 ? 1 : 2);
  if (auto fault = reader.read(table)) return std::unexpected(std::move(*fault));
  return table;
}

std::optional<std::size_t> column_of(const CsvTable& table, std::string_view name) {
  if (table.rows.empty()) return std::nullopt;
  const std::string wanted = folded(name);
  const auto& header = table.rows.front();
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (folded(header[i]) == wanted) return i;
  }
  return std::nullopt;
}

std::string write_csv(std::span<const std::vector<std::string>> rows, const CsvStyle& style) {
  std::string out = style.byte_order_mark ? "\xEF\xBB\xBF" : "";
  // Text that starts like these would be taken for a mark or for Excel's first line, so its first cell is quoted.
  bool first = true;
  for (const auto& row : rows) {
    if (row.empty()) continue;
    const bool looks_special = row.front().starts_with("\xEF\xBB\xBF") || folded(row.front().substr(0, 4)) == "sep=";
    const bool force_quotes = (row.size() == 1 && row.front().empty()) || (first && looks_special);
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i != 0) out += style.delimiter;
      const std::size_t from = out.size();
      write_cell(out, row[i], style);
      if (i == 0 && force_quotes && (out.size() == from || out[from] != '"')) {
        out.insert(from, 1, '"');
        out += '"';
      }
    }
    out += "\r\n";
    first = false;
  }
  return out;
}

}  // namespace waarborg
