// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/own_format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "base/csv.h"
#include "base/toml.h"
#include "features/catalog/mapping.h"
#include "features/catalog/tree.h"

namespace waarborg::catalog {
namespace {

constexpr const char* kToml = "framework.toml";
constexpr const char* kRequirements = "requirements.csv";
constexpr const char* kMappings = "mappings.csv";
constexpr std::array<const char*, 7> kTextFields = {"title",  "asks",      "why",      "example",
                                                    "design", "existence", "operation"};
constexpr std::array<const char*, 2> kLanguages = {"nl", "en"};
constexpr int kMaxStrength = 10;

struct Stop {
  Fault fault;
};

[[noreturn]] void stop(std::string key, std::string where, std::vector<std::pair<std::string, std::string>> args = {}) {
  throw Stop{Fault{FaultKind::kInvalid, Message{std::move(key), std::move(args)}, std::move(where)}};
}

/// A table of which every cell is asked for by the name of its column.
class Sheet {
 public:
  Sheet(std::string_view text, const char* file, std::initializer_list<const char*> columns) : file_(file) {
    auto table = read_csv(text, CsvOptions{.delimiter = ','});
    if (!table) stop(table.error().what.key, file_ + " " + table.error().where, table.error().what.args);
    table_ = std::move(*table);
    for (const char* name : columns) require(name);
  }

  void require(const std::string& name) {
    const auto column = column_of(table_, name);
    if (!column) stop("catalog.own.column", file_ + " line 1", {{"column", name}});
    columns_[name] = *column;
  }

  std::size_t size() const { return table_.rows.empty() ? 0 : table_.rows.size() - 1; }
  const std::string& cell(std::size_t row, const std::string& name) const {
    return table_.rows[row + 1][columns_.at(name)];
  }
  const std::string& needed(std::size_t row, const std::string& name) const {
    const std::string& text = cell(row, name);
    if (text.empty()) stop("catalog.own.missing", where(row), {{"key", name}});
    return text;
  }
  std::string where(std::size_t row) const { return file_ + " line " + std::to_string(table_.lines[row + 1]); }

 private:
  std::string file_;
  CsvTable table_;
  std::map<std::string, std::size_t> columns_;
};

std::string line_in(int line) { return std::string(kToml) + " line " + std::to_string(line); }

std::string text_in_toml(const TomlTable& table, const std::string& key) {
  const TomlEntry* entry = table.find(key);
  if (entry == nullptr) stop("catalog.own.missing", line_in(table.line), {{"key", key}});
  const auto* text = std::get_if<std::string>(&entry->value);
  if (text == nullptr || text->empty()) stop("catalog.own.missing", line_in(entry->line), {{"key", key}});
  return *text;
}

class Reader {
 public:
  Library read(const OwnFormatTexts& texts) {
    read_framework(texts.framework_toml);
    read_requirements(texts.requirements_csv);
    if (const auto fault = arrange_as_tree(framework_)) throw Stop{*fault};
    if (!texts.mappings_csv.empty()) read_mappings(texts.mappings_csv);
    library_.frameworks.push_back(std::move(framework_));
    return std::move(library_);
  }

 private:
  void read_framework(std::string_view text) {
    const auto tables = read_toml_tables(text);
    if (!tables) stop(tables.error().what.key, std::string(kToml) + " " + tables.error().where);
    const TomlTable& root = tables->front();
    framework_.urn = urn_key(text_in_toml(root, "urn"));
    framework_.ref = text_in_toml(root, "ref_id");
    const TomlEntry* version = root.find("version");
    const auto* number = version == nullptr ? nullptr : std::get_if<std::int64_t>(&version->value);
    if (number == nullptr || *number < 1 || *number > 1'000'000)
      stop("catalog.own.missing", kToml, {{"key", "version"}});
    library_.version = static_cast<int>(*number);
    library_.urn = framework_.urn;
    library_.ref = framework_.ref;
    library_.locale = text_in_toml(root, "locale");
    library_.provider = text_in_toml(root, "publisher");
    library_.packager = "waarborg";
    for (const char* language : kLanguages) {
      framework_.texts[language]["title"] = text_in_toml(root, std::string("name_") + language);
    }
    framework_.texts[library_.locale]["copyright"] = text_in_toml(root, "copyright");
    library_.texts = framework_.texts;
    read_chapters(*tables);
  }

  void read_chapters(const std::vector<TomlTable>& tables) {
    for (const TomlTable& table : tables) {
      if (table.name != "chapters" || !table.repeated) continue;
      Requirement heading;
      heading.ref = text_in_toml(table, "ref");
      for (const char* language : kLanguages) {
        heading.texts[language]["title"] = text_in_toml(table, std::string("title_") + language);
      }
      chapters_.insert(heading.ref);
      add(std::move(heading), line_in(table.line));
    }
    if (chapters_.empty()) stop("catalog.own.missing", kToml, {{"key", "chapters"}});
  }

  void add(Requirement node, const std::string& where) {
    node.urn = urn_of(node.ref);
    if (!urns_.insert(node.urn).second) stop("catalog.own.double_ref", where, {{"ref", node.ref}});
    framework_.requirements.push_back(std::move(node));
  }

