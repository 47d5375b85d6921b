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

inline std::string text(const json::Object& item, const char* field) { return std::string(item.at(field).as_string()); }

}  // namespace waarborg::app::testing
