// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/names/domain_list.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "base/csv.h"
#include "base/encoding.h"
#include "base/text.h"

namespace waarborg::scan {
namespace {

/// Lines that show which sign parts the columns.
constexpr std::size_t kSampledLines = 20;
/// Of a field in quotes that goes on over several lines.
constexpr std::size_t kMaxFieldLines = 20;
/// Of a name of an organisation that is kept. Unit: bytes.
constexpr std::size_t kMaxTextBytes = 300;

constexpr std::array<std::string_view, 14> kNameWords = {
    "domein",   "domeinnaam", "domeinnamen", "domain", "domain name", "domain_name", "domains",
    "hostname", "host",       "website",     "url",    "web address", "webadres",    "site"};
constexpr std::array<std::string_view, 8> kOrganisationWords = {"organisatie",   "organisatienaam", "naam organisatie",
                                                                "organisation",  "organization",    "instelling",
                                                                "zorgaanbieder", "praktijk"};
constexpr std::array<std::string_view, 9> kSectorWords = {"sub-sector", "subsector", "sub_sector",
                                                          "sub sector", "sector",    "soort zorg",
                                                          "zorgsoort",  "branche",   "type of care"};
/// Of the domain, or of the organisation when the domain has a column of its own.
constexpr std::array<std::string_view, 2> kEitherWords = {"naam", "name"};

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

struct Columns {
  std::size_t name = 0, organisation = 1, sub_sector = 2;
};

using Record = std::vector<std::string>;

template <std::size_t N>
std::size_t place_of(const std::array<std::string_view, N>& words, const Record& header) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (std::ranges::find(words, lower(trimmed(header[i]))) != words.end()) return i;
  }
  return kNone;
}

/// Nothing when the record is no header: it has none of the words, or a cell that is a name. `name` is kNone when it is
/// a header without a column of names.
std::optional<Columns> columns_of(const Record& header) {
  if (std::ranges::any_of(header, [](const std::string& one) { return read_target(one).has_value(); })) {
    return std::nullopt;
  }
  Columns columns{place_of(kNameWords, header), place_of(kOrganisationWords, header), place_of(kSectorWords, header)};
  const std::size_t either = place_of(kEitherWords, header);
  if (columns.name == kNone) {
    columns.name = either;
  } else if (columns.organisation == kNone) {
    columns.organisation = either;
  }
  if (columns.name == kNone && columns.organisation == kNone && columns.sub_sector == kNone) return std::nullopt;
  return columns;
}

/// Lines of a text, one after the other.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  bool at_end() const { return text_.empty(); }
  std::size_t number() const { return number_; }  ///< Of the line that was taken last, from 1.

  std::string_view take() {
    const std::size_t end = std::min(text_.find('\n'), text_.size());
    std::string_view line = text_.substr(0, end);
    text_.remove_prefix(std::min(end + 1, text_.size()));
    ++number_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  /// A record from this line on, with the lines over which a field in quotes goes on. When the quotes do not end soon,
  /// the line alone.
  std::string_view take_record() {
    const Lines before = *this;
    const char* start = text_.data();
    std::string_view line = take();
    std::size_t quotes = quotes_in(line);
    const Lines after = *this;
    for (std::size_t more = 0; quotes % 2 != 0 && more < kMaxFieldLines && !at_end(); ++more) {
      const std::string_view next = take();
      quotes += quotes_in(next);
      const auto size = static_cast<std::size_t>(next.data() + next.size() - start);
      if (size > kMaxLineBytes) break;
      if (quotes % 2 == 0) return before.text_.substr(0, size);
    }
    *this = after;
    return line;
  }

 private:
  static std::size_t quotes_in(std::string_view line) {
    return static_cast<std::size_t>(std::ranges::count(line, '"'));
  }

  std::string_view text_;
  std::size_t number_ = 0;
};

bool is_passed_over(std::string_view line) {
  const std::string_view text = trimmed(line);
  return text.empty() || text.front() == '#';
}

/// "sep=;" on top, as Excel writes it.
std::optional<char> stated_delimiter(std::string_view line) {
  if (line.size() != 5 || lower(line.substr(0, 4)) != "sep=") return std::nullopt;
  return std::string_view(",;\t").find(line[4]) == std::string_view::npos ? std::nullopt : std::optional(line[4]);
}

/// By the first lines: what parts them best (base/csv.h), or when these cannot be read, what stands on the first.
char delimiter_of(std::string_view text) {
  Lines lines(text);
  std::string sample, first;
  for (std::size_t i = 0; i < kSampledLines && !lines.at_end();) {
    const std::string_view line = lines.take();
    if (is_passed_over(line) || line.size() > kMaxLineBytes) continue;
    if (first.empty()) first = line;
    sample += std::string(line) + "\n";
    ++i;
  }
  CsvOptions options;
  options.same_width = false;
  if (const auto table = read_csv(sample, options)) return table->delimiter;
  for (const char sign : {';', '\t'}) {
    if (first.find(sign) != std::string::npos) return sign;
  }
  return ',';
}

