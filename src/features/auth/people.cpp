// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <tuple>

#include "features/auth/auth.h"
#include "features/auth/member_views.h"
#include "features/auth/queries.h"

namespace waarborg::auth {
namespace {

struct Tie {
  std::string account;
  std::string person;
};
BOOST_DESCRIBE_STRUCT(Tie, (), (account, person))

struct Named {
  std::string account;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Named, (), (account, name))

}  // namespace

std::string person_of(db::Transaction& tx, const OrganisationId& organisation, const AccountId& account) {
  const auto found = tx.row<Tie>(sql::kMembershipPerson, organisation, account);
  return found ? found->person : std::string();
}

std::map<std::string, std::string> people_of_accounts(db::Transaction& tx, const OrganisationId& organisation) {
  std::map<std::string, std::string> out;
  for (auto& tie : tx.rows<Tie>(sql::kMembershipPeople, organisation)) out[tie.account] = std::move(tie.person);
  return out;
}

bool signs_in(db::Transaction& tx, const OrganisationId& organisation, const std::string& person) {
  const auto tied = people_of_accounts(tx, organisation);
  return !person.empty() && std::ranges::any_of(tied, [&](const auto& tie) { return tie.second == person; });
}

std::map<std::string, std::string> names_of_accounts(db::Transaction& tx, const OrganisationId& organisation) {
  std::map<std::string, std::string> out;
  for (auto& one : tx.rows<Named>(sql::kMembershipNames, organisation)) out[one.account] = std::move(one.name);
  return out;
}

std::string name_of(db::Transaction& tx, const OrganisationId& organisation, const AccountId& account) {
  const auto found = tx.row<Named>(sql::kMembershipName, organisation, account);
  return found ? found->name : std::string();
}

std::map<std::string, std::string> Accounts::names(db::Transaction& tx, const OrganisationId& organisation) const {
  return people_ ? people_(tx, organisation) : std::map<std::string, std::string>{};
}

Result<void> Accounts::check_person(db::Transaction& tx, const OrganisationId& organisation,
                                    const std::string& person) const {
  if (person.empty()) return {};
  if (!names(tx, organisation).contains(person)) return invalid("auth.person.unknown", "person");
  return {};
}

Result<Items<PersonChoice>> Accounts::people(const Actor& actor) {
  if (auto may = require(actor, "account.edit"); !may) return std::unexpected(may.error());
  Items<PersonChoice> out;
  auto tx = database_.read();
  for (auto& [id, name] : names(tx, actor.organisation)) out.items.push_back({id, name});
  std::ranges::sort(out.items, {}, [](const PersonChoice& choice) { return std::tie(choice.name, choice.id); });
  return out;
}

}  // namespace waarborg::auth
