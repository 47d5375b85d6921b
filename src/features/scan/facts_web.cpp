// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/facts_web.h"

namespace waarborg::scan {

std::optional<std::string> header(const HttpExchange& exchange, std::string_view lower_name) {
  std::optional<std::string> joined;
  for (const HttpHeader& one : exchange.headers) {
    if (one.name != lower_name) continue;
    if (joined) {
      *joined += ", ";
      *joined += one.value;
    } else {
      joined = one.value;
    }
  }
  return joined;
}

}  // namespace waarborg::scan
