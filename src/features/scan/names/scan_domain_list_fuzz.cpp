// SPDX-License-Identifier: EUPL-1.2
//
// The names of a list that was read are each there once, and a list of them is read whole.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "features/scan/names/domain_list.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan;
  const auto list = read_domain_list({reinterpret_cast<const char*>(data), size});
  if (!list) return 0;
  if (list->problem_count < list->problems.size()) std::abort();
  std::set<std::string> names;
  std::string plain;
  for (const ListedDomain& row : list->rows) {
    const std::string name = row.target.name + ":" + std::to_string(row.target.port);
    if (!names.insert(name).second) std::abort();
    plain += name + "\n";
  }
  const auto again = read_domain_list(plain);
  if (!again || again->rows.size() != list->rows.size() || again->problem_count != 0) std::abort();
  return 0;
}
