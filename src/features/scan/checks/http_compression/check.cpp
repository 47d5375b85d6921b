// SPDX-License-Identifier: EUPL-1.2
//
// Whether pages are compressed over https. Where a page shows what a visitor sent beside a secret, its length lets that
// secret be guessed (BREACH, CVE-2013-3587). Nobody can see from outside whether a page does so: this is for knowing.
#include "features/scan/check.h"
#include "base/text.h"
#include "features/scan/web/answers.h"

namespace waarborg::scan::http_compression {
namespace {

constexpr const char* kHeader = "content-encoding";

Finding finding(Outcome outcome, const char* key, int points = 0) { return {outcome, {key, {}}, {}, points}; }

Finding by_value(const std::optional<std::string>& value) {
  if (!value || trimmed(*value).empty()) return finding(Outcome::kPass, "scan.http_compression.none", 10);
  return finding(Outcome::kInfo, "scan.http_compression.used");
}

/// "identity" says that nothing was done (RFC 9110 section 8.4.1); internet.nl does not tell it apart.
Finding by_standard(const HttpExchange& exchange) {
  const auto value = header(exchange, kHeader);
  if (value && lower(trimmed(*value)) == "identity") return by_value(std::nullopt);
  return by_value(value);
}

Judged judge_address(const WebAddressFacts& at) {
  const HttpExchange& exchange = at.compressed;
  Judged judged{by_value(header(exchange, kHeader)), by_standard(exchange)};
  if (web::is_block_page(exchange)) judged.own = web::blocked(exchange);
  if (exchange.heard == Heard::kLimited) judged.internet_nl = web::blocked(exchange);
  return web::resting_on(std::move(judged), web::seen_header(at.address, exchange, kHeader));
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject) {
  if (web::has_no_address(facts)) return both({Outcome::kNotApplicable, {"scan.web.no_address", {}}, {}, 0});
  std::vector<Judged> judged;
  for (const WebAddressFacts& at : facts.web) {
    if (web::has_headers(at.compressed)) judged.push_back(judge_address(at));
  }
  if (judged.empty()) return both(finding(Outcome::kInconclusive, "scan.web.no_answer"));
  return web::worst_of(judged);
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"http_compression", Category::kTls, kWebOnly, "8.26", &judge};

}  // namespace waarborg::scan::http_compression
