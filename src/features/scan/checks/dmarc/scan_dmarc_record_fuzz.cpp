// SPDX-License-Identifier: EUPL-1.2
//
// What internet.nl's grammar takes, receivers take for DMARC too, with the same policy.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/scan/checks/dmarc/record.h"
#include "features/scan/checks/dmarc/strict.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan::dmarc;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Record record = read_record(text);
  is_usable(record);
  if (policy_for(record, false) != Policy::kNone && !is_usable(record)) std::abort();
  const auto strict = read_strictly(text);
  if (!strict) return 0;
  if (!is_dmarc(text)) std::abort();
  if (strict->policy != record.policy || strict->subdomain_policy != record.subdomain_policy) std::abort();
  return 0;
}
