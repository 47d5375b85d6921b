// SPDX-License-Identifier: EUPL-1.2
//
// Whose the session or token is that a request shows, as far as the gate let it through lately. For fair shares, never
// for rights: it may have ended since, and nobody looks in the database for it.
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "base/id.h"
#include "platform/http/http.h"

namespace waarborg::auth {

/// For many threads at once.
class Holders {
 public:
  void saw(const http::Request& request, const AccountId& account);
  /// Account id; empty when the request shows nothing that was let through lately.
  std::string of(const http::Request& request) const;

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::string> account_;  ///< By the hash of what is shown.
};

}  // namespace waarborg::auth
