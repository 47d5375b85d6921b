// SPDX-License-Identifier: EUPL-1.2
//
// restic: `restic snapshots --json`, an array of snapshots. Each one shows that a back-up was made at its time; whether
// that is recent enough is for the freshness window of the measure, and whether it can be restored for a restore test.
// A snapshot whose own summary (restic 0.17 and later) counts no files is partly.
#include "features/evidence/importer.h"

#include <set>

#include "features/evidence/import/json.h"
#include "features/evidence/import/report.h"

namespace waarborg::evidence::restic {
namespace {

namespace json = boost::json;

Result<Observation> read_snapshot(const json::value& value, std::size_t position, const ImportOptions& options) {
  const std::string where = "[" + std::to_string(position) + "]";
  const json::object* snapshot = value.if_object();
  if (snapshot == nullptr) return invalid("evidence.restic.not_restic", where);
  Observation seen;
  seen.key = text_of(*snapshot, "id");
  seen.subject = text_of(*snapshot, "hostname");
  if (seen.key.empty() || array_of(*snapshot, "paths") == nullptr) {
    return invalid("evidence.restic.not_restic", where);
  }
  const std::string time = text_of(*snapshot, "time");
  const auto at = read_moment(time, options);
  if (!at) return invalid("evidence.import.bad_moment", where + ".time", {{"text", time}});
  seen.at = *at;
  seen.title = list_of(*snapshot, "paths");
  seen.detail = list_of(*snapshot, "tags");
  seen.result = ObservationResult::kSupports;
  if (const json::object* summary = object_of(*snapshot, "summary")) {
    if (number_of(*summary, "total_files_processed") == 0) seen.result = ObservationResult::kPartly;
  }
  return seen;
}

void add_facts(const json::array& snapshots, ImportedReport& report) {
  report.facts.emplace_back("snapshots", std::to_string(report.observations.size()));
  report.facts.emplace_back("oldest", to_text(report.observations.front().at));
  report.facts.emplace_back("newest", to_text(report.observations.back().at));
  const json::object* last = snapshots.back().if_object();
  if (const json::object* summary = last == nullptr ? nullptr : object_of(*last, "summary")) {
    if (const auto files = number_of(*summary, "total_files_processed")) {
      report.facts.emplace_back("files_in_last", std::to_string(*files));
    }
  }
}

bool recognises(std::string_view head) {
  return first_sign(head) == '[' && head.find("\"tree\"") != std::string_view::npos &&
         head.find("\"paths\"") != std::string_view::npos;
}

Result<ImportedReport> read(std::string_view bytes, const ImportOptions& options) {
  const auto document = read_json(bytes);
  if (!document) return std::unexpected(document.error());
  const json::array* snapshots = document->if_array();
  if (snapshots == nullptr) return invalid("evidence.restic.not_restic", line(1));
  ImportedReport report;
  report.tool = "restic";
  std::set<std::string> hosts;
  std::set<std::string> ids;
  for (std::size_t i = 0; i < snapshots->size(); ++i) {
    auto seen = read_snapshot((*snapshots)[i], i, options);
    if (!seen) return std::unexpected(seen.error());
    if (!ids.insert(seen->key).second) {
      return invalid("evidence.restic.twice", "[" + std::to_string(i) + "]", {{"id", seen->key}});
    }
    hosts.insert(seen->subject);
    report.observations.push_back(std::move(*seen));
    if (report.observations.size() > kMaxObservations) break;
  }
  if (hosts.size() == 1) report.subject = *hosts.begin();
  auto finished = finish(std::move(report), options);
  if (finished) add_facts(*snapshots, *finished);
  return finished;
}

}  // namespace

extern const Importer kImporter;
const Importer kImporter{"restic", "evidence.restic.title", ".json", &read, &recognises};

}  // namespace waarborg::evidence::restic
