// SPDX-License-Identifier: EUPL-1.2
//
// Lynis: /var/log/lynis-report.dat, lines of key=value (Lynis 2 and 3). Hosts are audited as a whole.
//
// Per test that ran: a warning refutes, a suggestion is partly, neither supports; skipped tests are a headline number.
// The whole: a warning refutes. Without warnings it supports when the audit was complete and the hardening index is at
// least `mapping["minimum_index"]` (80 unless given: below it Lynis itself says there is more to harden); otherwise
// partly. An audit that did not finish is refused.
#include "features/evidence/importer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "base/encoding.h"
#include "features/evidence/import/report.h"

namespace waarborg::evidence::lynis {
namespace {

constexpr std::size_t kMaxBytes = 16U << 20U;
constexpr std::size_t kMaxLines = 200'000;
constexpr int kDefaultMinimumIndex = 80;

/// One warning[]= or suggestion[]= line: test id, text, details and solution, between bars.
struct Finding {
  std::string test;
  std::string text;
  std::string detail;
  bool is_warning = false;
};

struct Audit {
  std::map<std::string, std::string, std::less<>> values;
  std::vector<Finding> findings;
  std::vector<std::string> executed;
  std::size_t skipped = 0;
};

std::vector<std::string> split(std::string_view text, char sign) {
  std::vector<std::string> parts;
  for (std::size_t from = 0;;) {
    const std::size_t end = text.find(sign, from);
    parts.emplace_back(text.substr(from, end == std::string_view::npos ? end : end - from));
    if (end == std::string_view::npos) return parts;
    from = end + 1;
  }
}

std::optional<Finding> read_finding(std::string_view value, bool is_warning) {
  const auto parts = split(value, '|');
  if (parts.size() < 2 || parts[0].empty() || parts[1].empty()) return std::nullopt;
  Finding finding{tidy(parts[0], 64), tidy(parts[1]), {}, is_warning};
  for (std::size_t i = 2; i < parts.size(); ++i) {
    if (parts[i].empty() || parts[i] == "-") continue;
    finding.detail += (finding.detail.empty() ? "" : " ") + parts[i];
  }
  finding.detail = tidy(finding.detail);
  return finding;
}

std::vector<std::string> read_tests(std::string_view value) {
  std::vector<std::string> tests = split(value, '|');
  std::erase_if(tests, [](const std::string& test) { return test.empty(); });
  return tests;
}

Result<Audit> read_lines(std::string_view text) {
  Audit audit;
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    if (number > kMaxLines) return invalid("evidence.import.too_many", line(number), {{"limit", "200000"}});
    const std::size_t end = text.find('\n');
    std::string_view row = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (row.empty() || row.front() == '#') continue;
    const std::size_t equals = row.find('=');
    if (equals == std::string_view::npos || equals == 0) return invalid("evidence.lynis.no_key", line(number));
    const std::string_view key = row.substr(0, equals);
    const std::string_view value = row.substr(equals + 1);
    if (key == "warning[]" || key == "suggestion[]") {
      auto finding = read_finding(value, key == "warning[]");
      if (!finding) return invalid("evidence.lynis.bad_finding", line(number));
      audit.findings.push_back(std::move(*finding));
    } else if (key == "tests_executed") {
      audit.executed = read_tests(value);
    } else if (key == "tests_skipped") {
      audit.skipped = read_tests(value).size();
    } else {
      audit.values.insert_or_assign(std::string(key), tidy(value));
    }
  }
  return audit;
}

std::string value_of(const Audit& audit, std::string_view key) {
  const auto found = audit.values.find(key);
  return found == audit.values.end() ? std::string() : found->second;
}

std::optional<int> whole(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

void add_observations(const Audit& audit, ImportedReport& report) {
  std::set<std::string> noted;
  for (const Finding& finding : audit.findings) {
    if (finding.test == "LYNIS") {  // about the tool, not about the host
      report.warnings.push_back(Message{"evidence.lynis.about_tool", {{"text", finding.text}}});
      continue;
    }
    noted.insert(finding.test);
    report.observations.push_back({finding.test, finding.text, report.subject, report.produced_at,
                                   finding.is_warning ? ObservationResult::kRefutes : ObservationResult::kPartly,
                                   finding.detail, finding.is_warning ? "warning" : "suggestion"});
  }
  for (const std::string& test : audit.executed) {
    if (!noted.insert(test).second) continue;
    report.observations.push_back(
        {tidy(test, 64), "", report.subject, report.produced_at, ObservationResult::kSupports, "", ""});
  }
}

void add_facts(const Audit& audit, ImportedReport& report) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kCopied = {{
      {"hardening_index", "hardening_index"},
      {"os_fullname", "operating_system"},
      {"linux_kernel_release", "kernel"},
      {"vulnerable_packages_found", "vulnerable_packages_found"},
  }};
  for (const auto& [key, name] : kCopied) {
    if (const std::string value = value_of(audit, key); !value.empty()) report.facts.emplace_back(name, value);
  }
  const auto warnings = std::count_if(audit.findings.begin(), audit.findings.end(),
                                      [](const Finding& finding) { return finding.is_warning; });
  report.facts.emplace_back("warnings", std::to_string(warnings));
  report.facts.emplace_back("suggestions", std::to_string(audit.findings.size() - static_cast<std::size_t>(warnings)));
  report.facts.emplace_back("tests_executed", std::to_string(audit.executed.size()));
  report.facts.emplace_back("tests_skipped", std::to_string(audit.skipped));
}

bool is_complete(const Audit& audit) {
  const auto all = [&](std::string_view key) {
    const std::string value = value_of(audit, key);
    return value.empty() || value == "all";
  };
  return all("test_group") && all("test_category");
}

ObservationResult judge(const Audit& audit, const ImportedReport& report, const ImportOptions& options) {
  if (report.refutes > 0) return ObservationResult::kRefutes;
  if (audit.executed.empty()) return ObservationResult::kUnknown;
  const auto wanted = options.mapping.find("minimum_index");
  const int minimum =
      (wanted == options.mapping.end() ? std::nullopt : whole(wanted->second)).value_or(kDefaultMinimumIndex);
  const auto index = whole(value_of(audit, "hardening_index"));
  const bool enough = index && *index >= minimum && *index <= 100;
  return enough && is_complete(audit) ? ObservationResult::kSupports : ObservationResult::kPartly;
}

bool recognises(std::string_view head) {
  return head.starts_with("# Lynis Report") || head.find("\nlynis_version=") != std::string_view::npos;
}

Result<ImportedReport> read(std::string_view bytes, const ImportOptions& options) {
  if (bytes.size() > kMaxBytes) {
    return invalid("evidence.import.too_large", {}, {{"limit", std::to_string(kMaxBytes)}});
  }
  const auto decoded = decode_text(bytes);
  if (!decoded) return std::unexpected(decoded.error());
  if (!recognises(decoded->text)) return invalid("evidence.lynis.not_lynis", line(1));
  const auto audit = read_lines(decoded->text);
  if (!audit) return std::unexpected(audit.error());
  const std::string ended = value_of(*audit, "report_datetime_end");
  if (ended.empty()) return invalid("evidence.lynis.unfinished", "report_datetime_end");
  const auto at = read_moment(ended, options);
  if (!at) return invalid("evidence.import.bad_moment", "report_datetime_end", {{"text", ended}});
  ImportedReport report;
  report.tool = "lynis";
  report.tool_version = value_of(*audit, "lynis_version");
  report.subject = value_of(*audit, "hostname");
  report.produced_at = *at;
  report.warnings = decoded->warnings;
  if (!options.mapping.contains("utc_offset")) report.warnings.push_back(Message{"evidence.import.no_zone", {}});
  if (!is_complete(*audit)) {
    report.warnings.push_back(Message{"evidence.lynis.part_only", {{"groups", value_of(*audit, "test_group")}}});
  }
  add_observations(*audit, report);
  add_facts(*audit, report);
  auto finished = finish(std::move(report), options);
  if (finished) finished->overall = judge(*audit, *finished, options);
  return finished;
}

}  // namespace

extern const Importer kImporter;
const Importer kImporter{"lynis", "evidence.lynis.title", ".dat .txt", &read, &recognises};

}  // namespace waarborg::evidence::lynis
