// SPDX-License-Identifier: EUPL-1.2
//
// Asks a validating resolver on this machine and takes its word on DNSSEC (the AD bit): no signature is checked twice,
// and what it knows is shared by everyone who asks it. Internal to this folder.
#pragma once

#include "platform/dns/resolver.h"

namespace waarborg::dns {

/// @param where  address on the loopback, "127.0.0.1" or "127.0.0.1@5353": what comes from another machine anyone on
///               the way could have made. kInvalid dns.not_here otherwise.
/// @param most   fresh questions at a time; more wait for room, as they would not fit in its buffer at once
Result<std::unique_ptr<Resolver>> open_trusting(boost::asio::any_io_executor executor, const std::string& where,
                                                std::chrono::milliseconds deadline, std::size_t most = 1000);

}  // namespace waarborg::dns
