// SPDX-License-Identifier: EUPL-1.2
//
// Whether another website may show this one in a frame of its own. internet.nl looks at X-Frame-Options only; by the
// standards frame-ancestors of Content-Security-Policy takes its place where it is set (HTML, "X-Frame-Options"; CSP3
// section 6.4.2).
#include "features/scan/check.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "features/scan/checks/csp/policy.h"
#include "features/scan/web/answers.h"

namespace waarborg::scan::x_frame_options {
namespace {

constexpr const char* kHeader = "x-frame-options";

Finding finding(Outcome outcome, const char* key, int points = 0) { return {outcome, {key, {}}, {}, points}; }

Finding as_internet_nl(const web::Answer& answer) {
  const auto joined = header(answer.exchange, kHeader);
  if (!joined || joined->empty()) return finding(Outcome::kInfo, "scan.x_frame_options.missing");
  const std::string first = lower(trimmed(joined->substr(0, joined->find(','))));
  if (first == "deny" || first == "sameorigin") return finding(Outcome::kPass, "scan.x_frame_options.good", 10);
  return finding(Outcome::kInfo, "scan.x_frame_options.no_effect");
}

/// By frame-ancestors of whichever policy keeps strangers out; nothing when no policy has it.
std::optional<Finding> by_policies(const HttpExchange& exchange) {
  bool named = false;
  for (const csp::Policy& policy : csp::read_policies(exchange, "content-security-policy")) {
    const csp::Directive* ancestors = csp::find(policy, "frame-ancestors");
    if (ancestors == nullptr) continue;
    named = true;
    if (!csp::sources_of(*ancestors).anyone) return finding(Outcome::kPass, "scan.x_frame_options.by_policy");
  }
  if (!named) return std::nullopt;
  return finding(Outcome::kWarn, "scan.x_frame_options.policy_too_wide");
}

Finding by_standard(const web::Answer& answer) {
  if (auto found = by_policies(answer.exchange)) return *found;
  const auto joined = header(answer.exchange, kHeader);
  if (!joined) return finding(Outcome::kWarn, "scan.x_frame_options.missing");
  std::set<std::string> values;
  for (std::string_view rest = *joined; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    values.insert(lower(trimmed(rest.substr(0, comma))));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  const bool known = values.contains("deny") || values.contains("sameorigin");
  if (values.size() == 1 && known) return finding(Outcome::kPass, "scan.x_frame_options.good");
  // Different values, one of them known: browsers then refuse every frame.
  if (known || (values.size() > 1 && values.contains("allowall"))) {
    return finding(Outcome::kInfo, "scan.x_frame_options.conflict");
  }
  return finding(Outcome::kWarn, "scan.x_frame_options.no_effect");
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject) {
  return web::judge_headers(facts, {kHeader, &as_internet_nl, &by_standard});
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"x_frame_options", Category::kHeaders, kWebOnly, "8.26", &judge};

}  // namespace waarborg::scan::x_frame_options
