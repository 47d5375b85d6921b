// SPDX-License-Identifier: EUPL-1.2
//
// What the browser tells other websites of the page that a visitor comes from: Referrer-Policy (W3C), section 8.1. Of a
// list, browsers take the last word that they know; internet.nl takes the last word.
#include "features/scan/check.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "features/scan/web/answers.h"

namespace waarborg::scan::referrer_policy {
namespace {

constexpr const char* kHeader = "referrer-policy";

struct Known {
  std::string_view word;
  Outcome outcome;
  const char* key;
};

constexpr std::array<Known, 8> kKnown = {{
    {"no-referrer", Outcome::kPass, "scan.referrer_policy.good"},
    {"same-origin", Outcome::kPass, "scan.referrer_policy.good"},
    {"strict-origin", Outcome::kInfo, "scan.referrer_policy.origin"},
    {"strict-origin-when-cross-origin", Outcome::kInfo, "scan.referrer_policy.origin"},
    {"origin", Outcome::kWarn, "scan.referrer_policy.unencrypted"},
    {"origin-when-cross-origin", Outcome::kWarn, "scan.referrer_policy.unencrypted"},
    {"no-referrer-when-downgrade", Outcome::kWarn, "scan.referrer_policy.whole_address"},
    {"unsafe-url", Outcome::kWarn, "scan.referrer_policy.whole_address"},
}};

Finding finding(Outcome outcome, const char* key) {
  // internet.nl gives its points for what is good and for what could be better.
  return {outcome, {key, {}}, {}, outcome == Outcome::kPass || outcome == Outcome::kInfo ? 10 : 0};
}

Finding without() { return finding(Outcome::kInfo, "scan.referrer_policy.missing"); }

Finding as_internet_nl(const web::Answer& answer) {
  const std::string joined = header(answer.exchange, kHeader).value_or("");
  if (trimmed(joined).empty()) return without();
  const std::string_view last = trimmed(std::string_view(joined).substr(joined.rfind(',') + 1));
  const auto known = std::ranges::find(kKnown, last, &Known::word);
  if (known == kKnown.end()) return finding(Outcome::kWarn, "scan.referrer_policy.unknown");
  return finding(known->outcome, known->key);
}

Finding by_standard(const web::Answer& answer) {
  const std::string joined = lower(header(answer.exchange, kHeader).value_or(""));
  const Known* last = nullptr;
  for (std::string_view rest = joined; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    const auto known = std::ranges::find(kKnown, trimmed(rest.substr(0, comma)), &Known::word);
    if (known != kKnown.end()) last = &*known;
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  // Browsers then do as strict-origin-when-cross-origin says.
  return last == nullptr ? without() : finding(last->outcome, last->key);
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject) {
  return web::judge_headers(facts, {kHeader, &as_internet_nl, &by_standard});
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"referrer_policy", Category::kHeaders, kWebOnly, "5.34 8.12 8.26", &judge};

}  // namespace waarborg::scan::referrer_policy
