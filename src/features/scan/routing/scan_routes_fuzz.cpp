// SPDX-License-Identifier: EUPL-1.2
//
// A file of routes. What a table of it says of an address lies around that address, and a route that itself is a VRP
// is valid.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/scan/addresses.h"
#include "features/scan/routing/dumps.h"
#include "features/scan/routing/routing_table.h"
#include "features/scan/routing/validity.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan;
  auto routes = routing::read_routes({reinterpret_cast<const char*>(data), size});
  if (!routes) return 0;
  if (routes->size() == 0) std::abort();
  const RoutingTable table({}, std::move(*routes), {});
  for (const char* text : {"192.0.2.1", "0.0.0.0", "255.255.255.255", "2001:db8::1", "::"}) {
    const auto address = *parse_address(text);
    RouteFact route = table.look_up(address);
    if (route.prefix.empty() != route.origins.empty()) std::abort();
    if (route.prefix.empty()) continue;
    const auto prefix = routing::read_prefix(route.prefix);
    if (!prefix || !covers(*prefix, routing::prefix_of(address))) std::abort();
    for (const std::uint32_t origin : route.origins) {
      if (routing::validity_of(route, origin) != routing::Validity::kNotFound) std::abort();
      route.vrps = {{origin, route.prefix, prefix->length}};
      const bool valid = routing::validity_of(route, origin) == routing::Validity::kValid;
      if (valid != (origin != 0)) std::abort();
      route.vrps.clear();
    }
  }
  return 0;
}
