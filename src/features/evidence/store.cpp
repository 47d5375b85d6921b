// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/store.h"

#include "features/evidence/queries.h"
#include "features/evidence/rules.h"
#include "platform/db/texts.h"

namespace waarborg::evidence {
namespace {

struct FactRow {
  std::string id, measure, plan_item, aspect, result, review, places;
  Day covers_from{};
  Day covers_to{};
  Moment received_at{};
  std::optional<Moment> withdrawn_at;
  std::optional<Day> valid_until;
  std::optional<Moment> reviewed_at;
  std::string reviewer_account, reviewer, collector_account, collector, author, approver, title;
  std::optional<Day> reviewed_on;
  std::string occurrence, days, inherited, collector_token, withdrawer_account, withdrawer, kind;
};
BOOST_DESCRIBE_STRUCT(FactRow, (),
                      (id, measure, plan_item, aspect, result, review, places, covers_from, covers_to, received_at,
                       withdrawn_at, valid_until, reviewed_at, reviewer_account, reviewer, collector_account, collector,
                       author, approver, title, reviewed_on, occurrence, days, inherited, collector_token,
                       withdrawer_account, withdrawer, kind))

struct SampleRow {
  std::string id, measure, plan_item, place_kind, place_id;
  Day covers_from{};
  Day covers_to{};
  std::int64_t population = 0, size = 0, deviations = 0, tolerated = 0;
  std::string author_account, author, reviewer_account, reviewer, drawer_account, drawer;
  Moment drawn_at{};
  std::optional<Moment> recorded_at;
  std::optional<Moment> withdrawn_at;
  std::string withdrawer_account, withdrawer, size_reason;
};
BOOST_DESCRIBE_STRUCT(SampleRow, (),
                      (id, measure, plan_item, place_kind, place_id, covers_from, covers_to, population, size,
                       deviations, tolerated, author_account, author, reviewer_account, reviewer, drawer_account,
                       drawer, drawn_at, recorded_at, withdrawn_at, withdrawer_account, withdrawer, size_reason))

struct Retest {
  std::string population;
  std::string evidence;
  std::optional<Moment> judged_at;
  std::string earlier;
};
BOOST_DESCRIBE_STRUCT(Retest, (), (population, evidence, judged_at, earlier))

struct Report {
  std::string evidence;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(Report, (), (evidence, body))

struct Body {
  std::string body;
};
BOOST_DESCRIBE_STRUCT(Body, (), (body))

/// What we wrote ourselves; one that cannot be read is a damaged database, and must not count as our own.
std::optional<SupplierProof> supplier_proof_of(const std::string& inherited) {
  if (inherited.empty()) return std::nullopt;
  return json::decode<SupplierProof>(inherited).value_or(SupplierProof{});
}

/// The members that both kinds of row have.
template <class Row>
EvidenceFact make_fact(Row row) {
  EvidenceFact fact;
  // A word that we do not know must not count in favour, nor make a document of it.
  fact.kind = json::from_word<EvidenceKind>(row.kind).value_or(EvidenceKind::kInspection);
  fact.aspect = json::from_word<EvidenceAspect>(row.aspect).value_or(EvidenceAspect::kDesign);
  fact.result = json::from_word<EvidenceResult>(row.result).value_or(EvidenceResult::kPartly);
  fact.review = json::from_word<ReviewState>(row.review).value_or(ReviewState::kPending);
  fact.places = unpack_places(row.places);
  fact.days = unpack_days(row.days);
  fact.supplier_proof = supplier_proof_of(row.inherited);
  fact.id = std::move(row.id);
  fact.measure = std::move(row.measure);
  fact.plan_item = std::move(row.plan_item);
  fact.covers_from = row.covers_from;
  fact.covers_to = row.covers_to;
  fact.received_at = row.received_at;
  fact.withdrawn_at = row.withdrawn_at;
  fact.valid_until = row.valid_until;
  fact.reviewed_at = row.reviewed_at;
  fact.reviewer_account = std::move(row.reviewer_account);
  fact.reviewer = std::move(row.reviewer);
  fact.collector_account = std::move(row.collector_account);
  fact.collector = std::move(row.collector);
  fact.author = std::move(row.author);
  fact.approver = std::move(row.approver);
  fact.title = std::move(row.title);
  fact.reviewed_on = row.reviewed_on;
  fact.occurrence = std::move(row.occurrence);
  fact.collector_token = std::move(row.collector_token);
  fact.withdrawer_account = std::move(row.withdrawer_account);
  fact.withdrawer = std::move(row.withdrawer);
  return fact;
}

}  // namespace

std::optional<Stored> find_stored(db::Transaction& tx, const OrganisationId& organisation, const std::string& id) {
  return tx.row<Stored>(sql::kEvidenceGet, organisation, id);
}

void insert(db::Transaction& tx, const OrganisationId& organisation, const Stored& s) {
  tx.execute(sql::kEvidenceInsert, organisation, s.id, s.version, s.title, s.kind, s.aspect, s.measure, s.plan_item,
             s.occurrence, s.places, s.covers_from, s.covers_to, s.received_at, s.valid_until, s.result, s.source,
             s.query, s.link, s.note, s.author, s.approver, s.reviewed_on, s.collector_account, s.collector_token,
             s.collector, s.file_name, s.sha256, s.size, s.media_type, s.tool, s.days, s.report_sha256, s.review,
             s.reviewer_account, s.reviewer, s.review_note, s.reviewed_at, s.withdrawn_at, s.withdraw_reason,
             s.inherited, s.withdrawer_account, s.withdrawer);
}

bool update(db::Transaction& tx, const OrganisationId& organisation, const Stored& s) {
  return tx.execute(sql::kEvidenceUpdate, s.occurrence, s.file_name, s.sha256, s.size, s.media_type, s.review,
                    s.reviewer_account, s.reviewer, s.review_note, s.reviewed_at, s.withdrawn_at, s.withdraw_reason,
                    s.withdrawer_account, s.withdrawer, organisation, s.id, s.version) == 1;
}

void insert_report(db::Transaction& tx, const OrganisationId& organisation, const std::string& evidence,
                   const std::string& body) {
  tx.execute(sql::kReportInsert, organisation, evidence, body);
}

std::string report_body(db::Transaction& tx, const OrganisationId& organisation, const std::string& evidence) {
  const auto report = tx.row<Body>(sql::kReportGet, organisation, evidence);
  return report ? report->body : std::string();
}

std::optional<StoredPopulation> find_population(db::Transaction& tx, const OrganisationId& organisation,
                                                const std::string& id) {
  return tx.row<StoredPopulation>(sql::kPopulationGet, organisation, id);
}

void insert(db::Transaction& tx, const OrganisationId& organisation, const StoredPopulation& p) {
  tx.execute(sql::kPopulationInsert, organisation, p.id, p.version, p.measure, p.plan_item, p.place_kind, p.place_id,
             p.title, p.covers_from, p.covers_to, p.case_count, p.sha256, p.file_sha256, p.key_column, p.frozen_at,
             p.author_account, p.author, p.frequency, p.tolerated, p.sample_size, p.seed, p.algorithm, p.drawn_at,
             p.drawer, p.judged, p.deviations, p.reviewer_account, p.reviewer, p.recorded_at, p.withdrawn_at,
             p.withdraw_reason, p.withdrawer_account, p.withdrawer, p.drawer_account, p.size_reason);
}

bool update(db::Transaction& tx, const OrganisationId& organisation, const StoredPopulation& p) {
  return tx.execute(sql::kPopulationUpdate, p.seed, p.algorithm, p.drawn_at, p.drawer, p.judged, p.deviations,
                    p.reviewer_account, p.reviewer, p.recorded_at, p.withdrawn_at, p.withdraw_reason,
                    p.withdrawer_account, p.withdrawer, p.drawer_account, p.sample_size, p.size_reason, organisation,
                    p.id, p.version) == 1;
}

std::vector<StoredCase> cases_of(db::Transaction& tx, const OrganisationId& organisation,
                                 const std::string& population) {
  return tx.rows<StoredCase>(sql::kCaseAllOfPopulation, organisation, population);
}

EvidenceFact fact_of(const Stored& stored) { return make_fact(stored); }

namespace {

/// Entries from before these existed had none.
void drop_empty(json::Object& state, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (state.at(name).as_string().empty()) state.erase(name);
  }
}

}  // namespace

std::string state_of(const Stored& stored) {
  json::Value state = json::encode(stored);
  drop_empty(state.as_object(), {"inherited", "withdrawer_account", "withdrawer"});
  return json::canonical(state);
}

std::string state_of(const StoredPopulation& population, const std::vector<StoredCase>& cases) {
  json::Value state = json::encode(population);
  drop_empty(state.as_object(), {"withdrawer_account", "withdrawer", "drawer_account", "size_reason"});
  json::Value encoded = json::encode(cases);
  for (json::Value& one : encoded.as_array()) drop_empty(one.as_object(), {"earlier_retests"});
  state.as_object()["cases"] = std::move(encoded);
  return json::canonical(state);
}

PopulationBefore before_change(db::Transaction& tx, const OrganisationId& organisation,
                               const StoredPopulation& population) {
  tx.number(sql::kPopulationHold, organisation, population.id);
  return {population, state_of(population, cases_of(tx, organisation, population.id))};
}

std::vector<CaseRetest> retests_from(std::string_view stored) {
  if (stored.empty()) return {};
  return json::decode<std::vector<CaseRetest>>(stored).value_or(std::vector<CaseRetest>{});
}

std::vector<EvidenceFact> evidence_facts(db::Transaction& tx, const OrganisationId& organisation,
                                         const std::string& measure) {
  auto rows = measure.empty() ? tx.rows<FactRow>(sql::kEvidenceFacts, organisation)
                              : tx.rows<FactRow>(sql::kEvidenceFactsOfMeasure, organisation, measure);
  std::vector<EvidenceFact> facts;
  facts.reserve(rows.size());
  for (FactRow& row : rows) facts.push_back(make_fact(std::move(row)));
  return facts;
}

std::vector<SampleFact> sample_facts(db::Transaction& tx, const OrganisationId& organisation,
                                     const std::string& measure) {
  std::map<std::string, std::vector<CaseRetest>> retests;
  for (Retest& retest : tx.rows<Retest>(sql::kRetests, organisation)) {
    auto& of_population = retests[retest.population];
    std::ranges::move(retests_from(retest.earlier), std::back_inserter(of_population));
    if (retest.evidence.empty() || !retest.judged_at) continue;
    of_population.push_back({std::move(retest.evidence), *retest.judged_at, {}});
  }
  std::vector<SampleFact> facts;
  for (SampleRow& row : tx.rows<SampleRow>(sql::kSampleFacts, organisation, measure)) {
    auto followed_up = std::move(retests[row.id]);
    facts.push_back({std::move(row.id),
                     std::move(row.measure),
                     std::move(row.plan_item),
                     {std::move(row.place_kind), std::move(row.place_id)},
                     row.covers_from,
                     row.covers_to,
                     row.population,
                     row.size,
                     row.deviations,
                     row.tolerated,
                     std::move(row.author_account),
                     std::move(row.author),
                     std::move(row.reviewer_account),
                     std::move(row.reviewer),
                     std::move(row.drawer_account),
                     std::move(row.drawer),
                     row.drawn_at,
                     row.recorded_at,
                     row.withdrawn_at,
                     std::move(row.withdrawer_account),
                     std::move(row.withdrawer),
                     std::move(row.size_reason),
                     std::move(followed_up)});
  }
  return facts;
}

std::vector<std::string> measures_of(db::Transaction& tx, const OrganisationId& organisation,
                                     const std::vector<std::string>& ids) {
  if (ids.empty()) return {};
  return db::texts(tx, sql::kMeasuresOf, organisation, json::print(json::encode(ids)));
}

std::vector<std::string> file_hashes(db::Transaction& tx, const OrganisationId& organisation) {
  std::vector<std::string> hashes;
  for (Body& row : tx.rows<Body>(sql::kFileHashes, organisation)) hashes.push_back(std::move(row.body));
  return hashes;
}

std::map<std::string, trail::StateReader> Evidence::state_readers() const {
  std::map<std::string, trail::StateReader> readers;
  readers["evidence"] = [](db::Transaction& tx, const OrganisationId& organisation) {
    std::map<std::string, std::string> reports;
    for (const Report& report : tx.rows<Report>(sql::kReportAll, organisation)) {
      reports[report.evidence] = crypto::sha256_hex(report.body);
    }
    std::map<std::string, std::string> states;
    for (Stored& stored : tx.rows<Stored>(sql::kEvidenceAll, organisation)) {
      // The hash of what stands there now, so that a changed report shows as well.
      const auto report = reports.find(stored.id);
      stored.report_sha256 = report == reports.end() ? std::string() : report->second;
      states[stored.id] = state_of(stored);
    }
    return states;
  };
  readers["population"] = [](db::Transaction& tx, const OrganisationId& organisation) {
    std::map<std::string, std::vector<StoredCase>> cases;
    for (StoredCase& one : tx.rows<StoredCase>(sql::kCaseAll, organisation)) {
      cases[one.population_id].push_back(std::move(one));
    }
    std::map<std::string, std::string> states;
    for (const auto& population : tx.rows<StoredPopulation>(sql::kPopulationAll, organisation)) {
      states[population.id] = state_of(population, cases[population.id]);
    }
    return states;
  };
  return readers;
}

}  // namespace waarborg::evidence
