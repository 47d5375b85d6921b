// SPDX-License-Identifier: EUPL-1.2
//
// What is in somebody's table before anything is done with it: the same reader as the real import, so that a screen
// never reads a table in another way.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/encoding.h"
#include "base/json_words.h"
#include "base/phrasebook.h"
#include "base/result.h"
#include "features/evidence/sampling.h"

namespace waarborg::evidence {

/// Rows that a preview shows; enough to see which words a column holds.
inline constexpr std::size_t kPreviewRows = 500;
/// Bytes of all cells of a preview together, about.
inline constexpr std::size_t kPreviewBytes = 256U << 10U;
/// Problems that a trial names; it counts them all.
inline constexpr std::size_t kNamedProblems = 100;

struct TableRow {
  std::int64_t line = 0;  ///< In the file, from 1.
  std::vector<std::string> cells;
};
BOOST_DESCRIBE_STRUCT(TableRow, (), (line, cells))
struct TablePreview {
  json::Word<TextEncoding> encoding;
  std::string delimiter;
  std::int64_t count = 0;            ///< Rows below the heading, also those that are not shown.
  std::vector<std::string> columns;  ///< As the heading names them, without spaces around.
  std::vector<TableRow> rows;        ///< The first ones; a long cell is cut.
  std::vector<std::string> warnings;
};
BOOST_DESCRIBE_STRUCT(TablePreview, (), (encoding, delimiter, count, columns, rows, warnings))

struct LineProblem {
  std::int64_t line = 0;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(LineProblem, (), (line, text))
/// What freezing would do.
struct PopulationTrial {
  std::int64_t count = 0;
  std::int64_t sample_size = 0;
  std::string sha256;  ///< Of the frozen list; empty when there are problems.
  std::string key;     ///< Column that was taken.
  TablePreview table;
  std::int64_t problem_count = 0;
  std::vector<LineProblem> problems;  ///< The first ones, in order of line.
};
BOOST_DESCRIBE_STRUCT(PopulationTrial, (), (count, sample_size, sha256, key, table, problem_count, problems))

/// Faults as read_csv; evidence.population.no_header for an empty file. Rows of another width are shown too.
Result<TablePreview> preview_table(std::string_view bytes, Language language);

/// All cases of a population: the key, and every other column as it stands.
/// @param key_column  empty: the first; becomes the name of the one that was taken
/// Faults as read_csv, and evidence.population.no_header, .no_key_column, .key_too_long (where = the line).
Result<std::vector<Case>> cases_in(std::string_view csv, std::string& key_column);

/// As cases_in, but names every problem; faults only when there is no table to speak of.
Result<PopulationTrial> try_cases(std::string_view csv, const std::string& key_column, ControlFrequency frequency,
                                  Language language);

}  // namespace waarborg::evidence
