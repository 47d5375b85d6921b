// SPDX-License-Identifier: EUPL-1.2
//
// Whether browsers that have been here once will only come back over https: the header Strict-Transport-Security of the
// first answer on https, redirect or not, for it holds for the host and not for a page.
#include "features/scan/check.h"

#include <algorithm>

#include "features/scan/checks/hsts/sts_header.h"
#include "features/scan/web/answers.h"

namespace waarborg::scan::hsts {
namespace {

constexpr const char* kHeader = "strict-transport-security";

/// Source: NCSC web guidelines as internet.nl has them. Unit: seconds; a year of 365 days.
constexpr std::int64_t kYear = 31'536'000;

Finding finding(Outcome outcome, const char* key, std::int64_t max_age, int points) {
  return {outcome, {key, {{"days", std::to_string(max_age / 86'400)}}}, {}, points};
}

Finding as_internet_nl(const web::Answer& answer) {
  const auto joined = header(answer.exchange, kHeader);
  if (!joined || joined->empty()) return finding(Outcome::kFail, "scan.hsts.missing", 0, 0);
  const auto max_age = internet_nl_max_age(*joined);
  if (!max_age) return finding(Outcome::kFail, "scan.hsts.malformed", 0, 0);
  if (*max_age < kYear) return finding(Outcome::kFail, "scan.hsts.short", *max_age, 2);
  return finding(Outcome::kPass, "scan.hsts.good", *max_age, 10);
}

/// Browsers take no notice of the header on a connection that they do not trust (RFC 6797 section 8.1).
bool is_distrusted(const HandshakeFact& handshake) {
  if (handshake.heard != Heard::kAnswer || handshake.chain_error < 0) return false;
  return handshake.chain_error > 0 || !handshake.name_matches;
}

Finding by_standard(const web::Answer& answer) {
  const auto& headers = answer.exchange.headers;
  // Of more than one, browsers process the first only (RFC 6797 section 8.1).
  const auto first = std::ranges::find(headers, kHeader, &HttpHeader::name);
  if (first == headers.end()) return finding(Outcome::kFail, "scan.hsts.missing", 0, 0);
  const auto policy = read_sts(first->value);
  if (!policy) return finding(Outcome::kFail, "scan.hsts.malformed", 0, 0);
  if (policy->max_age == 0) return finding(Outcome::kFail, "scan.hsts.off", 0, 0);
  if (is_distrusted(answer.at.tls.handshake)) return finding(Outcome::kWarn, "scan.hsts.distrusted", 0, 0);
  if (policy->max_age < kYear) return finding(Outcome::kWarn, "scan.hsts.short", policy->max_age, 0);
  return finding(Outcome::kPass, "scan.hsts.good", policy->max_age, 10);
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject) {
  return web::judge_headers(facts, {kHeader, &as_internet_nl, &by_standard, true});
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"hsts", Category::kTls, kWebOnly, "8.21 8.24 8.26", &judge};

}  // namespace waarborg::scan::hsts
