// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "base/json.h"
#include "features/auth/route.h"
#include "platform/http/http.h"

namespace waarborg::auth {

/// A route as the OpenAPI document shows it.
struct Declared {
  http::Method method = http::Method::kGet;
  Route route;
  std::string section;                    ///< Tag: the feature.
  json::Value input = nullptr;            ///< Schema of a JSON body; null when there is none.
  json::Value output = nullptr;           ///< Schema of a JSON answer; null for a raw one.
  std::string type = "application/json";  ///< Content type of the answer.
};

}  // namespace waarborg::auth
