// SPDX-License-Identifier: EUPL-1.2
//
// A list as a table of words, numbers, days and moments, and the files that are made of it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "platform/http/http.h"

namespace waarborg::auth {

struct Actor;

/// A workbook sorts and filters days and moments, and shows them as Dutch clocks do; CSV writes them as ISO 8601.
using TableCell = std::variant<std::string, double, Day, Moment>;

/// Empty when there is none.
template <class T>
TableCell cell_of(const std::optional<T>& value) {
  return value ? TableCell(*value) : TableCell();
}
/// The day or moment that the text writes, else the text itself.
TableCell dated_cell(const std::string& text);

struct Table {
  std::string title;
  std::vector<std::pair<std::string, double>> columns;  ///< Title, and width in characters.
  std::vector<std::vector<TableCell>> rows;
};

/// Most rows in one file; a list that finds more is refused with a question for a filter.
inline constexpr std::int64_t kMostExported = 100'000;

/// Makes a workbook (XLSX) of a table. Set by app.
using WriteWorkbook = std::function<Result<std::string>(const Actor&, const Table&)>;
inline constexpr const char* kWorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// For a spreadsheet: semicolons, a byte order mark, and nothing that runs as a formula.
std::string csv_of(const Table& table);

/// A file to keep, of a list with this title: "Uitslag van een meting" as CSV is uitslag-van-een-meting.csv.
http::Response download_csv(std::string body, const std::string& title);
http::Response download_workbook(std::string body, const std::string& title);

}  // namespace waarborg::auth
