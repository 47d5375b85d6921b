// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/holders.h"

#include "features/auth/cookie.h"
#include "platform/crypto/crypto.h"

namespace waarborg::auth {
namespace {

/// Then all are forgotten: each is seen again at its next request.
constexpr std::size_t kMostKnown = 20'000;

/// A hash of the token or session, before anyone looked whether it is one; empty when the request shows none.
std::string shown_by(const http::Request& request) {
  const std::string_view authorization = request.header("authorization");
  if (authorization.starts_with("Bearer ")) return crypto::sha256_hex(authorization);
  for (const bool secure : {true, false}) {
    if (const auto session = request.cookie(cookie_name(secure))) return crypto::sha256_hex(*session);
  }
  return {};
}

}  // namespace

void Holders::saw(const http::Request& request, const AccountId& account) {
  std::string shown = shown_by(request);
  if (shown.empty()) return;
  const std::lock_guard lock(mutex_);
  if (account_.size() >= kMostKnown && !account_.contains(shown)) account_.clear();
  account_[std::move(shown)] = account.text;
}

std::string Holders::of(const http::Request& request) const {
  const std::string shown = shown_by(request);
  if (shown.empty()) return {};
  const std::lock_guard lock(mutex_);
  const auto found = account_.find(shown);
  return found == account_.end() ? std::string() : found->second;
}

}  // namespace waarborg::auth
