// SPDX-License-Identifier: EUPL-1.2
//
// What Waarborg's own scanner found of domains: the output of `waarborg scan --json` (VerdictView of features/scan),
// one object or an array. Its own reading of each check counts, not that of internet.nl. Where the organisation
// explained why a domain departs from the standards (`explained`), a failure there is in part, not a refutation.
#include "features/evidence/importer.h"

#include "features/evidence/import/json.h"
#include "features/evidence/import/report.h"

namespace waarborg::evidence::scan {
namespace {

namespace json = boost::json;

/// Nothing for what says nothing of protection: worth knowing, or not there at all.
std::optional<ObservationResult> result_of(std::string_view outcome, bool explained) {
  if (outcome == "pass") return ObservationResult::kSupports;
  if (outcome == "fail") return explained ? ObservationResult::kPartly : ObservationResult::kRefutes;
  if (outcome == "warn") return ObservationResult::kPartly;
  if (outcome == "info" || outcome == "not_applicable") return std::nullopt;
  return ObservationResult::kUnknown;
}

/// The first of what it rests on; all of it is in the file.
std::string seen_of(const json::object& finding) {
  constexpr std::size_t kShown = 3;
  const json::array* seen = array_of(finding, "seen");
  std::string out;
  for (std::size_t i = 0; seen != nullptr && i < seen->size(); ++i) {
    if (i > 0) out += ", ";
    if (i == kShown) return out + "…";
    if (const json::string* one = (*seen)[i].if_string()) out += std::string_view(*one);
  }
  return out;
}

std::string detail_of(const json::object& finding, const std::string& explained) {
  std::string detail = text_of(finding, "words");
  if (const std::string seen = seen_of(finding); !seen.empty()) detail += " [" + seen + "]";
  if (!explained.empty()) detail += " (" + explained + ")";
  return tidy(detail);
}

Result<void> read_domain(const json::value& value, const std::string& where, ImportedReport& report) {
  const json::object* domain = value.if_object();
  const json::array* checks = domain == nullptr ? nullptr : array_of(*domain, "checks");
  const std::string name = domain == nullptr ? "" : text_of(*domain, "name");
  if (checks == nullptr || name.empty()) return invalid("evidence.scan.not_scan", where);
  const auto at = parse_moment(text_of(*domain, "at"));
  if (!at) return invalid("evidence.scan.no_time", where);
  report.tool_version = text_of(*domain, "rules");
  const std::string explained = text_of(*domain, "explained");
  for (std::size_t i = 0; i < checks->size(); ++i) {
    const std::string place = where + ".checks[" + std::to_string(i) + "]";
    const json::object* check = (*checks)[i].if_object();
    const json::object* own = check == nullptr ? nullptr : object_of(*check, "own");
    if (own == nullptr || text_of(*check, "check").empty()) return invalid("evidence.scan.not_scan", place);
    const auto result = result_of(text_of(*own, "outcome"), !explained.empty());
    if (!result) continue;
    Observation seen;
    seen.key = text_of(*check, "subject") + "." + text_of(*check, "check");
    seen.title = text_of(*check, "title");
    seen.subject = name;
    seen.at = *at;
    seen.result = *result;
    seen.detail = detail_of(*own, *result == ObservationResult::kPartly ? explained : "");
    seen.severity = text_of(*check, "severity");
    report.observations.push_back(std::move(seen));
  }
  return {};
}

Result<ImportedReport> read(std::string_view bytes, const ImportOptions& options) {
  const auto value = read_json(bytes);
  if (!value) return std::unexpected(value.error());
  ImportedReport report;
  report.tool = "waarborg scan";
  std::size_t domains = 1;
  if (const json::array* all = value->if_array()) {
    domains = all->size();
    for (std::size_t i = 0; i < all->size(); ++i) {
      if (auto ok = read_domain((*all)[i], "[" + std::to_string(i) + "]", report); !ok) {
        return std::unexpected(ok.error());
      }
    }
  } else if (auto ok = read_domain(*value, "checks", report); !ok) {
    return std::unexpected(ok.error());
  }
  if (domains == 1 && !report.observations.empty()) report.subject = report.observations.front().subject;
  report.facts.emplace_back("domains", std::to_string(domains));
  return finish(std::move(report), options);
}

bool recognises(std::string_view head) {
  return head.contains("\"rules\":") && head.contains("\"checks\":") && head.contains("\"name\":");
}

}  // namespace

extern const Importer kImporter;
const Importer kImporter{"scan", "evidence.scan.title", ".json", &read, &recognises};

}  // namespace waarborg::evidence::scan
