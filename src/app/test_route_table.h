// SPDX-License-Identifier: EUPL-1.2
//
// For every declared route of the real program: who may ask it, and what Charlie of another organisation gets when he
// asks it with the ids of Alice. A new route needs a line in test_route_table.cpp; every_route_test.cpp walks along
// them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/test_town.h"

namespace waarborg::app {

inline constexpr std::string_view kAnyone = "anyone";  ///< No session needed; tells nothing of an organisation.
/// Open to half-signed-in sessions; looks at its session itself.
inline constexpr std::string_view kSession = "session";
inline constexpr std::string_view kSignedIn = "signed in";  ///< Every account: about oneself, or refused by state.

inline constexpr int kNotAsked = 0;  ///< Would end or change Charlie's own session.

/// One route, and what is right for it.
struct RouteRow {
  std::string_view operation;
  std::string_view who;  ///< The right, or one of the words above.
  std::string target;    ///< Below /api/v1/, with query; {kind} is the id of Alice's record of that kind.
  int charlie = 404;     ///< His answer. With 200 it is about his own organisation.
  char control = '-';    ///< For whom the same request works (a r b d), so that Charlie is the only reason.
  std::string body = "{}";
  int version = 0;  ///< If-Match; 0 for whatever is there.
};

/// In the order of asking: what ends or removes stands last.
const std::vector<RouteRow>& route_table();
/// Null for an operation without a line.
const RouteRow* row_of(const std::string& operation);

/// The end of a body: the present password, which everyone in the town has.
inline const std::string kCurrent = R"("current":")" + std::string(kTownPassword) + R"("})";

}  // namespace waarborg::app
