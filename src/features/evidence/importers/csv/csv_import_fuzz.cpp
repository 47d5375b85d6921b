// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/import/import_fuzz.h"

namespace waarborg::evidence::csv {
extern const Importer kImporter;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::evidence;
  return fuzz_importer(csv::kImporter, data, size,
                       {{"key", "k"}, {"date", "d"}, {"result", "r"}, {"supports", "ok"}, {"refutes", "nok"}});
}
