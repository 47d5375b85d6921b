// SPDX-License-Identifier: EUPL-1.2
//
// Whether the browser must take a file for what the server says that it is: X-Content-Type-Options. Both readings are
// the same: the first value of the list (Fetch Standard, "determine nosniff").
#include "features/scan/check.h"
#include "base/text.h"
#include "features/scan/web/answers.h"

namespace waarborg::scan::x_content_type_options {
namespace {

constexpr const char* kHeader = "x-content-type-options";

Finding by_first_value(const web::Answer& answer) {
  const auto joined = header(answer.exchange, kHeader);
  const auto finding = [](Outcome outcome, const char* key, int points) {
    return Finding{outcome, {key, {}}, {}, points};
  };
  if (!joined) return finding(Outcome::kWarn, "scan.x_content_type_options.missing", 0);
  if (lower(trimmed(joined->substr(0, joined->find(',')))) != "nosniff") {
    return finding(Outcome::kWarn, "scan.x_content_type_options.no_effect", 0);
  }
  return finding(Outcome::kPass, "scan.x_content_type_options.good", 10);
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject) {
  return web::judge_headers(facts, {kHeader, &by_first_value, &by_first_value});
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"x_content_type_options", Category::kHeaders, kWebOnly, "8.26", &judge};

}  // namespace waarborg::scan::x_content_type_options
