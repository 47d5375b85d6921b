// SPDX-License-Identifier: EUPL-1.2
//
// Content-Security-Policy as internet.nl (release 1.11) reads it. Unlike browsers it knows directives in small letters
// only, takes the values of all policies and of repeated directives together, and reads each value by a pattern that
// need not fit to its end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waarborg::scan::csp {

/// What internet.nl has against a policy, in its order; each word is a key after "scan.csp.". Empty: good.
/// @param joined  all headers, joined by commas
/// @param domain  the name that was asked for
std::vector<std::string> internet_nl_failures(std::string_view joined, std::string_view domain);

}  // namespace waarborg::scan::csp
