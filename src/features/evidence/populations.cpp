// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/populations.h"

#include <algorithm>
#include <charconv>

#include "base/encoding.h"
#include "base/text.h"
#include "features/evidence/judging.h"
#include "features/evidence/population_cases.h"
#include "features/evidence/queries.h"
#include "features/evidence/rules.h"
#include "features/evidence/store.h"
#include "features/evidence/supplier_scope.h"
#include "features/org/spoken_of.h"

namespace waarborg::evidence {
namespace {

constexpr std::size_t kMaxText = 1000;

}  // namespace

std::string hex(const Digest& digest) {
  return crypto::hex_encode(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

Digest sha256_of(std::string_view bytes) { return crypto::sha256(bytes); }

std::string described(const Case& one) {
  std::string text;
  for (const std::string& field : one.fields) {
    if (field.empty()) continue;
    if (!text.empty()) text += " · ";
    text += field;
  }
  return std::string(beginning_of(text, kMaxText));
}

namespace {

Population view_of(const StoredPopulation& p, const std::vector<StoredCase>& cases) {
  Population out;
  out.id = p.id;
  out.version = p.version;
  out.measure = p.measure;
  out.plan_item = p.plan_item;
  out.title = p.title;
  out.covers_from = p.covers_from;
  out.covers_to = p.covers_to;
  out.count = p.case_count;
  out.sha256 = p.sha256;
  out.frozen_at = p.frozen_at;
  out.frequency = p.frequency;
  out.sample_size = p.sample_size;
  const auto frequency = parse_control_frequency(p.frequency).value_or(ControlFrequency::kManyTimesADay);
  out.table_size = static_cast<std::int64_t>(sample_size(frequency, static_cast<std::uint64_t>(p.case_count)));
  out.size_reason = p.size_reason;
  out.seed = p.seed;
  out.algorithm = p.algorithm;
  out.drawn_at = p.drawn_at;
  out.tolerated = p.tolerated;
  out.deviations = p.deviations;
  out.judged = p.judged;
  if (p.recorded_at && p.sample_size > 0) {
    out.upper_bound =
        deviation_upper_bound(static_cast<std::uint64_t>(p.case_count), static_cast<std::uint64_t>(p.sample_size),
                              static_cast<std::uint64_t>(p.deviations));
  }
  out.state = p.recorded_at ? "judged" : p.drawn_at ? "drawn" : "frozen";
  out.author = p.author;
  out.drawer = p.drawer;
  out.reviewer = p.reviewer;
  out.withdrawn_at = p.withdrawn_at;
  out.withdraw_reason = p.withdraw_reason;
  for (const StoredCase& one : cases) {
    out.cases.push_back({one.case_key, one.description, one.draw_order, json::from_word<CaseVerdict>(one.verdict),
                         one.note, one.retest});
  }
  return out;
}

/// A wrong file may go as long as nobody knows which cases the draw gives: later it would be drawing until it pleases.
bool may_take_back(const auth::Actor& who, const StoredPopulation& population) {
  return !population.drawn_at && population.author_account == who.account.text && who.may("evidence.add");
}

/// The case by "@<order>", which every key can stand behind, or else by its key.
StoredCase* find_case(std::vector<StoredCase>& cases, const std::string& key) {
  auto at = cases.end();
  if (key.starts_with('@')) {
    std::int64_t order = 0;
    const auto [end, error] = std::from_chars(key.data() + 1, key.data() + key.size(), order);
    if (error == std::errc{} && end == key.data() + key.size())
      at = std::ranges::find(cases, order, &StoredCase::draw_order);
  }
  if (at == cases.end()) at = std::ranges::find(cases, key, &StoredCase::case_key);
  return at == cases.end() ? nullptr : &*at;
}

bool is_standing(const std::optional<Stored>& evidence) {
  return evidence && evidence->review == "accepted" && !evidence->withdrawn_at;
}

/// Since when a case waits for a retest: it was found to deviate, or the retest that it had was withdrawn.
Moment waits_since(const StoredCase& one, const std::optional<Stored>& had, Moment now) {
  if (one.verdict != "deviation") return now;
  if (had && had->withdrawn_at) return *had->withdrawn_at;
  return one.judged_at.value_or(Moment{});
}

/// Whether this evidence shows that a case of the sample was corrected: what the engine asks, said before it is stored.
/// @param since    the case waits for a retest: what lay ready before that tests no correction
/// @param holds    where the measure holds now
/// @param systems  that a supplier delivers
Result<void> check_retest(const StoredPopulation& sample, const std::optional<Stored>& retest, Moment since,
                          const std::vector<PlaceRef>& holds,
                          const std::function<std::vector<PlaceRef>(const std::string& supplier)>& systems) {
  if (!retest || retest->measure != sample.measure) return invalid("evidence.unknown", "retest");
  if (retest->aspect == "design") return invalid("evidence.population.retest_design", "retest");
  if (retest->result != "supports") return invalid("evidence.population.retest_result", "retest");
  if (!is_standing(retest)) return invalid("evidence.population.retest_waits", "retest");
  const EvidenceFact fact = fact_of(*retest);
  if (shown_from(fact) <= sample.covers_to) return invalid("evidence.population.retest_early", "retest");
  if (retest->received_at < since) return invalid("evidence.population.retest_handed_in_before", "retest");
  std::vector<PlaceRef> wrong;
  if (!sample.place_kind.empty()) wrong.push_back({sample.place_kind, sample.place_id});
  if (!org::is_about_all(fact.places, wrong, holds)) return invalid("evidence.population.retest_elsewhere", "retest");
  auto delivered = fact.supplier_proof ? systems(fact.supplier_proof->supplier) : std::vector<PlaceRef>();
  if (!org::is_in_scope(scope_of(fact, std::move(delivered)), wrong, holds))
    return invalid("evidence.population.retest_outside_supplier", "retest");
  return {};
}

ControlFrequency frequency_of(const PlanItemCard& item) {
  return parse_control_frequency(item.frequency).value_or(ControlFrequency::kManyTimesADay);
}

}  // namespace

Populations::Populations(db::Database& database, trail::Trail& trail, const Clock& clock, fs::FileStore& files,
                         const MeasureFacts& facts)
    : database_(database), trail_(trail), clock_(clock), files_(files), measure_facts_(facts) {}

Result<void> Populations::check_judge(db::Transaction& tx, const auth::Actor& who,
                                      const StoredPopulation& population) const {
  const auto known = cards_of(tx, measure_facts_, who.organisation, {population.measure});
  const std::string no_document;
  return check_independent(parties_of(
      tx, measure_facts_, who,
      {population.measure, population.covers_from, population.author_account, population.author, no_document},
      card_in(known, population.measure)));
}

Population Populations::shown(const auth::Actor& who, const StoredPopulation& population,
                              const std::vector<StoredCase>& cases, bool independent) const {
  Population out = view_of(population, cases);
  if (population.withdrawn_at) return out;
  const bool judges = independent && who.may("evidence.review");
  const bool nothing_to_judge = population.sample_size == 0 && !population.recorded_at;
  if (judges && population.drawn_at) out.rights.emplace_back(nothing_to_judge ? "confirm" : "judge");
  const bool draws = !population.drawn_at && (who.may("evidence.add") || who.may("evidence.review"));
  if (draws) out.rights.emplace_back("draw");
  if (draws && independent) out.rights.emplace_back("seed");
  if (judges || may_take_back(who, population)) out.rights.emplace_back("withdraw");
  return out;
}

Result<Population> Populations::keep(db::Transaction& tx, const auth::Actor& who, const char* action,
                                     const PopulationBefore* before, StoredPopulation& after, Moment now) {
  // Its terms come from the plan of the measure, and who may judge it follows from whose the measure is.
  if (measure_facts_.hold) measure_facts_.hold(tx, who.organisation, after.measure);
  if (before == nullptr) {
    insert(tx, who.organisation, after);
  } else {
    if (!update(tx, who.organisation, after)) return fail(FaultKind::kConflict, "evidence.changed");
    after.version += 1;
  }
  const auto cases = cases_of(tx, who.organisation, after.id);
  const json::Value old = before != nullptr ? json::encode(before->population) : json::Value(json::Object{});
  trail_.add(tx, who.author(),
             {action, "population", after.id, after.title,
              trail::changes_between(old.as_object(), json::encode(after).as_object()), state_of(after, cases),
              before != nullptr ? before->state : ""},
             now);
  return shown(who, after, cases, check_judge(tx, who, after).has_value());
}

Result<auth::Items<Population>> Populations::of_measure(const auth::Actor& who, const std::string& measure) {
  if (auto ok = auth::require(who, "evidence.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  if (!cards_of(tx, measure_facts_, who.organisation, {measure}).contains(measure)) {
    return fail(FaultKind::kNotFound, "evidence.measure_unknown");
  }
  std::map<std::string, std::vector<StoredCase>> cases;
  for (StoredCase& one : tx.rows<StoredCase>(sql::kCaseAllOfMeasure, who.organisation, measure)) {
    cases[one.population_id].push_back(std::move(one));
  }
  auth::Items<Population> answer;
  std::map<std::pair<std::string, Day>, bool> independent;  // of who froze one, and the first day that it shows
  for (const auto& population : tx.rows<StoredPopulation>(sql::kPopulationOfMeasure, who.organisation, measure)) {
    auto [of, is_new] = independent.try_emplace({population.author_account, population.covers_from}, false);
    if (is_new) of->second = check_judge(tx, who, population).has_value();
    answer.items.push_back(shown(who, population, cases[population.id], of->second));
  }
  return answer;
}

Result<Population> Populations::get(const auth::Actor& who, const std::string& id) {
  if (auto ok = auth::require(who, "evidence.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  const auto found = find_population(tx, who.organisation, id);
  if (!found) return fail(FaultKind::kNotFound, "evidence.population.not_found");
  return shown(who, *found, cases_of(tx, who.organisation, id), check_judge(tx, who, *found).has_value());
}

Result<PlanItemCard> Populations::sampled(db::Transaction& tx, const auth::Actor& who,
                                          const FreezeRequest& request) const {
  const auto known = cards_of(tx, measure_facts_, who.organisation, {request.measure});
  const auto card = known.find(request.measure);
  if (card == known.end()) return fail(FaultKind::kNotFound, "evidence.measure_unknown");
  const auto item = std::ranges::find(card->second.plan, request.plan_item, &PlanItemCard::id);
  if (item == card->second.plan.end() || item->kind != "sample") {
    return invalid("evidence.population.plan_item", "plan_item");
  }
  if (!request.place.kind.empty()) {
    auto ok = check_places(tx, measure_facts_, who.organisation, request.measure, {request.place}, "place");
    if (!ok) return std::unexpected(ok.error());
  }
  return *item;
}

Result<PopulationTrial> Populations::try_freezing(const auth::Actor& who, const FreezeRequest& given,
                                                  std::string_view csv) {
  if (auto ok = auth::require(who, "evidence.add"); !ok) return std::unexpected(ok.error());
  FreezeRequest request = given;
  if (auto ok = check(request, clock_.today()); !ok) return std::unexpected(ok.error());
  PlanItemCard item;
  {
    db::Transaction tx = database_.read();
    auto found = sampled(tx, who, request);
    if (!found) return std::unexpected(found.error());
    item = std::move(*found);
  }
  return try_cases(csv, request.key, frequency_of(item), who.language);
}

Result<Population> Populations::freeze(const auth::Actor& who, const FreezeRequest& given, std::string_view csv) {
  if (auto ok = auth::require(who, "evidence.add"); !ok) return std::unexpected(ok.error());
  FreezeRequest request = given;
  if (auto ok = check(request, clock_.today()); !ok) return std::unexpected(ok.error());
  const auto cases = cases_in(csv, request.key);
  if (!cases) return std::unexpected(cases.error());
  const auto hash = population_hash(*cases, sha256_of);
  if (!hash) return std::unexpected(hash.error());
  {
    db::Transaction tx = database_.read();
    if (auto ok = sampled(tx, who, request); !ok) return std::unexpected(ok.error());
  }
  const auto file = files_.put(csv);
  if (!file) return std::unexpected(file.error());

  const Moment now = clock_.now();
  db::Transaction tx = database_.write();
  const auto item = sampled(tx, who, request);
  if (!item) return std::unexpected(item.error());
  StoredPopulation p;
  p.id = crypto::new_id(now);
  p.version = 1;
  p.measure = request.measure;
  p.plan_item = request.plan_item;
  p.place_kind = request.place.kind;
  p.place_id = request.place.id;
  p.title = request.title;
  p.covers_from = request.from;
  p.covers_to = request.to;
  p.case_count = static_cast<std::int64_t>(cases->size());
  p.sha256 = hex(*hash);
  p.file_sha256 = *file;
  p.key_column = request.key;
  p.frozen_at = now;
  p.author_account = who.account.text;
  p.author = who.name;
  const ControlFrequency frequency = frequency_of(*item);
  p.frequency = to_text(frequency);
  p.tolerated = item->tolerated;
  p.sample_size = static_cast<std::int64_t>(sample_size(frequency, cases->size()));
  auto answer = keep(tx, who, "evidence.freeze", nullptr, p, now);
  if (answer) tx.commit();
  return answer;
}

Result<Population> Populations::judge(const auth::Actor& who, const std::string& id, const std::string& key,
                                      const CaseInput& input, std::int64_t seen) {
  if (auto ok = auth::require(who, "evidence.review"); !ok) return std::unexpected(ok.error());
  if (input.note.value_or("").size() > 4000) return invalid("evidence.too_long", "note", {{"most", "4000"}});
  db::Transaction tx = database_.write();
  auto found = find_population(tx, who.organisation, id);
  if (!found) return fail(FaultKind::kNotFound, "evidence.population.not_found");
  if (found->withdrawn_at) return fail(FaultKind::kConflict, "evidence.withdrawn");
  if (auto ok = check_judge(tx, who, *found); !ok) return std::unexpected(ok.error());
  if (seen >= 0 && seen != found->version) return fail(FaultKind::kConflict, "evidence.changed");
  auto cases = cases_of(tx, who.organisation, id);
  StoredCase* one = find_case(cases, key);
  if (one == nullptr) return fail(FaultKind::kNotFound, "evidence.population.case_unknown");
  const std::string verdict = json::word_of(input.verdict);
  // What a verdict was once computed from does not change; a retest is added to it.
  if (found->recorded_at && one->verdict != verdict) return fail(FaultKind::kConflict, "evidence.population.judged");
  const bool renamed = input.retest && *input.retest != one->retest;
  const auto had = renamed ? find_stored(tx, who.organisation, one->retest) : std::nullopt;
  if (is_standing(had)) {
    return fail(FaultKind::kConflict, "evidence.population.retest_stands", "retest");
  }
  if (renamed && !input.retest->empty()) {
    if (input.verdict != CaseVerdict::kDeviation) return invalid("evidence.population.retest_effective", "retest");
    const auto retest = find_stored(tx, who.organisation, *input.retest);
    const Moment since = waits_since(*one, had, clock_.now());
    const auto known = cards_of(tx, measure_facts_, who.organisation, {found->measure});
    auto ok =
        check_retest(*found, retest, since, card_in(known, found->measure).places, [&](const std::string& supplier) {
          return measure_facts_.delivered_by ? measure_facts_.delivered_by(tx, who.organisation, supplier)
                                             : std::vector<PlaceRef>();
        });
    if (!ok) return std::unexpected(ok.error());
  }
  const PopulationBefore before = before_change(tx, who.organisation, *found);
  const Moment now = clock_.now();
  if (found->recorded_at && input.note && *input.note != one->note && one->judge != who.name) {
    return fail(FaultKind::kForbidden, "evidence.population.note_not_yours", "note");
  }
  if (one->verdict != verdict) one->judge = who.name;
  if (renamed && !one->retest.empty() && one->judged_at) {
    auto earlier = retests_from(one->earlier_retests);
    earlier.push_back({one->retest, *one->judged_at, now});
    one->earlier_retests = json::canonical(json::encode(earlier));
  }
  // A note alone does not move the day since which the retest counts.
  if (renamed || one->verdict != verdict) one->judged_at = now;
  one->verdict = verdict;
  one->note = input.note.value_or(one->note);
  one->retest = input.retest.value_or(one->retest);
  if (input.verdict == CaseVerdict::kEffective) one->retest.clear();
  tx.execute(sql::kCaseUpdate, one->verdict, one->note, one->retest, one->judge, one->judged_at, one->earlier_retests,
             who.organisation, id, one->case_key);
  found->judged = std::ranges::count_if(cases, [](const StoredCase& c) { return !c.verdict.empty(); });
  found->deviations = std::ranges::count(cases, "deviation", &StoredCase::verdict);
  if (!found->recorded_at) {
    found->reviewer_account = who.account.text;
    found->reviewer = who.name;
    if (found->judged == found->sample_size) found->recorded_at = now;
  }
  auto answer = keep(tx, who, "evidence.judge", &before, *found, now);
  if (answer) tx.commit();
  return answer;
}

Result<Population> Populations::withdraw(const auth::Actor& who, const std::string& id, const std::string& reason) {
  if (!who.may("evidence.add") && !who.may("evidence.review")) {
    return fail(FaultKind::kForbidden, "auth.forbidden", "evidence.review");
  }
  if (is_blank(reason)) return invalid("evidence.withdraw.reason_missing", "reason");
  if (reason.size() > 4000) return invalid("evidence.too_long", "reason", {{"most", "4000"}});
  db::Transaction tx = database_.write();
  auto found = find_population(tx, who.organisation, id);
  if (!found) return fail(FaultKind::kNotFound, "evidence.population.not_found");
  if (found->withdrawn_at) return fail(FaultKind::kConflict, "evidence.withdrawn");
  if (!may_take_back(who, *found)) {
    // A sample that went badly must not vanish at the wish of who it speaks against.
    if (auto ok = auth::require(who, "evidence.review"); !ok) return std::unexpected(ok.error());
    if (auto ok = check_judge(tx, who, *found); !ok) return std::unexpected(ok.error());
  }
  const PopulationBefore before = before_change(tx, who.organisation, *found);
  const Moment now = clock_.now();
  found->withdrawn_at = now;
  found->withdraw_reason = reason;
  found->withdrawer_account = who.account.text;
  found->withdrawer = who.name;
  auto answer = keep(tx, who, "evidence.withdraw_population", &before, *found, now);
  if (answer) tx.commit();
  return answer;
}

}  // namespace waarborg::evidence
