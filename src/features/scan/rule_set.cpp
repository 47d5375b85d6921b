// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/rule_set.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "base/toml.h"
#include "features/scan/tls/registry.h"

namespace waarborg::scan {
namespace {

template <class T>
struct Word {
  std::string_view word;
  T value;
};

constexpr std::array<Word<Level>, 4> kLevels = {{
    {"good", Level::kGood},
    {"sufficient", Level::kSufficient},
    {"phase_out", Level::kPhaseOut},
    {"insufficient", Level::kInsufficient},
}};

constexpr std::array<Word<int>, 6> kVersionWords = {{
    {"tls13", 0x0304},
    {"tls12", 0x0303},
    {"tls11", 0x0302},
    {"tls10", 0x0301},
    {"ssl3", 0x0300},
    {"ssl2", 0x0002},
}};

template <class T, std::size_t kSize>
std::optional<T> value_of(const std::array<Word<T>, kSize>& words, std::string_view word) {
  const auto found = std::ranges::find(words, word, &Word<T>::word);
  return found == words.end() ? std::nullopt : std::optional(found->value);
}

std::optional<int> version_of(std::string_view word) { return value_of(kVersionWords, word); }

const std::string* text_of(const TomlEntry& entry) { return std::get_if<std::string>(&entry.value); }

std::optional<Level> level_of(const TomlEntry& entry) {
  const std::string* word = text_of(entry);
  return word == nullptr ? std::nullopt : value_of(kLevels, *word);
}

/// "10 fail", "0 warn", "10 fail if_tested".
std::optional<Weight> weight_of(const TomlEntry& entry) {
  const std::string* text = text_of(entry);
  if (text == nullptr) return std::nullopt;
  Weight weight;
  std::string_view rest = *text;
  constexpr std::string_view kIfTested = " if_tested";
  weight.once_tested = rest.ends_with(kIfTested);
  if (weight.once_tested) rest.remove_suffix(kIfTested.size());
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), weight.full);
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  constexpr int kMost = 100;
  if (error != std::errc{} || weight.full < 0 || weight.full > kMost || !rest.starts_with(' ')) return std::nullopt;
  weight.worst = rest.substr(1);
  if (weight.worst != "fail" && weight.worst != "warn" && weight.worst != "info") return std::nullopt;
  return weight;
}

/// Fills a rule set table by table; the first entry that does not fit ends it.
class Reader {
 public:
  explicit Reader(std::string where) : where_(std::move(where)) {}

  Result<void> read(const TomlTable& table) {
    if (table.repeated) return wrong("scan.rules.unknown_table", table.line, table.name);
    for (const TomlEntry& entry : table.entries) {
      if (auto ok = read(table.name, entry); !ok) return ok;
    }
    if (table.name.empty()) return {};
    if (!is_known(table.name)) return wrong("scan.rules.unknown_table", table.line, table.name);
    tables_.insert(table.name);
    return {};
  }

  Result<RuleSet> finish() {
    for (const std::string_view table : kTables) {
      if (!tables_.contains(table)) {
        return invalid("scan.rules.missing", where_, {{"name", std::string(table)}});
      }
    }
    if (out_.name.empty() || out_.tls.empty()) return invalid("scan.rules.missing", where_, {{"name", "name, tls"}});
    if (out_.rsa_sufficient < out_.rsa_phase_out) return invalid("scan.rules.wrong_value", where_);
    return std::move(out_);
  }

 private:
  static constexpr std::array<std::string_view, 9> kTables = {"versions", "suites", "groups", "dh_groups", "key_types",
                                                              "rsa",      "hashes", "web",    "mail"};

  static bool is_known(std::string_view table) { return std::ranges::find(kTables, table) != kTables.end(); }

  std::unexpected<Fault> wrong(const char* key, int line, std::string name = {}) const {
    return invalid(key, where_ + " line " + std::to_string(line), {{"name", std::move(name)}});
  }

  Result<void> read(const std::string& table, const TomlEntry& entry) {
    if (table.empty()) return read_head(entry);
    if (table == "rsa") return read_bits(entry);
    if (table == "web" || table == "mail") return read_weight(table, entry);
    if (table == "versions") return read_number(entry, out_.versions, version_of(entry.key));
    if (table == "suites") return read_number(entry, out_.suites, find_suite(entry.key));
    if (table == "groups") return read_number(entry, out_.groups, find_group(entry.key));
    if (table == "dh_groups") return read_name(entry, out_.dh_groups);
    if (table == "key_types") return read_name(entry, out_.key_types);
    if (table == "hashes") return read_name(entry, out_.hashes);
    return wrong("scan.rules.unknown_table", entry.line, table);
  }

  Result<void> read_head(const TomlEntry& entry) {
    const std::string* text = text_of(entry);
    if (text == nullptr) return wrong("scan.rules.wrong_value", entry.line, entry.key);
    if (entry.key == "name") {
      out_.name = *text;
    } else if (entry.key == "tls") {
      out_.tls = *text;
    } else {
      return wrong("scan.rules.unknown_name", entry.line, entry.key);
    }
    return {};
  }

  Result<void> read_bits(const TomlEntry& entry) {
    const auto* bits = std::get_if<std::int64_t>(&entry.value);
    if (bits == nullptr || *bits < 1 || *bits > 65'536) return wrong("scan.rules.wrong_value", entry.line, entry.key);
    if (entry.key != "sufficient" && entry.key != "phase_out") {
      return wrong("scan.rules.unknown_name", entry.line, entry.key);
    }
    (entry.key == "sufficient" ? out_.rsa_sufficient : out_.rsa_phase_out) = static_cast<int>(*bits);
    return {};
  }

  Result<void> read_weight(const std::string& table, const TomlEntry& entry) {
    auto weight = weight_of(entry);
    if (!weight) return wrong("scan.rules.wrong_value", entry.line, entry.key);
    out_.weights.insert_or_assign(table + "." + entry.key, std::move(*weight));
    return {};
  }

  Result<void> read_number(const TomlEntry& entry, std::map<int, Level>& levels, std::optional<int> number) const {
    const auto value = level_of(entry);
    if (!number) return wrong("scan.rules.unknown_name", entry.line, entry.key);
    if (!value) return wrong("scan.rules.wrong_value", entry.line, entry.key);
    levels.insert_or_assign(*number, *value);
    return {};
  }

  Result<void> read_name(const TomlEntry& entry, std::map<std::string, Level, std::less<>>& levels) const {
    const auto value = level_of(entry);
    if (!value) return wrong("scan.rules.wrong_value", entry.line, entry.key);
    levels.insert_or_assign(entry.key, *value);
    return {};
  }

  std::string where_;
  RuleSet out_;
  std::set<std::string, std::less<>> tables_;
};

}  // namespace

Level level(const std::map<int, Level>& levels, int number) {
  const auto found = levels.find(number);
  return found == levels.end() ? Level::kInsufficient : found->second;
}

Level level(const std::map<std::string, Level, std::less<>>& levels, std::string_view name) {
  const auto found = levels.find(name);
  return found == levels.end() ? Level::kInsufficient : found->second;
}

Result<RuleSet> read_rule_set(std::string_view toml, const std::string& where) {
  const auto tables = read_toml_tables(toml);
  if (!tables) {
    Fault fault = tables.error();
    fault.where = where + " " + fault.where;
    return std::unexpected(std::move(fault));
  }
  Reader reader(where);
  for (const TomlTable& table : *tables) {
    if (auto ok = reader.read(table); !ok) return std::unexpected(ok.error());
  }
  return reader.finish();
}

}  // namespace waarborg::scan
