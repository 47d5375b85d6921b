// SPDX-License-Identifier: EUPL-1.2
//
// Rules are data with a version: which protocol versions, suites, groups and keys are good, and what a check counts for
// in internet.nl's score. The same facts can be judged by another set without any traffic.
#pragma once

#include <boost/describe.hpp>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace waarborg::scan {

class PublicSuffixes;

/// NCSC TLS guidelines 2025-05, section 2.
enum class Level { kGood, kSufficient, kPhaseOut, kInsufficient };
BOOST_DESCRIBE_ENUM(Level, kGood, kSufficient, kPhaseOut, kInsufficient)

/// What one check counts for.
struct Weight {
  int full = 0;              ///< Points of a full score; 0: does not count.
  std::string worst;         ///< The most that a wrong answer does: "fail", "warn" or "info".
  bool once_tested = false;  ///< Counts only when it could be tested; other checks then count with nothing.

  bool operator==(const Weight&) const = default;
};

struct RuleSet {
  std::string name;                                     ///< "internet.nl-1.11.2"
  std::string tls;                                      ///< "NCSC-2025-05"
  std::map<int, Level> versions, suites, groups;        ///< By IANA number; what is not named is kInsufficient.
  std::map<std::string, Level, std::less<>> dh_groups;  ///< By name: "ffdhe3072".
  std::map<std::string, Level, std::less<>> key_types;  ///< "ed25519", "secp256r1"
  std::map<std::string, Level, std::less<>> hashes;     ///< "sha256"
  int rsa_sufficient = 3072, rsa_phase_out = 2048;      ///< Least bits.
  std::map<std::string, Weight, std::less<>> weights;   ///< "web.hsts"
  /// Where domains of organisations end, for DMARC; without it that reading of internet.nl is not known.
  std::shared_ptr<const PublicSuffixes> suffixes;
};

Level level(const std::map<int, Level>& levels, int number);
Level level(const std::map<std::string, Level, std::less<>>& levels, std::string_view name);

/// From a file of content/scan/rules. kInvalid scan.rules.* and toml.*, `where` is "<where> line N".
Result<RuleSet> read_rule_set(std::string_view toml, const std::string& where);
/// Path among the content files of internet.nl release 1.11.2, which follows NCSC 2025-05.
inline constexpr std::string_view kCurrentRules = "/scan/rules/internet.nl-1.11.2.toml";

}  // namespace waarborg::scan
