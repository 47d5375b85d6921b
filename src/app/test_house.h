// SPDX-License-Identifier: EUPL-1.2
//
// For tests of what only exists when everything is connected: a whole installation on either database, with a clock
// that the test moves and people who sign in with a header.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "app/installation.h"
#include "app/migrations.h"
#include "features/auth/testing_database.h"
#include "platform/crypto/crypto.h"
#include "platform/http/target.h"

namespace waarborg::app::testing {

inline Day day(const char* text) { return parse_day(text).value(); }

struct House {
  explicit House(const std::string& kind, const char* now = "2026-03-02T09:00:00Z")
      : clock(parse_moment(now).value()), scratch(kind, all_migrations()) {
    options.data = std::filesystem::temp_directory_path() / ("waarborg-house-" + crypto::random_token(9));
    options.database = scratch.where();
    options.workers = 1;
    options.password_cost = crypto::kCheapForTests;
    if (!init(options)) throw std::runtime_error("init");
    auto opened = Installation::open(options, clock, false);
    if (!opened) throw std::runtime_error(opened.error().what.key);
    installation = std::move(*opened);
    installation->assessments.check_following(true);
    installation->add_routes(api);
    founder =
        installation->accounts.create_account("alice", "Alice de Vries", "een lang wachtwoord 8361", true).value();
  }
  ~House() {
    installation.reset();
    std::error_code ignored;
    std::filesystem::remove_all(options.data, ignored);
  }

  /// An organisation, set up by Alice, who is its security officer; she becomes the actor "alice".
  OrganisationId start(const std::string& sub_sector = "gp_practice", std::int64_t people = 12,
                       std::vector<setup::SiteInput> sites = {{"Locatie Noord", "Utrecht"}}) {
    setup::SetupInput input;
    input.name = "Huisartsenpraktijk Noord";
    input.sub_sector = sub_sector;
    input.people = people;
    input.board_member = "Berend Bos";
    input.security_officer = "Alice de Vries";
    input.health_information = "Hanna Huisman";
    input.sites = std::move(sites);
    const auto made = installation->setup.create(founder, "Alice de Vries", input, false);
    if (!made) throw std::runtime_error(made.error().what.key + " " + made.error().where);
    organisation = made->id;
    actors["alice"] = actor(founder, "Alice de Vries", {"administrator", "security_officer"});
    return organisation;
  }
  auth::Actor actor(const AccountId& account, const std::string& name, const auth::Roles& roles) const {
    auth::Actor who;
    who.account = account;
    who.name = name;
    who.organisation = organisation;
    who.roles = roles;
    who.rights = auth::rights_of(roles);
    return who;
  }
  /// A colleague with an account, who may be tied to a person in the register.
  auth::Actor& join(const std::string& login, const std::string& name, const auth::Roles& roles,
                    const std::string& person = {}) {
    const auto account = installation->accounts.create_account(login, name, "een lang wachtwoord 8361", false).value();
    db::Transaction tx = installation->database.write();
    const auth::Actor system = auth::system_actor(organisation);
    installation->accounts.add_membership(tx, system, account, roles);
    if (!person.empty()) installation->accounts.tie(tx, system, account, person);
    tx.commit();
    return actors[login] = actor(account, name, roles);
  }
  /// Id of the person of that name in the register; made when there is none.
  std::string person(const std::string& name) {
    const record::Register& people = *record::find_register("person");
    {
      db::Transaction tx = installation->database.read();
      for (const auto& row : installation->records.all(tx, organisation, people)) {
        if (row.text("name") == name) return row.id;
      }
    }
    return record_id("person", name);
  }
  std::string record_id(const char* reg, const std::string& name, json::Object more = {}) {
    more["name"] = name;
    auto made = installation->records.create(actors.at("alice"), *record::find_register(reg), more);
    if (!made) throw std::runtime_error(made.error().what.key + " " + made.error().where);
    return std::string(made->at("id").as_string());
  }
  http::Response ask(http::Method method, const std::string& target, const std::string& who,
                     const std::string& body = {}, const std::vector<http::Header>& headers = {}) {
    http::Request request{.method = method, .target = target, .headers = headers, .body = body, .remote = "127.0.0.1"};
    auto parsed = http::parse_target(target).value_or(http::Target{});
    request.path = std::move(parsed.path);
    request.query = std::move(parsed.query);
    request.id = "0123456789abcdef";
    request.headers.push_back({"x-test-actor", who});
    // What a test does not say of versions, it does not care about.
    if (request.header("if-match").empty()) request.headers.push_back({"if-match", "*"});
    return router.handle(std::move(request));
  }
  json::Value get(const std::string& target, const std::string& who = "alice") {
    const auto answer = ask(http::Method::kGet, target, who);
    EXPECT_EQ(answer.status, 200) << target << " " << answer.body;
    return json::parse(answer.body).value_or(json::Value{});
  }
  bool verifies() { return installation->verify(organisation).problems.empty(); }
  void to(const char* moment) { clock.set(parse_moment(moment).value()); }

  /// Admits whoever the header names.
  struct HeaderGate final : auth::Gate {
    explicit HeaderGate(House& of) : house(of) {}
    std::expected<auth::Actor, http::Response> admit(const http::Request& request, const auth::Route& route) override {
      const auto found = house.actors.find(std::string(request.header("x-test-actor")));
      if (found == house.actors.end()) {
        return std::unexpected(auth::problem(request, 401, Message{"auth.session.required", {}}));
      }
      if (!route.right.empty() && !found->second.may(route.right)) {
        return std::unexpected(auth::problem(request, 403, Message{"auth.forbidden", {}}));
      }
      return found->second;
    }
    House& house;
  };

  ManualClock clock;
  waarborg::testing::ScratchDatabase scratch;
  Options options;
  std::unique_ptr<Installation> installation;
  AccountId founder;
  OrganisationId organisation;
  std::map<std::string, auth::Actor> actors;
  HeaderGate gate{*this};
  http::Router router;
  auth::Api api{router, gate};
};

}  // namespace waarborg::app::testing
