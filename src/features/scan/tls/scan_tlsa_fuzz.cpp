// SPDX-License-Identifier: EUPL-1.2
//
// A TLSA record in presentation form: what is read must come back the same after writing and reading.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/scan/tls/tlsa.h"
#include "platform/crypto/encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace waarborg::scan;
  const auto read = read_tlsa({reinterpret_cast<const char*>(data), size});
  if (!read) return 0;
  const std::string written = std::to_string(read->usage) + " " + std::to_string(read->selector) + " " +
                              std::to_string(read->matching) + " " + waarborg::crypto::hex_encode(read->data);
  if (read_tlsa(written) != read) std::abort();
  if (is_usable(*read) && read->data.empty()) std::abort();
  return 0;
}
