// SPDX-License-Identifier: EUPL-1.2
//
// A list as a table of words and numbers, and the files that are made of it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "platform/http/http.h"

namespace waarborg::auth {

struct Actor;

using TableCell = std::variant<std::string, double>;
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

/// A file to keep.
http::Response download(std::string body, const char* type, const std::string& name);

}  // namespace waarborg::auth
