// SPDX-License-Identifier: EUPL-1.2
//
// Which names say who may issue certificates for a domain.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waarborg::scan::caa {

/// The names to ask for CAA records, the nearest first: the domain and all above it but the root. The first with
/// records decides (RFC 8659 section 3).
std::vector<std::string> caa_names(std::string_view domain);

}  // namespace waarborg::scan::caa
