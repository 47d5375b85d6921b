// SPDX-License-Identifier: EUPL-1.2
//
// Whatever is read must come back the same after writing and reading.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/csv.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  waarborg::CsvOptions options;
  options.same_width = false;
  const auto table = waarborg::read_csv({reinterpret_cast<const char*>(data), size}, options);
  if (!table) return 0;
  options.delimiter = ',';
  const auto again = waarborg::read_csv(waarborg::write_csv(table->rows), options);
  if (!again || again->rows != table->rows) std::abort();
  return 0;
}
