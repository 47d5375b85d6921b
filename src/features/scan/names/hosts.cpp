// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/names/hosts.h"

#include <algorithm>

namespace waarborg::scan {
namespace {

void sort_and_cut(std::vector<std::string>& names, std::size_t most) {
  std::ranges::sort(names);
  const auto repeated = std::ranges::unique(names);
  names.erase(repeated.begin(), repeated.end());
  if (names.size() > most) names.resize(most);
}

}  // namespace

std::vector<std::string> climb(std::string_view domain, std::size_t least_labels) {
  std::vector<std::string> names;
  auto labels = static_cast<std::size_t>(std::ranges::count(domain, '.')) + 1;
  while (!domain.empty() && labels >= least_labels) {
    names.emplace_back(domain);
    const std::size_t dot = domain.find('.');
    if (dot == std::string_view::npos) break;
    domain.remove_prefix(dot + 1);
    --labels;
  }
  return names;
}

std::optional<std::vector<std::string>> mail_hosts(const DnsAnswers& answers, std::string_view domain) {
  const DnsAnswer* answer = find(answers, domain, "MX");
  if (answer == nullptr || is_unknown(*answer)) return std::nullopt;
  std::vector<std::string> hosts;
  for (const std::string& record : answer->records) {
    const std::size_t space = record.find(' ');
    if (space == std::string::npos) continue;
    std::string host = record.substr(space + 1);
    if (!host.empty() && host != ".") hosts.push_back(std::move(host));
  }
  sort_and_cut(hosts, kMaxMailHosts);
  return hosts;
}

Zone zone_of(const DnsAnswers& answers, std::string_view domain) {
  Zone zone;
  for (const std::string& name : climb(domain, 2)) {
    const DnsAnswer* answer = find(answers, name, "NS");
    if (answer == nullptr || is_unknown(*answer)) {
      zone.stopped_at = name;
      return zone;
    }
    if (answer->records.empty()) continue;
    zone.found = Zone::Found::kYes;
    zone.name = name;
    zone.hosts = answer->records;
    sort_and_cut(zone.hosts, kMaxNameServers);
    return zone;
  }
  zone.found = Zone::Found::kNo;
  return zone;
}

}  // namespace waarborg::scan
