// SPDX-License-Identifier: EUPL-1.2
//
// A workbook (XLSX) of plain tables: a frozen header row with filters, then rows. Text is written as text, so that a
// cell that begins with = + - @ never runs as a formula; days and moments as dates, which sort and filter by time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/phrasebook.h"
#include "base/result.h"
#include "base/time.h"

namespace waarborg::report {

struct Column {
  std::string title;
  double width = 12;  ///< Unit: characters.
};

/// A verdict colours its cell; the word in it says the same.
struct VerdictCell {
  std::string verdict;  ///< shown partly_shown refuted not_shown not_applicable
  std::string words;
};
/// A moment is shown as Dutch clocks show it: a workbook knows no time zones.
using SheetCell = std::variant<std::string, double, Day, Moment, VerdictCell>;

struct Sheet {
  std::string name;  ///< At most 31 characters, none of []:*?/\.
  std::vector<Column> columns;
  std::vector<std::vector<SheetCell>> rows;
  bool filters = true;
  std::size_t screen_only = 0;  ///< So many of the last columns stay off paper; fewer than there are.
};

struct WorkbookHead {
  std::string title;
  std::string author;                 ///< Organisation.
  std::string mark;                   ///< "Vertrouwelijk": in the header of each printed page.
  std::string page_of;                ///< "pagina &P van &N".
  Language language = Language::kNl;  ///< In which days are written.
};

/// kUnavailable report.disk.
Result<std::string> write_workbook(const WorkbookHead& head, const std::vector<Sheet>& sheets);

}  // namespace waarborg::report
