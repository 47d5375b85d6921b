// SPDX-License-Identifier: EUPL-1.2
//
// A back-up that nobody sealed opens no chunk, whatever its bytes say. The cost of the key is bounded by the reader;
// heads that ask for real work are left out here, for speed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>

#include "platform/crypto/sealed_stream.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::crypto;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!bytes.starts_with(kBackupMagic)) bytes.insert(0, kBackupMagic);
  const std::size_t cost = kBackupMagic.size();
  if (bytes.size() > cost + 8) {
    const unsigned char cheap[8] = {0, 0, 0, 1,
                                    0, 0, 0, 8};  // one pass over 8 KiB, unless the first byte asks for more
    if (static_cast<unsigned char>(bytes[cost]) < 0xF0) {
      for (std::size_t i = 0; i < 8; ++i) bytes[cost + i] = static_cast<char>(cheap[i]);
    }
  }
  std::istringstream in(bytes);
  auto reader = SealedReader::begin(in, "een lang wachtwoord");
  if (!reader) return 0;
  const auto part = reader->next();
  if (part && *part) std::abort();
  return 0;
}
