// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/spf/internet_nl.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "features/scan/checks/spf/check_host.h"
#include "features/scan/checks/spf/record.h"
#include "features/scan/mail_dns/finding.h"

namespace waarborg::scan::spf {
namespace {

bool holds(const std::string& term, std::string_view part) { return term.find(part) != std::string::npos; }

class Reading {
 public:
  explicit Reading(const DnsAnswers& answers) : answers_(answers) {}

  NlVerdict policy(const std::string& domain, const std::string& text, bool in_include) {
    const auto record = read_record(text);
    if (!record) return {NlStatus::kSyntax, domain};
    if (record->terms.empty()) return {NlStatus::kAll, domain};
    std::vector<std::string> includes, redirects;
    bool has_all = false;
    for (const std::string& written : record->terms) {
      const std::string term = lower(written);
      if (term.starts_with("redirect")) {
        redirects.push_back(term);
        --left_;
      } else if (holds(term, "include:")) {
        includes.push_back(term);
        --left_;
      } else if (holds(term, "mx") || holds(term, "ptr") || holds(term, "exists") || term == "a") {
        --left_;
      } else if (term.ends_with("all") && term.size() < 5) {
        has_all = true;
        if (term[0] == '+' || term[0] == 'a' || (!in_include && term[0] == '?')) return {NlStatus::kAll, domain};
        break;
      }
    }
    if (!in_include && redirects.empty() && !has_all) return {NlStatus::kAll, domain};
    for (const std::string& term : includes) {
      const NlVerdict verdict = follow(domain, term.substr(term.find(':') + 1), true);
      if (verdict.status != NlStatus::kValid) return verdict;
    }
    if (redirects.empty() || has_all) return {NlStatus::kValid, domain};
    return follow(domain, redirects[0].substr(redirects[0].find('=') + 1), false);
  }

 private:
  NlVerdict follow(const std::string& from, const std::string& written, bool is_include) {
    if (left_ < 0) return {NlStatus::kLookups, from};
    if (holds(written, "{")) return {NlStatus::kValid, from};
    const std::string target = target_name(written);
    const NlStatus bad = is_include ? NlStatus::kInclude : NlStatus::kRedirect;
    if (!is_name(target)) return {bad, target};
    auto found = mail_dns::txt_records(answers_, target);
    if (!found.known) return {NlStatus::kUnknown, target};
    std::erase_if(found.records, [](const auto& record) { return !mail_dns::begins_with(record, "v=spf1"); });
    if (found.records.size() != 1) return {bad, target};
    // Every step costs a lookup, so that a circle ends; depth is bounded by the ten there are.
    NlVerdict verdict = policy(target, found.records.front(), is_include);
    const bool is_of_its_own = verdict.status == NlStatus::kValid || verdict.status == NlStatus::kLookups ||
                               verdict.status == NlStatus::kUnknown;
    if (!is_of_its_own) verdict.status = bad;
    return verdict;
  }

  const DnsAnswers& answers_;
  int left_ = kMostLookups;
};

}  // namespace

NlVerdict internet_nl_policy(const DnsAnswers& answers, const std::string& domain, const std::string& record) {
  return Reading(answers).policy(domain, record, false);
}

}  // namespace waarborg::scan::spf
