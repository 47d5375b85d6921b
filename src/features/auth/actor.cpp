// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/actor.h"

#include <map>

namespace waarborg::auth {
namespace {

using Rights = std::set<std::string, std::less<>>;

Rights reading() {
  return {"record.read", "catalog.read", "applicability.read", "measure.read", "evidence.read",
          "task.read",   "report.read",  "trail.read",         "scan.read"};
}

Rights plus(Rights base, std::initializer_list<const char*> more) {
  for (const char* right : more) base.insert(right);
  return base;
}

const std::map<std::string, Rights>& table() {
  static const std::map<std::string, Rights> kTable = {
      // Accounts and settings; no content (NEN 7510-2 5.3).
      {"administrator", {"org.edit", "account.edit"}},
      {"security_officer",
       plus(reading(), {"setup.run", "org.edit", "record.edit", "catalog.edit", "applicability.decide",
                        "applicability.approve", "measure.edit", "evidence.add", "evidence.review", "task.perform",
                        "override.propose", "override.confirm", "scan.run"})},
      {"owner", plus(reading(), {"measure.edit", "evidence.add", "task.perform", "override.propose", "scan.run"})},
      {"contributor", plus(reading(), {"evidence.add", "task.perform"})},
      {"reviewer", plus(reading(), {"evidence.review", "applicability.approve", "override.confirm"})},
      {"board", plus(reading(), {"applicability.approve", "override.confirm"})},
      {"auditor", reading()},
  };
  return kTable;
}

}  // namespace

const std::vector<std::string>& all_roles() {
  static const std::vector<std::string> kAll = {"administrator", "security_officer", "owner", "contributor", "reviewer",
                                                "board",         "auditor"};
  return kAll;
}

Rights rights_of(const std::vector<std::string>& roles) {
  Rights rights;
  for (const std::string& role : roles) {
    if (const auto found = table().find(role); found != table().end()) {
      rights.insert(found->second.begin(), found->second.end());
    }
  }
  return rights;
}

Actor system_actor(const OrganisationId& organisation, std::string name) {
  Actor actor{AccountId{"system"}, std::move(name), organisation, all_roles(), {}, Language::kNl, {}};
  actor.rights = rights_of(all_roles());
  return actor;
}

Result<void> require(const Actor& actor, std::string_view right) {
  if (actor.may(right)) return {};
  return fail(FaultKind::kForbidden, "auth.forbidden", std::string(right));
}

}  // namespace waarborg::auth
