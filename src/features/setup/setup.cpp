// SPDX-License-Identifier: EUPL-1.2
#include "features/setup/setup.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "features/measure/status.h"
#include "features/setup/listed.h"
#include "features/trail/histories.h"
#include "platform/crypto/crypto.h"

namespace waarborg::setup {
namespace {

std::string role_words(const std::string& role, Language language) { return say(language, "setup.role." + role); }

/// Which of the three named people owns a card: the one nearest to its role.
std::string owner_name(const std::string& role, const org::Organisation& organisation) {
  if (role == "board" || role == "hr" || role == "facilities") return organisation.board_member;
  if (role == "health_information" || role == "care_manager") return organisation.health_information;
  return organisation.security_officer;
}

std::string person_id(const std::vector<record::Record>& people, const std::string& name) {
  const auto at = std::ranges::find_if(
      people, [&](const record::Record& p) { return folded_name(p.text("name")) == folded_name(name); });
  return at == people.end() ? "" : at->id;
}

std::string state_of(const org::Organisation& organisation) {
  return trail::without_empty(json::encode(organisation).as_object());
}

}  // namespace

Setup::Setup(db::Database& database, trail::Trail& trail, const Clock& clock, auth::Accounts& accounts,
             catalog::Catalog& catalog, record::Records& records, measure::Measures& measures,
             std::vector<catalog::ContentFile> content)
    : database_(database),
      trail_(trail),
      clock_(clock),
      accounts_(accounts),
      catalog_(catalog),
      records_(records),
      measures_(measures),
      content_(std::move(content)) {
  auto cards = catalog::plan_cards(content_);
  // The cards are part of the program and tested with it; a broken one is our mistake.
  if (!cards) throw std::logic_error("plan card: " + cards.error().what.key + " " + cards.error().where);
  cards_ = std::move(*cards);
  auto offers = catalog::framework_offers(content_);
  if (!offers) throw std::logic_error("framework: " + offers.error().what.key + " " + offers.error().where);
  offers_ = std::move(*offers);
}

std::string Setup::person(db::Transaction& tx, const auth::Actor& who, const std::string& name,
                          const char* function_key, Moment now) {
  if (name.empty()) return "";
  const record::Register& people = *record::find_register("person");
  const std::string known = person_id(records_.all(tx, who.organisation, people), name);
  if (!known.empty()) return known;
  record::Record record;
  record.values["name"] = name;
  record.values["function"] = say(who.language, function_key);
  return records_.add(tx, who, people, std::move(record), now).id;
}

Result<org::Organisation> Setup::create(const AccountId& account, const std::string& account_name,
                                        const SetupInput& input, bool demo) {
  if (account.text != "system" && !accounts_.may_create_organisations(account)) {
    return fail(FaultKind::kForbidden, "auth.forbidden", "setup.run");
  }
  const Moment now = clock_.now();
  org::Organisation organisation{OrganisationId{crypto::new_id(now)},
                                 1,
                                 input.name,
                                 input.sub_sector,
                                 input.people,
                                 input.board_member,
                                 input.security_officer,
                                 input.health_information,
                                 true,
                                 demo,
                                 ""};
  if (auto ok = org::check(organisation); !ok) return std::unexpected(ok.error());
  if (input.sites.size() > 500) return invalid("base.json.too_long", "sites");
  auth::Actor actor = auth::system_actor(organisation.id, account_name);
  actor.account = account;
  db::Transaction tx = database_.write();
  org::insert(tx, organisation, now);
  // Transactions that write in two logs take that of the installation first.
  trail_.add(tx, {trail::kInstallation, actor.account.text, actor.name}, listing(organisation), now);
  trail_.add(tx, actor.author(),
             {"organisation.create", "organisation", organisation.id.text, organisation.name,
              trail::changes_between({}, json::encode(organisation).as_object()), state_of(organisation), ""},
             now);
  if (account.text != "system") {
    auto joined = accounts_.add_membership(tx, actor, account, {"administrator", "security_officer"});
    if (!joined) return std::unexpected(joined.error());
  }
  if (auto ok = catalog_.install_builtin(tx, actor, content_, now); !ok) return std::unexpected(ok.error());
  person(tx, actor, input.board_member, "setup.role.board", now);
  person(tx, actor, input.security_officer, "setup.role.security_officer", now);
  person(tx, actor, input.health_information, "setup.role.health_information", now);
  if (account.text != "system") {  // who starts is often one of the three
    const auto people = records_.all(tx, actor.organisation, *record::find_register("person"));
    const auto tied = accounts_.tie(tx, actor, account, person_id(people, account_name));
    if (!tied) return std::unexpected(tied.error());
  }
  for (std::size_t i = 0; i < input.sites.size(); ++i) {
    const SiteInput& site = input.sites[i];
    const record::Register& reg = *record::find_register("site");
    auto record = record::from_json(reg, json::Object{{"name", site.name}, {"city", site.city}});
    if (!record) {
      const Fault& fault = record.error();
      return fail(fault.kind, fault.what.key, "sites[" + std::to_string(i) + "]." + fault.where, fault.what.args);
    }
    records_.add(tx, actor, reg, std::move(*record), now);
  }
  tx.commit();
  return organisation;
}

std::vector<measure::PlaceRef> Setup::places_for(db::Transaction& tx, const OrganisationId& organisation,
                                                 const std::string& places) const {
  const std::string kind = places.ends_with('s') ? places.substr(0, places.size() - 1) : places;
  std::vector<measure::PlaceRef> out;
  if (const record::Register* reg = record::find_register(kind); reg != nullptr && reg->is_place) {
    for (const auto& record : records_.all(tx, organisation, *reg)) out.push_back({kind, record.id});
  }
  if (out.empty()) out.push_back({"organisation", ""});
  return out;
}

Result<std::vector<Proposal>> Setup::proposals(const auth::Actor& who) {
  if (auto ok = auth::require(who, "measure.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  const auto organisation = org::find(tx, who.organisation);
  if (!organisation) return fail(FaultKind::kNotFound, "org.not_found");
  std::set<std::string> adopted;
  for (const auto& measure : measures_.all(tx, who.organisation)) adopted.insert(measure.body.card);
  std::map<std::string, std::vector<measure::PlaceRef>> places;  // of a word of the cards
  std::vector<Proposal> out;
  std::map<std::string, std::string> used;  // URN of a framework → how it is called
  for (const auto& framework : catalog_.frameworks(tx, who.organisation)) used[framework.urn] = framework.ref_id;
  const auto asks = [&](const catalog::PlanAnswer& answer) {
    return answer.framework.empty() || used.contains(answer.framework);
  };
  for (const catalog::PlanCard& card : cards_) {
    if (!fits(card, *organisation) || !std::ranges::any_of(card.requirements, asks)) continue;
    const auto& text = card.texts.at(std::string(code_of(who.language)));
    if (!places.contains(card.places)) places[card.places] = places_for(tx, who.organisation, card.places);
    const std::vector<measure::PlaceRef>& where = places[card.places];
    Proposal proposal{card.id,
                      text.title,
                      text.summary,
                      role_words(card.owner, who.language),
                      owner_name(card.owner, *organisation),
                      where.front().kind,
                      std::ssize(where),
                      "",
                      {},
                      adopted.contains(card.id),
                      0};
    proposal.minutes_per_month = std::lround(minutes_per_month(card, organisation->people, std::ssize(where)));
    for (const auto& operation : card.operations) {
      if (operation.kind == catalog::PlanKind::kOccurrences && proposal.cadence.empty()) {
        proposal.cadence = cadence_words(operation.rrule, who.language);
      }
    }
    for (const auto& answer : card.requirements) {
      if (!asks(answer)) continue;
      const std::string shown = measure::shown_ref(answer.ref);
      const std::string ref = answer.framework.empty() ? shown : used[answer.framework] + " " + shown;
      proposal.requirements.push_back({ref, answer.full ? "full" : "partly"});
    }
    out.push_back(std::move(proposal));
  }
  return out;
}

Result<std::vector<FrameworkProposal>> Setup::framework_proposals(const auth::Actor& who) {
  const auto unused = catalog_.unused(who);
  if (!unused) return std::unexpected(unused.error());
  db::Transaction tx = database_.read();
  const auto organisation = org::find(tx, who.organisation);
  if (!organisation) return fail(FaultKind::kNotFound, "org.not_found");
  const auto used = catalog_.frameworks(tx, who.organisation);
  std::vector<FrameworkProposal> out;
  for (const catalog::FrameworkOffer& offer : offers_) {
    if (!offer.optional) continue;
    const bool proposed = offer.proposed_for(organisation->sub_sector, organisation->people);
    for (const auto& [list, in_use] : {std::pair{&used, true}, {&*unused, false}}) {
      const auto found = std::ranges::find(*list, offer.urn, &catalog::FrameworkRecord::urn);
      if (found == list->end()) continue;
      out.push_back({found->id, offer.urn, offer.name(who.language), found->requirements, in_use, proposed,
                     offer.reason(who.language)});
    }
  }
  return out;
}

Result<std::int64_t> Setup::adopt(const auth::Actor& who, const std::vector<std::string>& wanted) {
  if (auto ok = auth::require(who, "measure.edit"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  const auto organisation = org::find(tx, who.organisation);
  if (!organisation) return fail(FaultKind::kNotFound, "org.not_found");
  std::set<std::string> adopted;
  for (const auto& measure : measures_.all(tx, who.organisation)) adopted.insert(measure.body.card);
  const auto people = records_.all(tx, who.organisation, *record::find_register("person"));
  std::int64_t made = 0;
  for (const std::string& id : wanted) {
    const auto card = std::ranges::find(cards_, id, &catalog::PlanCard::id);
    if (card == cards_.end()) return invalid("setup.card_unknown", id);
    if (!adopted.insert(id).second) continue;
    // Spread over a quarter: nobody can do fifty first things on one day.
    Day start = clock_.today() + std::chrono::days(7 + made * 11 % 84);
    // A monthly rule that starts on the 29th to 31st skips the short months (RFC 5545).
    while (static_cast<unsigned>(std::chrono::year_month_day{start}.day()) > 28) start += std::chrono::days(1);
    auto added = measures_.add(tx, who,
                               measure_from(*card, person_id(people, owner_name(card->owner, *organisation)),
                                            places_for(tx, who.organisation, card->places), start, who.language));
    if (!added) return std::unexpected(added.error());
    ++made;
  }
  tx.commit();
  return made;
}

Result<org::Organisation> Setup::organisation(const auth::Actor& who) {
  db::Transaction tx = database_.read();
  auto found = org::find(tx, who.organisation);
  if (!found) return fail(FaultKind::kNotFound, "org.not_found");
  return *found;
}

Result<org::Organisation> Setup::save(const auth::Actor& who, const org::Organisation& before,
                                      org::Organisation after) {
  if (auto ok = org::check(after); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  if (!org::update(tx, after)) return fail(FaultKind::kConflict, "org.changed");
  ++after.version;
  trail_.add(tx, who.author(),
             {"organisation.change", "organisation", after.id.text, after.name,
              trail::changes_between(json::encode(before).as_object(), json::encode(after).as_object()),
              state_of(after), state_of(before)},
             clock_.now());
  tx.commit();
  return after;
}

std::map<std::string, trail::StateReader> Setup::state_readers() const {
  return {{"organisation",
           [](db::Transaction& tx, const OrganisationId& organisation) {
             std::map<std::string, std::string> states;
             if (const auto found = org::find(tx, organisation)) states[organisation.text] = state_of(*found);
             return states;
           }},
          {kListed, &listed_states}};
}

Result<org::Organisation> Setup::change_organisation(const auth::Actor& who, org::Organisation input) {
  if (auto ok = auth::require(who, "org.edit"); !ok) return std::unexpected(ok.error());
  const auto before = organisation(who);
  if (!before) return before;
  if (input.version < 0) input.version = before->version;  // "whatever is there"
  input.id = before->id;                                   // what a form may not change
  input.demo = before->demo;
  input.set_up = before->set_up;
  input.combined_roles_reason = input.people < org::kSmallOrganisation ? before->combined_roles_reason : "";
  return save(who, *before, std::move(input));
}

Result<org::Organisation> Setup::combine_roles(const auth::Actor& who, const std::string& reason, std::int64_t seen) {
  if (auto ok = auth::require(who, "account.edit"); !ok) return std::unexpected(ok.error());
  const auto before = organisation(who);
  if (!before) return before;
  if (!reason.empty() && before->people >= org::kSmallOrganisation) {
    return invalid("org.combined_too_large", "reason");
  }
  org::Organisation after = *before;
  if (seen >= 0) after.version = seen;
  after.combined_roles_reason = reason;
  return save(who, *before, std::move(after));
}

}  // namespace waarborg::setup
