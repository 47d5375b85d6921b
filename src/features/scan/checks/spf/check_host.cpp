// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/spf/check_host.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "features/scan/checks/spf/record.h"
#include "features/scan/mail_dns/finding.h"

namespace waarborg::scan::spf {
namespace {

enum class Match { kNo, kYes, kTempError, kPermError };

/// Nothing: questions came up that must be answered first.
using MaybeResult = std::optional<SpfResult>;
using MaybeMatch = std::optional<Match>;

SpfResult result_of(char qualifier) {
  switch (qualifier) {
    case '-':
      return SpfResult::kFail;
    case '~':
      return SpfResult::kSoftFail;
    case '?':
      return SpfResult::kNeutral;
    default:
      return SpfResult::kPass;
  }
}

/// The name in an MX record: what follows the preference.
std::string mail_server(std::string_view record) {
  const std::size_t space = record.rfind(' ');
  return target_name(space == std::string_view::npos ? record : record.substr(space + 1));
}

class Evaluation {
 public:
  Evaluation(const Envelope& envelope, Address peer, const DnsAnswers& answers) : answers_(answers), peer_(peer) {
    values_.sender = envelope.sender.empty() ? "postmaster@" + envelope.helo : envelope.sender;
    const std::size_t at = values_.sender.rfind('@');
    values_.local_part = at == std::string::npos ? "" : values_.sender.substr(0, at);
    values_.sender_domain = at == std::string::npos ? values_.sender : values_.sender.substr(at + 1);
    if (values_.local_part.empty()) values_.local_part = "postmaster";
    values_.sender = values_.local_part + "@" + values_.sender_domain;
    values_.address = dotted(peer_);
    values_.readable = readable(peer_);
    values_.family = peer_.is_v6 ? "ip6" : "in-addr";
    values_.helo = envelope.helo;
    values_.receiver = envelope.receiver;
    values_.at = envelope.at;
  }

  std::variant<SpfVerdict, std::vector<DnsQuestion>> run(const std::string& domain) {
    const MaybeResult result = check(target_name(domain), true);
    if (!result) return questions_;
    SpfVerdict verdict{*result, "", lookups_, void_lookups_};
    if (*result == SpfResult::kFail && explanation_) {
      auto text = explain(*explanation_);
      if (!text) return questions_;
      verdict.explanation = std::move(*text);
    }
    return verdict;
  }

 private:
  /// Null with a question noted.
  const DnsAnswer* look_up(const std::string& name, std::string_view type) {
    const DnsAnswer* answer = find(answers_, name, type);
    if (answer == nullptr) mail_dns::ask(questions_, answers_, name, type);
    return answer;
  }

  /// A lookup of a term: counted as void when there is nothing (section 4.6.4).
  const DnsAnswer* look_up_counting(const std::string& name, std::string_view type) {
    const DnsAnswer* answer = look_up(name, type);
    if (answer != nullptr && is_absent(*answer)) ++void_lookups_;
    return answer;
  }

  MaybeResult check(const std::string& domain, bool keeps_explanation) {
    if (!is_name(domain) || domain.starts_with('[')) return SpfResult::kNone;
    const DnsAnswer* answer = look_up(domain, "TXT");
    if (answer == nullptr) return std::nullopt;
    if (is_unknown(*answer)) return SpfResult::kTempError;
    const auto& all = answer->records;
    if (is_absent(*answer) || std::ranges::count_if(all, is_spf) == 0) return SpfResult::kNone;
    if (std::ranges::count_if(all, is_spf) > 1) return SpfResult::kPermError;
    const auto record = read_record(*std::ranges::find_if(all, is_spf));
    if (!record) return SpfResult::kPermError;
    return evaluate(*record, domain, keeps_explanation);
  }

