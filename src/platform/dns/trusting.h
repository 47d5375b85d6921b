// SPDX-License-Identifier: EUPL-1.2
//
// Asks a validating resolver on this machine and takes its word on DNSSEC (the AD bit): three times as many questions
// a second as validating here, and what it knows is shared by everyone who asks it. Internal to this folder.
#pragma once

#include "platform/dns/resolver.h"

namespace waarborg::dns {

/// @param where  address on the loopback, "127.0.0.1" or "127.0.0.1@5353": what comes from another machine anyone on
///               the way could have made. kInvalid dns.not_here otherwise.
/// @param most   questions at a time; more wait for room. At most 60,000: an id has 16 bits
Result<std::unique_ptr<Resolver>> open_trusting(boost::asio::any_io_executor executor, const std::string& where,
                                                std::chrono::milliseconds deadline, std::size_t most = 60'000);

}  // namespace waarborg::dns
