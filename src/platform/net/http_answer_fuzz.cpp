// SPDX-License-Identifier: EUPL-1.2
#include <cstdlib>

#include "platform/net/http_client.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  constexpr std::size_t kBodyLimit = 4096;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto answer = waarborg::net::read_answer(bytes, kBodyLimit);
  std::size_t held = answer.body.size();
  for (const auto& [name, value] : answer.headers) held += name.size() + value.size();
  // Nothing is decompressed or made up, and no more of the body is kept than was asked for.
  if (held > size || answer.body.size() > kBodyLimit || answer.status < 0 || answer.status > 999) std::abort();
  return 0;
}
