// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/assessment.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <stdexcept>

#include "features/auth/people.h"
#include "features/measure/load.h"
#include "features/measure/load_past.h"
#include "features/trail/changed.h"

namespace waarborg::measure {
namespace {

/// After more changes than this everything is read again.
constexpr std::int64_t kMostEntries = 2000;
constexpr std::size_t kMostTouched = 40;

bool is_register(std::string_view kind) {
  return std::ranges::any_of(record::all_registers(), [&](const record::Register* reg) { return reg->name == kind; });
}

/// Whether an entry about such a subject leaves frameworks and requirements as they are.
bool leaves_catalog(std::string_view kind) {
  constexpr std::array<std::string_view, 6> kKinds{"measure",   "evidence",   "occurrence",
                                                   "deviation", "population", "applicability"};
  return std::ranges::find(kKinds, kind) != kKinds.end() || is_register(kind);
}

/// Texts stay when what spoke of them went; a table that is mostly such texts is made anew.
bool is_worn(const Assessed& assessed) {
  constexpr std::size_t kSlack = 50'000;
  const std::size_t texts = assessed.proof.texts.size();
  return texts > 2 * (weight_of(assessed) - texts) + kSlack;
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
    : measures_(measures), catalog_(catalog), records_(records), trail_(trail) {
  measures.set_in_trouble([this](const OrganisationId& organisation, const MeasureId& measure) {
    return in_trouble(organisation, measure);
  });
}

bool Assessments::in_trouble(const OrganisationId& organisation, const MeasureId& measure) {
  const auto assessed = get(organisation);
  const auto found = assessed->measure_at.find(measure.text);
  if (found == assessed->measure_at.end()) return false;
  const Moment now = assessed->result.question.known_at;
  const MeasureProof& proof = assessed->proof.measures[found->second];
  // Bad news that was handed in and waits for someone's eyes, or may come out of cases that are not all judged.
  const bool waits = std::ranges::any_of(proof.evidence,
                                         [](const EvidenceItem& one) {
                                           return one.finding == Finding::kRefutes && one.review.at == kNever &&
                                                  one.withdrawn == kNever;
                                         }) ||
                     std::ranges::any_of(proof.samples, [](const Sample& one) {
                       return one.recorded == kNever && one.withdrawn == kNever && one.population > 0;
                     });
  return waits ||
         std::ranges::any_of(assessed->result.measures[found->second].rows,
                             [](const VerdictRow& row) {
                               return row.value == Verdict::kRefuted || row.computed == Verdict::kRefuted;
                             }) ||
         std::ranges::any_of(proof.deviations, [&](const Deviation& one) {
           return one.recorded <= now && now < one.withdrawn && (one.closed > now || one.reopened <= now);
         });
}

/// What compute() has to read. Without `before` everything; else the facts of what was touched.
struct Assessments::Reading {
  bool now = true;  ///< As it is known now; else as it stood at the moment of the question.
  const Before* before = nullptr;
  std::shared_ptr<Assessed> names{};  ///< People, places and terms that were read already.
  bool catalog_kept = false;          ///< Frameworks and requirements are those of `before`.
};

std::shared_ptr<const Assessed> Assessments::get(const OrganisationId& organisation, std::optional<Period> period,
                                                 std::optional<Moment> known_at) {
  const Day today = measures_.clock().today();
  const Period asked = period.value_or(Period{add_months(today, -12) + std::chrono::days(1), today});
  for (;;) {
    std::optional<db::Transaction> tx(measures_.database().read());
    const std::string key = organisation.text + " " + trail_.checkpoint(*tx, organisation) + " " +
                            waarborg::to_text(today) + " " + waarborg::to_text(asked.from) + " " +
                            waarborg::to_text(asked.to) + " " + (known_at ? waarborg::to_text(*known_at) : "now");
    bool mine = false;
    const auto make = [&] {
      mine = true;
      const Question question{asked, known_at.value_or(measures_.clock().now())};
      return known_at ? compute(*tx, organisation, question, {.now = false}) : current(*tx, organisation, question);
    };
    // Who waits gives its connection back: the one that computes has its own, and other requests need this one.
    auto assessed =
        kept_.find_or_make(key, make, [](const Assessed& one) { return weight_of(one); }, [&] { tx.reset(); });
    if (assessed == nullptr) continue;  // the thread that we waited for failed; its fault need not be ours
    if (mine && !known_at) {
      const std::lock_guard lock(mutex_);
      latest_[organisation.text] = key;
    }
    return assessed;
  }
}

std::shared_ptr<const Assessed> Assessments::latest(const OrganisationId& organisation) {
  const std::lock_guard lock(mutex_);
  const auto key = latest_.find(organisation.text);
  return key == latest_.end() ? nullptr : kept_.find(key->second);
}

std::shared_ptr<const Assessed> Assessments::current(db::Transaction& tx, const OrganisationId& organisation,
                                                     const Question& question) {
  if (const auto known = latest(organisation); known && !is_worn(*known)) {
    if (auto next = follow(tx, organisation, question, *known)) return next;
  }
  return compute(tx, organisation, question, {});
}

std::shared_ptr<const Assessed> Assessments::follow(db::Transaction& tx, const OrganisationId& organisation,
                                                    const Question& question, const Assessed& known) {
  const auto changed = trail::changed_since(tx, organisation, known.log_size, kMostEntries);
  if (!changed) return nullptr;
  Before before{known, {}};
  bool names_changed = false;
  std::vector<std::string> facts;
  for (const trail::Changed& one : *changed) {
    if (one.kind == "measure") {
      before.touched.insert(one.subject);
    } else if (is_register(one.kind)) {
      names_changed = true;
    } else {
      facts.push_back(one.subject);
    }
  }
  for (std::string& id : evidence::measures_of(tx, organisation, facts)) before.touched.insert(std::move(id));
  for (std::string& id : task::measures_of(tx, organisation, facts)) before.touched.insert(std::move(id));
  if (before.touched.size() > kMostTouched) return nullptr;
  Reading reading{.before = &before,
                  .names = std::make_shared<Assessed>(),
                  .catalog_kept = std::ranges::all_of(*changed, leaves_catalog, &trail::Changed::kind)};
  read_names(tx, organisation, names_changed ? nullptr : &known, *reading.names);
  // Who is who decides about the independence of every piece of evidence.
  if (reading.names->people != known.people || *reading.names->terms != *known.terms) return nullptr;
  auto next = compute(tx, organisation, question, reading);
  if (check_) {
    Before all{known, {}};
    for (const StoredMeasure& measure : known.measures) all.touched.insert(measure.id.text);
    auto names = std::make_shared<Assessed>();
    read_names(tx, organisation, nullptr, *names);
    const auto whole = compute(tx, organisation, question, {.before = &all, .names = std::move(names)});
    if (!(whole->result == next->result)) throw std::logic_error("an assessment that follows differs from the whole");
  }
  ++followed_;
  return next;
}

void Assessments::read_names(db::Transaction& tx, const OrganisationId& organisation, const Assessed* known,
                             Assessed& into) {
  auto terms = known == nullptr ? std::make_shared<LoadTerms>() : std::make_shared<LoadTerms>(*known->terms);
  terms->person_of_account = auth::people_of_accounts(tx, organisation);
  terms->name_of_account = auth::names_of_accounts(tx, organisation);
  terms->signing_in.clear();
  for (const auto& [account, person] : terms->person_of_account) terms->signing_in.insert(person);
  for (auto& [account, former] : auth::former_accounts(tx, organisation)) {
    terms->name_of_account[account] = std::move(former.name);
    if (!former.person.empty()) terms->person_of_account[account] = std::move(former.person);
  }
  into.terms = terms;
  if (known != nullptr) {
    into.people = known->people;
    into.place_names = known->place_names;
    return;
  }
  for (const record::Register* reg : record::all_registers()) {
    if (reg->name != "person" && !reg->is_place) continue;
    for (const auto& record : records_.all(tx, organisation, *reg)) {
      const PlaceRef place{std::string(reg->name), record.id};
      if (reg->name == "person") {
        into.people[record.id] = record.text("name");
      } else {
        into.place_names[place] = record.text("name");
        terms->weights[place.kind + ":" + place.id] = weight_of(record.text("criticality"));
        if (reg->name == "system") terms->delivered_by.emplace(record.text("supplier"), record.id);
      }
    }
  }
}

namespace {

/// The facts of one measure, or of all when it has no name; added to what is there.
void read_facts(db::Transaction& tx, const OrganisationId& organisation, const std::string& measure,
                StoredFacts& facts) {
  const auto add = [](auto& to, auto from) { std::ranges::move(from, std::back_inserter(to)); };
  auto evidence = evidence::evidence_facts(tx, organisation, measure);
  std::ranges::sort(evidence, {}, &evidence::EvidenceFact::id);
  add(facts.evidence, std::move(evidence));
  add(facts.samples, evidence::sample_facts(tx, organisation, measure));
  auto performances = task::performance_facts(tx, organisation, measure);
  std::ranges::sort(performances, {}, &task::PerformanceFact::id);
  add(facts.performances, std::move(performances));
  add(facts.deviations, task::deviation_facts(tx, organisation, measure));
}

}  // namespace

/// The declarations that stood. Of one from before it was kept which measures it was about, the past tells it, and that
/// changes no more: those that answered in part when it was said.
std::vector<Completion> Assessments::read_completions(db::Transaction& tx, const OrganisationId& organisation,
                                                      const Question& question, Assessed& into) {
  auto completions = measures_.overrides.completions(tx, organisation, question.known_at);
  std::set<std::string> gone;
  for (Completion& one : completions) {
    if (one.measures.empty()) {
      const std::string key = organisation.text + " " + one.requirement + " " + std::to_string(one.version);
      std::unique_lock lock(mutex_);
      const auto known = said_about_.find(key);
      if (known != said_about_.end()) {
        one.measures = known->second;
      } else {
        lock.unlock();
        const Moment then = parse_moment(one.at).value_or(Moment{});
        one.measures = json::print(
            json::encode(partly_answering(measures_.all_at(tx, organisation, then),
                                          catalog_.applied_mappings(tx, organisation, then), one.requirement)));
        lock.lock();
        said_about_[key] = one.measures;
      }
    }
    for (std::string& id : json::decode<std::vector<std::string>>(one.measures).value_or(std::vector<std::string>())) {
      if (std::ranges::none_of(into.measures, [&](const StoredMeasure& m) { return m.id.text == id; })) {
        gone.insert(std::move(id));
      }
    }
  }
  if (!gone.empty()) into.removed = measures_.titles(tx, organisation, {gone.begin(), gone.end()});
  return completions;
}

std::shared_ptr<const Assessed> Assessments::compute(db::Transaction& tx, const OrganisationId& organisation,
                                                     const Question& question, const Reading& reading) {
  auto assessed = reading.names ? reading.names : std::make_shared<Assessed>();
  if (!reading.names) read_names(tx, organisation, nullptr, *assessed);
  if (!reading.now) {
    const PastTerms past = past_terms(tx, organisation, trail_, question.known_at);
    assessed->terms = std::make_shared<LoadTerms>(terms_at(*assessed->terms, past, question.known_at));
  }
  assessed->log_size = trail::size(tx, organisation);
  assessed->frameworks =
      reading.catalog_kept ? reading.before->assessed.frameworks : catalog_.frameworks(tx, organisation);
  assessed->requirements =
      reading.catalog_kept ? reading.before->assessed.requirements : catalog_.all_requirements(tx, organisation);
  assessed->measures =
      reading.now ? measures_.all(tx, organisation) : measures_.all_at(tx, organisation, question.known_at);
  assessed->decisions = measures_.statements.decisions(tx, organisation, question.known_at);
  assessed->approved = measures_.statements.approved(tx, organisation, question.known_at);
  StoredFacts facts;
  if (reading.before == nullptr) {
    read_facts(tx, organisation, "", facts);
  } else {
    assessed->supplier_proofs = reading.before->assessed.supplier_proofs;
    for (const StoredMeasure& one : assessed->measures) {
      if (reading.before->kept(one.id.text) == nullptr) read_facts(tx, organisation, one.id.text, facts);
    }
  }
  facts.overrides = measures_.overrides.of(tx, organisation, "");
  facts.completions = read_completions(tx, organisation, question, *assessed);
  facts.histories = measures_.histories(tx, organisation, question.known_at);
  facts.mappings = catalog_.applied_mappings(tx, organisation, question.known_at);
  build_proof(*assessed, facts, *assessed->terms, reading.before);
  assessed->due = task::next_due(tx, organisation, question.as_of());
  assessed->result = judge_all(assessed->proof, question);
  return assessed;
}

std::vector<std::shared_ptr<const Assessed>> Assessments::of_measure(const OrganisationId& organisation,
                                                                     const std::string& measure,
                                                                     std::span<const Question> questions) {
  const auto whole = get(organisation);
  db::Transaction tx = measures_.database().read();
  StoredFacts facts;
  read_facts(tx, organisation, measure, facts);
  facts.overrides = measures_.overrides.of(tx, organisation, measure);
  const auto versions = measures_.versions(tx, organisation, MeasureId{measure});
  Moment since = measures_.clock().now();
  for (const Question& question : questions) since = std::min(since, question.known_at);
  std::set<std::string> places;
  for (const MeasureVersion& one : versions) {
    for (const PlaceRef& place : one.body.places) {
      if (!place.id.empty()) places.insert(place.kind + ":" + place.id);  // of the whole organisation nothing is kept
    }
  }
  const PastTerms past = past_terms(tx, organisation, trail_, since, &places);
  const LoadTerms now = terms_of(*whole->terms, places);
  std::vector<std::shared_ptr<const Assessed>> out;
  for (const Question& question : questions) {
    const auto later = std::ranges::find_if(versions, [&](const auto& one) { return one.at > question.known_at; });
    const std::span<const MeasureVersion> then(versions.begin(), later);
    if (then.empty() || then.back().removed) {
      out.push_back(nullptr);
      continue;
    }
    auto one = std::make_shared<Assessed>();
    one->people = whole->people;
    one->measures.push_back({MeasureId{measure}, std::ssize(then), then.back().body});
    facts.histories.clear();
    if (then.size() > 1) facts.histories.emplace(measure, history_of(then));
    build_proof(*one, facts, terms_at(now, past, question.known_at));
    one->result = judge_all(one->proof, question);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace waarborg::measure
