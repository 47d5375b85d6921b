// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "features/evidence/judging.h"
#include "features/evidence/queries.h"
#include "features/evidence/rules.h"
#include "features/evidence/store.h"

namespace waarborg::evidence {
namespace {

/// Columns that carry over one to one, by name.
template <class From, class To>
void copy_same(const From& from, To& to) {
  using Source = boost::describe::describe_members<From, boost::describe::mod_public>;
  using Target = boost::describe::describe_members<To, boost::describe::mod_public>;
  boost::mp11::mp_for_each<Target>([&](auto target) {
    boost::mp11::mp_for_each<Source>([&](auto source) {
      using S = std::remove_cvref_t<decltype(from.*source.pointer)>;
      using T = std::remove_cvref_t<decltype(to.*target.pointer)>;
      constexpr bool words = std::is_same_v<S, std::string> && json::is_word<T>::value;
      if constexpr (std::is_same_v<S, T> || words) {
        if (std::string_view(source.name) == target.name) to.*target.pointer = from.*source.pointer;
      }
    });
  });
}

void take_report(const std::string& body, EvidenceDetail& detail) {
  const auto value = json::parse(body);
  if (!value || !value->is_object()) return;
  const json::Object& object = value->as_object();
  if (const auto* list = object.if_contains("observations")) {
    detail.observations = json::decode<std::vector<ObservationRow>>(*list).value_or(std::vector<ObservationRow>{});
  }
  if (const auto* list = object.if_contains("facts")) {
    detail.facts = json::decode<std::vector<NamedFact>>(*list).value_or(std::vector<NamedFact>{});
  }
}

/// Why evidence that rests on a supplier's proof counts only in part, or not at all (rule 8).
void warn_of_scope(const SupplierProof& proof, const Stored& stored, Language language, EvidenceDetail& detail) {
  if (std::ranges::find(proof.aspects, stored.aspect) == proof.aspects.end()) {
    detail.warnings.push_back(say(language, "evidence.warning.outside_aspect"));
  }
  if (stored.covers_to < proof.valid_from || stored.covers_from > proof.valid_until) {
    detail.warnings.push_back(say(
        language, {"evidence.warning.outside_validity",
                   {{"from", waarborg::to_text(proof.valid_from)}, {"until", waarborg::to_text(proof.valid_until)}}}));
  }
}

}  // namespace

Evidence::Evidence(db::Database& database, trail::Trail& trail, const Clock& clock, fs::FileStore& files)
    : database_(database), trail_(trail), clock_(clock), files_(files) {}

Result<EvidenceDetail> Evidence::get(const auth::Actor& who, const std::string& id) {
  if (auto ok = auth::require(who, "evidence.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  const auto stored = find_stored(tx, who.organisation, id);
  if (!stored) return fail(FaultKind::kNotFound, "evidence.not_found");
  return shown(tx, who, *stored);
}

EvidenceDetail Evidence::shown(db::Transaction& tx, const auth::Actor& who, const Stored& stored) const {
  EvidenceDetail detail;
  copy_same(stored, detail);
  const auto last = trail_.page(tx, who.organisation, {stored.id, {}, {}}, -1, 1);
  if (!last.empty()) detail.trail_sequence = last.front().sequence;
  const std::vector<PlaceRef> places = unpack_places(stored.places);
  const auto names = names_of(tx, measure_facts_, who.organisation, places);
  for (const PlaceRef& place : places) {
    const auto name = names.find(place);
    detail.places.push_back({place.kind, place.id, name == names.end() ? std::string() : name->second});
  }
  const auto known = cards_of(tx, measure_facts_, who.organisation, {stored.measure});
  const MeasureCard measure = card_in(known, stored.measure);
  detail.measure_title = measure.title;
  detail.expires_in_days = days_until(stored.valid_until, clock_.today());
  if (!stored.report_sha256.empty()) {
    take_report(report_body(tx, who.organisation, stored.id), detail);
  }
  detail.supplier_proof = fact_of(stored).supplier_proof;
  if (detail.supplier_proof) warn_of_scope(*detail.supplier_proof, stored, who.language, detail);
  const bool pending = stored.review == "pending" && !stored.withdrawn_at;
  const bool independent =
      check_independent(parties_of(tx, measure_facts_, who, shown_by(stored), measure)).has_value();
  const bool mine = pending && stored.collector_account == who.account.text && who.may("evidence.add");
  if (mine && stored.report_sha256.empty()) detail.rights.emplace_back("file");
  if (pending && independent && who.may("evidence.review")) detail.rights.emplace_back("review");
  if (may_take_back(who, stored) || (!stored.withdrawn_at && independent && who.may("evidence.review"))) {
    detail.rights.emplace_back("withdraw");
  }
  const auto aspect = json::from_word<EvidenceAspect>(stored.aspect).value_or(EvidenceAspect::kDesign);
  const auto result = json::from_word<EvidenceResult>(stored.result).value_or(EvidenceResult::kPartly);
  if (lacks_place(measure, aspect, result, unpack_places(stored.places))) {
    detail.warnings.push_back(say(who.language, "evidence.warning.no_place"));
  }
  if (is_self_approved(aspect, stored.author, stored.approver)) {
    detail.warnings.push_back(say(who.language, "evidence.warning.self_approved"));
  }
  return detail;
}

Result<Stored> Evidence::make(db::Transaction& tx, const auth::Actor& who, const EvidenceInput& input,
                              Moment now) const {
  const auto known = cards_of(tx, measure_facts_, who.organisation, {input.measure});
  const auto card = known.find(input.measure);
  if (card == known.end()) return invalid("evidence.measure_unknown", "measure");
  const std::string plan_item = input.plan_item.value_or("");
  if (!plan_item.empty() &&
      std::ranges::find(card->second.plan, plan_item, &PlanItemCard::id) == card->second.plan.end()) {
    return invalid("evidence.plan_item_unknown", "plan_item");
  }
  if (auto ok = check_places(tx, measure_facts_, who.organisation, input.measure, input.places, "places"); !ok) {
    return std::unexpected(ok.error());
  }
  Stored stored;
  stored.id = crypto::new_id(now);
  stored.version = 1;
  stored.title = input.title;
  stored.kind = json::word_of(input.kind);
  stored.aspect = json::word_of(input.aspect);
  stored.measure = input.measure;
  stored.plan_item = plan_item;
  stored.places = pack_places(input.places);
  stored.covers_from = input.covers_from;
  stored.covers_to = input.covers_to;
  stored.received_at = now;
  stored.valid_until = input.valid_until;
  stored.result = json::word_of(input.result);
  stored.source = input.source.value_or("");
  stored.query = input.query.value_or("");
  stored.link = input.link.value_or("");
  stored.note = input.note.value_or("");
  stored.author = input.author.value_or("");
  stored.approver = input.approver.value_or("");
  stored.reviewed_on = input.reviewed_on;
  stored.collector_account = who.account.text;
  stored.collector_token = who.collector;
  stored.collector = who.name;
  stored.review = "pending";
  if (const std::string id = input.supplier_proof.value_or(""); !id.empty()) {
    if (!measure_facts_.supplier_proof) return invalid("evidence.supplier_proof_unknown", "supplier_proof");
    const auto proof = measure_facts_.supplier_proof(tx, who.organisation, id);
    if (!proof) return invalid("evidence.supplier_proof_unknown", "supplier_proof");
    stored.inherited = json::canonical(json::encode(*proof));
    // It cannot hold longer than what it rests on.
    if (!stored.valid_until || *stored.valid_until > proof->valid_until) stored.valid_until = proof->valid_until;
  }
  return stored;
}

void Evidence::record(db::Transaction& tx, const auth::Actor& who, const char* action, const Stored* before,
                      const Stored& after, Moment now) {
  const json::Value state = json::encode(after);
  const json::Value old = before != nullptr ? json::encode(*before) : json::Value(json::Object{});
  trail_.add(tx, who.author(),
             {action, "evidence", after.id, after.title, trail::changes_between(old.as_object(), state.as_object()),
              state_of(after), before != nullptr ? state_of(*before) : ""},
             now);
}

bool Evidence::save(db::Transaction& tx, const auth::Actor& who, const char* action, const Stored& before,
                    Stored& after, Moment now) {
  if (!update(tx, who.organisation, after)) return false;
  after.version += 1;
  record(tx, who, action, &before, after, now);
  return true;
}

}  // namespace waarborg::evidence
