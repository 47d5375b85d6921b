// SPDX-License-Identifier: EUPL-1.2
//
// Whether a visitor over IPv6 gets the same site as one over IPv4: the same ports, the same status (internet.nl "Same
// website on IPv6 and IPv4"). internet.nl also compares the text of both pages; here their lengths stand for it: when
// these differ by more than a tenth, so do the texts.
#include "features/scan/check.h"

#include <algorithm>

#include "features/scan/web/answers.h"

namespace waarborg::scan::ipv6_same {
namespace {

Finding finding(Outcome outcome, const char* key, int points = 0) { return {outcome, {key, {}}, {}, points}; }

bool is_shut(Heard port) { return port == Heard::kRefused || port == Heard::kUnreachable; }

/// Open on the one and known to be shut on the other.
bool lacks(Heard has, Heard other) { return has == Heard::kAnswer && is_shut(other); }

/// Open on the one, silent on the other: nobody knows.
bool is_unsure(Heard a, Heard b) {
  const auto silent = [](Heard port) { return port != Heard::kAnswer && !is_shut(port); };
  return (a == Heard::kAnswer && silent(b)) || (b == Heard::kAnswer && silent(a));
}

/// The answer that a visitor of http:// ends with; null when it did not come.
const HttpExchange* end_of_plain(const WebAddressFacts& at) {
  const HttpExchange& last = at.hops.empty() ? at.plain : at.hops.back();
  return web::has_headers(at.plain) && web::has_headers(last) ? &last : nullptr;
}

/// What is compared: what port 80 ends with, or else what port 443 answers.
std::pair<const HttpExchange*, const HttpExchange*> compared(const WebAddressFacts& v4, const WebAddressFacts& v6) {
  const HttpExchange* a = end_of_plain(v4);
  const HttpExchange* b = end_of_plain(v6);
  if (a != nullptr && b != nullptr && (a == &v4.plain) == (b == &v6.plain)) return {a, b};
  if (web::has_headers(v4.secure) && web::has_headers(v6.secure)) return {&v4.secure, &v6.secure};
  return {nullptr, nullptr};
}

/// More than a tenth apart by the measure that bounds internet.nl's from below: 1 - 2·min/(a + b).
bool differ_in_length(const HttpExchange& a, const HttpExchange& b) {
  const auto [least, most] = std::minmax(a.body_bytes, b.body_bytes);
  return (most - least) * 10 > (most + least);
}

/// What a guard answers one of the two, it may not answer others.
Judged judge_pages(const WebAddressFacts& v4, const WebAddressFacts& v6) {
  const auto [a, b] = compared(v4, v6);
  if (a == nullptr) return both(finding(Outcome::kInconclusive, "scan.ipv6_same.silent"));
  const HttpExchange& guarded = web::is_block_page(*a) ? *a : *b;
  if (a->heard == Heard::kLimited || b->heard == Heard::kLimited) return both(web::blocked(guarded));
  Judged judged = both(finding(Outcome::kPass, "scan.ipv6_same.good", 2));
  if (a->status != b->status) {
    judged = both(finding(Outcome::kFail, "scan.ipv6_same.status"));
  } else if (a->status < 200 || a->status >= 400) {
    judged = both(finding(Outcome::kWarn, "scan.ipv6_same.both_wrong", 2));
  } else if (differ_in_length(*a, *b)) {
    judged = {finding(Outcome::kWarn, "scan.ipv6_same.length"), finding(Outcome::kInfo, "scan.ipv6_same.length")};
  }
  if (web::is_block_page(guarded)) judged.own = web::blocked(guarded);
  return judged;
}

Judged judge_pair(const WebAddressFacts& v4, const WebAddressFacts& v6) {
  if (lacks(v4.port_80, v6.port_80) || lacks(v4.port_443, v6.port_443)) {
    return both(finding(Outcome::kFail, "scan.ipv6_same.ports"));
  }
  if (is_unsure(v4.port_80, v6.port_80) || is_unsure(v4.port_443, v6.port_443)) {
    return both(finding(Outcome::kInconclusive, "scan.ipv6_same.silent"));
  }
  Judged judged = judge_pages(v4, v6);
  // What IPv4 lacks, internet.nl does not look at.
  if (lacks(v6.port_80, v4.port_80) || lacks(v6.port_443, v4.port_443)) {
    judged.own = finding(Outcome::kFail, "scan.ipv6_same.ports");
  }
  return judged;
}

bool is_dead(const WebAddressFacts& at) { return is_shut(at.port_80) && is_shut(at.port_443); }

std::string seen_of(const WebAddressFacts& at) {
  const auto state = [](Heard port) {
    return std::string(port == Heard::kAnswer ? "open" : is_shut(port) ? kAbsent : "?");
  };
  std::string seen = at.address + ": 80 " + state(at.port_80) + ", 443 " + state(at.port_443);
  for (const HttpExchange* one : {&at.plain, &at.secure}) {
    if (web::has_headers(*one)) seen += ", " + one->url + " " + std::to_string(one->status);
  }
  return web::as_seen(seen);
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject) {
  const auto is_v6 = [](const WebAddressFacts& at) { return web::is_ipv6(at.address); };
  const auto v6 = std::ranges::find_if(facts.web, is_v6);
  const auto v4 = std::ranges::find_if_not(facts.web, is_v6);
  const DnsAnswer* a = find(facts.dns, facts.name, "A");
  const DnsAnswer* aaaa = find(facts.dns, facts.name, "AAAA");
  if (aaaa != nullptr && is_absent(*aaaa)) return both(finding(Outcome::kNotApplicable, "scan.ipv6_same.no_ipv6"));
  if (a != nullptr && is_absent(*a)) return both(finding(Outcome::kNotApplicable, "scan.ipv6_same.no_ipv4", 2));
  if (!facts.vantage.ipv6 || !facts.vantage.ipv4) {
    return both(finding(Outcome::kInconclusive, "scan.ipv6_same.not_from_here"));
  }
  if (v4 == facts.web.end() || v6 == facts.web.end()) {
    return both(finding(Outcome::kInconclusive, "scan.ipv6_same.silent"));
  }
  Judged judged = judge_pair(*v4, *v6);
  if (is_dead(*v6) || is_dead(*v4)) judged = both(finding(Outcome::kNotApplicable, "scan.ipv6_same.one_dead"));
  return web::resting_on(std::move(judged), {seen_of(*v4), seen_of(*v6)});
}

std::vector<DnsQuestion> asks(const DomainFacts& facts) { return {{facts.name, "A"}, {facts.name, "AAAA"}}; }

}  // namespace

extern const Check kCheck;
const Check kCheck{"ipv6_same", Category::kIpv6, kWebOnly, "8.20 8.21", &judge, &asks};

}  // namespace waarborg::scan::ipv6_same
