// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <string>

#include "features/auth/actor.h"
#include "features/auth/route.h"
#include "platform/http/http.h"

namespace waarborg::auth {

/// What a route asks before its handler: who is this, and may they. Used from several threads.
struct Gate {
  virtual ~Gate() = default;
  /// Who asks, nobody (an empty account) on an anonymous route; or the response that refuses: 401, 403.
  virtual std::expected<Actor, http::Response> admit(const http::Request& request, const Route& route) = 0;
};

}  // namespace waarborg::auth
