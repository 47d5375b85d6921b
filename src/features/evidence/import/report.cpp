// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/import/report.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <utility>

#include "base/dutch_clock.h"
#include "base/encoding.h"

namespace waarborg::evidence {
namespace {

using namespace std::chrono;

constexpr Moment kOldest = sys_days{year{2000} / January / 1};

bool is_mild(std::string_view severity) {
  return severity == "low" || severity == "medium" || severity == "info" || severity == "informational";
}

void count(ImportedReport& report) {
  for (const Observation& seen : report.observations) {
    switch (seen.result) {
      case ObservationResult::kSupports:
        ++report.supports;
        break;
      case ObservationResult::kRefutes:
        ++report.refutes;
        break;
      case ObservationResult::kPartly:
        ++report.partly;
        break;
      case ObservationResult::kUnknown:
        ++report.unknown;
        break;
    }
  }
}

/// Stable. (std::stable_sort of libstdc++ 12 calls what clang 19 reports as deprecated.)
void sort_by_time(std::vector<Observation>& seen) {
  std::vector<std::size_t> order(seen.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return std::pair(seen[a].at, a) < std::pair(seen[b].at, b); });
  std::vector<Observation> sorted;
  sorted.reserve(seen.size());
  for (const std::size_t at : order) sorted.push_back(std::move(seen[at]));
  seen = std::move(sorted);
}

/// Digits, sign and colon only: "Z" or "+01:00".
bool is_offset(std::string_view text) {
  return text == "Z" || (text.size() == 6 && (text[0] == '+' || text[0] == '-'));
}

}  // namespace

ObservationResult overall_of(const std::vector<Observation>& observations) {
  bool supports = false;
  bool known = false;
  bool doubtful = false;
  for (const Observation& seen : observations) {
    if (seen.result == ObservationResult::kRefutes && !is_mild(seen.severity)) return ObservationResult::kRefutes;
    if (seen.result == ObservationResult::kSupports) supports = true;
    if (seen.result != ObservationResult::kSupports) doubtful = true;
    if (seen.result != ObservationResult::kUnknown) known = true;
  }
  if (!known) return ObservationResult::kUnknown;
  return supports && !doubtful ? ObservationResult::kSupports : ObservationResult::kPartly;
}

Result<ImportedReport> finish(ImportedReport report, const ImportOptions& options) {
  auto& seen = report.observations;
  if (seen.empty()) return invalid("evidence.import.nothing_inside");
  if (seen.size() > kMaxObservations) {
    return invalid("evidence.import.too_many", {}, {{"limit", std::to_string(kMaxObservations)}});
  }
  for (const Observation& one : seen) {
    if (one.at > options.now + days{1}) {
      return invalid("evidence.import.future", one.key, {{"moment", to_text(one.at)}});
    }
    if (one.at < kOldest) return invalid("evidence.import.too_old", one.key, {{"moment", to_text(one.at)}});
  }
  sort_by_time(seen);
  if (report.produced_at == Moment{}) report.produced_at = seen.back().at;
  report.covers = Period{day_of(seen.front().at), day_of(seen.back().at)};
  count(report);
  report.overall = overall_of(seen);
  return report;
}

bool lacks_zone(std::string_view text) {
  return text.size() >= 19 && text.find_first_of("Zz+", 19) == std::string_view::npos &&
         text.find('-', 19) == std::string_view::npos;
}

std::optional<Moment> read_moment(std::string_view text, const ImportOptions& options) {
  if (!lacks_zone(text)) return parse_moment(text);
  const auto offset = options.mapping.find("utc_offset");
  if (offset != options.mapping.end() && is_offset(offset->second)) {
    return parse_moment(std::string(text) + offset->second);
  }
  const auto clock = parse_moment(std::string(text) + "Z");
  if (!clock) return std::nullopt;
  return from_dutch_clock(*clock);
}

std::string tidy(std::string_view text, std::size_t max_bytes) {
  std::string out;
  if (is_utf8(text)) {
    out = text;
  } else if (const auto decoded = decode_text(text)) {
    out = decoded->text;
  }
  for (char& c : out) {
    if ((c >= '\0' && c < ' ') || c == '\x7F') c = ' ';
  }
  const std::size_t from = out.find_first_not_of(' ');
  if (from == std::string::npos) return {};
  out = out.substr(from, out.find_last_not_of(' ') - from + 1);
  if (out.size() <= max_bytes) return out;
  return std::string(beginning_of(out, max_bytes)) + "…";
}

std::string line(std::size_t number) { return "line " + std::to_string(number); }

}  // namespace waarborg::evidence
