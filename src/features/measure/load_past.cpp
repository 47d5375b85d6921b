// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/load_past.h"

#include <algorithm>
#include <functional>
#include <map>

namespace waarborg::measure {
namespace {

constexpr std::int64_t kAtOnce = 500;

/// Above this, asking the log about each place takes longer than reading what it says of all.
constexpr std::size_t kManyPlaces = 200;

/// Entries that the filter names, newest first, as long as `wanted` says so.
void each_entry(db::Transaction& tx, const OrganisationId& organisation, const trail::Trail& trail,
                const trail::Filter& filter, const std::function<bool(const trail::Entry&, Moment)>& wanted) {
  std::int64_t before = -1;
  for (;;) {
    const auto page = trail.page(tx, organisation, filter, before, kAtOnce);
    for (const trail::Entry& entry : page) {
      if (!wanted(entry, parse_moment(entry.at).value_or(Moment{}))) return;
    }
    if (std::ssize(page) < kAtOnce) return;
    before = page.back().sequence;
  }
}

std::string id_in(const std::string& place) { return place.substr(place.find(':') + 1); }

void take_back(LoadTerms& terms, const PastTerms::Changed& change) {
  if (change.field == "criticality") {
    terms.weights[change.place] = weight_of(change.before);
    return;
  }
  const std::string system = id_in(change.place);
  std::erase_if(terms.delivered_by, [&](const auto& one) { return one.second == system; });
  if (!change.before.empty()) terms.delivered_by.emplace(change.before, system);
}

}  // namespace

double weight_of(const std::string& criticality) {
  if (criticality == "vital") return 8;
  if (criticality == "high") return 4;
  return criticality == "medium" ? 2 : 1;
}

PastTerms past_terms(db::Transaction& tx, const OrganisationId& organisation, const trail::Trail& trail, Moment since,
                     const std::set<std::string>* places) {
  PastTerms out;
  const auto read = [&](const trail::Entry& entry, Moment at) {
    if (at <= since) return false;
    for (trail::Change& change : trail::changes_of(entry)) {
      const bool delivers = change.field == "supplier" && entry.subject_kind == "system";
      if (change.field != "criticality" && !delivers) continue;
      out.places.push_back({at, entry.subject_kind + ":" + entry.subject, change.field, std::move(change.before)});
    }
    return true;
  };
  if (places == nullptr || places->size() > kManyPlaces) {
    each_entry(tx, organisation, trail, {.subject = "", .actor = "", .action = "record"}, read);
  } else {
    for (const std::string& place : *places) {
      each_entry(tx, organisation, trail, {.subject = id_in(place), .actor = "", .action = "record"}, read);
    }
    std::ranges::stable_sort(out.places, std::ranges::greater{}, &PastTerms::Changed::at);
  }
  for (const char* action : {"account.person", "account.remove"}) {
    each_entry(tx, organisation, trail, {.subject = "", .actor = "", .action = action},
               [&](const trail::Entry& entry, Moment at) {
                 PastTerms::Tied tied{at, entry.subject, "", "", entry.action == "account.remove"};
                 for (const trail::Change& change : trail::changes_of(entry)) {
                   if (change.field == "person") tied = {at, entry.subject, change.before, change.after, false};
                 }
                 out.accounts.push_back(std::move(tied));
                 return true;
               });
  }
  std::ranges::reverse(out.accounts);
  std::ranges::stable_sort(out.accounts, {}, &PastTerms::Tied::at);
  return out;
}

LoadTerms terms_of(const LoadTerms& all, const std::set<std::string>& places) {
  LoadTerms out{{}, all.person_of_account, all.name_of_account, all.signing_in, {}};
  for (const std::string& place : places) {
    if (const auto weight = all.weights.find(place); weight != all.weights.end()) out.weights.insert(*weight);
  }
  for (const auto& [supplier, system] : all.delivered_by) {
    if (places.contains("system:" + system)) out.delivered_by.emplace(supplier, system);
  }
  return out;
}

LoadTerms terms_at(const LoadTerms& now, const PastTerms& past, Moment known_at) {
  LoadTerms out = now;
  for (const PastTerms::Changed& change : past.places) {
    if (change.at <= known_at) break;
    take_back(out, change);
  }
  struct Then {
    std::string person;
    bool left = false;
  };
  std::map<std::string, Then> then;  // the accounts that were ever tied or left
  for (const PastTerms::Tied& tied : past.accounts) {
    const auto at = then.try_emplace(tied.account, Then{tied.before}).first;
    if (tied.at > known_at) continue;
    at->second.left = tied.left;
    if (!tied.left) at->second.person = tied.after;  // leaving makes nobody somebody else
  }
  for (const auto& [account, one] : then) {
    if (one.person.empty()) {
      out.person_of_account.erase(account);
    } else {
      out.person_of_account[account] = one.person;
    }
  }
  out.signing_in.clear();
  for (const auto& [account, person] : out.person_of_account) {
    const auto known = then.find(account);
    if (known == then.end() || !known->second.left) out.signing_in.insert(person);
  }
  return out;
}

}  // namespace waarborg::measure
