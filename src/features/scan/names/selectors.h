// SPDX-License-Identifier: EUPL-1.2
//
// From what people type to DKIM selectors: nobody can find out from the outside which ones a domain has.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace waarborg::scan {

/// Of one domain; each is a question to its name servers.
inline constexpr std::size_t kMostSelectors = 10;

/// Names apart by spaces, commas or semicolons: lower case, each once, in the order typed; none when nothing was typed.
/// A selector is one label or more with dots between them (RFC 6376 section 3.1), of letters, digits, hyphens and
/// underscores.
/// Faults: kInvalid scan.selector.invalid, scan.selector.too_many.
Result<std::vector<std::string>> read_selectors(std::string_view text);

}  // namespace waarborg::scan
