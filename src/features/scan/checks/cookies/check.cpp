// SPDX-License-Identifier: EUPL-1.2
//
// Whether the cookies of the start page are kept from eavesdroppers and strange scripts: Secure, HttpOnly, SameSite. A
// check of our own; internet.nl has none. What a visitor gets after logging in cannot be seen from outside.
#include "features/scan/check.h"
#include "features/scan/checks/cookies/set_cookie.h"
#include "features/scan/web/answers.h"

namespace waarborg::scan::cookies {
namespace {

/// Of one answer. Browsers keep 50 of a domain at least (RFC 6265 section 6.1); more are not looked at.
constexpr std::size_t kMaxCookies = 50;

Finding judge_cookie(const Cookie& cookie) {
  const bool login = is_of_login(cookie);
  const auto finding = [&](Outcome outcome, const char* key) {
    return Finding{outcome, {key, {{"name", web::as_seen(cookie.name)}}}, {}, 0};
  };
  if (!cookie.secure) return finding(login ? Outcome::kFail : Outcome::kWarn, "scan.cookies.not_secure");
  if (breaks_prefix(cookie)) return finding(Outcome::kWarn, "scan.cookies.prefix");
  if (!cookie.http_only && login) return finding(Outcome::kWarn, "scan.cookies.for_scripts");
  if (cookie.same_site == SameSite::kNone) return finding(Outcome::kInfo, "scan.cookies.cross_site");
  if (cookie.same_site == SameSite::kUnset) return finding(Outcome::kInfo, "scan.cookies.same_site");
  if (!cookie.http_only) return finding(Outcome::kInfo, "scan.cookies.for_scripts");
  return finding(Outcome::kPass, "scan.cookies.good");
}

/// Without the value, which may let someone in.
std::string seen_of(const Cookie& cookie) {
  std::string seen = "set-cookie: " + cookie.name + "=…";
  if (cookie.secure) seen += "; Secure";
  if (cookie.http_only) seen += "; HttpOnly";
  if (cookie.same_site == SameSite::kNone) seen += "; SameSite=None";
  if (cookie.same_site == SameSite::kLax) seen += "; SameSite=Lax";
  if (cookie.same_site == SameSite::kStrict) seen += "; SameSite=Strict";
  return web::as_seen(seen);
}

Finding judge_answer(const web::Answer& answer) {
  std::vector<Finding> findings;
  for (const HttpHeader& header : answer.exchange.headers) {
    if (header.name != "set-cookie" || findings.size() == kMaxCookies) continue;
    const auto cookie = read_set_cookie(header.value);
    if (!cookie || is_removal(*cookie, answer.facts.at)) continue;
    findings.push_back(judge_cookie(*cookie));
    findings.back().seen = {seen_of(*cookie)};
  }
  if (findings.empty()) return {Outcome::kNotApplicable, {"scan.cookies.none", {}}, {}, 0};
  return web::worst_of(findings);
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject) {
  return web::judge_headers(facts, {"", nullptr, &judge_answer});
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"cookies", Category::kHeaders, kWebOnly, "8.5 8.26", &judge};

}  // namespace waarborg::scan::cookies
