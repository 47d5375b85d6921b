// SPDX-License-Identifier: EUPL-1.2
//
// What other tools report, read into one shape. Importers are pure: text in, value out; they know nothing of
// measures. One folder per tool under importers/; the list of all of them is generated from the folders.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace waarborg::evidence {

/// What one observation says about the thing looked at. An absent or unreadable answer is kUnknown, never kSupports.
enum class ObservationResult { kSupports, kRefutes, kPartly, kUnknown };
BOOST_DESCRIBE_ENUM(ObservationResult, kSupports, kRefutes, kPartly, kUnknown)

/// One fact that the tool reports.
struct Observation {
  std::string key;      ///< Stable id in the tool's own terms: lynis test id, XCCDF rule id, snapshot id.
  std::string title;    ///< In the tool's language, one line; may be empty.
  std::string subject;  ///< Host, repository or resource looked at.
  Moment at{};          ///< When it was true, according to the tool; never later than the import.
  ObservationResult result = ObservationResult::kUnknown;
  std::string detail;    ///< Free text of the tool; may be empty.
  std::string severity;  ///< In the tool's words, lower case: "high", "medium"; empty when the tool has none.

  bool operator==(const Observation&) const = default;
};

/// One report of one tool.
struct ImportedReport {
  std::string tool;          ///< "lynis", "openscap", "restic", …: the name of the tool, not the file.
  std::string tool_version;  ///< Empty when the report does not tell.
  std::string subject;       ///< The one host or repository of the report; empty when there are more.
  Moment produced_at{};      ///< When the tool finished, or the newest observation.
  Period covers;             ///< Days of the first to the last observation; both ends included.
  std::vector<Observation> observations;
  std::size_t supports = 0;  ///< The four counts add up to observations.size().
  std::size_t refutes = 0;
  std::size_t partly = 0;
  std::size_t unknown = 0;
  std::vector<std::pair<std::string, std::string>> facts;  ///< Headline facts: {"hardening_index", "63"}.
  std::vector<Message> warnings;                           ///< What was skipped or guessed, in order of the file.
  ObservationResult overall = ObservationResult::kUnknown;

  bool operator==(const ImportedReport&) const = default;
};

struct ImportOptions {
  Moment now{};  ///< The moment of import. An observation more than a day later is refused.
  /// Settings of one importer, by name. csv: see importers/csv/importer.cpp.
  std::map<std::string, std::string> mapping;
};

/// One importer; `read` never throws and never returns half a report: a wrong input is a Fault kInvalid whose
/// `where` names the line or element.
struct Importer {
  std::string_view kind;        ///< Folder name: "lynis".
  std::string_view title_key;   ///< Message key of its name on the screen.
  std::string_view extensions;  ///< Usual file names, separated by spaces: ".dat .txt".
  Result<ImportedReport> (*read)(std::string_view bytes, const ImportOptions& options);
  bool (*recognises)(std::string_view head);  ///< Looks at the first 4096 bytes or less; cheap, may be wrong.
};

/// All importers, in order of kind. Generated from the folders under importers/.
std::span<const Importer* const> all_importers();

}  // namespace waarborg::evidence
