// SPDX-License-Identifier: EUPL-1.2
#include <cstdint>
#include <cstdlib>

#include "base/encoding.h"
#include "features/evidence/media.h"

/// First line: the declared type; the rest: the file, which is also read as a name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(input.find('\n'), input.size());
  const std::string_view bytes = input.substr(std::min(end + 1, input.size()));
  const auto type = evidence::admitted_media_type(input.substr(0, end), bytes);
  // What is shown in place carries the magic of its type.
  if (type && evidence::shown_in_place(*type) && evidence::sniff_media_type(bytes) != *type) std::abort();
  const std::string name = evidence::clean_file_name(bytes);
  if (name.empty() || name.size() > 160 || !is_utf8(name) || evidence::clean_file_name(name) != name) std::abort();
  if (name.find_first_of("\"/\\\r\n") != std::string::npos) std::abort();
  const std::string header = evidence::content_disposition(name, false);
  for (const char c : header) {
    if (c < 0x20 || c == 0x7F) std::abort();
  }
  return 0;
}
