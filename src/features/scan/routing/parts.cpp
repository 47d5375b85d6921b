// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/routing/parts.h"

#include <algorithm>
#include <set>
#include <utility>

#include "features/scan/addresses.h"
#include "features/scan/names/hosts.h"

namespace waarborg::scan::routing {
namespace {

/// Hosts, and the questions that are open before they are all known.
struct Hosts {
  std::set<std::string> names;
  std::vector<DnsQuestion> open;
};

void add_name_servers(Hosts& hosts, const DnsAnswers& answers, const std::string& domain) {
  Zone zone = zone_of(answers, domain);
  if (zone.found == Zone::Found::kUnknown) hosts.open.push_back({std::move(zone.stopped_at), "NS"});
  hosts.names.insert(zone.hosts.begin(), zone.hosts.end());
}

Hosts hosts_of(const DomainFacts& facts, Subject subject, Part part) {
  Hosts hosts;
  if (part == Part::kNameServers) {
    add_name_servers(hosts, facts.dns, facts.name);
    return hosts;
  }
  if (part == Part::kServers && subject == Subject::kWeb) {
    hosts.names.insert(facts.name);
    return hosts;
  }
  const auto mail = mail_hosts(facts.dns, facts.name);
  if (!mail) hosts.open.push_back({facts.name, "MX"});
  for (const std::string& host : mail.value_or(std::vector<std::string>{})) {
    if (part == Part::kServers) {
      hosts.names.insert(host);
    } else {
      add_name_servers(hosts, facts.dns, host);
    }
  }
  return hosts;
}

}  // namespace

Found addresses_of(const DomainFacts& facts, Subject subject, Part part) {
  const Hosts hosts = hosts_of(facts, subject, part);
  std::set<std::string> addresses;
  Found found;
  found.is_whole = hosts.open.empty();
  for (const std::string& host : hosts.names) {
    for (const char* type : {"A", "AAAA"}) {
      const DnsAnswer* answer = find(facts.dns, host, type);
      if (answer == nullptr || is_unknown(*answer)) {
        found.is_whole = false;
        continue;
      }
      for (const std::string& record : answer->records) {
        const auto address = parse_address(record);
        // IPv4 in disguise is announced by nobody.
        if (address && !(address->is_v6() && address->to_v6().is_v4_mapped())) addresses.insert(address->to_string());
      }
    }
  }
  found.all.assign(addresses.begin(), addresses.end());
  return found;
}

std::vector<DnsQuestion> asks(const DomainFacts& facts, Part part) {
  std::vector<DnsQuestion> questions;
  if (!facts.routing) return questions;
  for (const Subject subject : {Subject::kWeb, Subject::kMail}) {
    Hosts hosts = hosts_of(facts, subject, part);
    std::ranges::move(hosts.open, std::back_inserter(questions));
    for (const std::string& host : hosts.names) {
      for (const char* type : {"A", "AAAA"}) questions.push_back({host, type});
    }
  }
  return questions;
}

std::vector<boost::asio::ip::address> all_addresses(const DomainFacts& facts) {
  std::set<std::string> all;
  for (const Part part : {Part::kServers, Part::kNameServers, Part::kMailNameServers}) {
    for (const Subject subject : {Subject::kWeb, Subject::kMail}) {
      Found found = addresses_of(facts, subject, part);
      all.insert(found.all.begin(), found.all.end());
    }
  }
  std::vector<boost::asio::ip::address> out;
  for (const std::string& text : all) {
    if (out.size() < kMostAddresses) out.push_back(*parse_address(text));
  }
  return out;
}

}  // namespace waarborg::scan::routing
