// SPDX-License-Identifier: EUPL-1.2
//
// The board overview: one page that names the holes (management review, NEN 7510-1:2024 9.3). Pure: from the assessment
// and some facts to a document.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "features/measure/status.h"
#include "features/report/page.h"

namespace waarborg::report {

/// A requirement that applies and was not shown.
struct Hole {
  std::string title;   ///< "8.13 Back-ups"
  std::string detail;  ///< One sentence: why.
  std::string action;  ///< One sentence: what to do about it.
  measure::Trio verdict;
  Overridden overridden;  ///< As in `verdict`.
  std::string link;       ///< Path in the web application.
};
BOOST_DESCRIBE_STRUCT(Hole, (), (title, detail, action, verdict, overridden, link))

struct BoardChange {
  std::string title;
  std::string aspect;
  std::string before;
  std::string after;
  std::string at;
  std::string direction;  ///< better worse new
};
BOOST_DESCRIBE_STRUCT(BoardChange, (), (title, aspect, before, after, at, direction))

struct Board {
  std::string organisation;
  std::string mark;  ///< "Vertrouwelijk"
  measure::Status status;
  std::string as_known_on;  ///< The day, when one looks back; empty: as known now.
  std::vector<Hole> holes;
  std::int64_t holes_total = 0;
  std::vector<std::string> decisions;  ///< What was decided, and what waits for a decision.
  std::int64_t deviations_open = 0;
  std::vector<std::string> taken_out;  ///< Measures that went, or became less, while they were not in order.
  std::vector<BoardChange> changes;
  std::string generated_at;
};
BOOST_DESCRIBE_STRUCT(Board, (),
                      (organisation, mark, status, as_known_on, holes, holes_total, decisions, deviations_open,
                       taken_out, changes, generated_at))

/// How bad a verdict is; the greatest comes first: any refutation before any lack of proof, then operation, existence,
/// design. 0 when there is no hole.
int weight_of(const measure::Trio& verdict);

/// @param most  how many holes to name; the total is counted in any case
/// Every refuted or not shown aspect of an applicable requirement is a hole; so is one that is shown in part.
std::vector<Hole> holes_of(const measure::Assessed& assessed, const catalog::FrameworkRecord& framework,
                           std::size_t most, std::int64_t& total, Language language);

/// The density that fits whatever people wrote.
inline constexpr int kDensest = 6;
/// @param density  0 as designed; up from 1 in smaller type, and each says less: for when a page would overflow
std::string to_html(const Board& board, Medium medium, Language language, int density = 0);
Result<std::string> to_workbook(const Board& board, Language language);

/// The page that says most and is one page.
/// @param printed  the PDF of a density
Result<std::string> fullest_page(const std::function<Result<std::string>(int)>& printed);

}  // namespace waarborg::report
