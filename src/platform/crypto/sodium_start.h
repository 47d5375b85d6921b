// SPDX-License-Identifier: EUPL-1.2
//
// Inside platform/crypto only: libsodium asks for sodium_init() before its first use.
#pragma once

#include <sodium.h>

#include <stdexcept>

namespace waarborg::crypto {

/// Once per process; safe from several threads. Throws std::runtime_error when libsodium does not start.
inline void start_sodium() {
  static const bool started = sodium_init() >= 0;
  if (!started) throw std::runtime_error("libsodium did not start");
}

}  // namespace waarborg::crypto
