// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/assessment.h"

#include "features/auth/people.h"
#include "features/measure/load.h"
#include "features/measure/queries.h"
#include "platform/crypto/crypto.h"

namespace waarborg::measure {
namespace {

struct MemoryRow {
  std::string measure;
  std::string aspect;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(MemoryRow, (), (measure, aspect, value))

/// How much a place weighs under "weighted by criticality".
double weight_of(const std::string& criticality) {
  if (criticality == "vital") return 8;
  if (criticality == "high") return 4;
  return criticality == "medium" ? 2 : 1;
}

}  // namespace

std::size_t weight_of(const Assessed& assessed) {
  constexpr std::size_t kEach = 1000;  ///< Frameworks, names and texts of even the smallest organisation.
  std::size_t weight = kEach + assessed.proof.requirements.size() + assessed.proof.texts.size();
  for (const MeasureProof& one : assessed.proof.measures) {
    weight += 1 + one.evidence.size() + one.performances.size() + one.samples.size() + one.deviations.size();
    weight += one.places.size() * kAspectCount;
  }
  return weight;
}

std::optional<std::string> Assessed::next_due(const std::string& measure) const {
  const auto found = due.find(measure);
  return found == due.end() ? std::nullopt : std::optional(waarborg::to_text(found->second));
}

Assessments::Assessments(Measures& measures, catalog::Catalog& catalog, record::Records& records,
                         const trail::Trail& trail)
    : measures_(measures), catalog_(catalog), records_(records), trail_(trail) {}

std::shared_ptr<const Assessed> Assessments::get(const OrganisationId& organisation, std::optional<Period> period,
                                                 std::optional<Moment> known_at) {
  const Day today = measures_.clock().today();
  const Period asked = period.value_or(Period{add_months(today, -12) + std::chrono::days(1), today});
  db::Transaction tx = measures_.database().read();
  const std::string key = organisation.text + " " + trail_.checkpoint(tx, organisation) + " " +
                          waarborg::to_text(today) + " " + waarborg::to_text(asked.from) + " " +
                          waarborg::to_text(asked.to) + " " + (known_at ? waarborg::to_text(*known_at) : "now");
  if (auto known = kept_.find(key)) return known;
  const Question question{asked, known_at.value_or(measures_.clock().now())};
  auto assessed = compute(tx, organisation, question, !known_at);
  kept_.put(key, assessed, weight_of(*assessed));
  return assessed;
}

std::shared_ptr<const Assessed> Assessments::of_measure(const OrganisationId& organisation, const std::string& measure,
                                                        Period period, std::optional<Moment> known_at) {
  db::Transaction tx = measures_.database().read();
  return compute(tx, organisation, {period, known_at.value_or(measures_.clock().now())}, !known_at, measure);
}

std::shared_ptr<const Assessed> Assessments::compute(db::Transaction& tx, const OrganisationId& organisation,
                                                     const Question& question, bool now, const std::string& only) {
  auto assessed = std::make_shared<Assessed>();
  assessed->frameworks = catalog_.frameworks(tx, organisation);
  assessed->requirements = catalog_.all_requirements(tx, organisation);
  assessed->measures = now ? measures_.all(tx, organisation) : measures_.all_at(tx, organisation, question.known_at);
  if (!only.empty()) std::erase_if(assessed->measures, [&](const StoredMeasure& one) { return one.id.text != only; });
  assessed->decisions = measures_.decisions(tx, organisation, question.known_at);
  LoadTerms terms;
  terms.person_of_account = auth::people_of_accounts(tx, organisation);
  terms.name_of_account = auth::names_of_accounts(tx, organisation);
  for (const record::Register* reg : record::all_registers()) {
    if (reg->name != "person" && !reg->is_place) continue;
    for (const auto& record : records_.all(tx, organisation, *reg)) {
      const PlaceRef place{std::string(reg->name), record.id};
      if (reg->name == "person") {
        assessed->people[record.id] = record.text("name");
      } else {
        assessed->place_names[place] = record.text("name");
        terms.weights[place.kind + ":" + place.id] = weight_of(record.text("criticality"));
        if (reg->name == "system") terms.delivered_by.emplace(record.text("supplier"), record.id);
      }
    }
  }
  StoredFacts facts;
  facts.evidence = evidence::evidence_facts(tx, organisation, only);
  facts.samples = evidence::sample_facts(tx, organisation, only);
  facts.performances = task::performance_facts(tx, organisation, only);
  facts.deviations = task::deviation_facts(tx, organisation, only);
  facts.overrides = measures_.overrides(tx, organisation, only);
  facts.completions = measures_.completions(tx, organisation, question.known_at);
  facts.histories = measures_.histories(tx, organisation, question.known_at);
  facts.mappings = catalog_.applied_mappings(tx, organisation, question.known_at);
  build_proof(*assessed, facts, terms);
  if (only.empty()) assessed->due = task::next_due(tx, organisation, question.as_of());
  assessed->result = judge_all(assessed->proof, question);
  return assessed;
}

std::vector<RememberedChange> changes_since(db::Transaction& tx, const OrganisationId& organisation, Moment since) {
  return tx.rows<RememberedChange>(sql::kChangeSince, organisation, since);
}

std::vector<RememberedChange> changes_between(db::Transaction& tx, const OrganisationId& organisation, Moment since,
                                              Moment until) {
  return tx.rows<RememberedChange>(sql::kChangeBetween, organisation, since, until);
}

std::int64_t Assessments::remember(const OrganisationId& organisation) {
  const auto assessed = get(organisation);
  db::Transaction tx = measures_.database().write();
  std::map<std::pair<std::string, std::string>, std::string> known;
  for (const auto& row : tx.rows<MemoryRow>(sql::kMemoryAll, organisation))
    known[{row.measure, row.aspect}] = row.value;
  const Moment now = measures_.clock().now();
  std::int64_t changes = 0;
  for (std::uint32_t m = 0; m < assessed->measures.size(); ++m) {
    for (const Aspect aspect : kAspects) {
      const std::string value(to_text(assessed->result.measure_totals[m][static_cast<std::size_t>(aspect)].value));
      const std::string id = assessed->measures[m].id.text;
      const std::string name(to_text(aspect));
      const auto before = known.find({id, name});
      if (before != known.end() && before->second == value) continue;
      tx.execute(sql::kMemoryPut, organisation, id, name, value);
      if (before == known.end() && value == "not_shown") continue;  // a new measure without proof is no news
      tx.execute(sql::kChangeInsert, organisation, crypto::new_id(now), now, id, name,
                 before == known.end() ? std::string("not_shown") : before->second, value);
      ++changes;
    }
  }
  tx.commit();
  return changes;
}

}  // namespace waarborg::measure
