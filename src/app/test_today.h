// SPDX-License-Identifier: EUPL-1.2
//
// For tests of the first screen: what it asks of somebody.
#pragma once

#include "app/test_house.h"

namespace waarborg::app::testing {

/// What it asks of that kind, in its order.
inline std::vector<json::Object> today_items(House& house, const std::string& kind, const std::string& who) {
  std::vector<json::Object> out;
  const json::Value all = house.get("/api/v1/today", who);
  for (const auto& item : all.at("items").as_array()) {
    if (item.at("kind").as_string() == kind) out.push_back(item.as_object());
  }
  return out;
}

/// Somebody who owns measures, another owner, who reviews, and an auditor who is the same person as the owner.
struct TodayHouse : ::testing::TestWithParam<std::string> {
  TodayHouse() {
    house.start();
    owner = house.record_id("person", "Olga Visser");
    house.join("olga", "Olga Visser", {"owner"}, owner);
    house.join("bob", "Bob Jansen", {"owner"}, house.record_id("person", "Bob Jansen"));
    house.join("dana", "Dana Smit", {"reviewer"});
    house.join("audrey", "Audrey Vos", {"auditor"}, owner);
  }
  void review(const std::string& id, evidence::ReviewState state) {
    ASSERT_TRUE(house.installation->evidence.review(house.actors.at("dana"), id, {state, "gezien"}));
  }

  House house{GetParam()};
  std::string owner;
};

inline std::string text(const json::Object& item, const char* field) { return std::string(item.at(field).as_string()); }

}  // namespace waarborg::app::testing
