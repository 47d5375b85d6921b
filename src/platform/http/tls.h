// SPDX-License-Identifier: EUPL-1.2
//
// How the server speaks TLS, after the "Good" and "Sufficient" settings of the NCSC-NL guidelines for Transport Layer
// Security: 1.3 and 1.2, forward secrecy, authenticated encryption, no compression, no renegotiation.
#pragma once

#include <openssl/types.h>

#include <filesystem>

#include "base/result.h"

namespace waarborg::http {

/// Sets up a fresh server context and loads certificate chain and key (PEM). kInvalid when either is unreadable or
/// they do not belong together.
Result<void> configure_tls(SSL_CTX* context, const std::filesystem::path& certificate,
                           const std::filesystem::path& key);

}  // namespace waarborg::http
