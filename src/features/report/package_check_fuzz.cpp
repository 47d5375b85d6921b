// SPDX-License-Identifier: EUPL-1.2
//
// A package from anywhere: an archive, and its parts when the input is no archive.
#include <cstddef>
#include <cstdint>

#include "features/report/package_check.h"
#include "platform/archive/zip.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace waarborg;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const archive::ZipLimits limits{.entries = 1000, .bytes = 16U << 20U, .ratio = 200, .ratio_from = 1U << 16U};
  const auto zip = archive::ZipReader::open_bytes(bytes, limits);
  if (!zip) return 0;
  const auto verdict = report::verify_package(*zip);
  if (verdict && verdict->ok != verdict->problems.empty()) __builtin_trap();
  return 0;
}
