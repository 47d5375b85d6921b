// SPDX-License-Identifier: EUPL-1.2
//
// The audit package: one ZIP that shows and proves, without the server, what an organisation showed and when.
//
//   README.txt index.html statement.pdf   to read; statement-<framework>.pdf of each further framework in use
//   organisation.json status.json statement.json statement-versions.json requirements.json measures.json mappings.json
//   accounts.json                         who is who: the name of each account that the records and the log know by id
//   records/<kind>.jsonl                  {"id","state"} per record: the exact text whose SHA-256 stands in the log;
//                                         {"id","sha256"} of what does not leave the organisation (package_records.h)
//   history/<kind>.jsonl                  the same for every stage of a record: versions, proposal and confirmation
//   files/<sha256>                        evidence and populations as they were handed in
//   manifest.json                         SHA-256 and size of everything above; its own SHA-256 stands in the log
//   sha256sums.txt                        the same for `sha256sum -c`
//   trail/checkpoint trail/vkey trail/tile/…   the log (C2SP tlog-tiles) with its signed state
//
// So everything hangs on one signature, and every kind of record that decides a verdict is held against the log.
// Whether the records fitted it when the package was made stands in the manifest. The text of norms that an
// organisation typed in itself is never in it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "features/catalog/mapping.h"
#include "features/measure/assessment.h"
#include "features/org/org.h"
#include "features/report/statement.h"
#include "features/task/task.h"
#include "features/trail/histories.h"

namespace waarborg::report {

inline constexpr const char* kPackageFormat = "waarborg-auditor-package";
/// 1 held six kinds of records, and nobody had looked whether the log fitted the database.
inline constexpr std::int64_t kPackageVersion = 2;
inline constexpr const char* kPackageAction = "report.package";               ///< In the log.
inline constexpr const char* kPackageFailedAction = "report.package_failed";  ///< After it, when it was not written.

struct ManifestFile {
  std::string path;
  std::string sha256;
  std::int64_t size = 0;
};
BOOST_DESCRIBE_STRUCT(ManifestFile, (), (path, sha256, size))

/// A file that belongs here but was missing or damaged in the organisation's store.
struct MissingFile {
  std::string sha256;
  std::string evidence;  ///< Id of the evidence or population.
};
BOOST_DESCRIBE_STRUCT(MissingFile, (), (sha256, evidence))

/// What was wrong with the log or the records; as Message.
struct ManifestProblem {
  std::string key;
  std::string what;
};
BOOST_DESCRIBE_STRUCT(ManifestProblem, (), (key, what))

/// What `verify` found in the database when the package was made.
struct ManifestVerified {
  std::int64_t log_size = 0;
  std::int64_t found = 0;                 ///< Number of problems.
  std::vector<ManifestProblem> problems;  ///< The first kMostProblems of them.
};
BOOST_DESCRIBE_STRUCT(ManifestVerified, (), (log_size, found, problems))

struct Manifest {
  std::string format;
  std::int64_t format_version = 0;
  std::string product;
  std::string id;  ///< Of this package.
  std::string mark;
  std::string organisation_id;
  std::string organisation;
  std::string generated_at;
  std::string generated_by;
  std::string log;            ///< Origin of the log.
  std::int64_t log_size = 0;  ///< Entries when the records were read; the log in the package goes on after them.
  std::vector<ManifestFile> files;
  std::vector<MissingFile> missing;
  std::vector<std::string> kinds;            ///< Of records; none in version 1.
  std::optional<ManifestVerified> verified;  ///< Nothing in version 1.
};
BOOST_DESCRIBE_STRUCT(Manifest, (),
                      (format, format_version, product, id, mark, organisation_id, organisation, generated_at,
                       generated_by, log, log_size, files, missing, kinds, verified))

/// Who signs in to the organisation, or did: the name alone, as it stands with what the account did.
struct PackageAccount {
  std::string id;
  std::string name;
  bool left = false;  ///< Belongs to the organisation no more.
};
BOOST_DESCRIBE_STRUCT(PackageAccount, (), (id, name, left))

/// Everything of one organisation at one size of its log.
struct Snapshot {
  org::Organisation organisation;
  std::shared_ptr<const measure::Assessed> assessed;  ///< Shared with the store of assessments.
  std::vector<measure::Status> statuses;
  std::vector<StatementDocument> statements;
  std::vector<measure::StatementRow> versions;
  std::vector<measure::OverrideRow> overrides;
  std::vector<catalog::MappingItem> mappings;  ///< Those that carry answers.
  std::vector<PackageAccount> accounts;
  std::map<std::string, std::vector<task::Occurrence>> occurrences;   ///< By measure.
  std::map<std::string, std::vector<task::Deviation>> deviations;     ///< By measure.
  std::map<std::string, std::map<std::string, std::string>> records;  ///< Kind → id → as trail::StateReader gives it.
  std::map<std::string, trail::Stages> histories;                     ///< By kind.
  trail::Verification verification;
  std::uint64_t log_size = 0;
};

/// A file that evidence or a population refers to.
struct NeededFile {
  std::string sha256;
  std::string record;
};
std::vector<NeededFile> needed_files(const Snapshot& snapshot);

/// Everything that is text, by path: all but files, log and manifest.
std::map<std::string, std::string> package_texts(const Snapshot& snapshot, Language language);

/// Pages for people. @param files  hashes that are in the package
std::string package_page(const Snapshot& snapshot, const std::vector<MissingFile>& missing, Moment now,
                         Language language);
std::string package_readme(Language language);

/// Objects of one kind of record that belong to a measure, without account ids.
std::vector<json::Object> records_of(const Snapshot& snapshot, const std::string& kind, const std::string& measure);

}  // namespace waarborg::report
