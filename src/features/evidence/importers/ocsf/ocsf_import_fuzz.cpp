// SPDX-License-Identifier: EUPL-1.2
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/evidence/importer.h"

namespace waarborg::evidence::ocsf {
extern const Importer kImporter;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg;
  evidence::ImportOptions options{*parse_moment("2026-12-31T00:00:00Z"), {}};
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)evidence::ocsf::kImporter.recognises(bytes.substr(0, 4096));
  const auto report = evidence::ocsf::kImporter.read(bytes, options);
  if (!report) return 0;
  const auto counted = report->supports + report->refutes + report->partly + report->unknown;
  if (counted == 0 || counted != report->observations.size()) std::abort();
  const bool green = report->overall == evidence::ObservationResult::kSupports;
  if (green && (report->supports == 0 || report->refutes > 0)) std::abort();
  return 0;
}
