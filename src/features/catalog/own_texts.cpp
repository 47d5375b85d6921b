// SPDX-License-Identifier: EUPL-1.2
//
// Text of a norm that the organisation owns. It stays in its database: the log says how much was written, never what,
// and no export holds it.
#include <algorithm>
#include <map>

#include "base/csv.h"
#include "base/text.h"
#include "features/catalog/catalog.h"
#include "features/catalog/queries.h"
#include "features/catalog/store.h"

namespace waarborg::catalog {
namespace {

constexpr std::size_t kMaxOwnText = 20'000;
constexpr std::size_t kMaxProblems = 100;

/// Characters, not bytes.
std::string length_of(const std::string& text) {
  return std::to_string(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

trail::NewEntry entry_of(const RequirementRecord& requirement, const OwnTextRow& before, const OwnTextRow& after) {
  return {"catalog.own_text",
          "requirement_own_text",
          after.urn,
          ref_or_tail(requirement.ref, after.urn),
          {{"characters", length_of(before.own_text), length_of(after.own_text)}},
          own_text_state(after),
          before.version > 0 ? own_text_state(before) : ""};
}

std::optional<std::size_t> column_named(const CsvTable& table, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const auto column = column_of(table, name)) return column;
  }
  return std::nullopt;
}

/// A line of the table and what it is about.
struct Line {
  const RequirementRecord* requirement = nullptr;
  std::string text;
};

struct Reading {
  std::vector<Line> lines;
  std::vector<OwnTextProblem> problems;
  std::int64_t read = 0;
};

class Reader {
 public:
  Reader(const std::vector<RequirementRecord>& requirements, Language language) : language_(language) {
    for (const RequirementRecord& one : requirements) {
      if (!one.removed && one.assessable) by_ref_.emplace(lower(one.ref), &one);
    }
  }

  void take(const std::string& ref, const std::string& text, std::size_t line) {
    ++reading_.read;
    const auto found = by_ref_.find(lower(ref));
    if (found == by_ref_.end()) return refuse(line, {"catalog.own_text.unknown_ref", {{"ref", ref}}});
    if (text.size() > kMaxOwnText) {
      return refuse(line, {"catalog.own_text.too_long", {{"max", std::to_string(kMaxOwnText)}}});
    }
    const auto same = std::ranges::find(reading_.lines, found->second, &Line::requirement);
    if (same != reading_.lines.end()) return refuse(line, {"catalog.own_text.double_ref", {{"ref", ref}}});
    reading_.lines.push_back({found->second, text});
  }
  Reading end() { return std::move(reading_); }

 private:
  void refuse(std::size_t line, const Message& why) {
    if (reading_.problems.size() < kMaxProblems) {
      reading_.problems.push_back({static_cast<std::int64_t>(line), say(language_, why)});
    }
  }

  Language language_;
  std::map<std::string, const RequirementRecord*> by_ref_;
  Reading reading_;
};

Result<Reading> read(std::string_view csv, const std::vector<RequirementRecord>& requirements, Language language) {
  const auto table = read_csv(csv);
  if (!table) return std::unexpected(table.error());
  if (table->rows.size() < 2) return invalid("catalog.own_text.nothing");
  const auto ref = column_named(*table, {"ref", "eis", "requirement"});
  const auto text = column_named(*table, {"text", "tekst"});
  if (!ref || !text) return invalid("catalog.own_text.columns", "line 1");
  Reader reader(requirements, language);
  for (std::size_t i = 1; i < table->rows.size(); ++i) {
    reader.take(table->rows[i][*ref], table->rows[i][*text], table->lines[i]);
  }
  return reader.end();
}

}  // namespace

Result<OwnText> Catalog::set_own_text(const auth::Actor& who, const std::string& urn, const std::string& text,
                                      std::int64_t seen) {
  if (auto ok = auth::require(who, "catalog.edit"); !ok) return std::unexpected(ok.error());
  if (text.size() > kMaxOwnText) {
    return invalid("catalog.own_text.too_long", "text", {{"max", std::to_string(kMaxOwnText)}});
  }
  db::Transaction tx = database_.write();
  const auto requirement = find_requirement(tx, who.organisation, urn);
  if (!requirement) return fail(FaultKind::kNotFound, "catalog.requirement.not_found");
  if (seen >= 0 && seen != requirement->own_text_version) return fail(FaultKind::kConflict, "catalog.changed");
  if (text == requirement->own_text) return OwnText{text, requirement->own_text_version};
  const OwnTextRow before{requirement->record.urn, requirement->own_text_version, requirement->own_text};
  const OwnTextRow row{before.urn, before.version + 1, text};
  tx.execute(sql::kOwnTextPut, who.organisation, row.urn, row.version, row.own_text);
  trail_.add(tx, who.author(), entry_of(requirement->record, before, row), clock_.now());
  tx.commit();
  return OwnText{text, row.version};
}

Result<OwnTextReport> Catalog::import_own_texts(const auth::Actor& who, const std::string& framework,
                                                std::string_view csv, bool dry_run) {
  if (auto ok = auth::require(who, "catalog.edit"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = dry_run ? database_.read() : database_.write();
  const auto all = requirements(tx, who.organisation, framework);
  if (all.empty()) return fail(FaultKind::kNotFound, "catalog.framework.not_found");
  auto reading = read(csv, all, who.language);
  if (!reading) return std::unexpected(reading.error());
  std::map<std::string, OwnTextRow> stored;
  for (OwnTextRow& row : tx.rows<OwnTextRow>(sql::kOwnTextAll, who.organisation)) stored[row.urn] = std::move(row);
  OwnTextReport report{dry_run, reading->read, 0, 0, std::move(reading->problems)};
  const bool save = !dry_run && report.problems.empty();
  const Moment now = clock_.now();
  for (const Line& line : reading->lines) {
    const OwnTextRow& before = stored[line.requirement->urn];
    if (before.own_text == line.text) {
      ++report.unchanged;
      continue;
    }
    ++report.changed;
    if (!save) continue;
    const OwnTextRow row{line.requirement->urn, before.version + 1, line.text};
    tx.execute(sql::kOwnTextPut, who.organisation, row.urn, row.version, row.own_text);
    trail_.add(tx, who.author(), entry_of(*line.requirement, before, row), now);
  }
  if (save) tx.commit();
  report.dry_run = !save;
  return report;
}

}  // namespace waarborg::catalog
