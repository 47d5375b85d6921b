// SPDX-License-Identifier: EUPL-1.2
//
// Whether the page keeps strange scripts out when one was slipped in: Content-Security-Policy. By our own reading what
// several policies allow is what all of them allow (CSP3 section 8.1), so one that protects is enough. Who may frame
// the page is judged with X-Frame-Options.
#include "features/scan/check.h"

#include <algorithm>

#include "features/scan/checks/csp/internet_nl.h"
#include "features/scan/checks/csp/policy.h"
#include "features/scan/web/answers.h"

namespace waarborg::scan::csp {
namespace {

constexpr const char* kHeader = "content-security-policy";
constexpr const char* kReportOnly = "content-security-policy-report-only";

Finding finding(Outcome outcome, const std::string& key, int points = 0) {
  return {outcome, {"scan.csp." + key, {}}, {}, points};
}

Finding as_internet_nl(const web::Answer& answer) {
  const auto joined = header(answer.exchange, kHeader);
  if (!joined || joined->empty()) return finding(Outcome::kWarn, "missing");
  const auto failures = internet_nl_failures(*joined, answer.facts.name);
  if (failures.empty()) return finding(Outcome::kPass, "good", 10);
  Finding whole = finding(Outcome::kWarn, failures.front());
  std::string all = "internet.nl:";
  for (const std::string& failure : failures) all += " " + failure;
  whole.seen = {web::as_seen(all)};
  return whole;
}

/// A thing that a policy can keep out, and the sentence when none does.
struct Guard {
  std::string key;
  std::string_view part;  ///< Of a policy, that lets it in or would keep it out.
  Outcome without;
  bool (*keeps_out)(const Policy& policy);
};

/// Whether something governs this and does not let everyone through.
bool is_narrow(const Directive* directive) { return directive != nullptr && !sources_of(*directive).anyone; }

bool keeps_out_inline(const Policy& policy, std::string_view name) {
  const Directive* directive = governing(policy, name);
  return directive != nullptr && !allows_all_inline(sources_of(*directive));
}

const Guard kGuards[] = {
    {"inline_script", "script-src 'unsafe-inline'", Outcome::kWarn,
     [](const Policy& policy) {
       return keeps_out_inline(policy, "script-src-elem") && keeps_out_inline(policy, "script-src-attr");
     }},
    {"script_of_anyone", "script-src *", Outcome::kWarn,
     [](const Policy& policy) {
       const Directive* directive = governing(policy, "script-src-elem");
       return directive != nullptr && !allows_scripts_of_anyone(sources_of(*directive));
     }},
    {"eval", "script-src 'unsafe-eval'", Outcome::kWarn,
     [](const Policy& policy) {
       const Directive* directive = governing(policy, "script-src");
       return directive != nullptr && !sources_of(*directive).unsafe_eval;
     }},
    {"objects", "object-src", Outcome::kWarn,
     [](const Policy& policy) { return is_narrow(governing(policy, "object-src")); }},
    // These two fall back on nothing: without them all is allowed (section 6.3).
    {"base", "base-uri", Outcome::kInfo, [](const Policy& policy) { return is_narrow(find(policy, "base-uri")); }},
    {"forms", "form-action", Outcome::kInfo,
     [](const Policy& policy) { return is_narrow(find(policy, "form-action")); }},
};

Finding by_standard(const web::Answer& answer) {
  const auto policies = read_policies(answer.exchange, kHeader);
  if (policies.empty()) {
    const bool only_reports = !read_policies(answer.exchange, kReportOnly).empty();
    return finding(Outcome::kWarn, only_reports ? "report_only" : "missing");
  }
  Finding whole = finding(Outcome::kPass, "good", 10);
  std::string weak;
  for (const Guard& guard : kGuards) {
    if (std::ranges::any_of(policies, guard.keeps_out)) continue;
    if (whole.outcome == Outcome::kPass) whole = finding(guard.without, guard.key);
    weak += (weak.empty() ? "" : ", ") + std::string(guard.part);
  }
  if (whole.outcome != Outcome::kPass) whole.seen = {web::as_seen(weak)};
  return whole;
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject) {
  return web::judge_headers(facts, {kHeader, &as_internet_nl, &by_standard});
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"csp", Category::kHeaders, kWebOnly, "8.26 8.28", &judge};

}  // namespace waarborg::scan::csp
