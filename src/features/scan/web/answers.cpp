// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/web/answers.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "base/text.h"

namespace waarborg::scan::web {
namespace {

/// How bad, and so which of several counts.
int weight(Outcome outcome) {
  switch (outcome) {
    case Outcome::kFail:
      return 5;
    case Outcome::kWarn:
      return 4;
    case Outcome::kInconclusive:
      return 3;
    case Outcome::kInfo:
      return 2;
    case Outcome::kPass:
      return 1;
    case Outcome::kNotApplicable:
      return 0;
  }
  return 0;
}

std::optional<std::array<unsigned char, 16>> ipv6_bytes(std::string_view address) {
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, std::string(address).c_str(), bytes.data()) != 1) return std::nullopt;
  return bytes;
}

bool starts_mapped(const std::array<unsigned char, 16>& bytes) {
  return std::all_of(bytes.begin(), bytes.begin() + 10, [](unsigned char b) { return b == 0; }) && bytes[10] == 0xFF &&
         bytes[11] == 0xFF;
}

/// The last answer of the way along which `target` was met; null when that way was not walked or not to its end.
const HttpExchange* end_of_way(const WebAddressFacts& at, const Url& target) {
  const bool met = std::ranges::any_of(at.hops, [&](const HttpExchange& hop) { return read_url(hop.url) == target; });
  if (!met) return nullptr;
  const HttpExchange& last = at.hops.back();
  return has_headers(last) && !is_redirect(last) ? &last : nullptr;
}

Finding with_seen(Finding finding, std::vector<std::string> seen) {
  finding.seen.insert(finding.seen.end(), std::make_move_iterator(seen.begin()), std::make_move_iterator(seen.end()));
  if (finding.seen.size() > kMaxSeen) finding.seen.resize(kMaxSeen);
  return finding;
}

Finding judge_own(const WebAddressFacts& at, const DomainFacts& facts, const HeaderRule& rule) {
  if (rule.own_on_redirect) {
    Finding finding = is_block_page(at.secure) ? blocked(at.secure) : rule.own({at.secure, at, facts});
    return with_seen(std::move(finding), seen_header(at.address, at.secure, rule.name));
  }
  Visited visited = visited_page(at);
  if (visited.page == nullptr) return with_seen(std::move(visited.instead), {as_seen(at.address)});
  const bool elsewhere = visited.page != &at.secure;
  const std::string where = elsewhere ? at.address + " " + visited.page->url : at.address;
  return with_seen(rule.own({*visited.page, at, facts}), seen_header(where, *visited.page, rule.name));
}

}  // namespace

