// SPDX-License-Identifier: EUPL-1.2
//
// A small world for the tests of every feature: an empty database with all migrations, a clock that stands still, a
// trail with a key of its own, two organisations and three people.
//
//   testing::World world(kind);                            // "sqlite" or "postgres"; see testing::databases()
//   add_routes(world.api, service);
//   auto answer = world.ask(http::Method::kGet, "/api/v1/measures?limit=5", "alice");
//   INSTANTIATE_TEST_SUITE_P(EachDatabase, MeasureStore, ::testing::ValuesIn(waarborg::testing::databases()));
#pragma once

#include "app/migrations.h"
#include "features/auth/actor.h"
#include "features/auth/api.h"
#include "features/auth/queries.h"
#include "features/auth/testing_database.h"
#include "features/org/org.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/db/db.h"
#include "platform/http/target.h"

namespace waarborg::testing {

struct World;

/// Admits by the header x-test-actor (alice, bob, charlie), with the rights of that person's roles.
struct TestGate final : auth::Gate {
  explicit TestGate(World& of) : world(of) {}
  std::expected<auth::Actor, http::Response> admit(const http::Request& request, const auth::Route& route) override;
  World& world;
};

struct World {
  explicit World(const std::string& kind = "sqlite") : scratch(kind, app::all_migrations()) {
    north = add_organisation("Huisartsenpraktijk Noord", 25);
    south = add_organisation("Zorggroep Zuid", 400);
    alice = add_actor("alice", "Alice de Vries", north, {"security_officer"});
    bob = add_actor("bob", "Bob Jansen", north, {"contributor"});
    charlie = add_actor("charlie", "Charlie Bakker", south, {"security_officer"});
  }

  OrganisationId add_organisation(const std::string& name, std::int64_t people) {
    org::Organisation organisation;
    organisation.id = {crypto::new_id(clock.now())};
    organisation.name = name;
    organisation.sub_sector = "gp_practice";
    organisation.people = people;
    auto tx = database.write();
    org::insert(tx, organisation, clock.now());
    tx.commit();
    return organisation.id;
  }
  /// An account (without a usable password) with a membership, and its actor.
  auth::Actor add_actor(const std::string& login, const std::string& name, const OrganisationId& organisation,
                        const std::vector<std::string>& roles) {
    auth::Actor actor;
    actor.account = {crypto::new_id(clock.now())};
    actor.name = name;
    actor.organisation = organisation;
    actor.roles = roles;
    actor.rights = auth::rights_of(roles);
    std::string text;
    for (const auto& role : roles) text += (text.empty() ? "" : " ") + role;
    auto tx = database.write();
    tx.execute(auth::sql::kAccountInsert, actor.account, login, name, "nl", "", false, clock.now());
    tx.execute(auth::sql::kMembershipInsert, organisation, actor.account, text, std::optional<Day>{});
    tx.commit();
    return actor;
  }
  /// Sends a request through router and gate as this person; an empty name is nobody. Without if-match: "*".
  http::Response ask(http::Method method, const std::string& target, const std::string& who,
                     const std::string& body = {}, const std::vector<http::Header>& headers = {}) {
    http::Request request{.method = method, .target = target, .headers = headers, .body = body, .remote = "127.0.0.1"};
    auto parsed = http::parse_target(target).value_or(http::Target{});
    request.path = std::move(parsed.path);
    request.query = std::move(parsed.query);
    request.id = "0123456789abcdef";
    if (!who.empty()) request.headers.push_back({"x-test-actor", who});
    // What a test does not say of versions, it does not care about.
    if (request.header("if-match").empty()) request.headers.push_back({"if-match", "*"});
    return router.handle(std::move(request));
  }

  ScratchDatabase scratch;
  db::Database& database = scratch.database();
  ManualClock clock{parse_moment("2026-03-02T09:00:00Z").value_or(Moment{})};
  trail::Trail trail{crypto::SigningKey::create(), "waarborg/test"};
  OrganisationId north;
  OrganisationId south;
  auth::Actor alice;    ///< security_officer of north.
  auth::Actor bob;      ///< contributor of north.
  auth::Actor charlie;  ///< security_officer of south: must find nothing of north.
  TestGate gate{*this};
  http::Router router;
  auth::Api api{router, gate};
};

inline std::expected<auth::Actor, http::Response> TestGate::admit(const http::Request& request,
                                                                  const auth::Route& route) {
  const std::string_view who = request.header("x-test-actor");
  const auth::Actor* actor = who == "alice" ? &world.alice : who == "bob" ? &world.bob : nullptr;
  if (who == "charlie") actor = &world.charlie;
  if (actor == nullptr) {
    if (route.anonymous) return auth::Actor{};
    return std::unexpected(auth::problem(request, 401, Message{"auth.session.required", {}}));
  }
  if (!route.right.empty() && !actor->may(route.right)) {
    return std::unexpected(auth::problem(request, 403, Message{"auth.forbidden", {}}));
  }
  return *actor;
}

}  // namespace waarborg::testing
