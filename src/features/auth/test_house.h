// SPDX-License-Identifier: EUPL-1.2
//
// For the tests of auth: an installation with real accounts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/auth/auth.h"
#include "features/auth/testing.h"

namespace waarborg::auth {

/// Of every account in these tests.
inline constexpr const char* kPassword = "vier gele fietsen in de regen";

/// World with the real gate in place of the header, and routes to try it on: /api/v1/probe/<right> and the one of push
/// tokens.
struct House {
  explicit House(const std::string& kind = "sqlite", Settings settings = cheap());

  /// Settings with the cheapest hash of passwords there is.
  static Settings cheap();
  /// An account with a password and these roles in an organisation.
  AccountId person(const std::string& login, const OrganisationId& organisation, const Roles& roles,
                   std::optional<Day> until = {});
  /// The log of an organisation.
  std::vector<trail::Entry> entries(const OrganisationId& organisation);
  std::vector<std::string> actions(const OrganisationId& organisation);

  testing::World world;
  Accounts accounts;
  http::Router router;
  Api api{router, accounts};
  std::optional<Actor> last_importer;  ///< Who handed in evidence last.
};

}  // namespace waarborg::auth
