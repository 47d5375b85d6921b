// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/mx/record.h"

#include <charconv>

#include "base/text.h"

namespace waarborg::scan::mx {

std::optional<Server> read_record(std::string_view record) {
  Server server;
  const auto [end, error] = std::from_chars(record.data(), record.data() + record.size(), server.preference);
  const auto digits = static_cast<std::size_t>(end - record.data());
  if (error != std::errc() || server.preference < 0 || server.preference > 0xFFFF) return std::nullopt;
  if (digits + 1 >= record.size() || record[digits] != ' ') return std::nullopt;
  server.host = lower(record.substr(digits + 1));
  if (server.host.size() > 1 && server.host.ends_with('.')) server.host.pop_back();
  return server;
}

std::optional<std::vector<Server>> servers(const DnsAnswers& answers, std::string_view domain) {
  const DnsAnswer* answer = find(answers, domain, "MX");
  if (answer == nullptr || is_unknown(*answer)) return std::nullopt;
  std::vector<Server> out;
  if (is_absent(*answer)) return out;
  for (const std::string& record : answer->records) {
    if (auto server = read_record(record)) out.push_back(std::move(*server));
  }
  return out;
}

bool is_null(const std::vector<Server>& servers) { return servers.size() == 1 && servers[0].host == "."; }

}  // namespace waarborg::scan::mx
