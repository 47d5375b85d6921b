// SPDX-License-Identifier: EUPL-1.2
//
// Any table: the user names the columns once and the mapping is kept with the source.
//
// mapping, all values text:
//   key, title, subject, date, result, detail, severity   names of columns; date, result, and key or title are needed
//   supports, refutes, partly, unknown   words in the result column, between bars: "ok|goed|ja", in any case
//   date_order                           "ymd" (default; also RFC 3339), or "dmy" or "mdy" for dates like 3-11-2026
//   utc_offset                           see import/report.h
//   tool                                 name for the report; "csv" unless given
// A word in the result column that is not listed is unknown, and named once in the warnings.
#include "features/evidence/importer.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/csv.h"
#include "features/evidence/import/report.h"

namespace waarborg::evidence::csv {
namespace {

constexpr std::size_t kMaxNamedWords = 20;

std::string setting(const ImportOptions& options, const std::string& name) {
  const auto found = options.mapping.find(name);
  return found == options.mapping.end() ? std::string() : found->second;
}

using Words = std::map<std::string, ObservationResult>;

/// @return  a word that means something else already; empty when each means one thing.
std::string add_words(Words& words, std::string_view list, ObservationResult result) {
  std::string twice;
  while (!list.empty()) {
    const std::size_t bar = list.find('|');
    if (const std::string word = lower(tidy(list.substr(0, bar))); !word.empty()) {
      if (words.emplace(word, result).first->second != result) twice = word;
    }
    list.remove_prefix(bar == std::string_view::npos ? list.size() : bar + 1);
  }
  return twice;
}

/// Numbers with one sign between them; nothing for anything else.
std::optional<std::array<int, 3>> three_numbers(std::string_view text) {
  std::array<int, 3> numbers{};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), numbers[i]);
    if (error != std::errc() || numbers[i] < 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (i == 2) break;
    if (text.empty() || std::string_view("-/.").find(text.front()) == std::string_view::npos) return std::nullopt;
    text.remove_prefix(1);
  }
  if (!text.empty()) return std::nullopt;
  return numbers;
}

std::string padded(int number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

/// "3-11-2026", "3-11-2026 9:15", "2026-11-03T09:15:00Z" to a moment. A date alone is noon, so that it is that day in
/// every zone nearby.
std::optional<Moment> read_date(std::string_view text, std::string_view order, const ImportOptions& options) {
  if (const auto moment = read_moment(text, options)) return moment;
  const std::size_t gap = text.find_first_of(" T");
  const auto numbers = three_numbers(text.substr(0, gap));
  if (!numbers) return std::nullopt;
  const auto [a, b, c] = *numbers;
  const bool day_first = order == "dmy";
  const bool month_first = order == "mdy";
  const int year = day_first || month_first ? c : a;
  const int month = month_first ? a : b;
  const int day = day_first ? a : month_first ? b : c;
  std::string time(gap == std::string_view::npos ? "12:00:00" : text.substr(gap + 1));
  if (time.size() == 4 || time.size() == 7) time.insert(0, 1, '0');
  if (time.size() == 5) time += ":00";
  return read_moment(padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) + " " + time, options);
}

/// Where the mapping says that things stand.
struct Columns {
  std::optional<std::size_t> key, title, subject, date, result, detail, severity;
};

Result<Columns> find_columns(const CsvTable& table, const ImportOptions& options) {
  Columns columns;
  std::optional<Fault> fault;
  const auto find = [&](const char* role) -> std::optional<std::size_t> {
    const std::string name = setting(options, role);
    if (name.empty()) return std::nullopt;
    const auto column = column_of(table, name);
    if (!column && !fault) {
      fault = Fault{FaultKind::kInvalid, Message{"evidence.csv.no_column", {{"column", tidy(name, 100)}}}, line(1)};
    }
    return column;
  };
  columns = Columns{find("key"),    find("title"),  find("subject"), find("date"),
                    find("result"), find("detail"), find("severity")};
  if (fault) return std::unexpected(*fault);
  if (!columns.date) return invalid("evidence.csv.not_mapped", "date", {{"role", "date"}});
  if (!columns.result) return invalid("evidence.csv.not_mapped", "result", {{"role", "result"}});
  if (!columns.key && !columns.title) return invalid("evidence.csv.not_mapped", "key", {{"role", "key"}});
  return columns;
}

