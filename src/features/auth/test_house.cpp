// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/test_house.h"

#include <stdexcept>
#include <utility>

namespace waarborg::auth {

House::House(const std::string& kind, Settings settings)
    : world(kind), accounts(world.database, world.trail, world.clock, std::move(settings)) {
  add_routes(api, accounts);
  for (const char* right : {"measure.read", "measure.edit", "account.edit", "evidence.add"}) {
    const std::string name = right;
    api.get<Nothing>({"/api/v1/probe/" + name, "probe_" + name, "Probe", name},
                     [](Call&) -> Result<Nothing> { return Nothing{}; });
    api.post<Nothing, Nothing>({"/api/v1/probe/" + name, "probe_post_" + name, "Probe", name},
                               [](Call&, Nothing) -> Result<Nothing> { return Nothing{}; });
  }
  api.post<Nothing, Nothing>({"/api/v1/evidence/import", "evidence_import", "Import", "evidence.add"},
                             [this](Call& call, Nothing) -> Result<Nothing> {
                               last_importer = call.actor;
                               return Nothing{};
                             });
}

Settings House::cheap() {
  Settings settings;
  settings.seal_key = std::string(32, 'k');
  settings.cost = crypto::kCheapForTests;
  return settings;
}

AccountId House::person(const std::string& login, const OrganisationId& organisation, const Roles& roles,
                        std::optional<Day> until) {
  const auto id = accounts.create_account(login, "Naam van " + login, kPassword, false);
  if (!id) throw std::runtime_error(id.error().what.key);
  if (organisation) {
    auto tx = world.database.write();
    accounts.add_membership(tx, system_actor(organisation), *id, roles, until);
    tx.commit();
  }
  return *id;
}

std::vector<trail::Entry> House::entries(const OrganisationId& organisation) {
  auto tx = world.database.read();
  return world.trail.range(tx, organisation, 0, 1000);
}

std::vector<std::string> House::actions(const OrganisationId& organisation) {
  std::vector<std::string> out;
  for (const auto& entry : entries(organisation)) out.push_back(entry.action);
  return out;
}

}  // namespace waarborg::auth
