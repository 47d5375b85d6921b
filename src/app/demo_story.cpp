// SPDX-License-Identifier: EUPL-1.2
#include "app/demo_story.h"

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <charconv>

namespace waarborg::app::demo {
namespace {

constexpr std::string_view kRoot = "/demo/";
constexpr std::array<std::string_view, 12> kMonths = {"januari",   "februari", "maart",    "april",
                                                      "mei",       "juni",     "juli",     "augustus",
                                                      "september", "oktober",  "november", "december"};

/// One table of a file, which refuses what it does not know: a mistyped key must not silently drop a piece of proof.
class Reader {
 public:
  Reader(const toml::table& table, std::string where) : table_(table), where_(std::move(where)) {}

  Reader& text(const char* key, std::string& into) {
    if (const auto* node = take(key)) into = value<std::string>(*node, key);
    return *this;
  }
  template <class Number>
  Reader& number(const char* key, Number& into) {
    if (const auto* node = take(key)) into = static_cast<Number>(value<std::int64_t>(*node, key));
    return *this;
  }
  Reader& number(const char* key, std::optional<int>& into) {
    if (const auto* node = take(key)) into = static_cast<int>(value<std::int64_t>(*node, key));
    return *this;
  }
  Reader& texts(const char* key, std::vector<std::string>& into) {
    if (const auto* node = take(key)) {
      if (node->as_array() == nullptr) broken(key);
      for (const auto& item : *node->as_array()) into.push_back(value<std::string>(item, key));
    }
    return *this;
  }
  template <class Read>
  Reader& table(const char* key, Read read) {
    if (const auto* node = take(key)) {
      if (node->as_table() == nullptr) broken(key);
      read(Reader(*node->as_table(), where_ + " " + key));
    }
    return *this;
  }
  template <class Read>
  Reader& tables(const char* key, Read read) {
    if (const auto* node = take(key)) {
      if (node->as_array() == nullptr) broken(key);
      for (const auto& item : *node->as_array()) {
        if (item.as_table() == nullptr) broken(key);
        read(Reader(*item.as_table(), where_ + " line " + std::to_string(item.source().begin.line)));
      }
    }
    return *this;
  }
  const toml::node* take(const char* key) {
    known_.emplace_back(key);
    return table_.get(key);
  }
  const toml::table& all() const { return table_; }
  void done() const {
    for (const auto& [key, node] : table_) {
      if (std::ranges::find(known_, key.str()) == known_.end()) broken(std::string(key.str()));
    }
  }
  [[noreturn]] void broken(const std::string& what) const {
    throw std::logic_error("content/demo" + where_ + ": " + what);
  }

 private:
  template <class Value>
  Value value(const toml::node& node, const char* key) const {
    const auto found = node.value_exact<Value>();
    if (!found) broken(key);
    return *found;
  }

