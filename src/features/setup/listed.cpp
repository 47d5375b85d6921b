// SPDX-License-Identifier: EUPL-1.2
#include "features/setup/listed.h"

#include <algorithm>

#include "features/setup/setup.h"

namespace waarborg::setup {
namespace {

constexpr const char* kEnter = "organisation.enter";
constexpr const char* kBegin = "organisation.list_begin";

/// Only that it is there: what it is called and who answers for it stand in its own log.
std::string state_of(const OrganisationId& id) { return json::canonical(json::Object{{"organisation", id.text}}); }

}  // namespace

std::map<std::string, std::string> listed_states(db::Transaction& tx, const OrganisationId& organisation) {
  std::map<std::string, std::string> states;
  if (organisation != trail::kInstallation) return states;
  for (const auto& one : org::all(tx)) states[one.id.text] = state_of(one.id);
  return states;
}

trail::NewEntry listing(const org::Organisation& organisation) {
  return {kEnter, kListed, organisation.id.text, organisation.name, {}, state_of(organisation.id), ""};
}

void Setup::begin_list() {
  {
    db::Transaction tx = database_.read();
    if (!trail_.may_begin(tx, kBegin)) return;
  }
  db::Transaction tx = database_.write();
  if (!trail_.begin(tx, kBegin, clock_.now())) return;
  // Those that were made since a begin that failed are entered already.
  const auto entered = listed(tx);
  std::vector<trail::NewEntry> entries;
  for (const auto& organisation : org::all(tx)) {
    if (std::ranges::find(entered, organisation.id) == entered.end()) entries.push_back(listing(organisation));
  }
  trail_.add_all(tx, {trail::kInstallation, "system", "Waarborg"}, entries, clock_.now());
  tx.commit();
}

std::vector<OrganisationId> Setup::listed(db::Transaction& tx) const {
  std::vector<OrganisationId> out;
  for (const trail::Entry& entry : trail_.of_action(tx, trail::kInstallation, kEnter)) {
    out.push_back(OrganisationId{entry.subject});
  }
  return out;
}

}  // namespace waarborg::setup
