// SPDX-License-Identifier: EUPL-1.2
//
// What the installation decides about signing in.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "features/auth/rules.h"
#include "platform/crypto/password.h"

namespace waarborg::auth {

struct Settings {
  std::string seal_key;              ///< 32 raw bytes (crypto::load_or_create_key).
  std::string rp_id;                 ///< Domain for passkeys; empty: the host of the request.
  std::vector<std::string> origins;  ///< "https://zorg.example"; empty: scheme and host of the request.
  /// The browser speaks TLS to a proxy in front of us; without it a plain request from elsewhere may not sign in.
  bool secure_cookie = false;
  crypto::PasswordCost cost;
  std::filesystem::path breached_list;  ///< May be empty; see breached.h.
  Lifetime lifetime;
  int max_upload_mb = 64;  ///< The screens say it before a file is sent.
};

}  // namespace waarborg::auth
