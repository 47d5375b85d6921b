// SPDX-License-Identifier: EUPL-1.2
//
// What every importer must keep, whatever the bytes: no crash, every observation counted once, and green only when
// something supports and nothing refutes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/evidence/importer.h"

namespace waarborg::evidence {

inline int fuzz_importer(const Importer& importer, const std::uint8_t* data, std::size_t size,
                         std::map<std::string, std::string> mapping = {}) {
  const ImportOptions options{*parse_moment("2026-12-31T00:00:00Z"), std::move(mapping)};
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)importer.recognises(bytes.substr(0, 4096));
  const auto report = importer.read(bytes, options);
  if (!report) return 0;
  const auto counted = report->supports + report->refutes + report->partly + report->unknown;
  if (counted == 0 || counted != report->observations.size()) std::abort();
  const bool green = report->overall == ObservationResult::kSupports;
  if (green && (report->supports == 0 || report->refutes > 0)) std::abort();
  return 0;
}

}  // namespace waarborg::evidence
