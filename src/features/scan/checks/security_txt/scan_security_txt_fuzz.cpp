// SPDX-License-Identifier: EUPL-1.2
//
// Whatever comes is read within bounds; the fields that were read, written down, are read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "features/scan/checks/security_txt/security_txt.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan::security_txt;
  const waarborg::Moment now = waarborg::parse_moment("2026-11-30T12:00:00Z").value();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string url = "https://example.nl/.well-known/security.txt";
  const SecurityTxt file = read_security_txt(text, now, {url, url});
  if (file.remarks.size() > kMaxRemarks || file.fields.size() > kMaxLines) std::abort();
  std::string plain = "#\n";  // so that no name on the first line passes for a mark
  for (const Field& field : file.fields) plain += field.name + ": " + field.value + "\n";
  const SecurityTxt again = read_security_txt(plain, now, {url, url});
  if (plain.size() <= kMaxBytes && again.fields.size() != file.fields.size()) std::abort();
  return 0;
}
