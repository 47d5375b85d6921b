// SPDX-License-Identifier: EUPL-1.2
//
// Whether a visitor who types the name without https ends on https, and at once: the first step after the plain request
// must be https on the very same host, so that the host can say there that it is only to be visited that way (RFC 6797
// section 7.2). Only redirects of HTTP count; a page that sends on by itself was read in plain text before it did.
#include "features/scan/check.h"
#include "features/scan/web/answers.h"

namespace waarborg::scan::https_enforced {
namespace {

enum class Way {
  kHttps,         ///< To https on the same host.
  kElsewhere,     ///< To https on another host.
  kHttpFirst,     ///< To http again.
  kNoRedirect,    ///< The page itself, in plain text.
  kBlocked,       ///< An error or a block page.
  kNothingThere,  ///< Port 80 is closed.
  kSilent,        ///< No HTTP answer; whether there is one for others is not known.
};

Way way_of(const WebAddressFacts& at, std::string_view name) {
  if (!web::has_headers(at.plain)) {
    const bool closed = at.port_80 == Heard::kRefused || at.port_80 == Heard::kUnreachable;
    return closed ? Way::kNothingThere : Way::kSilent;
  }
  if (web::is_block_page(at.plain)) return Way::kBlocked;
  const auto target = web::target_of(at.plain);
  if (!target) return Way::kNoRedirect;
  if (target->scheme != "https") return Way::kHttpFirst;
  return target->host == name ? Way::kHttps : Way::kElsewhere;
}

std::string seen_of(const WebAddressFacts& at) {
  std::string seen = at.address + ": " + at.plain.url;
  if (web::has_headers(at.plain)) seen += " " + std::to_string(at.plain.status);
  if (const auto location = header(at.plain, "location")) seen += " location: " + *location;
  return web::as_seen(seen);
}

Judged judge_way(const WebAddressFacts& at, std::string_view name) {
  const std::string to = web::as_seen(header(at.plain, "location").value_or(""));
  const auto finding = [&](Outcome outcome, std::string key, int points = 0) {
    return Finding{outcome,
                   {"scan.https_enforced." + std::move(key), {{"to", to}, {"status", std::to_string(at.plain.status)}}},
                   {},
                   points};
  };
  switch (way_of(at, name)) {
    case Way::kHttps:
      return both(finding(Outcome::kPass, "good", 10));
    case Way::kElsewhere:
      return {finding(Outcome::kFail, "elsewhere"), finding(Outcome::kWarn, "elsewhere")};
    case Way::kHttpFirst:
      return both(finding(Outcome::kFail, "http_first"));
    case Way::kNoRedirect:
      return both(finding(Outcome::kFail, "no_redirect"));
    case Way::kNothingThere:
      return both(finding(Outcome::kPass, "no_http", 10));
    case Way::kSilent:  // internet.nl takes any failure of the plain request for "there is no http".
      return {finding(Outcome::kPass, "no_http", 10), finding(Outcome::kInconclusive, "silent")};
    case Way::kBlocked:
      break;
  }
  const Finding blocked = web::blocked(at.plain);
  if (at.plain.heard == Heard::kLimited) return both(blocked);
  return {finding(Outcome::kFail, "no_redirect"), blocked};
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject) {
  if (web::has_no_address(facts)) return both({Outcome::kNotApplicable, {"scan.web.no_address", {}}, {}, 0});
  std::vector<Judged> judged;
  bool all_closed = !facts.web.empty();
  for (const WebAddressFacts& at : facts.web) {
    all_closed = all_closed && at.port_443 == Heard::kRefused;
    // Who has no https cannot send anybody there; that is judged by https_offered.
    if (!web::has_headers(at.secure)) continue;
    judged.push_back(web::resting_on(judge_way(at, facts.name), {seen_of(at)}));
  }
  if (!judged.empty()) return web::worst_of(judged);
  if (all_closed) return both({Outcome::kNotApplicable, {"scan.https_enforced.no_https", {}}, {}, 0});
  return both({Outcome::kInconclusive, {"scan.web.no_answer", {}}, {}, 0});
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"https_enforced", Category::kTls, kWebOnly, "8.21 8.24", &judge};

}  // namespace waarborg::scan::https_enforced
