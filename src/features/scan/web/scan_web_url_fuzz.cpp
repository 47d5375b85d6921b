// SPDX-License-Identifier: EUPL-1.2
//
// What was read, written down and read again is the same; resolving ends in an address that can be read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "features/scan/web/url.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan::web;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Url base{"http", "example.nl", 80, "/a/b"};
  for (const auto& url : {read_url(text), resolve(base, text)}) {
    if (!url) continue;
    if (url->host.empty() || url->port < 1 || url->port > 65535) std::abort();
    const auto again = read_url(url->scheme + "://" + url->host + ":" + std::to_string(url->port) + "/");
    if (!again || again->scheme != url->scheme || again->port != url->port) std::abort();
  }
  return 0;
}
