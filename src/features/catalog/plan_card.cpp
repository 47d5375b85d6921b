// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/plan_card.h"

#include <algorithm>
#include <initializer_list>

#include "base/text.h"
#include "features/catalog/toml_text.h"

namespace waarborg::catalog {
namespace {

constexpr const char* kFile = "card.toml";

struct Stop {
  Fault fault;
};

[[noreturn]] void stop(std::string key, std::string where, std::vector<std::pair<std::string, std::string>> args = {}) {
  throw Stop{Fault{FaultKind::kInvalid, Message{std::move(key), std::move(args)}, std::move(where)}};
}

/// One table of the card; every key must have been asked for by the time `done` is called.
class Section {
 public:
  explicit Section(const toml::table& table) : table_(table) {}

  const toml::node& node(std::string_view key) {
    const toml::node* found = maybe(key);
    if (found == nullptr) stop("catalog.card.missing", where(), {{"key", std::string(key)}});
    return *found;
  }

  const toml::node* maybe(std::string_view key) {
    asked_.push_back(key);
    return table_.get(key);
  }

  std::string text(std::string_view key) {
    const toml::node& found = node(key);
    const auto value = found.value_exact<std::string>();
    if (!value || value->empty()) bad(key, found);
    return *value;
  }

  std::string one_of(std::string_view key, std::initializer_list<std::string_view> words) {
    std::string word = text(key);
    if (std::find(words.begin(), words.end(), word) == words.end()) bad(key, node(key));
    return word;
  }

  int number(std::string_view key, int low, int high) {
    const toml::node& found = node(key);
    const auto value = found.value_exact<std::int64_t>();
    if (!value || *value < low || *value > high) bad(key, found);
    return static_cast<int>(*value);
  }

  bool flag(std::string_view key) {
    const toml::node& found = node(key);
    const auto value = found.value_exact<bool>();
    if (!value) bad(key, found);
    return *value;
  }

  const toml::array& list(std::string_view key) {
    const toml::array* found = node(key).as_array();
    if (found == nullptr) bad(key, node(key));
    return *found;
  }

  Section section(std::string_view key) {
    const toml::table* found = node(key).as_table();
    if (found == nullptr) bad(key, node(key));
    return Section(*found);
  }

  [[noreturn]] static void bad(std::string_view key, const toml::node& at) {
    stop("catalog.card.bad_value", line_in(kFile, at), {{"key", std::string(key)}});
  }

  void done() const {
    for (const auto& [key, value] : table_) {
      if (std::find(asked_.begin(), asked_.end(), key.str()) == asked_.end()) {
        stop("catalog.card.unknown_key", line_in(kFile, value), {{"key", std::string(key.str())}});
      }
    }
  }

  std::string where() const { return line_in(kFile, table_); }