Result<Record> read_record(std::string_view text, char delimiter) {
  if (text.size() > kMaxLineBytes) return invalid("scan.list.line_too_long");
  // The usual line needs no reader: no quotes.
  if (text.find('"') == std::string_view::npos) {
    Record record;
    for (std::string_view rest = text;;) {
      const std::size_t end = rest.find(delimiter);
      record.emplace_back(rest.substr(0, end));
      if (end == std::string_view::npos) return record;
      rest.remove_prefix(end + 1);
    }
  }
  CsvOptions options;
  options.delimiter = delimiter;
  options.same_width = false;
  auto table = read_csv(text, options);
  if (!table) return std::unexpected(table.error());
  if (table->rows.size() != 1) return invalid("scan.list.line");
  return std::move(table->rows.front());
}

std::string cell(const Record& record, std::size_t column) {
  if (column >= record.size()) return {};
  return std::string(beginning_of(one_line(record[column]), kMaxTextBytes));
}

class Reader {
 public:
  Reader(char delimiter, SingleLabel single) : delimiter_(delimiter), single_(single) {}

  Result<DomainList> read(Lines lines) {
    bool first = true;
    while (!lines.at_end()) {
      const std::size_t number = lines.number() + 1;
      const std::string_view text = lines.take_record();
      if (lines.number() > kMaxListLines) {
        return invalid("scan.list.too_many_lines", {}, {{"limit", std::to_string(kMaxListLines)}});
      }
      if (is_passed_over(text)) continue;
      const auto record = read_record(text, delimiter_);
      if (!record) {
        note(number, record.error().what);
      } else if (const auto header = first ? columns_of(*record) : std::nullopt) {
        if (header->name == kNone) return invalid("scan.list.no_names", "line " + std::to_string(number));
        columns_ = *header;
      } else {
        add(number, *record);
      }
      first = false;
    }
    take_out_repeated();
    return std::move(list_);
  }

 private:
  void note(std::size_t line, Message what) {
    if (++list_.problem_count <= kMaxListProblems) list_.problems.push_back({line, std::move(what)});
  }

  void add(std::size_t line, const Record& record) {
    const std::string_view typed = columns_.name < record.size() ? std::string_view(record[columns_.name]) : "";
    auto target = read_target(typed, single_);
    if (!target) {
      Message what = target.error().what;
      what.args.emplace_back("text", target.error().where);
      return note(line, std::move(what));
    }
    list_.rows.push_back(
        {line, std::move(*target), cell(record, columns_.organisation), cell(record, columns_.sub_sector)});
  }

  /// By sorting and not by hashing: no list makes this slow.
  void take_out_repeated() {
    std::vector<ListedDomain>& rows = list_.rows;
    std::vector<std::size_t> order(rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
      return std::tie(rows[a].target.name, rows[a].target.port, a) <
             std::tie(rows[b].target.name, rows[b].target.port, b);
    });
    std::vector<bool> later(rows.size());
    for (std::size_t i = 0; i < order.size();) {
      const ListedDomain& first = rows[order[i]];
      std::size_t end = i + 1;
      for (; end < order.size() && rows[order[end]].target == first.target; ++end) later[order[end]] = true;
      if (end - i > 1) list_.repeated.push_back({first.target.name, first.line, end - i});
      i = end;
    }
    std::ranges::sort(list_.repeated, {}, &RepeatedDomain::line);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (later[i]) continue;
      if (kept != i) rows[kept] = std::move(rows[i]);
      ++kept;
    }
    rows.resize(kept);
  }

  char delimiter_;
  SingleLabel single_;
  Columns columns_;
  DomainList list_;
};

}  // namespace

Result<DomainList> read_domain_list(std::string_view bytes, SingleLabel single) {
  if (bytes.size() > kMaxListBytes) {
    return invalid("scan.list.too_large", {}, {{"limit", std::to_string(kMaxListBytes)}});
  }
  auto decoded = decode_text(bytes);
  if (!decoded) return std::unexpected(decoded.error());
  Lines lines(decoded->text);
  Lines after_first = lines;
  const auto stated = lines.at_end() ? std::nullopt : stated_delimiter(after_first.take());
  auto list = Reader(stated.value_or(delimiter_of(decoded->text)), single).read(stated ? after_first : lines);
  if (list) list->warnings = std::move(decoded->warnings);
  return list;
}

}  // namespace waarborg::scan
