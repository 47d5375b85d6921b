// SPDX-License-Identifier: EUPL-1.2
//
// Whether the names of the domain can be looked up over IPv6: two name servers of its zone or more have an IPv6 address
// (RFC 3901 section 3 with RFC 1034 section 4.1; internet.nl "IPv6 addresses for name servers"), and each answers for
// the zone at every one of them (internet.nl "IPv6 reachability of name servers"). Facts from before name servers were
// asked are judged by the addresses alone.
//
// To internet.nl silence counts against a name server; to us it is unknown, as everywhere. It is in the facts only when
// the server was asked twice, and when somebody else was heard over IPv6 from the same machine.
#include "features/scan/check.h"

#include <algorithm>
#include <array>

#include "features/scan/names/hosts.h"
#include "features/scan/web/answers.h"

namespace waarborg::scan::ipv6_nameservers {
namespace {

/// Source: RFC 1034 section 4.1.
constexpr int kEnough = 2;
/// Points of one name server: all its IPv6 addresses answer, or some (internet.nl).
constexpr int kAllAnswer = 10, kSomeAnswer = 2;
constexpr int kFormatError = 1;  // RFC 1035 section 4.1.1

enum class Reading { kInternetNl, kOwn };

enum class Reach { kYes, kNo, kUntold };

/// To internet.nl any answer will do. By the standard a name server answers for its zone (RFC 1034 section 4.2.2): who
/// refuses, or has another zone, leaves whoever asks without one. That it cannot read a question with EDNS says nothing
/// of one without.
Reach reach_of(const NameServerFacts& facts, Reading reading) {
  switch (facts.heard) {
    case NameServerHeard::kUdp:
    case NameServerHeard::kTcp:
      return Reach::kYes;
    case NameServerHeard::kRefused:
      if (reading == Reading::kInternetNl) return Reach::kYes;
      return facts.rcode == kFormatError ? Reach::kUntold : Reach::kNo;
    case NameServerHeard::kSilent:
      return reading == Reading::kInternetNl ? Reach::kNo : Reach::kUntold;
    case NameServerHeard::kNotPublic:
      return Reach::kNo;
    case NameServerHeard::kNoRoute:
    case NameServerHeard::kOptedOut:
      return Reach::kUntold;
  }
  return Reach::kUntold;
}

/// As the protocol says it; kAbsent for silence.
std::string heard_as_seen(const NameServerFacts& facts) {
  static constexpr std::array<const char*, 6> kRcodes = {"NOERROR",  "FORMERR", "SERVFAIL",
                                                         "NXDOMAIN", "NOTIMP",  "REFUSED"};  // RFC 1035, 4.1.1
  switch (facts.heard) {
    case NameServerHeard::kUdp:
      return "UDP";
    case NameServerHeard::kTcp:
      return "TCP";
    case NameServerHeard::kRefused: {
      const auto rcode = static_cast<std::size_t>(facts.rcode);
      if (facts.rcode == 0) return std::string(kRcodes[0]) + ", NS " + std::string(kAbsent);
      return rcode < kRcodes.size() ? kRcodes[rcode] : "RCODE " + std::to_string(facts.rcode);
    }
    case NameServerHeard::kSilent:
    case NameServerHeard::kNotPublic:
      return std::string(kAbsent);
    case NameServerHeard::kNoRoute:
    case NameServerHeard::kOptedOut:
      return "?";
  }
  return "?";
}

struct Server {
  bool has_ipv6 = false, is_told = true;  ///< Whether it has an IPv6 address, and whether that is known.
  int reached = 0, bad = 0, untold = 0;   ///< Of its addresses. None is bad when it was not asked.
  std::vector<std::string> seen;

