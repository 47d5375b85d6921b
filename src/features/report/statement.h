// SPDX-License-Identifier: EUPL-1.2
//
// The statement of applicability (verklaring van toepasselijkheid, VvT; NEN 7510-1:2024 6.1.3 d): which requirements
// apply and why, what is done for each, and what of that was shown. Pure: from the assessment to a document.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/measure/status.h"
#include "features/org/org.h"
#include "features/report/page.h"

namespace waarborg::report {

struct StatementMeasure {
  std::string id;
  std::string title;
  std::string coverage;  ///< full partly
  std::string owner;
};
BOOST_DESCRIBE_STRUCT(StatementMeasure, (), (id, title, coverage, owner))

struct StatementLine {
  std::string requirement;  ///< URN
  std::string ref;
  std::string title;
  bool care_specific = false;
  std::optional<bool> applies;  ///< Nothing while undecided.
  std::string reason;
  std::string decided_by;
  std::string decided_at;
  std::vector<StatementMeasure> measures;
  measure::Trio verdict;
  Overridden overridden;  ///< As in `verdict`.
};
BOOST_DESCRIBE_STRUCT(StatementLine, (),
                      (requirement, ref, title, care_specific, applies, reason, decided_by, decided_at, measures,
                       verdict, overridden))

struct StatementChapter {
  std::string ref;
  std::string title;
  std::vector<StatementLine> lines;
  measure::AspectCounts aspects;
};
BOOST_DESCRIBE_STRUCT(StatementChapter, (), (ref, title, lines, aspects))

struct StatementFramework {
  std::string id;
  std::string urn;
  std::string ref;
  std::string name;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(StatementFramework, (), (id, urn, ref, name, version))

struct StatementDocument {
  std::string format;  ///< "waarborg-statement-of-applicability"
  std::int64_t format_version = 1;
  std::string mark;  ///< "Vertrouwelijk"
  std::string language;
  std::string organisation_id;
  std::string organisation;
  StatementFramework framework;
  std::int64_t version = 0;  ///< 0: a concept that was not submitted.
  std::string state;         ///< concept submitted approved rejected
  std::string note;
  std::string author;
  std::string submitted_at;
  std::string approver;
  std::string decided_at;
  std::int64_t approved_version = 0;  ///< The latest one that was approved; 0 when there is none.
  measure::PeriodView period;         ///< Of the verdicts.
  std::string known_at;
  std::string generated_at;
  std::int64_t applies = 0;
  std::int64_t excluded = 0;
  std::int64_t undecided = 0;
  std::vector<StatementChapter> chapters;
};
BOOST_DESCRIBE_STRUCT(StatementDocument, (),
                      (format, format_version, mark, language, organisation_id, organisation, framework, version, state,
                       note, author, submitted_at, approver, decided_at, approved_version, period, known_at,
                       generated_at, applies, excluded, undecided, chapters))

using Decisions = std::map<std::string, measure::Decision>;

/// The decisions as they stood when a version was submitted; kInvalid report.version_damaged.
Result<Decisions> decisions_of(const measure::StatementRow& version);

/// The version whose decisions on this framework are exactly these, the newest first; null when there is none.
const measure::StatementRow* matching_version(const std::vector<measure::StatementRow>& versions,
                                              const measure::Assessed& assessed,
                                              const catalog::FrameworkRecord& framework, const Decisions& decisions);

struct StatementTerms {
  const measure::Assessed& assessed;
  const catalog::FrameworkRecord& framework;
  const org::Organisation& organisation;
  const Decisions& decisions;
  const measure::StatementRow* version = nullptr;      ///< Null: a concept.
  const std::vector<measure::StatementRow>& versions;  ///< Of this framework, newest first.
  Moment now{};
  Language language = Language::kNl;
};
StatementDocument statement_of(const StatementTerms& terms);

std::string to_html(const StatementDocument& statement, Medium medium, Language language);
/// XLSX: requirements, exclusions, legend.
Result<std::string> to_workbook(const StatementDocument& statement, Language language);

/// "goedgekeurd door Bob Jansen op 2 maart 2026", or "concept".
std::string approval_words(const StatementDocument& statement, Language language);

}  // namespace waarborg::report
