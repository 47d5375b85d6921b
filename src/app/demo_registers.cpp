// SPDX-License-Identifier: EUPL-1.2
//
// The first two months: who and what there is, which requirements apply, and which measures were taken over.
#include "app/demo_year.h"

#include <algorithm>

#include "features/setup/setup.h"

namespace waarborg::app::demo {
namespace {

/// A rule that starts on the 29th, 30th or 31st skips the months without that day (RFC 5545 3.3.10).
Day in_every_month(Day day) {
  const auto number = static_cast<unsigned>(std::chrono::year_month_day(day).day());
  return number > 28 ? day - std::chrono::days(number - 28) : day;
}

}  // namespace

using std::chrono::days;

std::string Year::id_of(const std::string& reg, const std::string& key) const {
  const auto found = ids_.find({reg, key});
  if (found == ids_.end()) throw std::logic_error("content/demo: no " + reg + " " + key);
  return found->second;
}

/// References become ids and days become dates.
json::Object Year::resolved(const Entry& entry) const {
  const record::Register& reg = *record::find_register(entry.reg);
  json::Object out;
  for (const auto& [name, value] : entry.fields) {
    const record::Field* field = reg.field(name);
    if (field == nullptr) throw std::logic_error("content/demo: no field " + std::string(name));
    if (field->kind == record::FieldKind::kReference) {
      out[name] = id_of(std::string(field->reference), std::string(value.as_string()));
    } else if (field->kind == record::FieldKind::kDate) {
      out[name] = to_text(calendar_.last + days(value.as_int64()));  // until when something holds
    } else {
      out[name] = value;
    }
  }
  return out;
}

void Year::complete(const record::Register& reg, const std::string& id, const json::Object& more) {
  std::optional<record::Record> found;
  {
    db::Transaction tx = installation_.database.read();
    found = installation_.records.find(tx, organisation_, reg, id);
  }
  json::Object fields = record::to_json(reg, found.value());
  for (const auto& [name, value] : more) fields[name] = value;
  must(installation_.records.change(actor(story_.security_officer), reg, id, fields, found->version),
       "register " + std::string(reg.name));
}

std::map<std::string, std::string> Year::known_records(std::string_view reg) const {
  std::map<std::string, std::string> out;
  db::Transaction tx = installation_.database.read();
  for (const auto& record : installation_.records.all(tx, organisation_, *record::find_register(reg))) {
    out[record.text("name")] = record.id;
  }
  return out;
}

/// Set-up made the three named people and the sites; what else is known of them is added, the others are new.
void Year::make_record(const Entry& entry, const std::map<std::string, std::string>& known) {
  clock_.tick(std::chrono::minutes(4));
  const record::Register& reg = *record::find_register(entry.reg);
  const json::Object fields = resolved(entry);
  const std::string name(fields.at("name").as_string());
  names_[entry.key] = name;
  if (const auto found = known.find(name); found != known.end()) {
    complete(reg, found->second, fields);
    ids_[{entry.reg, entry.key}] = found->second;
  } else {
    const auto made = must(installation_.records.create(actor(story_.security_officer), reg, fields), entry.key);
    ids_[{entry.reg, entry.key}] = made.at("id").as_string();
  }
}

void Year::make_registers() {
  const auto people = known_records("person");
  for (const PersonStory& person : story_.persons) {
    make_record({"person",
                 person.key,
                 {{"name", person.name},
                  {"function", person.function},
                  {"phone", person.phone},
                  {"email", person.key + "@nergenshuizen.example"}}},
                people);
  }
  for (const PersonStory& person : story_.persons) {
    if (person.deputy.empty()) continue;
    complete(*record::find_register("person"), id_of("person", person.key),
             {{"deputy", id_of("person", person.deputy)}});
  }
  const auto sites = known_records("site");
  for (const Entry& entry : story_.entries) {
    make_record(entry, sites);
    if (entry.reg == "site") coordinators_[entry.key] = entry.fields.at("contact").as_string();
  }
}

void Year::change_register(const RegisterChange& change) {
  const record::Register& reg = *record::find_register(change.reg);
  const record::Field* field = reg.field(change.field);
  const std::string value =
      change.reference && field != nullptr ? id_of(std::string(field->reference), change.value) : change.value;
  complete(reg, id_of(change.reg, change.key), {{change.field, value}});
  if (change.reg == "site" && change.field == "contact") coordinators_[change.key] = change.value;
}

void Year::decide_all() {
  std::vector<catalog::RequirementRecord> requirements;
  {
    db::Transaction tx = installation_.database.read();
    requirements = installation_.catalog.all_requirements(tx, organisation_);
  }
  const auth::Actor who = actor(story_.decider);
  for (const auto& requirement : requirements) {
    if (!requirement.assessable || requirement.removed) continue;
    clock_.tick(std::chrono::seconds(30));
    const auto excluded = std::ranges::find_if(
        story_.decisions, [&](const Decision& d) { return !d.applies && d.ref == requirement.ref; });
    const bool applies = excluded == story_.decisions.end();
    const std::string chapter = requirement.chapter.starts_with('c') ? "management" : "chapter_" + requirement.chapter;
    must(installation_.measures.statements.decide(who, requirement.urn, applies,
                                                  applies ? story_.reasons.at(chapter) : excluded->reason, -1),
         requirement.ref);
  }
  for (const Decision& decision : story_.decisions) {
    if (!decision.applies) continue;
    at(decision.day, [this, &decision] {
      must(installation_.measures.statements.decide(
               actor(story_.decider), std::string(setup::kNorm) + ":" + decision.ref, true, decision.reason, -1),
           decision.ref);
    });
  }
}

void Year::schedule_statements() {
  for (const StatementStory& statement : story_.statements) {
    at(statement.day, [this, &statement] {
      std::string framework;
      std::set<std::string> requirements;
      {
        db::Transaction tx = installation_.database.read();
        framework = installation_.catalog.frameworks(tx, organisation_).front().id;
        for (auto& one : installation_.catalog.requirements(tx, organisation_, framework)) requirements.insert(one.urn);
      }
      const auto made =
          must(installation_.measures.statements.submit(actor(statement.by), framework, requirements, statement.note),
               "statement");
      if (!statement.decided_day) return;
      at(*statement.decided_day, [this, &statement, number = made.number] {
        must(installation_.measures.statements.conclude(actor(statement.decided_by), number, true,
                                                        statement.decision_note),
             "statement");
      });
    });
  }
}

void Year::adopt(const Adoption& adoption) {
  must(installation_.setup.adopt(actor(adoption.by), adoption.cards), "adoption");
  for (const MeasureStory& story : story_.measures) {
    if (std::ranges::find(adoption.cards, story.card) == adoption.cards.end()) continue;
    at(today() + days(1), [this, &story, by = adoption.by] { settle(story, by); });
  }
}

/// The day after taking over a card: its owner, where it really holds, and what of the plan fits here. From then on
/// there is something to prove.
void Year::settle(const MeasureStory& story, const std::string& by) {
  std::optional<measure::StoredMeasure> found;
  {
    db::Transaction tx = installation_.database.read();
    for (auto& measure : installation_.measures.all(tx, organisation_)) {
      if (measure.body.card == story.card) found = std::move(measure);
    }
  }
  if (!found) throw std::logic_error("content/demo: no measure of card " + story.card);
  measure::MeasureInput input = found->body;
  input.owner = id_of("person", story.owner);
  if (!story.places.empty()) {
    input.places.clear();
    for (const std::string& key : story.places) input.places.push_back(place(key));
  }
  std::erase_if(input.plan.operation, [&](const measure::PlanItem& item) {
    return std::ranges::find(story.drop, item.kind) != story.drop.end();
  });
  for (measure::PlanItem& item : input.plan.operation) {
    if (item.kind != "occurrences") continue;
    if (!story.rrule.empty()) item.rrule = story.rrule;
    if (story.work && !story.work->plural.empty()) item.title = story.work->plural;
    item.start = to_text(in_every_month(parse_day(item.start).value()));
  }
  auto settled =
      must(installation_.measures.change(actor(by), found->id, std::move(input), found->version), story.card);
  const Held held{&story, settled.id.text, story_.person(story.owner).name};
  measures_[held.id] = std::move(settled);
  schedule_proof(held);
  schedule_work(held);
  schedule_population(held);
  schedule_override(held);
  if (story.card == "backup-monitoring") schedule_snapshots(held);
  if (story.card == "host-hardening") schedule_lynis(held);
}

}  // namespace waarborg::app::demo
