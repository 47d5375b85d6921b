// SPDX-License-Identifier: EUPL-1.2
//
// One check: facts in, judgement out, nothing else. A folder each under checks/; the list of all is generated from the
// folders. See docs/guides/add-a-check.md.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/scan/facts.h"
#include "features/scan/rule_set.h"

namespace waarborg::scan {

enum class Outcome {
  kPass,
  kWarn,           ///< Not good, but in no way unprotected: what internet.nl calls a notice.
  kFail,           ///< Known to be wrong. Never because of silence.
  kInfo,           ///< Worth knowing.
  kNotApplicable,  ///< There is nothing here that it is about.
  kInconclusive,   ///< Not known: no answer, refused, limited. `why` says which.
};
BOOST_DESCRIBE_ENUM(Outcome, kPass, kWarn, kFail, kInfo, kNotApplicable, kInconclusive)

enum class Subject { kWeb, kMail };
BOOST_DESCRIBE_ENUM(Subject, kWeb, kMail)

enum class Category { kIpv6, kDnssec, kTls, kHeaders, kAuthentication, kRpki };
BOOST_DESCRIBE_ENUM(Category, kIpv6, kDnssec, kTls, kHeaders, kAuthentication, kRpki)

/// In Finding::seen, in the place of what is not there.
inline constexpr std::string_view kAbsent = "\u2014";

/// What one reading of the rules makes of the facts.
struct Finding {
  Outcome outcome = Outcome::kInconclusive;
  Message why;  ///< A sentence that names what is wrong, by key "scan.<check>.<case>".
  /// What it rests on, as it was: a record, a header, an address. At most 20. It is shown in every language, so it
  /// holds no words of ours: what is not there is kAbsent, and what is not known is "?".
  std::vector<std::string> seen;
  /// Of internet.nl's ten (or of what the rule set gives a full score); only that reading uses it.
  int points = 0;

  bool operator==(const Finding&) const = default;
};

/// Two readings: they differ where internet.nl and the RFC do.
struct Judged {
  std::optional<Finding> internet_nl;  ///< Nothing when internet.nl has no such check.
  Finding own;                         ///< By the standard itself; the source stands in the check's texts.

  bool operator==(const Judged&) const = default;
};

/// The same by both readings.
inline Judged both(Finding finding) { return {finding, std::move(finding)}; }

struct Check {
  std::string_view id;  ///< Name of its folder.
  Category category;
  std::span<const Subject> subjects;
  std::string_view controls;  ///< Of NEN 7510-2 that its result says something about: "8.21 8.24".
  Judged (*judge)(const DomainFacts& facts, const RuleSet& rules, Subject subject);
  /// What it needs from the DNS, given what is known so far: asked again with the answers until there is nothing new.
  /// Null when it needs nothing of its own.
  std::vector<DnsQuestion> (*asks)(const DomainFacts& facts) = nullptr;
};

inline constexpr Subject kWebOnly[] = {Subject::kWeb};
inline constexpr Subject kMailOnly[] = {Subject::kMail};
inline constexpr Subject kWebAndMail[] = {Subject::kWeb, Subject::kMail};

/// All checks, in order of id. Generated from the folders under checks/.
std::span<const Check* const> all_checks();

}  // namespace waarborg::scan
