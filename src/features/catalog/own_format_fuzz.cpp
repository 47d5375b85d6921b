// SPDX-License-Identifier: EUPL-1.2
//
// The two tables of a framework, and its head when the input brings one; and a ZIP that holds them.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "features/catalog/own_format.h"

namespace {

constexpr std::string_view kToml =
    "urn = 'u:d'\n"
    "ref_id = 'D'\n"
    "version = 2\n"
    "locale = 'nl'\n"
    "name_nl = 'V'\n"
    "name_en = 'E'\n"
    "publisher = 'W'\n"
    "copyright = 'c'\n"
    "[[chapters]]\n"
    "ref = 'A'\n"
    "title_nl = 'E'\n"
    "title_en = 'O'\n";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (waarborg::catalog::is_own_package(bytes)) {
    (void)waarborg::catalog::read_own_package(bytes);
    return 0;
  }
  std::string_view toml = kToml;
  if (const std::size_t head = bytes.find("%toml\n"); head != std::string_view::npos) {
    toml = bytes.substr(0, head);
    bytes.remove_prefix(head + 6);
  }
  // Requirements and mappings in one input, with a line of "%%" between them.
  const std::size_t cut = std::min(bytes.find("%%\n"), bytes.size());
  (void)waarborg::catalog::read_own_format({toml, bytes.substr(0, cut), bytes.substr(std::min(cut + 3, bytes.size()))});
  return 0;
}
