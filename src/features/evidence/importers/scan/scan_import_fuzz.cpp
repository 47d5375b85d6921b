// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/import/import_fuzz.h"

namespace waarborg::evidence::scan {
extern const Importer kImporter;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::evidence;
  return fuzz_importer(scan::kImporter, data, size);
}