std::string as_seen(std::string_view text) {
  // One byte more than is kept, so that beginning_of() sees whether it would cut a character.
  std::string kept(text.substr(0, kMaxSeenBytes + 1));
  if (!is_utf8(text)) {
    std::ranges::replace_if(kept, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  }
  return one_line(beginning_of(kept, kMaxSeenBytes));
}

std::vector<std::string> seen_header(std::string_view address, const HttpExchange& exchange, std::string_view name) {
  if (name.empty()) return {as_seen(address)};
  std::vector<std::string> seen;
  for (const HttpHeader& one : exchange.headers) {
    if (one.name != name || seen.size() == kMaxSeen) continue;
    seen.push_back(as_seen(std::string(address) + ": " + one.name + ": " + one.value));
  }
  if (seen.empty())
    seen.push_back(as_seen(std::string(address) + ": " + std::string(name) + ": " + std::string(kAbsent)));
  return seen;
}

bool has_headers(const HttpExchange& exchange) {
  if (exchange.status == 0) return false;
  return exchange.heard == Heard::kAnswer || exchange.heard == Heard::kLimited || exchange.heard == Heard::kTooLarge;
}

bool is_block_page(const HttpExchange& exchange) {
  static constexpr std::array kBlocking{403, 406, 421, 429};
  return exchange.heard == Heard::kLimited || exchange.status >= 500 ||
         std::ranges::find(kBlocking, exchange.status) != kBlocking.end();
}

Finding blocked(const HttpExchange& exchange) {
  return {Outcome::kInconclusive, {"scan.web.blocked", {{"status", std::to_string(exchange.status)}}}, {}, 0};
}

bool is_redirect(const HttpExchange& exchange) {
  static constexpr std::array kRedirects{301, 302, 303, 307, 308};
  return std::ranges::find(kRedirects, exchange.status) != kRedirects.end() && header(exchange, "location").has_value();
}

std::optional<Url> target_of(const HttpExchange& exchange) {
  const auto base = read_url(exchange.url);
  const auto location = header(exchange, "location");
  if (!base || !location || !is_redirect(exchange)) return std::nullopt;
  return resolve(*base, *location);
}

bool is_ipv4_mapped(std::string_view address) {
  const auto bytes = ipv6_bytes(address);
  return bytes && starts_mapped(*bytes);
}

bool is_ipv6(std::string_view address) {
  const auto bytes = ipv6_bytes(address);
  return bytes && !starts_mapped(*bytes);
}

Visited visited_page(const WebAddressFacts& at) {
  const HttpExchange& first = at.secure;
  if (is_block_page(first)) return {nullptr, blocked(first)};
  if (!is_redirect(first)) return {&first, {}};
  const std::string to = as_seen(header(first, "location").value_or(""));
  const Finding unfollowed{Outcome::kInconclusive, {"scan.web.redirect", {{"to", to}}}, {}, 0};
  const auto base = read_url(first.url);
  const auto target = target_of(first);
  if (!base || !target) return {nullptr, unfollowed};
  const Finding left{Outcome::kNotApplicable, {"scan.web.other_site", {{"to", to}}}, {}, 0};
  if (!is_same_site(base->host, target->host)) return {nullptr, left};
  const HttpExchange* last = end_of_way(at, *target);
  const auto end = last == nullptr ? std::nullopt : read_url(last->url);
  if (!end) return {nullptr, unfollowed};
  if (!is_same_site(base->host, end->host)) return {nullptr, left};
  if (is_block_page(*last)) return {nullptr, blocked(*last)};
  return {last, {}};
}

bool has_no_address(const DomainFacts& facts) {
  const DnsAnswer* a = find(facts.dns, facts.name, "A");
  const DnsAnswer* aaaa = find(facts.dns, facts.name, "AAAA");
  return a != nullptr && aaaa != nullptr && is_absent(*a) && is_absent(*aaaa);
}

std::optional<Finding> without_answer(const DomainFacts& facts) {
  if (has_no_address(facts)) return Finding{Outcome::kNotApplicable, {"scan.web.no_address", {}}, {}, 0};
  Finding silent{Outcome::kInconclusive, {"scan.web.no_answer", {}}, {}, 0};
  for (const WebAddressFacts& at : facts.web) {
    if (has_headers(at.secure)) return std::nullopt;
    if (silent.seen.size() < kMaxSeen) silent.seen.push_back(as_seen(at.address));
  }
  return silent;
}

Judged resting_on(Judged judged, const std::vector<std::string>& seen) {
  judged.own.seen = seen;
  if (judged.internet_nl) judged.internet_nl->seen = seen;
  return judged;
}

Finding worst_of(const std::vector<Finding>& findings) {
  const Finding* worst = &findings.front();
  for (const Finding& finding : findings) {
    const int more = weight(finding.outcome) - weight(worst->outcome);
    if (more > 0 || (more == 0 && finding.points < worst->points)) worst = &finding;
  }
  Finding whole{worst->outcome, worst->why, {}, worst->points};
  for (const Finding& finding : findings) whole = with_seen(std::move(whole), finding.seen);
  return whole;
}

Judged worst_of(const std::vector<Judged>& judged) {
  std::vector<Finding> internet_nl, own;
  for (const Judged& one : judged) {
    if (one.internet_nl) internet_nl.push_back(*one.internet_nl);
    own.push_back(one.own);
  }
  Judged whole;
  if (!internet_nl.empty()) whole.internet_nl = worst_of(internet_nl);
  whole.own = worst_of(own);
  return whole;
}

Judged judge_headers(const DomainFacts& facts, const HeaderRule& rule) {
  if (auto finding = without_answer(facts)) {
    if (rule.internet_nl == nullptr) return {std::nullopt, std::move(*finding)};
    return both(std::move(*finding));
  }
  std::vector<Judged> judged;
  for (const WebAddressFacts& at : facts.web) {
    if (!has_headers(at.secure)) continue;
    Judged one{std::nullopt, judge_own(at, facts, rule)};
    if (rule.internet_nl != nullptr) {
      // A limit that we ran into is about our visit, and no answer that internet.nl would have seen.
      const bool limited = at.secure.heard == Heard::kLimited;
      one.internet_nl = with_seen(limited ? blocked(at.secure) : rule.internet_nl({at.secure, at, facts}),
                                  seen_header(at.address, at.secure, rule.name));
    }
    judged.push_back(std::move(one));
  }
  return worst_of(judged);
}

}  // namespace waarborg::scan::web
