// SPDX-License-Identifier: EUPL-1.2
//
// What is read is a policy that, written down plainly, reads as the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "features/scan/checks/hsts/sts_header.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan::hsts;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  internet_nl_max_age(text);
  const auto policy = read_sts(text);
  if (!policy) return 0;
  if (policy->max_age < 0) std::abort();
  std::string plain = "max-age=" + std::to_string(policy->max_age);
  if (policy->include_subdomains) plain += "; includeSubDomains";
  if (policy->preload) plain += "; preload";
  if (read_sts(plain) != policy) std::abort();
  return 0;
}
