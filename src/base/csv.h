// SPDX-License-Identifier: EUPL-1.2
//
// Tables as comma-separated values (RFC 4180), and as offices really write them: a byte order mark, semicolons or
// tabs, bare line feeds, "sep=;" on top, Windows-1252 or UTF-16.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/encoding.h"
#include "base/result.h"

namespace waarborg {

struct CsvOptions {
  char delimiter = '\0';  ///< ',', ';' or tab; NUL finds out from the first records.
  /// Every record must have as many fields as the first (RFC 4180 section 2.4).
  bool same_width = true;
  std::size_t max_bytes = 64U << 20U;       ///< Of the whole file.
  std::size_t max_rows = 1'000'000;         ///< Records, the header included.
  std::size_t max_fields = 512;             ///< In one record.
  std::size_t max_cells = 4'000'000;        ///< In the whole table; an empty one takes 32 bytes, too.
  std::size_t max_field_bytes = 1U << 20U;  ///< In one field, as UTF-8.
};

struct CsvTable {
  std::vector<std::vector<std::string>> rows;  ///< The header, if there is one, is rows[0]. All UTF-8.
  std::vector<std::size_t> lines;              ///< Line in the file, from 1, on which rows[i] starts.
  char delimiter = ',';
  TextEncoding encoding = TextEncoding::kUtf8;  ///< Of the file.
  std::vector<Message> warnings;
};

/// Reads a whole table or nothing. Empty lines are skipped; a field keeps its spaces.
/// Faults are kInvalid with `where` "line L, column C" (column in bytes, from 1): csv.too_large, csv.too_many_rows,
/// csv.too_many_cells, csv.too_many_fields, csv.field_too_long, csv.unclosed_quote, csv.text_after_quote,
/// csv.quote_in_field, csv.width, and those of decode_text.
Result<CsvTable> read_csv(std::string_view bytes, const CsvOptions& options = {});

/// The column whose header has this name; capitals and spaces around the name do not matter. Nothing when absent.
std::optional<std::size_t> column_of(const CsvTable& table, std::string_view name);

struct CsvStyle {
  char delimiter = ',';
  /// Puts ' before a cell that a spreadsheet would run as a formula (starts with = + - @ tab or return, or with spaces
  /// and one of these signs, and is no number). Use for every file that a person will open. Source: OWASP, CSV
  /// Injection.
  bool disarm_formulas = false;
  bool byte_order_mark = false;  ///< Excel needs it to see UTF-8.
};

/// RFC 4180 with CRLF line ends; quotes only where they are needed. Reading it back gives the same rows, apart from
/// disarmed cells and rows without any field.
std::string write_csv(std::span<const std::vector<std::string>> rows, const CsvStyle& style = {});

}  // namespace waarborg