  MaybeResult evaluate(const Record& record, const std::string& domain, bool keeps_explanation) {
    for (const Directive& directive : record.directives) {
      if (looks_up(directive.mechanism) && ++lookups_ > kMostLookups) return SpfResult::kPermError;
      const MaybeMatch match = matches(directive, domain);
      if (!match) return std::nullopt;
      if (void_lookups_ > kMostVoidLookups || *match == Match::kPermError) return SpfResult::kPermError;
      if (*match == Match::kTempError) return SpfResult::kTempError;
      if (*match == Match::kNo) continue;
      if (keeps_explanation && record.explanation) {
        explanation_ = record.explanation;
        explaining_domain_ = domain;
      }
      return result_of(directive.qualifier);
    }
    if (!record.redirect) return SpfResult::kNeutral;
    if (++lookups_ > kMostLookups) return SpfResult::kPermError;
    const auto target = target_of(*record.redirect, domain);
    if (!target) return std::nullopt;
    const MaybeResult result = check(*target, keeps_explanation);
    return result == SpfResult::kNone ? SpfResult::kPermError : result;  // section 6.1
  }

  /// The name that a domain-spec stands for; nothing when the macro "p" needs answers first.
  std::optional<std::string> target_of(const MacroText& spec, const std::string& domain) {
    if (!set_values(spec, domain)) return std::nullopt;
    return target_name(expand(spec, values_));
  }

  bool set_values(const MacroText& text, const std::string& domain) {
    values_.domain = domain;
    if (!uses(text, 'p')) return true;
    const auto names = validated_names();
    if (!names) return false;
    values_.validated = best_of(*names, domain);
    return true;
  }

  /// Section 7.3: the domain itself, then a name below it, then any.
  static std::string best_of(const std::vector<std::string>& names, const std::string& domain) {
    if (std::ranges::find(names, domain) != names.end()) return domain;
    const auto below = std::ranges::find_if(names, [&](const auto& name) { return name.ends_with("." + domain); });
    if (below != names.end()) return *below;
    return names.empty() ? "unknown" : names.front();
  }

  /// Names of the peer that lead back to it (section 5.5); at most ten are looked at.
  std::optional<std::vector<std::string>> validated_names() {
    const DnsAnswer* pointers = look_up(reverse_name(peer_), "PTR");
    if (pointers == nullptr) return std::nullopt;
    std::vector<std::string> names;
    bool waits = false;
    for (std::size_t i = 0; i < std::min(pointers->records.size(), kMostPointers); ++i) {
      const std::string name = target_name(pointers->records[i]);
      if (!is_name(name)) continue;
      const DnsAnswer* answer = look_up(name, peer_.is_v6 ? "AAAA" : "A");
      if (answer == nullptr) {
        waits = true;
      } else if (has_peer(*answer, 128)) {
        names.push_back(name);
      }
    }
    if (waits) return std::nullopt;
    return names;
  }

  bool has_peer(const DnsAnswer& answer, int bits) const {
    if (answer.outcome != DnsOutcome::kAnswer || is_unknown(answer)) return false;
    return std::ranges::any_of(answer.records, [&](const std::string& record) {
      const auto network = peer_.is_v6 ? read_ip6(record) : read_ip4(record);
      return network && is_within(peer_, *network, bits);
    });
  }

  int bits_of(const Directive& directive) const { return peer_.is_v6 ? directive.bits6 : directive.bits4; }

  MaybeMatch matches(const Directive& directive, const std::string& domain) {
    if (directive.mechanism == Mechanism::kAll) return Match::kYes;
    if (directive.mechanism == Mechanism::kIp4 || directive.mechanism == Mechanism::kIp6) {
      return is_within(peer_, directive.network, bits_of(directive)) ? Match::kYes : Match::kNo;
    }
    const auto target = directive.domain ? target_of(*directive.domain, domain) : domain;
    if (!target) return std::nullopt;
    switch (directive.mechanism) {
      case Mechanism::kInclude:
        return include(*target);
      case Mechanism::kPtr:
        return pointer(*target);
      case Mechanism::kMx:
        return mail_servers(directive, *target);
      case Mechanism::kExists:
        return address(*target, "A", std::nullopt);
      default:
        return address(*target, peer_.is_v6 ? "AAAA" : "A", bits_of(directive));
    }
  }

