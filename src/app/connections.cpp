// SPDX-License-Identifier: EUPL-1.2
//
// What one feature must know of another without including it: connected here and nowhere else.
#include <algorithm>
#include <set>

#include "app/expected_work.h"
#include "app/installation.h"
#include "base/encoding.h"
#include "base/text.h"
#include "features/auth/factor_views.h"
#include "features/auth/people.h"
#include "features/evidence/supplier_scope.h"
#include "features/measure/held.h"
#include "features/measure/history.h"
#include "features/org/org.h"
#include "features/report/sheet.h"

namespace waarborg::app {
namespace {

std::map<org::PlaceRef, std::string> names_of_places(const record::Records& records, db::Transaction& tx,
                                                     const OrganisationId& organisation,
                                                     const std::vector<org::PlaceRef>& wanted) {
  std::map<org::PlaceRef, std::string> out;
  std::map<std::string, std::vector<std::string>> ids;  // one statement per register that is asked for
  for (const org::PlaceRef& place : wanted) {
    if (place.kind == "organisation" && place.id.empty()) out[place] = "";
    ids[place.kind].push_back(place.id);
  }
  for (const auto& [kind, some] : ids) {
    const record::Register* reg = record::find_register(kind);
    if (reg == nullptr || !reg->is_place) continue;
    for (auto& [id, name] : records.names(tx, organisation, *reg, some)) out[org::PlaceRef{kind, id}] = std::move(name);
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

task::Named named(const measure::Measures& measures, const record::Records& records, db::Transaction& tx,
                  const OrganisationId& organisation, const std::string& given) {
  const std::string text = lower(given);
  const auto add = [&](std::vector<std::string>& ids, const record::Register& reg) {
    for (const auto& [id, name] : records.named(tx, organisation, reg, text)) ids.push_back(id);
  };
  task::Named out{measures.named(tx, organisation, text), {}, {}};
  add(out.people, *record::find_register("person"));
  for (const record::Register* reg : record::all_registers()) {
    if (reg->is_place) add(out.places, *reg);
  }
  return out;
}

/// Who answers for a few measures: looked up once for all of them.
class Owners {
 public:
  Owners(const record::Records& records, db::Transaction& tx, const OrganisationId& organisation,
         const std::vector<measure::StoredMeasure>& measures) {
    std::vector<std::string> ids;
    for (const auto& measure : measures) {
      if (!measure.body.owner.empty()) ids.push_back(measure.body.owner);
    }
    if (!ids.empty()) names_ = records.names(tx, organisation, *record::find_register("person"), ids);
  }

  evidence::MeasureCard card_of(const measure::StoredMeasure& measure) const {
    evidence::MeasureCard card;
    card.title = measure.body.title;
    card.owner_person = measure.body.owner;
    if (const auto found = names_.find(measure.body.owner); found != names_.end()) card.owner_name = found->second;
    for (const auto& item : measure.body.plan.operation) {
      card.plan.push_back({item.id, item.kind, item.title, item.frequency, item.tolerated});
    }
    card.places = measure.body.places;
    return card;
  }

 private:
  std::map<std::string, std::string> names_;  // by person id
};

std::map<std::string, task::ProofState> states_of(const evidence::Evidence& evidence, db::Transaction& tx,
                                                  const OrganisationId& organisation,
                                                  const std::vector<std::string>& ids) {
  std::map<std::string, task::ProofState> out;
  for (const auto& [id, review] : evidence.judged(tx, organisation, ids)) {
    out[id] = review == evidence::ReviewState::kPending    ? task::ProofState::kWaits
              : review == evidence::ReviewState::kAccepted ? task::ProofState::kCounts
                                                           : task::ProofState::kDoesNotCount;
  }
  return out;
}

/// The systems that a supplier delivers, by what the register says now.
std::vector<org::PlaceRef> delivered_by(const record::Records& records, db::Transaction& tx,
                                        const OrganisationId& organisation, const std::string& supplier) {
  std::vector<org::PlaceRef> systems;
  for (const auto& record : records.all(tx, organisation, *record::find_register("system"))) {
    if (record.text("supplier") == supplier) systems.push_back({"system", record.id});
  }
  return systems;
}

/// Where evidence counts that rests on the proof of a supplier.
std::optional<std::vector<org::PlaceRef>> scope_in(const record::Records& records, db::Transaction& tx,
                                                   const OrganisationId& organisation,
                                                   const evidence::EvidenceFact& fact) {
  std::vector<org::PlaceRef> systems;
  if (fact.supplier_proof) systems = delivered_by(records, tx, organisation, fact.supplier_proof->supplier);
  return evidence::scope_of(fact, std::move(systems));
}

/// The measures with an automated item that a measurement of domains feeds.
std::vector<scan::CountingMeasure> counting_on_scans(const std::vector<measure::StoredMeasure>& measures) {
  std::vector<scan::CountingMeasure> out;
  for (const measure::StoredMeasure& measure : measures) {
    for (const measure::PlanItem& item : measure.body.plan.operation) {
      if (item.kind != "automated" || item.source != "scan") continue;
      scan::CountingMeasure& one = out.emplace_back();
      one.measure = measure.id.text;
      one.plan_item = item.id;
      one.places = measure.body.places;
      for (const measure::Answer& answer : measure.body.requirements) {
        one.controls.push_back(answer.requirement.substr(answer.requirement.rfind(':') + 1));
      }
    }
  }
  return out;
}

/// To be copied into evidence: it must be as the log says.
std::optional<evidence::SupplierProof> supplier_proof(const record::Records& records, const trail::Trail& trail,
                                                      db::Transaction& tx, const OrganisationId& organisation,
                                                      const std::string& id) {
  const record::Register& proofs = *record::find_register("supplier_proof");
  const auto found = records.find(tx, organisation, proofs, id);
  if (!found) return std::nullopt;
  trail.hold(tx, organisation, "supplier_proof", {{id, record::stored_state(proofs, *found)}});
  const auto supplier = records.find(tx, organisation, *record::find_register("supplier"), found->text("supplier"));
  evidence::SupplierProof proof{id,
                                found->text("supplier"),
                                supplier ? supplier->text("name") : "",
                                found->text("name"),
                                parse_day(found->text("valid_from")).value_or(Day{}),
                                parse_day(found->text("valid_until")).value_or(Day{}),
                                {},
                                found->text("remains")};
  for (const char* aspect : {"design", "existence", "operation"}) {
    const auto covers = found->values.find("covers_" + std::string(aspect));
    const auto* flag = covers == found->values.end() ? nullptr : std::get_if<std::int64_t>(&covers->second);
    if (flag != nullptr && *flag != 0) proof.aspects.emplace_back(aspect);
  }
  return proof;
}

Result<std::string> workbook_of(db::Database& database, const auth::Actor& who, const record::Table& table) {
  db::Transaction tx = database.read();
  const auto organisation = org::find(tx, who.organisation);
  report::Sheet sheet{std::string(beginning_of(table.title, 31)), {}, {}};
  for (const auto& [title, width] : table.columns) sheet.columns.push_back({title, width});
  for (const auto& row : table.rows) {
    auto& cells = sheet.rows.emplace_back();
    for (const auto& cell : row) std::visit([&](const auto& value) { cells.emplace_back(value); }, cell);
  }
  return report::write_workbook(
      {table.title, organisation ? organisation->name : "", say(who.language, "report.confidential"),
       say(who.language, "report.page_of"), who.language},
      {sheet});
}

}  // namespace

Result<void> Installation::keep_known(db::Transaction& tx, const auth::Actor& who, const record::Record& after) {
  const auto people = names_of_people(records, tx, who.organisation);
  const auto before = people.find(after.id);
  const std::string old = before == people.end() ? "" : folded_name(before->second);
  const std::string fresh = folded_name(after.text("name"));
  if (old.empty() || old == fresh) return {};
  const auto refused = [](const char* key) { return fail(FaultKind::kConflict, key, "name"); };
  auto tied = auth::people_of_accounts(tx, who.organisation);
  bool signs_in = false;
  for (const auto& [account, person] : tied) signs_in = signs_in || person == after.id;
  for (const auto& [account, account_name] : auth::names_of_accounts(tx, who.organisation)) {
    const auto tie = tied.find(account);
    const std::string name = folded_name(account_name);
    if (name == old && tie == tied.end()) return refused("app.person.account_untied");
    if (name == fresh && (tie == tied.end() || tie->second != after.id)) return refused("app.person.name_signs_in");
  }
  for (const auto& [account, person] : tied) {
    const auto row = people.find(person);
    const std::string name = row == people.end() ? "" : folded_name(row->second);
    if (person != after.id && name == fresh) return refused("app.person.name_signs_in");
    // Of one name with another row that nobody signs in as: that may be he himself.
    const bool own = account == who.account.text && (name == old || folded_name(who.name) == old);
    if (own && person != after.id && !signs_in) return refused("app.person.own_name");
  }
  return {};
}

std::vector<std::string> Installation::owned_by_name(db::Transaction& tx, const OrganisationId& organisation,
                                                     const std::vector<std::string>& ids) {
  std::set<std::string> known;
  for (const auto& [account, name] : auth::names_of_accounts(tx, organisation)) known.insert(folded_name(name));
  std::vector<std::string> out;
  for (const auto& [id, name] : records.names(tx, organisation, *record::find_register("person"), ids)) {
    if (known.contains(folded_name(name))) out.push_back(id);
  }
  if (out.empty()) return out;
  std::set<std::string> owners;
  for (const auto& [measure, history] : measures.histories(tx, organisation, clock_.now())) {
    for (std::string& owner : history.owners_in(Moment{}, clock_.now())) owners.insert(std::move(owner));
  }
  std::erase_if(out, [&](const std::string& id) { return !owners.contains(id); });
  return out;
}

Result<void> Installation::expect(db::Transaction& tx, const auth::Actor& who, const MeasureId& measure,
                                  const measure::History& history) {
  const Day now = clock_.today();
  const auto made = tasks.sync(tx, who, measure.text, measure::schedules_of(history),
                               now - std::chrono::days(kMadeBack), now + std::chrono::days(kMadeAhead));
  if (made) return {};
  return invalid(made.error().what.key, "plan.operation", made.error().what.args);
}

auth::WriteWorkbook Installation::workbook() {
  return [this](const auth::Actor& who, const auth::Table& table) { return workbook_of(database, who, table); };
}

void Installation::connect() {
  accounts.set_on_withdrawn(
      [this](db::Transaction& tx, const AccountId& account) { notices.forget_calendars(tx, account); });
  accounts.set_on_left([this](db::Transaction& tx, const OrganisationId& organisation, const AccountId& account) {
    notices.forget_calendar(tx, organisation, account);
  });
  records.set_before_change(
      [this](db::Transaction& tx, const auth::Actor& who, const record::Register& reg, const record::Record& after) {
        return reg.name == "person" ? keep_known(tx, who, after) : Result<void>{};
      });
  records.set_check([this](const record::Register& reg, const record::Record& record) {
    return reg.name == "domain" ? watch.check(record) : Result<void>{};
  });
  notices.set_prove([this](auth::Call& call, const std::optional<std::string>& password) {
    return accounts.prove(call, {password});
  });
  if (notices.mails()) {
    accounts.set_post([this](db::Transaction& tx, const auth::PersonalLetter& letter) { notices.post(tx, letter); });
  }
  measures.set_on_saved(
      [this](db::Transaction& tx, const auth::Actor& who, const measure::StoredMeasure& measure, bool) {
        // Of a removed measure too: what it expected until today stays expected.
        const auto history = measures.history(tx, who.organisation, measure.id);
        return history ? expect(tx, who, measure.id, *history) : Result<void>{};
      });
  const auto people = [this](db::Transaction& tx, const OrganisationId& organisation) {
    return names_of_people(records, tx, organisation);
  };
  accounts.set_people(people);
  records.set_in_use([this](db::Transaction& tx, const OrganisationId& organisation, std::string_view reg,
                            const std::vector<std::string>& ids) {
    std::vector<std::string> used = measures.held(tx, organisation, reg, ids);
    if (reg == "person") {
      for (const auto& [account, person] : auth::people_of_accounts(tx, organisation)) {
        if (std::ranges::find(ids, person) != ids.end() && std::ranges::find(used, person) == used.end()) {
          used.push_back(person);
        }
      }
      // Without its row nobody would know any more that it was this colleague who owned the measure.
      for (std::string& id : owned_by_name(tx, organisation, ids)) {
        if (std::ranges::find(used, id) == used.end()) used.push_back(std::move(id));
      }
    }
    return used;
  });
  records.set_workbook(workbook());
  const auto titles = [this](db::Transaction& tx, const OrganisationId& organisation,
                             const std::vector<std::string>& wanted) {
    return measures.titles(tx, organisation, wanted);
  };
  const auto places = [this](db::Transaction& tx, const OrganisationId& organisation,
                             const std::vector<org::PlaceRef>& wanted) {
    return names_of_places(records, tx, organisation, wanted);
  };
  const auto held = [this](db::Transaction& tx, const OrganisationId& organisation, const std::string& measure,
                           const std::vector<org::PlaceRef>& wanted) {
    std::vector<org::PlaceRef> out;
    const auto versions = measures.versions(tx, organisation, MeasureId{measure});
    std::ranges::copy_if(wanted, std::back_inserter(out), [&](const org::PlaceRef& place) {
      return std::ranges::any_of(versions, [&](const measure::MeasureVersion& one) {
        return std::ranges::find(one.body.places, place) != one.body.places.end();
      });
    });
    return out;
  };
  evidence.set_measure_facts(
      {[this](db::Transaction& tx, const OrganisationId& organisation, const std::vector<std::string>& wanted) {
         std::map<std::string, evidence::MeasureCard> out;
         const auto found = measures.some(tx, organisation, wanted);
         const Owners owners(records, tx, organisation, found);
         for (const auto& measure : found) out[measure.id.text] = owners.card_of(measure);
         return out;
       },
       places, titles,
       [this](db::Transaction& tx, const OrganisationId& organisation, const std::string& person) {
         const auto found = records.find(tx, organisation, *record::find_register("person"), person);
         return found ? found->text("name") : std::string();
       },
       [this](db::Transaction& tx, const OrganisationId& organisation, const std::string& id) {
         return supplier_proof(records, trail, tx, organisation, id);
       },
       [this](db::Transaction& tx, const OrganisationId& organisation, const std::string& measure, Moment since) {
         const auto history = measures.history(tx, organisation, MeasureId{measure});
         return history ? history->owners_in(since, clock_.now()) : std::vector<std::string>();
       },
       held,
       [this](db::Transaction& tx, const OrganisationId& organisation, const std::string& text) {
         return measures.named(tx, organisation, text);
       },
       [this](db::Transaction& tx, const OrganisationId& organisation, const std::string& supplier) {
         return delivered_by(records, tx, organisation, supplier);
       },
       [this](db::Transaction& tx, const OrganisationId& organisation, const std::string& measure) {
         measure::hold_measure(trail, tx, organisation, MeasureId{measure});
       }});
  tasks.set_names({titles, people, places,
                   [this](db::Transaction& tx, const OrganisationId& organisation, const std::string& text) {
                     return named(measures, records, tx, organisation, text);
                   },
                   held,
                   [this](db::Transaction& tx, const OrganisationId& organisation, const std::string& measure) {
                     const auto found = measures.find(tx, organisation, MeasureId{measure});
                     return found ? found->body.places : std::vector<org::PlaceRef>();
                   },
                   [this](db::Transaction& tx, const OrganisationId& organisation, const std::string& measure,
                          const std::string& occurrence) {
                     hold_planned(measures, trail, tx, organisation, measure, occurrence);
                   }});
  evidence.set_withdrawn([this](db::Transaction& tx, const auth::Actor& who, const std::string& id) {
    tasks.retest_withdrawn(tx, who, id);
    if (const auto fact = evidence.find(tx, who.organisation, id))
      tasks.refutation_withdrawn(tx, who, fact->measure, id);
  });
  evidence.set_refuted(
      [this](db::Transaction& tx, const auth::Actor& who, const std::string& id) { tasks.refuted(tx, who, id); });
  watch.set_measures([this](db::Transaction& tx, const OrganisationId& organisation) {
    return counting_on_scans(measures.all(tx, organisation));
  });
  reports.set_verifier(
      [this](db::Transaction& tx, const OrganisationId& organisation) { return verify(tx, organisation); });
  reports.set_readers([this] { return readers(); });
  tasks.set_proof({[this](db::Transaction& tx, const auth::Actor& who, const std::string& measure,
                          const std::vector<std::string>& ids, const task::Performed& done) {
                     return evidence.link(tx, who, measure, ids,
                                          {done.occurrence, done.on, done.place, done.is_taken_back});
                   },
                   [this](db::Transaction& tx, const OrganisationId& organisation,
                          const std::string& id) -> std::optional<task::RetestProof> {
                     const auto fact = evidence.find(tx, organisation, id);
                     if (!fact) return std::nullopt;
                     return task::RetestProof{fact->measure,
                                              fact->review == evidence::ReviewState::kAccepted && !fact->withdrawn_at,
                                              fact->result == evidence::EvidenceResult::kSupports,
                                              fact->covers_to,
                                              evidence::shown_from(*fact),
                                              fact->aspect == evidence::EvidenceAspect::kDesign,
                                              fact->places,
                                              fact->aspect == evidence::EvidenceAspect::kOperation &&
                                                  fact->result == evidence::EvidenceResult::kRefutes,
                                              fact->title,
                                              fact->occurrence,
                                              fact->received_at,
                                              scope_in(records, tx, organisation, *fact)};
                   },
                   [this](db::Transaction& tx, const OrganisationId& organisation,
                          const std::vector<std::string>& ids) { return states_of(evidence, tx, organisation, ids); }});
}

}  // namespace waarborg::app
