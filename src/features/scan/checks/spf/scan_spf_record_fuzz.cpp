// SPDX-License-Identifier: EUPL-1.2
//
// A record that is read is read the same from its terms, and its macros expand to something.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/scan/checks/spf/record.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan::spf;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  MacroValues values;
  values.sender_domain = values.domain = "example.nl";
  values.local_part = "a-b+c";
  values.sender = "a-b+c@example.nl";
  for (const MacroPlace place : {MacroPlace::kDomain, MacroPlace::kExplanation}) {
    if (const auto macros = read_macros(text, place)) target_name(expand(*macros, values));
  }
  const auto record = read_record(text);
  if (!record) return 0;
  std::string again = "v=spf1";
  for (const std::string& term : record->terms) again += " " + term;
  const auto second = read_record(again);
  if (!second || *second != *record) std::abort();
  return 0;
}