  /// Whether the name has the peer among its addresses, or (without bits) any address.
  MaybeMatch address(const std::string& target, std::string_view type, std::optional<int> bits) {
    if (!is_name(target)) return Match::kNo;
    const DnsAnswer* answer = look_up_counting(target, type);
    if (answer == nullptr) return std::nullopt;
    if (is_unknown(*answer)) return Match::kTempError;
    const bool yes = bits ? has_peer(*answer, *bits) : answer->outcome == DnsOutcome::kAnswer;
    return yes ? Match::kYes : Match::kNo;
  }

  MaybeMatch include(const std::string& target) {
    const MaybeResult result = check(target, false);
    if (!result) return std::nullopt;
    switch (*result) {
      case SpfResult::kPass:
        return Match::kYes;
      case SpfResult::kTempError:
        return Match::kTempError;
      case SpfResult::kPermError:
      case SpfResult::kNone:
        return Match::kPermError;
      default:
        return Match::kNo;
    }
  }

  MaybeMatch mail_servers(const Directive& directive, const std::string& target) {
    if (!is_name(target)) return Match::kNo;
    const DnsAnswer* servers = look_up_counting(target, "MX");
    if (servers == nullptr) return std::nullopt;
    if (is_unknown(*servers)) return Match::kTempError;
    if (is_absent(*servers)) return Match::kNo;
    if (servers->records.size() > kMostMailServers) return Match::kPermError;
    bool waits = false;
    bool failed = false;
    for (const std::string& record : servers->records) {
      const std::string host = mail_server(record);
      if (!is_name(host)) continue;
      const DnsAnswer* answer = look_up(host, peer_.is_v6 ? "AAAA" : "A");
      if (answer == nullptr) {
        waits = true;
      } else if (has_peer(*answer, bits_of(directive))) {
        return Match::kYes;
      } else if (is_unknown(*answer)) {
        failed = true;
      }
    }
    if (waits) return std::nullopt;
    return failed ? Match::kTempError : Match::kNo;
  }

  MaybeMatch pointer(const std::string& target) {
    const DnsAnswer* pointers = look_up_counting(reverse_name(peer_), "PTR");
    if (pointers == nullptr) return std::nullopt;
    const auto names = validated_names();
    if (!names) return std::nullopt;
    const bool yes = std::ranges::any_of(
        *names, [&](const std::string& name) { return name == target || name.ends_with("." + target); });
    return yes ? Match::kYes : Match::kNo;
  }

  /// Empty when there is none to be had (section 6.2); nothing when answers are missing.
  std::optional<std::string> explain(const MacroText& explanation) {
    const auto name = target_of(explanation, explaining_domain_);
    if (!name) return std::nullopt;
    if (!is_name(*name)) return "";
    const DnsAnswer* answer = look_up(*name, "TXT");
    if (answer == nullptr) return std::nullopt;
    if (is_unknown(*answer) || answer->records.size() != 1) return "";
    const auto text = read_macros(answer->records.front(), MacroPlace::kExplanation);
    if (!text) return "";
    if (!set_values(*text, explaining_domain_)) return std::nullopt;
    return expand(*text, values_);
  }

  const DnsAnswers& answers_;
  Address peer_;
  MacroValues values_;
  std::vector<DnsQuestion> questions_;
  std::optional<MacroText> explanation_;
  std::string explaining_domain_;
  int lookups_ = 0;
  int void_lookups_ = 0;
};

}  // namespace

std::variant<SpfVerdict, std::vector<DnsQuestion>> check_host(const Envelope& envelope, const DnsAnswers& answers) {
  const auto peer = read_peer(envelope.address);
  if (!peer) return SpfVerdict{};
  return Evaluation(envelope, *peer, answers).run(envelope.domain);
}

}  // namespace waarborg::scan::spf
