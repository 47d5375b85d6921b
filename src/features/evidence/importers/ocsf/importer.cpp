// SPDX-License-Identifier: EUPL-1.2
//
// OCSF Compliance Finding (class 2003, schema 1.x): one object, an array, or one object per line. Written by cloud and
// container scanners. Other classes in the same file are skipped and counted.
//
// compliance.status_id: 1 supports, 3 refutes; 2 (Warning) is unknown, because the schema defines it as "did not yield
// a result due to missing information"; 0, 99 and absent are unknown too.
// Source: schema.ocsf.io, objects/compliance and classes/compliance_finding.
#include "features/evidence/importer.h"

#include <set>

#include "features/evidence/import/json.h"
#include "features/evidence/import/report.h"

namespace waarborg::evidence::ocsf {
namespace {

namespace json = boost::json;

constexpr std::int64_t kComplianceFinding = 2003;

/// Milliseconds of the year 2100; larger numbers are microseconds or worse.
constexpr std::int64_t kMaxEpochMillis = 4'102'444'800'000;

ObservationResult result_of(const json::object& compliance) {
  if (const auto id = number_of(compliance, "status_id")) {
    return *id == 1   ? ObservationResult::kSupports
           : *id == 3 ? ObservationResult::kRefutes
                      : ObservationResult::kUnknown;
  }
  const std::string status = lower(text_of(compliance, "status"));
  if (status == "pass" || status == "passed") return ObservationResult::kSupports;
  if (status == "fail" || status == "failed") return ObservationResult::kRefutes;
  return ObservationResult::kUnknown;
}

/// `time` is milliseconds since 1970 (timestamp_t); `time_dt` the same as RFC 3339. Some writers put text in `time`.
std::optional<Moment> time_of(const json::object& event, const ImportOptions& options) {
  if (const auto millis = number_of(event, "time"); millis && *millis > 0 && *millis < kMaxEpochMillis) {
    return Moment{std::chrono::milliseconds{*millis}};
  }
  for (const std::string_view key : {"time_dt", "time"}) {
    if (const std::string text = text_of(event, key); !text.empty()) return read_moment(text, options);
  }
  return std::nullopt;
}

std::string first_of(std::initializer_list<std::string> texts) {
  for (const std::string& text : texts) {
    if (!text.empty()) return text;
  }
  return {};
}

std::string subject_of(const json::object& event) {
  const json::array* resources = array_of(event, "resources");
  std::string joined;
  if (resources != nullptr) {
    for (const json::value& value : *resources) {
      const json::object* resource = value.if_object();
      if (resource == nullptr || joined.size() > kMaxTextBytes) continue;
      const std::string name = first_of({text_of(*resource, "name"), text_of(*resource, "uid")});
      if (!name.empty()) joined += (joined.empty() ? "" : ", ") + name;
    }
  }
  if (!joined.empty()) return tidy(joined);
  const json::object* resource = object_of(event, "resource");  // name of OCSF 1.0
  return resource == nullptr ? "" : first_of({text_of(*resource, "name"), text_of(*resource, "uid")});
}

std::string severity_of(const json::object& event) {
  static constexpr std::string_view kNames[] = {"", "informational", "low", "medium", "high", "critical", "fatal"};
  const auto id = number_of(event, "severity_id");
  if (id && *id >= 1 && *id <= 6) return std::string(kNames[*id]);
  return lower(text_of(event, "severity"));
}

Result<Observation> read_finding(const json::object& event, const std::string& where, const ImportOptions& options) {
  const json::object* compliance = object_of(event, "compliance");
  const json::object* info = object_of(event, "finding_info");
  if (info == nullptr) info = object_of(event, "finding");  // name of OCSF 1.0
  if (compliance == nullptr) return invalid("evidence.ocsf.no_compliance", where);
  const auto at = time_of(event, options);
  if (!at) return invalid("evidence.ocsf.no_time", where);
  Observation seen;
  const std::string control = text_of(*compliance, "control");
  const std::string uid = info == nullptr ? "" : text_of(*info, "uid");
  seen.key = first_of({control, uid});
  if (seen.key.empty()) return invalid("evidence.ocsf.no_key", where);
  seen.title = first_of({info == nullptr ? "" : text_of(*info, "title"), control});
  seen.subject = subject_of(event);
  seen.at = *at;
  seen.result = result_of(*compliance);
  seen.severity = severity_of(event);
  seen.detail = first_of({text_of(event, "status_detail"), text_of(*compliance, "status_detail"),
                          text_of(event, "message"), list_of(*compliance, "requirements")});
  return seen;
}

/// Reads events one by one into a report.
class Intake {
 public:
  explicit Intake(const ImportOptions& options) : options_(options) { report_.tool = "ocsf"; }