 private:
  const toml::table& table_;
  std::vector<std::string_view> asked_;
};

std::vector<PlanAnswer> read_answers(Section& card) {
  std::vector<PlanAnswer> answers;
  const toml::array& list = card.list("requirements");
  for (const toml::node& node : list) {
    if (!node.is_table()) Section::bad("requirements", node);
    Section entry(*node.as_table());
    PlanAnswer answer;
    answer.ref = entry.text("ref");
    answer.full = entry.one_of("coverage", {"full", "partly"}) == "full";
    if (entry.maybe("framework") != nullptr) answer.framework = entry.text("framework");
    entry.done();
    answers.push_back(std::move(answer));
  }
  if (answers.empty()) Section::bad("requirements", list);
  return answers;
}

PlanOperation read_operation(const toml::node& node) {
  if (!node.is_table()) Section::bad("operation", node);
  Section entry(*node.as_table());
  PlanOperation operation;
  const std::string kind = entry.one_of("kind", {"occurrences", "sample", "automated"});
  if (kind == "occurrences") {
    operation.kind = PlanKind::kOccurrences;
    operation.rrule = entry.text("rrule");
    if (!operation.rrule.starts_with("FREQ=")) Section::bad("rrule", entry.node("rrule"));
    operation.window_days = entry.number("window_days", 1, 366);
    operation.grace_days = entry.number("grace_days", 0, 366);
  } else if (kind == "sample") {
    operation.kind = PlanKind::kSample;
    operation.frequency =
        entry.one_of("frequency", {"yearly", "quarterly", "monthly", "weekly", "daily", "many_times_a_day"});
    operation.tolerated = entry.number("tolerated", 0, 25);
  } else {
    operation.kind = PlanKind::kAutomated;
    operation.source = entry.text("source");
    operation.freshness_days = entry.number("freshness_days", 1, 366);
  }
  entry.done();
  return operation;
}

std::vector<PlanOperation> read_operations(Section& card) {
  std::vector<PlanOperation> operations;
  if (card.maybe("operation") == nullptr) stop("catalog.card.no_operation", card.where());
  for (const toml::node& node : card.list("operation")) operations.push_back(read_operation(node));
  if (operations.empty()) stop("catalog.card.no_operation", card.where());
  return operations;
}

PlanCard read_rules(const toml::table& table) {
  Section card(table);
  PlanCard result;
  result.id = card.text("id");
  result.version = card.number("version", 1, 1'000'000);
  result.owner = card.text("owner");
  for (const toml::node& node : card.list("sub_sectors")) {
    const auto word = node.value_exact<std::string>();
    if (!word || word->empty()) Section::bad("sub_sectors", node);
    result.sub_sectors.push_back(*word);
  }
  result.min_people = card.number("min_people", 0, 1'000'000);
  if (card.maybe("max_people") != nullptr) result.max_people = card.number("max_people", result.min_people, 1'000'000);
  result.places = card.one_of("places", {"organisation", "sites", "departments", "systems", "suppliers"});
  result.requirements = read_answers(card);
  Section design = card.section("design");
  result.review_months = design.number("review_months", 1, 120);
  result.is_policy = design.flag("policy");
  design.done();
  Section existence = card.section("existence");
  result.valid_months = existence.number("valid_months", 1, 120);
  existence.done();
  result.operations = read_operations(card);
  card.done();
  return result;
}

/// Headings in the order in which they must stand.
struct Headings {
  std::string file, design, existence, operation;
};

/// "# Title", a summary, and three "## " sections in fixed order.
PlanText read_words(std::string_view text, const Headings& headings) {
  PlanText words;
  const std::string* const wanted[] = {&headings.design, &headings.existence, &headings.operation};
  std::string* const sections[] = {&words.summary, &words.design, &words.existence, &words.operation};
  std::size_t section = 0;
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    const std::string_view row = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const std::string where = headings.file + " line " + std::to_string(number);
    if (words.title.empty()) {
      if (trimmed(row).empty() || row.starts_with("<!--")) continue;
      if (!row.starts_with("# ")) stop("catalog.card.no_heading", where, {{"heading", "# …"}});
      words.title = trimmed(row.substr(2));
    } else if (row.starts_with("#")) {
      const std::string heading = section < 3 ? "## " + *wanted[section] : std::string("–");
      if (trimmed(row) != heading) stop("catalog.card.no_heading", where, {{"heading", heading}});
      ++section;
    } else {
      sections[section]->append(row).append("\n");
    }
  }
  if (section < 3) stop("catalog.card.no_heading", headings.file, {{"heading", "## " + *wanted[section]}});
  for (std::string* one : sections) {
    *one = std::string(trimmed(*one));
    if (one->empty()) stop("catalog.card.empty_section", headings.file);
  }
  return words;
}

}  // namespace

Result<PlanCard> read_plan_card(const PlanCardTexts& texts, std::string_view folder) {
  const auto table = read_toml(texts.card_toml, kFile);
  if (!table) return std::unexpected(table.error());
  try {
    PlanCard card = read_rules(*table);
    if (card.id != folder) stop("catalog.card.folder", kFile, {{"id", card.id}, {"folder", std::string(folder)}});
    card.texts["nl"] = read_words(texts.nl_md, {"nl.md", "Opzet", "Bestaan", "Werking"});
    card.texts["en"] = read_words(texts.en_md, {"en.md", "Design", "Existence", "Operation"});
    return card;
  } catch (const Stop& stopped) {
    return std::unexpected(stopped.fault);
  }
}

}  // namespace waarborg::catalog
