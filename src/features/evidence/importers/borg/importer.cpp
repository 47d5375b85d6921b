// SPDX-License-Identifier: EUPL-1.2
//
// BorgBackup: `borg list --json`, `borg info --json --glob-archives '*'` (borg 1.1 and later). Each archive shows that
// a back-up was made at its time. An archive that borg left half way (its name ends in ".checkpoint", possibly with a
// number) or that holds no files is partly. Borg writes local times without a zone.
#include "features/evidence/importer.h"

#include "features/evidence/import/json.h"
#include "features/evidence/import/report.h"

namespace waarborg::evidence::borg {
namespace {

namespace json = boost::json;

/// "daily.checkpoint", "daily.checkpoint.1": an interrupted back-up (borg manual, section "borg create").
bool is_checkpoint(std::string_view name) {
  const std::size_t last = name.find_last_not_of("0123456789");
  if (last != std::string_view::npos && last + 1 < name.size() && name[last] == '.') name = name.substr(0, last);
  return name.ends_with(".checkpoint");
}

/// `borg info` tells when an archive was complete; `borg list` tells when it started, or was complete as "time".
std::string time_of(const json::object& archive) {
  for (const std::string_view key : {"end", "time", "start"}) {
    if (std::string text = text_of(archive, key); !text.empty()) return text;
  }
  return {};
}

Result<Observation> read_archive(const json::value& value, std::size_t position, const std::string& repository,
                                 const ImportOptions& options) {
  const std::string where = "archives[" + std::to_string(position) + "]";
  const json::object* archive = value.if_object();
  if (archive == nullptr) return invalid("evidence.borg.not_borg", where);
  Observation seen;
  seen.key = text_of(*archive, "id");
  seen.title = text_of(*archive, "name");
  if (seen.key.empty() || seen.title.empty()) return invalid("evidence.borg.not_borg", where);
  const std::string time = time_of(*archive);
  const auto at = read_moment(time, options);
  if (!at) return invalid("evidence.import.bad_moment", where, {{"text", time}});
  seen.at = *at;
  const std::string host = text_of(*archive, "hostname");
  seen.subject = host.empty() ? repository : host;
  seen.detail = text_of(*archive, "comment");
  seen.result = is_checkpoint(seen.title) ? ObservationResult::kPartly : ObservationResult::kSupports;
  if (const json::object* stats = object_of(*archive, "stats")) {
    if (number_of(*stats, "nfiles") == 0) seen.result = ObservationResult::kPartly;
  }
  return seen;
}

void add_facts(const json::object& document, ImportedReport& report) {
  report.facts.emplace_back("archives", std::to_string(report.observations.size()));
  report.facts.emplace_back("oldest", to_text(report.observations.front().at));
  report.facts.emplace_back("newest", to_text(report.observations.back().at));
  if (const json::object* encryption = object_of(document, "encryption")) {
    report.facts.emplace_back("encryption", text_of(*encryption, "mode"));
  }
  if (const json::object* repository = object_of(document, "repository")) {
    report.facts.emplace_back("last_modified", text_of(*repository, "last_modified"));
  }
}

bool recognises(std::string_view head) {
  return first_sign(head) == '{' && head.find("\"archives\"") != std::string_view::npos;
}

Result<ImportedReport> read(std::string_view bytes, const ImportOptions& options) {
  const auto parsed = read_json(bytes);
  if (!parsed) return std::unexpected(parsed.error());
  const json::object* document = parsed->if_object();
  const json::object* repository = document == nullptr ? nullptr : object_of(*document, "repository");
  if (repository == nullptr) return invalid("evidence.borg.not_borg", line(1));
  const json::array* archives = array_of(*document, "archives");
  if (archives == nullptr) return invalid("evidence.borg.no_archives", "archives");
  ImportedReport report;
  report.tool = "borg";
  report.subject = text_of(*repository, "location");
  bool guessed = false;
  for (std::size_t i = 0; i < archives->size() && i <= kMaxObservations; ++i) {
    auto seen = read_archive((*archives)[i], i, report.subject, options);
    if (!seen) return std::unexpected(seen.error());
    guessed = guessed || lacks_zone(time_of((*archives)[i].get_object()));
    report.observations.push_back(std::move(*seen));
  }
  if (guessed && !options.mapping.contains("utc_offset")) {
    report.warnings.push_back(Message{"evidence.import.no_zone", {}});
  }
  auto finished = finish(std::move(report), options);
  if (finished) add_facts(*document, *finished);
  return finished;
}

}  // namespace

extern const Importer kImporter;
const Importer kImporter{"borg", "evidence.borg.title", ".json", &read, &recognises};

}  // namespace waarborg::evidence::borg
