// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "platform/http/http.h"

namespace waarborg::app {

/// The address that asks. Behind a proxy every peer is the proxy; it appends the true address to x-forwarded-for, so
/// only the last one counts: those before it come from the client. Read only from a proxy that is named; the peer's own
/// address when there is none or it is no address.
/// @param proxies  as in the setting proxy_addresses
std::string client_address(const http::Request& request, bool behind_proxy, std::string_view proxies);

/// Addresses or networks ("10.1.2.3, fd00::/64"), separated by commas or spaces.
bool are_networks(std::string_view text);
/// Whether the address is one of these, or in one of these networks; of none: whether it is of this machine.
bool is_proxy(std::string_view address, std::string_view proxies);

/// From this machine itself and not passed on by a proxy on it.
bool is_local(const http::Request& request);

}  // namespace waarborg::app
