// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/facts_dns.h"

#include <algorithm>

namespace waarborg::scan {

const DnsAnswer* find(const DnsAnswers& answers, std::string_view name, std::string_view type) {
  const auto found = std::ranges::find_if(
      answers, [&](const DnsAnswer& answer) { return answer.type == type && answer.name == name; });
  return found == answers.end() ? nullptr : &*found;
}

bool is_absent(const DnsAnswer& answer) {
  return answer.security != DnsSecurity::kBogus &&
         (answer.outcome == DnsOutcome::kNoData || answer.outcome == DnsOutcome::kNoName);
}

bool is_unknown(const DnsAnswer& answer) {
  return answer.security == DnsSecurity::kBogus || answer.outcome == DnsOutcome::kFailed ||
         answer.outcome == DnsOutcome::kTimeout;
}

}  // namespace waarborg::scan
