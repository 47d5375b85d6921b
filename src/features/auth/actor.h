// SPDX-License-Identifier: EUPL-1.2
//
// Who asks: an account, in one organisation, with the rights of its roles. Every service takes an Actor first.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/phrasebook.h"
#include "features/trail/trail.h"

namespace waarborg::auth {

/// Roles: administrator security_officer owner contributor reviewer board auditor.
const std::vector<std::string>& all_roles();

/// Rights of a role, such as "measure.edit". Deny by default: a right in no role is held by nobody.
///   org.edit setup.run account.edit
///   record.read record.edit catalog.read catalog.edit applicability.read applicability.decide applicability.approve
///   measure.read measure.edit evidence.read evidence.add evidence.review task.read task.perform
///   override.propose override.confirm report.read trail.read
std::set<std::string, std::less<>> rights_of(const std::vector<std::string>& roles);

struct Actor {
  AccountId account;
  std::string name;
  OrganisationId organisation;
  std::vector<std::string> roles;
  std::set<std::string, std::less<>> rights;
  Language language = Language::kNl;
  std::string collector;  ///< Id of the push token when a tool, not a person, asks.

  bool may(std::string_view right) const { return rights.contains(right); }
  trail::Author author() const {
    return {organisation, collector.empty() ? account.text : "collector:" + collector, name};
  }
};

/// The program itself, with every right in one organisation: scheduler, demo, command line.
Actor system_actor(const OrganisationId& organisation, std::string name = "Waarborg");

/// kForbidden `auth.forbidden` unless the actor has the right.
Result<void> require(const Actor& actor, std::string_view right);

}  // namespace waarborg::auth