  std::string urn_of(const std::string& ref) const { return framework_.urn + ":" + urn_key(ref); }

  void read_requirements(std::string_view text) {
    Sheet sheet(text, kRequirements, {"ref", "chapter", "cadence", "instrument", "health", "control_type", "cia"});
    for (const char* field : kTextFields) {
      for (const char* language : kLanguages) sheet.require(std::string(field) + "_" + language);
    }
    for (std::size_t row = 0; row < sheet.size(); ++row) {
      const std::string& chapter = sheet.needed(row, "chapter");
      if (!chapters_.contains(chapter)) stop("catalog.own.chapter", sheet.where(row), {{"chapter", chapter}});
      add(read_requirement(sheet, row), sheet.where(row));
    }
    if (sheet.size() == 0) stop("catalog.own.missing", kRequirements, {{"key", "ref"}});
  }

  Requirement read_requirement(const Sheet& sheet, std::size_t row) const {
    Requirement node;
    node.ref = sheet.needed(row, "ref");
    node.parent_urn = urn_of(sheet.cell(row, "chapter"));
    node.assessable = true;
    for (const char* field : kTextFields) {
      for (const char* language : kLanguages) {
        const std::string column = std::string(field) + "_" + language;
        // A requirement that cannot be named or understood in one language is not finished.
        const bool must = std::string_view(field) == "title" || std::string_view(field) == "asks";
        const std::string& words = must ? sheet.needed(row, column) : sheet.cell(row, column);
        if (!words.empty()) node.texts[language][field] = words;
      }
    }
    node.cadence = sheet.cell(row, "cadence");
    node.instrument = sheet.cell(row, "instrument");
    node.health = known(sheet.cell(row, "health"));
    if (!node.health.empty() && node.health != "yes" && node.health != "no") {
      stop("catalog.own.health", sheet.where(row), {{"health", node.health}});
    }
    node.control_type = known(sheet.cell(row, "control_type"));
    node.cia = known(sheet.cell(row, "cia"));
    if (node.cia.find_first_not_of("CIA") != std::string::npos) {
      stop("catalog.own.cia", sheet.where(row), {{"cia", node.cia}});
    }
    return node;
  }

  /// "unknown" in the file says that someone looked and could not tell; for the reader it is as good as nothing.
  static std::string known(const std::string& word) { return word == "unknown" ? std::string() : word; }

  void read_mappings(std::string_view text) {
    const Sheet sheet(text, kMappings,
                      {"source_urn", "target_urn", "relation", "strength", "rationale_nl", "rationale_en"});
    std::map<std::pair<std::string, std::string>, MappingSet> sets;
    for (std::size_t row = 0; row < sheet.size(); ++row) {
      Mapping mapping = read_mapping(sheet, row);
      const std::string source = framework_urn_of(mapping.source_urn);
      const std::string target = framework_urn_of(mapping.target_urn);
      MappingSet& set = sets[{source, target}];
      set.source_framework_urn = source;
      set.target_framework_urn = target;
      set.mappings.push_back(std::move(mapping));
    }
    for (auto& [frameworks, set] : sets) library_.mapping_sets.push_back(std::move(set));
  }

  Mapping read_mapping(const Sheet& sheet, std::size_t row) const {
    Mapping mapping;
    mapping.source_urn = known_urn(sheet, row, "source_urn");
    mapping.target_urn = known_urn(sheet, row, "target_urn");
    const auto relation = parse_relation(sheet.cell(row, "relation"));
    if (!relation) stop("catalog.own.relation", sheet.where(row), {{"relation", sheet.cell(row, "relation")}});
    mapping.relation = *relation;
    if (const std::string& text = sheet.cell(row, "strength"); !text.empty()) {
      int strength = -1;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), strength);
      if (error != std::errc() || end != text.data() + text.size() || strength < 0 || strength > kMaxStrength) {
        stop("catalog.own.strength", sheet.where(row), {{"strength", text}});
      }
      mapping.strength = strength;
    }
    for (const char* language : kLanguages) {
      const std::string& why = sheet.cell(row, std::string("rationale_") + language);
      if (!why.empty()) mapping.texts[language]["rationale"] = why;
    }
    return mapping;
  }

  /// A URN that claims to be of this framework must exist in it; those of others cannot be checked here.
  std::string known_urn(const Sheet& sheet, std::size_t row, const char* column) const {
    std::string urn = urn_key(sheet.needed(row, column));
    if (urn.starts_with(framework_.urn + ":") && !urns_.contains(urn)) {
      stop("catalog.own.unknown_urn", sheet.where(row), {{"urn", urn}});
    }
    return urn;
  }

  Library library_;
  Framework framework_;
  std::set<std::string> chapters_;
  std::set<std::string> urns_;
};

}  // namespace

Result<Library> read_own_format(const OwnFormatTexts& texts) {
  try {
    return Reader().read(texts);
  } catch (const Stop& stopped) {
    return std::unexpected(stopped.fault);
  }
}

}  // namespace waarborg::catalog
