// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/own_name.h"

#include <algorithm>

#include "base/names.h"
#include "base/text.h"
#include "features/auth/auth.h"
#include "features/auth/queries.h"
#include "features/auth/session_views.h"
#include "features/auth/store.h"

namespace waarborg::auth {
namespace {

bool is_anothers(const std::map<std::string, std::string>& names, const std::string& own, const std::string& name) {
  const std::string folded = folded_name(name);
  return std::ranges::any_of(names,
                             [&](const auto& one) { return one.first != own && folded_name(one.second) == folded; });
}

}  // namespace

bool is_nobodys(const std::string& name, const std::string& login) {
  const std::string folded = folded_name(name);
  // A login of letters alone can be all of somebody's name.
  const bool is_login = login.find_first_of("@.0123456789") != std::string::npos && folded == folded_name(login);
  return is_login || folded == "beheerder" || folded == "administrator" || folded == "admin";
}

Result<void> check_own_name(const std::string& name, const std::string& login) {
  if (auto fits = check_name(name); !fits) return fits;
  if (is_nobodys(name, login)) return invalid("auth.name.nobodys", "name");
  return {};
}

Result<void> check_free(const std::string& name, const std::string& account, const std::string& person,
                        const NamesInUse& in_use) {
  if (is_anothers(in_use.accounts, account, name)) return fail(FaultKind::kConflict, "auth.name.taken", "name");
  if (is_anothers(in_use.people, person, name)) return fail(FaultKind::kConflict, "auth.name.in_register", "name");
  return {};
}

Result<void> check_leaves(const std::string& now, const std::string& login, const std::string& person) {
  if (person.empty() && !is_nobodys(now, login)) return fail(FaultKind::kConflict, "auth.name.untied", "name");
  return {};
}

NamesInUse Accounts::names_in_use(db::Transaction& tx, const OrganisationId& organisation) const {
  NamesInUse out{names_of_accounts(tx, organisation), names(tx, organisation)};
  for (auto& [id, former] : former_accounts(tx, organisation)) out.accounts[id] = std::move(former.name);
  return out;
}

Result<Session> Accounts::set_name(Call& call, const std::string& given) {
  auto found = live(call, {SessionState::kReady});
  if (!found) return std::unexpected(found.error());
  const std::string name(trimmed(given));
  if (auto fits = check_own_name(name, found->login); !fits) return std::unexpected(fits.error());
  auto tx = database_.write();
  std::string sign_in = sign_in_state(tx, found->account);
  const auto account = load_account(tx, found->account);
  if (!account) return fail(FaultKind::kForbidden, "auth.session.required");
  std::vector<OrganisationId> logs;
  // Also where the membership has ended: it can be lengthened, and the name is in what was done there.
  for (const auto& own : organisations_of(tx, account->id, Day{})) logs.push_back(own.id);
  std::ranges::sort(logs, {}, &OrganisationId::text);  // in one order: they are held until the end
  // Other capitals or an accent make nobody another.
  const bool is_other = folded_name(name) != folded_name(account->name);
  for (const OrganisationId& organisation : logs) {
    const std::string person = person_of(tx, organisation, account->id);
    auto fits = check_free(name, account->id.text, person, names_in_use(tx, organisation));
    if (fits) fits = check_leaves(account->name, account->login, person);
    if (is_other && !fits) return std::unexpected(fits.error());
  }
  if (name != account->name) {
    tx.execute(sql::kAccountSetName, name, account->id);
    keep_sign_in(tx, account->id, std::move(sign_in));
    if (logs.empty()) logs.emplace_back();  // the log of the installation
    for (const OrganisationId& organisation : logs) {
      note(tx, {organisation, account->id.text, account->name}, "account.name", account->id, account->login,
           {{"name", account->name, name}});
    }
    found->name = name;
  }
  Session out = view(tx, *found);
  tx.commit();
  return out;
}

}  // namespace waarborg::auth