  std::optional<Fault> take(const json::value& value, const std::string& where) {
    const json::object* event = value.if_object();
    const auto kind = event == nullptr ? std::nullopt : number_of(*event, "class_uid");
    if (!kind) return Fault{FaultKind::kInvalid, Message{"evidence.ocsf.not_ocsf", {}}, where};
    if (*kind != kComplianceFinding) {
      ++other_;
      return std::nullopt;
    }
    auto seen = read_finding(*event, where, options_);
    if (!seen) return seen.error();
    note_origin(*event, *object_of(*event, "compliance"));
    report_.observations.push_back(std::move(*seen));
    return std::nullopt;
  }

  Result<ImportedReport> end() {
    if (report_.observations.empty() && other_ > 0) {
      return invalid("evidence.ocsf.other_class", {}, {{"count", std::to_string(other_)}});
    }
    if (other_ > 0) {
      report_.warnings.push_back(Message{"evidence.ocsf.skipped", {{"count", std::to_string(other_)}}});
    }
    std::set<std::string> subjects;
    for (const Observation& seen : report_.observations) subjects.insert(seen.subject);
    if (subjects.size() == 1) report_.subject = *subjects.begin();
    std::string joined;
    for (const std::string& standard : standards_) joined += (joined.empty() ? "" : ", ") + standard;
    if (!joined.empty()) report_.facts.emplace_back("standards", tidy(joined));
    return finish(std::move(report_), options_);
  }

 private:
  void note_origin(const json::object& event, const json::object& compliance) {
    if (const json::array* names = array_of(compliance, "standards")) {
      for (const json::value& name : *names) {
        if (name.is_string() && standards_.size() < 50) standards_.insert(tidy(name.get_string().c_str(), 100));
      }
    }
    const json::object* metadata = object_of(event, "metadata");
    const json::object* product = metadata == nullptr ? nullptr : object_of(*metadata, "product");
    if (product == nullptr || !report_.tool_version.empty()) return;
    if (const std::string name = text_of(*product, "name"); !name.empty()) report_.tool = name;
    report_.tool_version = text_of(*product, "version");
  }

  const ImportOptions& options_;
  ImportedReport report_;
  std::set<std::string> standards_;
  std::size_t other_ = 0;
};

/// A document on one line, or one event on each line: try the whole first, and lines only when the first line alone is
/// a whole object.
bool is_lines(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  if (first_sign(bytes) != '{' || end == std::string_view::npos || first_sign(bytes.substr(end)) == '\0') return false;
  return read_json(bytes.substr(0, end)).has_value();
}

Result<ImportedReport> read_each_line(std::string_view bytes, const ImportOptions& options) {
  Intake intake(options);
  std::size_t number = 0;
  while (!bytes.empty()) {
    ++number;
    const std::size_t end = bytes.find('\n');
    const std::string_view row = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (first_sign(row) == '\0') continue;
    if (number > kMaxObservations) {
      return invalid("evidence.import.too_many", line(number), {{"limit", std::to_string(kMaxObservations)}});
    }
    const auto event = read_json(row, number);
    if (!event) return std::unexpected(event.error());
    if (auto fault = intake.take(*event, line(number))) return std::unexpected(std::move(*fault));
  }
  return intake.end();
}

bool recognises(std::string_view head) { return head.find("\"class_uid\"") != std::string_view::npos; }

Result<ImportedReport> read(std::string_view bytes, const ImportOptions& options) {
  if (bytes.size() > kMaxJsonBytes) {
    return invalid("evidence.import.too_large", {}, {{"limit", std::to_string(kMaxJsonBytes)}});
  }
  if (is_lines(bytes)) return read_each_line(bytes, options);
  const auto document = read_json(bytes);
  if (!document) return std::unexpected(document.error());
  Intake intake(options);
  if (const json::array* events = document->if_array()) {
    if (events->size() > kMaxObservations) {
      return invalid("evidence.import.too_many", {}, {{"limit", std::to_string(kMaxObservations)}});
    }
    for (std::size_t i = 0; i < events->size(); ++i) {
      if (auto fault = intake.take((*events)[i], "[" + std::to_string(i) + "]")) return std::unexpected(*fault);
    }
  } else if (auto fault = intake.take(*document, line(1))) {
    return std::unexpected(*fault);
  }
  return intake.end();
}

}  // namespace

extern const Importer kImporter;
const Importer kImporter{"ocsf", "evidence.ocsf.title", ".json .jsonl .ndjson", &read, &recognises};

}  // namespace waarborg::evidence::ocsf
