// SPDX-License-Identifier: EUPL-1.2
//
// A list, then after a NUL a name. What is registrable is the end of the name, and is its own registrable domain.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "features/scan/names/public_suffix.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan;
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::size_t end = all.find('\0');
  const PublicSuffixes list = PublicSuffixes::read(all.substr(0, end));
  if (end == std::string_view::npos) return 0;
  std::string name = waarborg::lower(all.substr(end + 1));
  for (const auto sections : {SuffixSections::kAll, SuffixSections::kIcann}) {
    const auto owner = list.registrable(name, sections);
    if (!owner) continue;
    if (name.ends_with('.')) name.pop_back();
    if (!name.ends_with(*owner) || list.registrable(*owner, sections) != owner) std::abort();
    const auto suffix = list.suffix(name, sections);
    if (!suffix || !owner->ends_with("." + *suffix)) std::abort();
  }
  return 0;
}