/// Reads rows into a report.
class Intake {
 public:
  Intake(const Columns& columns, const ImportOptions& options)
      : columns_(columns), options_(options), order_(setting(options, "date_order")) {
    using enum ObservationResult;
    for (const auto& [name, result] : {std::pair{"supports", kSupports}, std::pair{"refutes", kRefutes},
                                       std::pair{"partly", kPartly}, std::pair{"unknown", kUnknown}}) {
      if (std::string word = add_words(words_, setting(options, name), result); !word.empty()) twice_ = {name, word};
    }
    const std::string tool = setting(options, "tool");
    report_.tool = tool.empty() ? "csv" : tidy(tool, 100);
  }

  /// kInvalid naming the list: no words at all, or one that would mean two things.
  Result<void> check_words() const {
    if (words_.empty()) return invalid("evidence.csv.no_words", "supports");
    if (!twice_.second.empty()) return invalid("evidence.csv.word_twice", twice_.first, {{"word", twice_.second}});
    return {};
  }

  std::optional<Fault> take(const std::vector<std::string>& row, std::size_t number) {
    Observation seen;
    seen.title = cell(row, columns_.title);
    seen.key = columns_.key ? cell(row, columns_.key) : seen.title;
    if (seen.key.empty()) return Fault{FaultKind::kInvalid, Message{"evidence.csv.no_key", {}}, line(number)};
    seen.subject = cell(row, columns_.subject);
    const std::string date = cell(row, columns_.date);
    const auto at = read_date(date, order_, options_);
    if (!at) {
      return Fault{FaultKind::kInvalid, Message{"evidence.import.bad_moment", {{"text", tidy(date, 60)}}},
                   line(number)};
    }
    seen.at = *at;
    seen.result = result_of(cell(row, columns_.result));
    seen.detail = cell(row, columns_.detail);
    seen.severity = lower(cell(row, columns_.severity));
    subjects_.insert(seen.subject);
    report_.observations.push_back(std::move(seen));
    return std::nullopt;
  }

  Result<ImportedReport> end(std::vector<Message> warnings) {
    report_.warnings = std::move(warnings);
    for (const std::string& word : strange_) {
      report_.warnings.push_back(Message{"evidence.csv.unknown_word", {{"word", word}}});
    }
    if (subjects_.size() == 1) report_.subject = *subjects_.begin();
    report_.facts.emplace_back("rows", std::to_string(report_.observations.size()));
    return finish(std::move(report_), options_);
  }

 private:
  static std::string cell(const std::vector<std::string>& row, std::optional<std::size_t> column) {
    return column && *column < row.size() ? tidy(row[*column]) : std::string();
  }

  ObservationResult result_of(const std::string& word) {
    const auto known = words_.find(lower(word));
    if (known != words_.end()) return known->second;
    if (strange_.size() < kMaxNamedWords) strange_.insert(tidy(word, 60));
    return ObservationResult::kUnknown;
  }

  const Columns& columns_;
  const ImportOptions& options_;
  std::string order_;
  std::pair<std::string, std::string> twice_;  // name of the list, and the word that stands in an earlier one too
  Words words_;
  ImportedReport report_;
  std::set<std::string> subjects_;
  std::set<std::string> strange_;
};

/// Text of which the first line has a delimiter and does not look like JSON, XML or a comment.
bool recognises(std::string_view head) {
  const std::string_view first = head.substr(0, head.find('\n'));
  return !first.empty() && std::string_view("{[<#").find(first.front()) == std::string_view::npos &&
         first.find_first_of(",;\t") != std::string_view::npos && first.find('\0') == std::string_view::npos;
}

Result<ImportedReport> read(std::string_view bytes, const ImportOptions& options) {
  CsvOptions limits;
  limits.max_rows = kMaxObservations + 1;
  auto table = read_csv(bytes, limits);
  if (!table) return std::unexpected(table.error());
  if (table->rows.empty()) return invalid("evidence.import.nothing_inside");
  const auto columns = find_columns(*table, options);
  if (!columns) return std::unexpected(columns.error());
  Intake intake(*columns, options);
  if (auto ok = intake.check_words(); !ok) return std::unexpected(ok.error());
  for (std::size_t i = 1; i < table->rows.size(); ++i) {
    if (auto fault = intake.take(table->rows[i], table->lines[i])) return std::unexpected(std::move(*fault));
  }
  return intake.end(std::move(table->warnings));
}

}  // namespace

extern const Importer kImporter;
const Importer kImporter{"csv", "evidence.csv.title", ".csv .txt .tsv", &read, &recognises};

}  // namespace waarborg::evidence::csv
