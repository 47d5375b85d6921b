// SPDX-License-Identifier: EUPL-1.2
//
// MX records.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/scan/facts_dns.h"

namespace waarborg::scan::mx {

struct Server {
  int preference = 0;
  std::string host;  ///< In lower case; "." of a Null MX (RFC 7505).

  bool operator==(const Server&) const = default;
};

/// A record as DnsAnswer has it: "10 mx.example.nl".
std::optional<Server> read_record(std::string_view record);

/// In the order received; nothing when they are not known. Empty when there are none.
std::optional<std::vector<Server>> servers(const DnsAnswers& answers, std::string_view domain);

/// Whether the domain says that it takes no mail: one record, with the root.
bool is_null(const std::vector<Server>& servers);

}  // namespace waarborg::scan::mx