  const toml::table& table_;
  std::string where_;
  std::vector<std::string> known_;
};

Piece piece_of(Reader in) {
  Piece out;
  in.number("day", out.day).text("title", out.title).text("note", out.note).text("by", out.by);
  in.text("kind", out.kind).text("result", out.result).text("state", out.state).text("reason", out.reason);
  in.text("author", out.author).text("approver", out.approver).text("text", out.text);
  in.number("until", out.until).texts("places", out.places).done();
  return out;
}

DeviationStory deviation_of(Reader in) {
  DeviationStory out;
  in.text("place", out.place).text("what", out.what).text("cause", out.cause).text("correction", out.correction);
  in.number("correction_days", out.correction_days).text("retest_title", out.retest_title);
  in.text("retest_note", out.retest_note).number("retest_day", out.retest_day).done();
  return out;
}

Work work_of(Reader in) {
  Work out;
  in.text("title", out.title).text("by", out.by).text("file", out.file).text("kind", out.kind);
  in.text("plural", out.plural).texts("notes", out.notes);
  if (const auto* fate = in.take("fate")) {
    if (const auto* places = fate->as_table()) {
      for (const auto& [place, letters] : *places) out.fate[std::string(place.str())] = letters.value_or(std::string());
    } else {
      out.fate[""] = fate->value_or(std::string());
    }
  }
  in.table("deviation", [&](Reader inner) { out.deviation = deviation_of(inner); }).done();
  return out;
}

OverrideStory override_of(Reader in) {
  OverrideStory out;
  in.text("aspect", out.aspect).text("value", out.value).text("by", out.by).text("reason", out.reason);
  in.text("confirm_by", out.confirm_by).number("day", out.day).number("until", out.until);
  in.number("confirm_day", out.confirm_day).done();
  return out;
}

PopulationStory population_of(Reader in) {
  PopulationStory out;
  in.text("title", out.title).text("by", out.by).text("file", out.file).text("seed", out.seed);
  in.text("judge_by", out.judge_by).text("note", out.note).number("from", out.from).number("to", out.to);
  in.number("day", out.day).text("deviation", out.deviation).text("deviation_note", out.deviation_note);
  in.text("retest_title", out.retest_title).text("retest_by", out.retest_by).text("retest_note", out.retest_note);
  in.number("retest_day", out.retest_day).done();
  return out;
}

MeasureStory measure_of(Reader in) {
  MeasureStory out;
  in.text("card", out.card).text("owner", out.owner).text("rrule", out.rrule);
  in.texts("places", out.places).texts("drop", out.drop);
  in.table("design", [&](Reader inner) { out.design = piece_of(inner); });
  in.tables("seen", [&](Reader inner) { out.seen.push_back(piece_of(inner)); });
  in.table("work", [&](Reader inner) { out.work = work_of(inner); });
  in.table("override", [&](Reader inner) { out.doubt = override_of(inner); });
  in.table("population", [&](Reader inner) { out.population = population_of(inner); }).done();
  return out;
}

PersonStory person_of(Reader in) {
  PersonStory out;
  in.text("key", out.key).text("name", out.name).text("function", out.function).text("phone", out.phone);
  in.text("deputy", out.deputy).texts("roles", out.roles).done();
  return out;
}

Entry entry_of(const std::string& reg, Reader in) {
  Entry out{reg, {}, {}};
  in.text("key", out.key);
  for (const auto& [key, node] : in.all()) {
    const std::string name(key.str());
    if (name == "key") continue;
    if (const auto text = node.value_exact<std::string>()) {
      out.fields[name] = *text;
    } else if (const auto number = node.value_exact<std::int64_t>()) {
      out.fields[name] = *number;
    } else if (const auto yes = node.value_exact<bool>()) {
      out.fields[name] = *yes;
    } else {
      in.broken(name);
    }
  }
  return out;
}

void read_applicability(Reader in, Story& story) {
  in.text("by", story.decider).number("day", story.decided_on);
  for (const char* chapter : {"management", "chapter_5", "chapter_6", "chapter_7", "chapter_8"}) {
    in.text(chapter, story.reasons[chapter]);
  }
  for (const bool later : {false, true}) {
    in.tables(later ? "later" : "excluded", [&](Reader one) {
      Decision decision{story.decided_on, {}, {}, later};
      one.number("day", decision.day).text("ref", decision.ref).text("reason", decision.reason).done();
      story.decisions.push_back(std::move(decision));
    });
  }
  in.done();
}

void read_organisation(Reader in, Story& story) {
  in.text("name", story.name).text("sub_sector", story.sub_sector).number("people", story.people);
  in.text("board_member", story.board_member).text("security_officer", story.security_officer);
  in.text("health_information", story.health_information);
  in.tables("person", [&](Reader one) { story.persons.push_back(person_of(one)); });
  for (const char* reg : {"site", "department", "supplier", "system", "domain"}) {
    in.tables(reg, [&](Reader one) { story.entries.push_back(entry_of(reg, one)); });
  }
  in.tables("change", [&](Reader one) {
    RegisterChange change;
    one.number("day", change.day).text("by", change.by).text("register", change.reg).text("key", change.key);
    one.text("field", change.field).text("value", change.value);
    if (one.take("reference") != nullptr) {
      one.text("reference", change.value);
      change.reference = true;
    }
    one.done();
    story.changes.push_back(std::move(change));
  });
  in.tables("shown", [&](Reader one) {
    Shown shown;
    one.number("day", shown.day).text("domain", shown.domain).text("facts", shown.facts).done();
    story.shown.push_back(std::move(shown));
  });
  in.table("applicability", [&](Reader one) { read_applicability(one, story); });
  in.tables("statement", [&](Reader one) {
    StatementStory statement;
    one.number("day", statement.day).text("by", statement.by).text("note", statement.note);
    one.number("decided_day", statement.decided_day).text("decided_by", statement.decided_by);
    one.text("decision_note", statement.decision_note).done();
    story.statements.push_back(std::move(statement));
  });
  in.tables("adoption", [&](Reader one) {
    Adoption adoption;
    one.number("day", adoption.day).text("by", adoption.by).texts("cards", adoption.cards).done();
    story.adoptions.push_back(std::move(adoption));
  });
  in.done();
}

std::string in_words(Day day) {
  const std::chrono::year_month_day date(day);
  return std::to_string(static_cast<unsigned>(date.day())) + " " +
         std::string(kMonths[static_cast<unsigned>(date.month()) - 1]) + " " +
         std::to_string(static_cast<int>(date.year()));
}

}  // namespace

std::string Calendar::fill(std::string_view text) const {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    const bool words = text.starts_with("{dag ");
    const bool iso = text.starts_with("{datum ");
    const std::size_t close = text.find('}');
    int day = 0;
    if ((words || iso) && close != std::string_view::npos) {
      const char* end = text.data() + close;
      const auto [at, error] = std::from_chars(text.data() + (words ? 5 : 7), end, day);
      if (error == std::errc{} && at == end) {
        out += words ? in_words(this->at(day)) : to_text(this->at(day));
        text.remove_prefix(close + 1);
        continue;
      }
    }
    out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

const PersonStory& Story::person(const std::string& key) const {
  const auto found = std::ranges::find(persons, key, &PersonStory::key);
  if (found == persons.end()) throw std::logic_error("content/demo: no person " + key);
  return *found;
}

Story read_story(const std::vector<catalog::ContentFile>& files, const Calendar& calendar) {
  Story story;
  for (const auto& file : files) {
    if (!file.path.starts_with(kRoot)) continue;
    const std::string name(file.path.substr(kRoot.size()));
    if (!name.ends_with(".toml")) {
      const bool has_days = name.ends_with(".csv") || name.ends_with(".json");
      story.files[name] = has_days ? calendar.fill(file.bytes) : std::string(file.bytes);
      continue;
    }
    const toml::table table = toml::parse(calendar.fill(file.bytes));
    Reader in(table, "/" + name);
    if (name == "organisation.toml") {
      read_organisation(in, story);
    } else {
      in.tables("measure", [&](Reader one) { story.measures.push_back(measure_of(one)); }).done();
    }
  }
  return story;
}

}  // namespace waarborg::app::demo
