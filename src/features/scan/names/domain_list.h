// SPDX-License-Identifier: EUPL-1.2
//
// A list of domains to scan: one name a line, or a table with the name, the organisation and its sub-sector. A line
// that cannot be read is named and passed over; the others are scanned.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/scan/names/domain_name.h"

namespace waarborg::scan {

inline constexpr std::size_t kMaxListBytes = 128U << 20U;  ///< Of the file; a million lines of 128 bytes.
inline constexpr std::size_t kMaxListLines = 1'000'000;
inline constexpr std::size_t kMaxLineBytes = 64U << 10U;  ///< Of one record.
inline constexpr std::size_t kMaxListProblems = 10'000;   ///< Named; all are counted.

struct ListedDomain {
  std::size_t line = 0;  ///< In the file, from 1.
  ScanTarget target;
  std::string organisation;  ///< May be empty.
  std::string sub_sector;    ///< As it stands in the list; may be empty.

  bool operator==(const ListedDomain&) const = default;
};

struct LineProblem {
  std::size_t line = 0;
  Message what;

  bool operator==(const LineProblem&) const = default;
};

/// A name that stands in the list more than once, at the same port; the first counts.
struct RepeatedDomain {
  std::string name;
  std::size_t line = 0;   ///< Of the first.
  std::size_t times = 0;  ///< In all.

  bool operator==(const RepeatedDomain&) const = default;
};

struct DomainList {
  std::vector<ListedDomain> rows;        ///< In the order of the list, each name and port once.
  std::vector<LineProblem> problems;     ///< In the order of the list, the first kMaxListProblems.
  std::size_t problem_count = 0;         ///< All lines that could not be read.
  std::vector<RepeatedDomain> repeated;  ///< In the order of their first line.
  std::vector<Message> warnings;         ///< Of the file as a whole: how its letters were read.
};

/// Comma, semicolon or tab; UTF-8, UTF-16 with a mark, or Windows-1252. Columns are found by their Dutch or English
/// names on the first line; without such a line they are name, organisation, sub-sector. Empty lines and lines that
/// begin with # are passed over. Time: n log n in the number of lines; memory: a few times the file. Faults are
/// kInvalid: scan.list.too_large, scan.list.too_many_lines, scan.list.no_names (a table without a column of names), and
/// those of decode_text.
Result<DomainList> read_domain_list(std::string_view bytes, SingleLabel single = SingleLabel::kRefused);

}  // namespace waarborg::scan
