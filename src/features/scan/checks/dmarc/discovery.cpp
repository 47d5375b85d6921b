// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/dmarc/discovery.h"

#include <algorithm>

#include "features/scan/checks/dmarc/record.h"
#include "features/scan/checks/dmarc/strict.h"
#include "features/scan/checks/spf/macro.h"
#include "features/scan/mail_dns/finding.h"
#include "features/scan/names/hosts.h"

namespace waarborg::scan::dmarc {
namespace {

/// RFC 9989 section 4.10.
constexpr std::size_t kMostWalked = 8;

mail_dns::TxtRecords records_at(const DomainFacts& facts, const std::string& name) {
  auto found = mail_dns::txt_records(facts.dns, "_dmarc." + name);
  std::erase_if(found.records, [](const std::string& record) { return !is_dmarc(record); });
  return found;
}

mail_dns::TxtRecords loosely_at(const DomainFacts& facts, const std::string& name) {
  auto found = mail_dns::txt_records(facts.dns, "_dmarc." + name);
  std::erase_if(found.records, [](const auto& record) { return !mail_dns::begins_with(record, "v=dmarc1"); });
  return found;
}

/// One step of the walk with a record that holds there.
struct Step {
  std::string name;
  std::string record;
  char public_suffix = 'u';
};

/// Section 4.10.2.
std::string owner_of(const std::vector<Step>& steps, const std::vector<std::string>& names) {
  for (const Step& step : steps) {
    if (step.public_suffix == 'n') return step.name;
    if (step.public_suffix != 'y' || step.name == names.front()) continue;
    // One label below. Above the eighth label the walk jumps, so the name is cut out of the whole.
    const std::string& whole = names.front();
    const std::size_t end = whole.size() - step.name.size() - 1;
    const std::size_t dot = whole.rfind('.', end - 1);
    return dot == std::string::npos ? whole : whole.substr(dot + 1);
  }
  return steps.empty() ? names.front() : steps.back().name;
}

bool is_within(const std::string& name, const std::string& domain) {
  return name == domain || name.ends_with("." + domain);
}

/// Where the host agrees to get reports of the domain (RFC 7489 section 7.1).
std::string agreement(const std::string& domain, const std::string& host) {
  std::string name = domain;
  name += "._report._dmarc.";
  return name += host;
}

Destination::State state_of(const DomainFacts& facts, const std::string& question, bool strictly) {
  const auto found = mail_dns::txt_records(facts.dns, question);
  if (!found.known) return Destination::State::kUnknown;
  const auto good = std::ranges::count_if(found.records, [&](const std::string& record) {
    return strictly ? read_strictly(record).has_value() : is_dmarc(record);
  });
  return (strictly ? good == 1 : good > 0) ? Destination::State::kGranted : Destination::State::kMissing;
}

}  // namespace

std::vector<std::string> walk_names(std::string_view domain) {
  std::vector<std::string> names = climb(domain, 1);
  // From eight labels on, the second question is for the last seven.
  if (names.size() > kMostWalked) names.erase(names.begin() + 1, names.end() - (kMostWalked - 1));
  return names;
}

Found by_list(const DomainFacts& facts, const PublicSuffixes* suffixes) {
  Found found;
  found.domain = facts.name;
  if (suffixes != nullptr) found.owner = suffixes->registrable(facts.name).value_or("");
  auto records = loosely_at(facts, facts.name);
  if (!records.known) return found;
  if (records.records.empty() && suffixes == nullptr) {
    found.domain.clear();
    return found;
  }
  if (records.records.empty() && !found.owner.empty() && found.owner != facts.name) {
    found.domain = found.owner;
    records = loosely_at(facts, found.owner);
    if (!records.known) return found;
  }
  found.records = std::move(records.records);
  found.state = found.records.empty()       ? Found::State::kNone
                : found.records.size() == 1 ? Found::State::kFound
                                            : Found::State::kSeveral;
  return found;
}

Found by_walk(const DomainFacts& facts) {
  const auto names = walk_names(facts.name);
  if (names.empty()) return {Found::State::kUnknown, facts.name, {}, ""};
  std::vector<Step> steps;
  Found several;
  std::string unknown_at;
  for (const std::string& name : names) {
    const auto here = records_at(facts, name);
    if (!here.known) {
      unknown_at = name;
      break;
    }
    if (here.records.size() > 1 && several.domain.empty()) {
      several = {Found::State::kSeveral, name, here.records, ""};
      if (name == names.front()) return several;
    }
    if (here.records.size() != 1) continue;
    steps.push_back({name, here.records.front(), read_record(here.records.front()).public_suffix});
    if (steps.back().public_suffix != 'u') break;
  }
  Found found;
  if (unknown_at.empty()) found.owner = owner_of(steps, names);
  if (!steps.empty() && steps.front().name == names.front()) {
    return {Found::State::kFound, names.front(), {steps.front().record}, found.owner};
  }
  found.domain = unknown_at;
  if (!unknown_at.empty()) return found;
  if (steps.empty() && !several.domain.empty()) return several;
  // Section 4.10.1: at the organisational domain, else at the public suffix above it, which is the last one met.
  if (steps.empty()) return {Found::State::kNone, names.front(), {}, found.owner};
  const auto at_owner = std::ranges::find(steps, found.owner, &Step::name);
  const Step& step = at_owner != steps.end() ? *at_owner : steps.back();
  return {Found::State::kFound, step.name, {step.record}, found.owner};
}

std::vector<Destination> destinations(const DomainFacts& facts, const PublicSuffixes* suffixes,
                                      const std::string& policy_domain, const std::vector<std::string>& hosts,
                                      bool strictly) {
  std::vector<Destination> out;
  const auto owner = [&](const std::string& name) {
    return suffixes == nullptr ? std::optional<std::string>() : suffixes->registrable(name);
  };
  for (const std::string& host : hosts) {
    const bool is_own = suffixes == nullptr ? is_within(host, policy_domain) || is_within(policy_domain, host)
                                            : owner(host) == owner(policy_domain);
    if (is_own || host.empty() || out.size() == kMostDestinations) continue;
    if (std::ranges::find(out, host, &Destination::host) != out.end()) continue;
    Destination destination{host, agreement(policy_domain, host), Destination::State::kMissing};
    if (spf::is_name(destination.question)) destination.state = state_of(facts, destination.question, strictly);
    out.push_back(std::move(destination));
  }
  return out;
}

std::vector<DnsQuestion> still_needed(const DomainFacts& facts) {
  std::vector<DnsQuestion> questions;
  const auto names = walk_names(facts.name);
  for (const std::string& name : names) mail_dns::ask(questions, facts.dns, "_dmarc." + name, "TXT");
  // A destination below the domain is its own; of others the list says, which is not at hand here.
  for (const std::string& name : names) {
    const auto found = loosely_at(facts, name);
    if (found.records.size() != 1) continue;
    const Record record = read_record(found.records.front());
    std::vector<std::string> hosts;
    for (const auto* uris : {&record.report_uris, &record.failure_uris}) {
      for (const std::string& uri : *uris) hosts.push_back(host_of(uri));
    }
    std::erase_if(hosts, [&](const std::string& host) { return host.empty() || is_within(host, name); });
    if (hosts.size() > kMostDestinations) hosts.resize(kMostDestinations);
    for (const std::string& host : hosts) {
      const std::string question = agreement(name, host);
      if (spf::is_name(question)) mail_dns::ask(questions, facts.dns, question, "TXT");
    }
  }
  return questions;
}

}  // namespace waarborg::scan::dmarc
