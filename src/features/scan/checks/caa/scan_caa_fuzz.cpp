// SPDX-License-Identifier: EUPL-1.2
//
// The value of a record that was read reads as the same when it is written with an escape for every byte.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "features/scan/checks/caa/caa_record.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan::caa;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_issue_value(text);
  const auto record = read_record(text);
  if (!record) return 0;
  flaw_by_internet_nl(*record);
  flaw_by_standard(*record);
  std::string plain = std::to_string(record->flags) + " " + record->tag + " \"";
  for (const char c : record->value) {
    char escaped[8];
    std::snprintf(escaped, sizeof escaped, "\\%03u", static_cast<unsigned>(static_cast<unsigned char>(c)));
    plain += escaped;
  }
  plain += "\"";
  if (plain.size() <= kMaxRecordBytes && read_record(plain) != record) std::abort();
  return 0;
}
