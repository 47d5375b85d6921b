// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <set>
#include <tuple>

#include "base/json.h"
#include "base/json_encode.h"
#include "features/auth/auth.h"
#include "features/auth/member_views.h"
#include "features/auth/queries.h"
#include "features/auth/ties_held.h"
#include "features/trail/search.h"
#include "features/trail/stage_hold.h"

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

constexpr const char* kTied = "account.person";
constexpr const char* kLeft = "account.remove";
constexpr std::int64_t kAtOnce = 500;

std::string tied_to(const trail::Entry& entry) {
  for (trail::Change& change : trail::changes_of(entry)) {
    if (change.field == "person") return std::move(change.after);
  }
  return {};
}

void each_entry(db::Transaction& tx, const OrganisationId& organisation, const char* action,
                const std::function<void(const trail::Entry&)>& read) {
  for (std::int64_t before = -1;;) {
    const auto page = trail::find(tx, organisation, {.action = action}, before, kAtOnce);
    for (const trail::Entry& entry : page) read(entry);
    if (std::ssize(page) < kAtOnce) return;
    before = page.back().sequence;
  }
}

}  // namespace

std::string person_of(db::Transaction& tx, const OrganisationId& organisation, const AccountId& account) {
  if (auto found = tx.row<Tie>(sql::kMembershipPerson, organisation, account)) return std::move(found->person);
  return last_person_of(tx, organisation, account);
}

std::string last_person_of(db::Transaction& tx, const OrganisationId& organisation, const AccountId& account) {
  if (account.text.empty()) return {};
  const auto last = trail::find(tx, organisation, {.subject = account.text, .action = kTied}, -1, 1);
  return last.empty() ? std::string() : tied_to(last.front());
}

void hold_ties(const trail::Trail& trail, db::Transaction& tx, const OrganisationId& organisation,
               std::initializer_list<AccountId> accounts) {
  const auto members = Accounts::states(tx, organisation);
  trail.hold(tx, organisation, "account", members);
  for (const AccountId& account : accounts) {
    if (account.text.empty() || members.contains(account.text)) continue;
    for (const trail::Entry& last : trail::find(tx, organisation, {.subject = account.text, .action = kTied}, -1, 1)) {
      if (!trail.holds(tx, organisation, last)) {
        trail::refuse_record(organisation, "account", account.text, "an entry of who left is not in the log");
      }
    }
  }
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

std::string name_of(db::Transaction& tx, const AccountId& account) {
  const auto found = tx.row<Named>(sql::kAccountName, account);
  return found ? found->name : std::string();
}

std::map<std::string, Former> former_accounts(db::Transaction& tx, const OrganisationId& organisation) {
  std::set<std::string> left;
  each_entry(tx, organisation, kLeft, [&](const trail::Entry& entry) { left.insert(entry.subject); });
  if (left.empty()) return {};
  for (const auto& [account, name] : names_of_accounts(tx, organisation)) left.erase(account);
  std::map<std::string, Former> out;
  const std::string ids = json::print(json::encode(std::vector<std::string>(left.begin(), left.end())));
  for (auto& one : tx.rows<Named>(sql::kAccountNames, ids)) out[one.account].name = std::move(one.name);
  std::set<std::string> said;  // the newest entry tells
  each_entry(tx, organisation, kTied, [&](const trail::Entry& entry) {
    const auto former = out.find(entry.subject);
    if (former != out.end() && said.insert(entry.subject).second) former->second.person = tied_to(entry);
  });
  return out;
}

Person party(db::Transaction& tx, const OrganisationId& organisation, const std::string& account,
             const std::string& name) {
  Person out{account, name, person_of(tx, organisation, AccountId{account})};
  // Of someone who left nobody says any more who else of that name is not him.
  if (!out.person.empty() && !signs_in(tx, organisation, out.person)) out.account.clear();
  return out;
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
