// SPDX-License-Identifier: EUPL-1.2
//
// For tests of the whole program: an installation with two organisations, people with real sessions, and one record of
// every kind in the organisation of Alice. What she writes holds the word kSecret, so that it is recognised anywhere.
#pragma once

#include <gtest/gtest.h>

#include "app/server.h"
#include "features/auth/testing.h"
#include "platform/crypto/test_folder.h"

namespace waarborg::app {

inline constexpr const char* kSecret = "AliceGeheim";
inline constexpr const char* kTownPassword = "vier gele fietsen in de regen";

inline constexpr const char* kPerform =
    R"({"performed_on":"2026-12-14","outcome":"effective","note":"Gedaan","evidence":[],"deviation":null})";
inline constexpr const char* kOverride =
    R"({"aspect":"design","place_kind":"","place_id":"","value":"shown","reason":"r","until":"2027-03-01"})";

/// A framework with one requirement, and how it relates to one of ours.
inline constexpr const char* kLibrary =
    "urn: urn:test:risk:library:demo\nref_id: Demo\nlocale: en\nname: Demo norm\nversion: 1\ncopyright: Example\n"
    "provider: Example\nobjects:\n  framework:\n    urn: urn:test:risk:framework:demo\n    ref_id: DEMO\n"
    "    name: Demo norm\n    requirement_nodes:\n"
    "    - {urn: 'urn:test:risk:req_node:demo:1', assessable: true, depth: 1, ref_id: '1', name: One}\n";
inline constexpr const char* kMappings =
    "urn: urn:test:risk:library:map\nref_id: map\nlocale: en\nname: Map\nversion: 1\nobjects:\n"
    "  requirement_mapping_set:\n    urn: urn:test:risk:requirement_mapping_set:map\n    ref_id: map\n    name: Map\n"
    "    source_framework_urn: urn:test:risk:framework:demo\n"
    "    target_framework_urn: urn:waarborg:framework:nen7510-2024\n    requirement_mappings:\n"
    "    - {source_requirement_urn: 'urn:test:risk:req_node:demo:1', relationship: subset,"
    " target_requirement_urn: 'urn:waarborg:framework:nen7510-2024:5.15'}\n";

inline constexpr const char* kColumns =
    R"({"name":"Lijst AliceGeheim","settings":[{"name":"result","value":"uitkomst"}]})";
inline constexpr const char* kColumnsOther =
    R"({"name":"Andere lijst","settings":[{"name":"result","value":"uitkomst"}]})";

/// A measure with a weekly task and a sample.
inline std::string measure_named(const std::string& title) {
  return R"({"title":")" + title +
         R"(","description":"","card":"","owner":"","rollup":"worst","rollup_reason":"","requirements":[],"places":[],)"
         R"("plan":{"operation_text":"","operation":[{"id":"weekly","kind":"occurrences","title":"controles",)"
         R"("rrule":"FREQ=WEEKLY","start":"2026-11-02","window_days":3,"grace_days":30,"frequency":"","tolerated":0,)"
         R"("source":"","freshness_days":0},{"id":"leavers","kind":"sample","title":"uitdiensttredingen","rrule":"",)"
         R"("start":"2026-01-01","window_days":0,"grace_days":0,"frequency":"quarterly","tolerated":0,"source":"",)"
         R"("freshness_days":0}]}})";
}

inline std::string evidence_for(const std::string& measure, const std::string& title) {
  return R"({"title":")" + title + R"(","kind":"inspection","aspect":"existence","measure":")" + measure +
         R"(","covers_from":"2026-11-01","covers_to":"2026-11-30","result":"supports"})";
}

/// Someone with a session: cookie and cross-site token.
struct Person {
  std::string login;
  AccountId account;
  std::string cookie;
  std::string csrf;
};

/// An empty PostgreSQL database that goes at the end; nothing for SQLite.
class TownDatabase {
 public:
  explicit TownDatabase(const std::string& kind);
  TownDatabase(const TownDatabase&) = delete;
  TownDatabase& operator=(const TownDatabase&) = delete;
  ~TownDatabase();
  /// As --database takes it; empty for SQLite.
  std::string address() const;

 private:
  void run(const std::string& sql) const;
  std::string server_;
  std::string name_;
};

class Town {
 public:
  /// @param kind  "sqlite" or "postgres"; see testing::databases()
  explicit Town(const std::string& kind = "sqlite");

  /// Sends a request as this person; nobody for nullptr. A `csrf` of "" leaves the header out. Without
  /// if-match: "*".
  http::Response ask(const Person* who, http::Method method, const std::string& target, const std::string& body = {},
                     std::vector<http::Header> headers = {}) const;
  /// The answer as JSON; the test fails when the status is not 200.
  json::Object must(const Person& who, http::Method method, const std::string& target, const std::string& body = {},
                    std::vector<http::Header> headers = {}) const;
  /// A new account with password and second factor; named "Naam van <login>" when no name is given.
  Person sign_in(const std::string& login, const OrganisationId& organisation, const auth::Roles& roles,
                 const std::string& name = {});
  std::int64_t log_size(const OrganisationId& organisation) const;

  crypto::TestFolder folder;
  TownDatabase postgres;
  ManualClock clock{parse_moment("2026-12-15T10:15:00Z").value()};
  Options options;
  std::unique_ptr<Installation> installation;
  std::unique_ptr<WebServer> server;
  OrganisationId north;                    ///< Of Alice.
  OrganisationId south;                    ///< Of Charlie.
  Person alice;                            ///< Security officer.
  Person rita;                             ///< Reviewer.
  Person bob;                              ///< Contributor.
  Person dora;                             ///< Administrator of accounts: no content.
  Person charlie;                          ///< Every right there is, in the other organisation.
  std::map<std::string, std::string> ids;  ///< Kind of record → id of Alice's.

 private:
  OrganisationId found(const std::string& name, std::int64_t people);
  void make_records();
};

/// Tests that share one town per database, made once for the suite: it is five people who sign in with a second factor.
class TownTest : public ::testing::TestWithParam<std::string> {
 protected:
  static void TearDownTestSuite() { towns_.clear(); }
  Town& town() {
    auto& made = towns_[GetParam()];
    if (!made) made = std::make_unique<Town>(GetParam());
    return *made;
  }

 private:
  inline static std::map<std::string, std::unique_ptr<Town>> towns_;
};

}  // namespace waarborg::app
