// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "platform/http/http.h"

namespace waarborg::app {

/// The address that asks. Behind a proxy every peer is the proxy; it appends the true address to x-forwarded-for, so
/// only the last one counts: those before it come from the client. Read only from a peer on this machine or a private
/// network (RFC 1918, RFC 4193); the peer's own address when there is none or it is no address.
std::string client_address(const http::Request& request, bool behind_proxy);

/// From this machine itself and not passed on by a proxy on it.
bool is_local(const http::Request& request);

}  // namespace waarborg::app
