// SPDX-License-Identifier: EUPL-1.2
//
// What one feature must know of another without including it: connected here and nowhere else.
#include "app/installation.h"
#include "features/org/org.h"
#include "features/report/sheet.h"

namespace waarborg::app {
namespace {

/// How far ahead occurrences are made. Unit: days. More than a year, so that a yearly one is always in sight.
constexpr int kHorizonDays = 400;

template <class Ref>
std::map<Ref, std::string> names_of_places(const record::Records& records, db::Transaction& tx,
                                           const OrganisationId& organisation, const std::vector<Ref>& wanted) {
  std::map<Ref, std::string> out;
  std::map<std::string, std::vector<std::string>> ids;  // one statement per register that is asked for
  for (const Ref& place : wanted) {
    if (place.kind == "organisation" && place.id.empty()) out[place] = "";
    ids[place.kind].push_back(place.id);
  }
  for (const auto& [kind, some] : ids) {
    const record::Register* reg = record::find_register(kind);
    if (reg == nullptr || !reg->is_place) continue;
    for (auto& [id, name] : records.names(tx, organisation, *reg, some)) out[Ref{kind, id}] = std::move(name);
  }
  return out;
}

std::map<std::string, std::string> names_of_people(const record::Records& records, db::Transaction& tx,
                                                   const OrganisationId& organisation) {
  std::map<std::string, std::string> out;
  for (const auto& record : records.all(tx, organisation, *record::find_register("person"))) {
    out[record.id] = record.text("name");
  }
  return out;
}

evidence::MeasureCard card_of(const measure::StoredMeasure& measure, const std::map<std::string, std::string>& people) {
  evidence::MeasureCard card;
  card.title = measure.body.title;
  card.owner_person = measure.body.owner;
  if (const auto found = people.find(measure.body.owner); found != people.end()) card.owner_name = found->second;
  for (const auto& item : measure.body.plan.operation) {
    card.plan.push_back({item.id, item.kind, item.title, item.frequency, item.tolerated});
  }
  return card;
}

Result<std::string> workbook_of(db::Database& database, const auth::Actor& who, const record::Table& table) {
  db::Transaction tx = database.read();
  const auto organisation = org::find(tx, who.organisation);
  report::Sheet sheet{table.title.substr(0, 31), {}, {}};
  for (const auto& [title, width] : table.columns) sheet.columns.push_back({title, width});
  for (const auto& row : table.rows) {
    auto& cells = sheet.rows.emplace_back();
    for (const auto& cell : row) std::visit([&](const auto& value) { cells.emplace_back(value); }, cell);
  }
  return report::write_workbook({table.title, organisation ? organisation->name : "",
                                 say(who.language, "report.confidential"), say(who.language, "report.page_of")},
                                {sheet});
}

}  // namespace

void Installation::expect(db::Transaction& tx, const auth::Actor& who, const measure::StoredMeasure& measure) {
  std::vector<task::Schedule> schedules;
  for (const auto& item : measure.body.plan.operation) {
    if (item.kind != "occurrences") continue;
    task::Schedule schedule{item.id,
                            item.title,
                            item.rrule,
                            parse_day(item.start).value_or(Day{}),
                            static_cast<int>(item.window_days),
                            static_cast<int>(item.grace_days),
                            {},
                            measure.body.owner};
    for (const auto& place : measure.body.places) schedule.places.push_back({place.kind, place.id});
    schedules.push_back(std::move(schedule));
  }
  const Day now = clock_.today();
  const auto made = tasks.sync(tx, who, measure.id.text, schedules, now - std::chrono::days(3 * 366),
                               now + std::chrono::days(kHorizonDays));
  // The plan was checked when the measure was saved.
  if (!made) throw std::logic_error("expected occurrences: " + made.error().what.key);
}

void Installation::connect() {
  measures.set_on_saved(
      [this](db::Transaction& tx, const auth::Actor& who, const measure::StoredMeasure& measure, bool removed) {
        if (removed) {
          (void)tasks.sync(tx, who, measure.id.text, {}, clock_.today(), clock_.today());
        } else {
          expect(tx, who, measure);
        }
      });
  records.set_in_use([this](db::Transaction& tx, const OrganisationId& organisation, std::string_view reg,
                            const std::vector<std::string>& ids) { return measures.held(tx, organisation, reg, ids); });
  records.set_workbook(
      [this](const auth::Actor& who, const record::Table& table) { return workbook_of(database, who, table); });
  evidence.set_measure_facts(
      {[this](db::Transaction& tx, const OrganisationId& organisation, const std::vector<std::string>& wanted) {
         std::map<std::string, evidence::MeasureCard> out;
         const auto found = measures.some(tx, organisation, wanted);
         std::vector<std::string> owners;
         for (const auto& measure : found) owners.push_back(measure.body.owner);
         const auto people = records.names(tx, organisation, *record::find_register("person"), owners);
         for (const auto& measure : found) out[measure.id.text] = card_of(measure, people);
         return out;
       },
       [this](db::Transaction& tx, const OrganisationId& organisation, const std::vector<evidence::PlaceRef>& wanted) {
         return names_of_places(records, tx, organisation, wanted);
       }});
  tasks.set_names(
      {[this](db::Transaction& tx, const OrganisationId& organisation, const std::vector<std::string>& wanted) {
         std::map<std::string, std::string> out;
         for (const auto& measure : measures.some(tx, organisation, wanted)) out[measure.id.text] = measure.body.title;
         return out;
       },
       [this](db::Transaction& tx, const OrganisationId& organisation) {
         return names_of_people(records, tx, organisation);
       },
       [this](db::Transaction& tx, const OrganisationId& organisation, const std::vector<task::PlaceRef>& wanted) {
         return names_of_places(records, tx, organisation, wanted);
       }});
  reports.set_verifier(
      [this](db::Transaction& tx, const OrganisationId& organisation) { return verify(tx, organisation); });
  tasks.set_proof({[this](db::Transaction& tx, const auth::Actor& who, const std::string& measure,
                          const std::vector<std::string>& ids,
                          const std::string& occurrence) { return evidence.link(tx, who, measure, ids, occurrence); },
                   [this](db::Transaction& tx, const OrganisationId& organisation,
                          const std::string& id) -> std::optional<task::RetestProof> {
                     const auto fact = evidence.find(tx, organisation, id);
                     if (!fact) return std::nullopt;
                     return task::RetestProof{fact->measure,
                                              fact->review == evidence::ReviewState::kAccepted && !fact->withdrawn_at,
                                              fact->result == evidence::EvidenceResult::kSupports, fact->covers_to};
                   }});
}

}  // namespace waarborg::app