  int points() const { return bad == 0 ? kAllAnswer : reached + untold == 0 ? 0 : kSomeAnswer; }
};

/// By its addresses, which is all that facts from before and servers beyond the limits of asking have.
Server by_address(const DnsAnswers& answers, const std::string& host) {
  Server out;
  const DnsAnswer* answer = find(answers, host, "AAAA");
  out.is_told = answer != nullptr && !is_unknown(*answer);
  std::string shown = out.is_told ? std::string(kAbsent) : "?";
  if (out.is_told) {
    const auto found = std::ranges::find_if(answer->records, [](const std::string& one) { return web::is_ipv6(one); });
    out.has_ipv6 = found != answer->records.end();
    if (out.has_ipv6) shown = *found;
  }
  out.seen.push_back(host + ": " + shown);
  return out;
}

Server server_of(const DomainFacts& facts, const Zone& zone, const std::string& host, Reading reading) {
  Server out;
  for (const NameServerFacts& one : facts.name_servers) {
    if (one.host != host || one.zone != zone.name) continue;
    const Reach reach = reach_of(one, reading);
    out.has_ipv6 = true;
    ++(reach == Reach::kYes ? out.reached : reach == Reach::kNo ? out.bad : out.untold);
    out.seen.push_back(host + ": " + one.address + " " + heard_as_seen(one));
  }
  return out.has_ipv6 ? out : by_address(facts.dns, host);
}

/// internet.nl's mean over the name servers: those without IPv6 are left out when there are two with it, and a single
/// one is good for half.
int points_of(const std::vector<Server>& servers, int with) {
  int sum = 0, count = 0;
  for (const Server& server : servers) {
    if (!server.has_ipv6 && with >= kEnough) continue;
    ++count;
    if (server.has_ipv6) sum += server.points();
  }
  if (count == 0) return 0;
  return count == 1 ? std::min(sum, kAllAnswer / 2) : sum / count;
}

bool any_heard(const DomainFacts& facts, const Zone& zone, NameServerHeard heard) {
  return std::ranges::any_of(facts.name_servers,
                             [&](const NameServerFacts& one) { return one.zone == zone.name && one.heard == heard; });
}

/// What is to be said of addresses that do not answer.
const char* key_of_bad(const DomainFacts& facts, const Zone& zone, Reading reading) {
  if (reading == Reading::kInternetNl && any_heard(facts, zone, NameServerHeard::kSilent)) {
    return "scan.ipv6_nameservers.silent";
  }
  if (any_heard(facts, zone, NameServerHeard::kNotPublic)) return "scan.ipv6_nameservers.not_public";
  return "scan.ipv6_nameservers.refused";
}

struct Sum {
  int with = 0, untold = 0;  ///< Name servers with IPv6, and those of which that is not known.
  int reached = 0, bad_addresses = 0, untold_addresses = 0;
};

Finding finding(Outcome outcome, const char* key, int count, int points) {
  return {outcome, {key, {{"count", std::to_string(count)}}}, {}, points};
}

Finding judge_sum(const Sum& sum, int points, const char* key_of_bad, bool is_silent) {
  if (sum.bad_addresses > 0) return finding(Outcome::kFail, key_of_bad, sum.bad_addresses, points);
  if (sum.with + sum.untold == 0) return finding(Outcome::kFail, "scan.ipv6_nameservers.none", 0, 0);
  if (sum.with + sum.untold < kEnough) {
    return finding(Outcome::kFail, "scan.ipv6_nameservers.only_one", sum.with, points);
  }
  if (sum.with < kEnough) return finding(Outcome::kInconclusive, "scan.ipv6_nameservers.not_told", sum.with, 0);
  if (sum.untold_addresses > 0) {
    return is_silent ? finding(Outcome::kInconclusive, "scan.ipv6_nameservers.silent", sum.untold_addresses, 0)
                     : finding(Outcome::kInconclusive, "scan.ipv6_nameservers.not_from_here", sum.with, 0);
  }
  const bool is_asked = sum.reached > 0;
  return finding(Outcome::kPass, is_asked ? "scan.ipv6_nameservers.answering" : "scan.ipv6_nameservers.good", sum.with,
                 points);
}

/// What is wrong or not known first.
std::vector<std::string> seen_of(std::vector<Server> servers) {
  std::ranges::stable_partition(servers, [](const Server& server) { return server.bad + server.untold > 0; });
  std::vector<std::string> seen;
  for (const Server& server : servers) {
    for (const std::string& line : server.seen) {
      if (seen.size() < web::kMaxSeen) seen.push_back(web::as_seen(line));
    }
  }
  return seen;
}

Finding judge_zone(const DomainFacts& facts, const Zone& zone, Reading reading) {
  std::vector<Server> servers;
  Sum sum;
  for (const std::string& host : zone.hosts) {
    const Server& server = servers.emplace_back(server_of(facts, zone, host, reading));
    sum.with += server.has_ipv6;
    sum.untold += !server.is_told;
    sum.reached += server.reached;
    sum.bad_addresses += server.bad;
    sum.untold_addresses += server.untold;
  }
  Finding whole = judge_sum(sum, points_of(servers, sum.with), key_of_bad(facts, zone, reading),
                            any_heard(facts, zone, NameServerHeard::kSilent));
  whole.seen = seen_of(std::move(servers));
  return whole;
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject) {
  const Zone zone = zone_of(facts.dns, facts.name);
  if (zone.found == Zone::Found::kYes) {
    return {judge_zone(facts, zone, Reading::kInternetNl), judge_zone(facts, zone, Reading::kOwn)};
  }
  if (zone.found == Zone::Found::kNo) {
    return both(finding(Outcome::kNotApplicable, "scan.ipv6_nameservers.no_zone", 0, 0));
  }
  return both(finding(Outcome::kInconclusive, "scan.ipv6_nameservers.not_told", 0, 0));
}

std::vector<DnsQuestion> asks(const DomainFacts& facts) {
  const Zone zone = zone_of(facts.dns, facts.name);
  if (zone.found == Zone::Found::kUnknown) return {{zone.stopped_at, "NS"}};
  std::vector<DnsQuestion> questions;
  questions.reserve(zone.hosts.size());
  for (const std::string& host : zone.hosts) questions.push_back({host, "AAAA"});
  return questions;
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"ipv6_nameservers", Category::kIpv6, kWebAndMail, "8.20 8.21", &judge, &asks};

}  // namespace waarborg::scan::ipv6_nameservers
