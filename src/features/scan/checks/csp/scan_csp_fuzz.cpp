// SPDX-License-Identifier: EUPL-1.2
//
// Policies that were read, written down and read again are the same; both readings end on whatever comes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "features/scan/checks/csp/internet_nl.h"
#include "features/scan/checks/csp/policy.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan::csp;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  internet_nl_failures(text, "example.nl");
  const auto policies = read_policies(text);
  std::string plain;
  for (const Policy& policy : policies) {
    if (policy.directives.size() > kMaxDirectives) std::abort();
    if (!plain.empty()) plain += ',';
    for (const Directive& directive : policy.directives) {
      sources_of(directive);
      governing(policy, directive.name);
      plain += directive.name;
      for (const std::string& value : directive.values) plain += " " + value;
      plain += ';';
    }
  }
  if (plain.size() <= kMaxHeaderBytes && read_policies(plain) != policies) std::abort();
  return 0;
}
