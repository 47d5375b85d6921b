// SPDX-License-Identifier: EUPL-1.2
//
// What the checks on web servers have in common: which answers count for something, which page a visitor gets, and how
// what was found at several addresses becomes one finding.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/scan/check.h"
#include "features/scan/web/url.h"

namespace waarborg::scan::web {

/// Of one line in Finding::seen, and of these lines. Source: check.h.
inline constexpr std::size_t kMaxSeenBytes = 300;
inline constexpr std::size_t kMaxSeen = 20;

/// What came from outside, fit to be shown: one line of valid UTF-8, at most kMaxSeenBytes of it.
std::string as_seen(std::string_view text);

/// "192.0.2.1: name: value" for each time that the header came, with kAbsent for the value when it did not. Without a
/// name the address alone.
std::vector<std::string> seen_header(std::string_view address, const HttpExchange& exchange, std::string_view name);

/// Status and headers arrived, whatever became of the body.
bool has_headers(const HttpExchange& exchange);
/// Not the site itself spoke but a guard before it, or an error: its headers say nothing about the site. 403, 406, 421,
/// 429 and all from 500.
bool is_block_page(const HttpExchange& exchange);
/// What is to be said of such an answer: kInconclusive, with its status.
Finding blocked(const HttpExchange& exchange);
/// Sends on to another page (RFC 9110 section 15.4) that is named.
bool is_redirect(const HttpExchange& exchange);
/// Where a redirect leads; nothing when it is none, or when it leads to no web page.
std::optional<Url> target_of(const HttpExchange& exchange);

/// "::ffff:192.0.2.1" and its other spellings (RFC 4291 section 2.5.5.2): IPv4 in disguise. False for what is no
/// address.
bool is_ipv4_mapped(std::string_view address);
/// An IPv6 address that is no IPv4 in disguise.
bool is_ipv6(std::string_view address);

/// The page that a visitor of https://name/ gets at an address.
struct Visited {
  const HttpExchange* page = nullptr;
  Finding instead;  ///< When there is no page: why.
};

/// `secure` itself, or the page at the end of its redirects while they stay on the same site. Without a page: a block
/// page, a redirect that was not followed (both kInconclusive), or one to another site (kNotApplicable).
/// @pre has_headers(at.secure)
Visited visited_page(const WebAddressFacts& at);

/// Why a check on https answers has nothing to judge: kNotApplicable when it is known that the name has no address,
/// kInconclusive when no address answered. Nothing when one did.
std::optional<Finding> without_answer(const DomainFacts& facts);

/// Whether it is known that the name has neither an A nor an AAAA record.
bool has_no_address(const DomainFacts& facts);

/// What both readings rest on.
Judged resting_on(Judged judged, const std::vector<std::string>& seen);

/// The worst counts: fail, warn, inconclusive, info, pass, not applicable; `seen` is that of all.
/// @pre findings is not empty
Finding worst_of(const std::vector<Finding>& findings);
/// The same by each reading. internet.nl has none when none of them has.
Judged worst_of(const std::vector<Judged>& judged);

/// One answer, with the address that gave it and all the rest.
struct Answer {
  const HttpExchange& exchange;
  const WebAddressFacts& at;
  const DomainFacts& facts;
};

/// Judges the headers of one answer; `seen` is left to the caller.
using JudgeHeaders = Finding (*)(const Answer& answer);

struct HeaderRule {
  std::string_view name;               ///< Of the header, lower case, to be shown; empty when its value is a secret.
  JudgeHeaders internet_nl = nullptr;  ///< On the first answer, redirect or not, as internet.nl does; may be null.
  JudgeHeaders own = nullptr;          ///< On the page that a visitor gets.
  bool own_on_redirect = false;        ///< A redirect is judged itself: for what holds for the host (RFC 6797).
};

/// Every address that answered on https, the worst counts.
Judged judge_headers(const DomainFacts& facts, const HeaderRule& rule);

}  // namespace waarborg::scan::web
