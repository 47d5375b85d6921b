// SPDX-License-Identifier: EUPL-1.2
//
// For the tests of this feature: one measure "m1" (owner Olga Visser) with a plan, one system as place, and people who
// may and may not judge.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>

#include "features/auth/testing.h"
#include "features/evidence/column_mappings.h"
#include "features/evidence/evidence.h"
#include "features/evidence/populations.h"
#include "features/evidence/routes.h"
#include "platform/crypto/test_folder.h"

namespace waarborg::evidence {

inline Day day(const char* text) { return parse_day(text).value(); }

/// A population of that many cases, L0 and on.
inline std::string csv(int cases) {
  std::string text = "nummer;naam;datum\n";
  for (int i = 0; i < cases; ++i) text += "L" + std::to_string(i) + ";Naam " + std::to_string(i) + ";2026-01-10\n";
  return text;
}

inline FreezeRequest request(const char* item = "leavers") {
  return {"m1", item, "Uitdiensttredingen", day("2026-01-01"), day("2026-01-31"), "nummer", {}};
}

struct EvidenceWorld : ::testing::TestWithParam<std::string> {
  EvidenceWorld() : world(GetParam()) {
    olga = world.add_actor("olga", "Olga Visser", world.north, {"security_officer"});
    dana = world.add_actor("dana", "Dana Smit", world.north, {"reviewer"});
    evidence.set_measure_facts(
        {[this](db::Transaction&, const OrganisationId& organisation, const std::vector<std::string>& ids) {
           ++asked;
           std::map<std::string, MeasureCard> known;
           for (const std::string& id : ids) {
             if (organisation != world.north || (id != "m1" && id != "m2")) continue;
             known[id] = {id == "m1" ? "Back-up" : "Beleid",
                          "p1",
                          "Olga  visser",
                          {{"restore", "occurrences", "hersteltests", "", 0},
                           {"backup", "automated", "back-uprapport", "", 0},
                           {"leavers", "sample", "uitdiensttredingen", "quarterly", 0},
                           {"many", "sample", "wijzigingen", "daily", 1}},
                          holds};
           }
           return known;
         },
         [this](db::Transaction&, const OrganisationId& organisation, const std::vector<PlaceRef>& places) {
           std::map<PlaceRef, std::string> names;
           for (const PlaceRef& place : places) {
             if (organisation == world.north && (place.id == "s1" || place.id == "s2" || place.kind == "organisation"))
               names[place] = "HIS";
           }
           return names;
         },
         {},
         {},
         [this](db::Transaction&, const OrganisationId&, const std::string&) { return supplier_proof; },
         {},
         {},
         {},
         [this](db::Transaction&, const OrganisationId&, const std::string& supplier) {
           return supplier_proof && supplier_proof->supplier == supplier ? delivered : std::vector<PlaceRef>();
         }});
    add_routes(world.api, evidence, populations, mappings);
  }

  static EvidenceInput input() {
    EvidenceInput given;
    given.title = "Hersteltest Q4";
    given.kind = EvidenceKind::kInspection;
    given.aspect = EvidenceAspect::kExistence;
    given.measure = "m1";
    given.covers_from = day("2026-02-01");
    given.covers_to = day("2026-02-01");
    given.places = {{"system", "s1"}};
    given.note = "gezien";
    return given;
  }
  std::string added(const auth::Actor& who, const EvidenceInput& given = input()) {
    auto made = evidence.add(who, given);
    EXPECT_TRUE(made) << made.error().what.key;
    return made ? made->id : "";
  }
  /// The trail agrees with the rows.
  void expect_sound() {
    db::Transaction tx = world.database.read();
    for (const Message& problem : world.trail.verify(tx, world.north, evidence.state_readers()).problems) {
      ADD_FAILURE() << problem.key << " " << problem.args.front().second;
    }
  }

  waarborg::testing::World world;
  crypto::TestFolder folder;
  fs::FileStore files{folder / "files"};
  Evidence evidence{world.database, world.trail, world.clock, files};
  Populations populations{world.database, world.trail, world.clock, files, evidence.measure_facts()};
  ColumnMappings mappings{world.database, world.trail, world.clock};
  auth::Actor olga;                             ///< security_officer who owns m1 and m2.
  auth::Actor dana;                             ///< reviewer.
  std::vector<PlaceRef> holds;                  ///< The places of both measures.
  std::optional<SupplierProof> supplier_proof;  ///< What every id of one stands for.
  std::vector<PlaceRef> delivered;              ///< The systems of its supplier.
  std::mutex guard;
  std::atomic<int> asked = 0;
};

}  // namespace waarborg::evidence
