// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/reading.h"

#include <algorithm>
#include <array>
#include <functional>

#include "features/scan/tls/offers.h"

namespace waarborg::scan {
namespace {

using Hellos = std::vector<HelloFact>;

bool is_answer(const HelloFact& hello) {
  return hello.outcome == HelloOutcome::kServerHello || hello.outcome == HelloOutcome::kRetryRequest;
}

bool is_server_hello(const HelloFact& hello) { return hello.outcome == HelloOutcome::kServerHello; }

/// Alerts that are about what the hello offers (RFC 8446 section 6.2), and the one error of SSL 2 that can come of a
/// hello, "no cipher".
bool is_about_the_offer(const HelloFact& hello) {
  constexpr std::array kAlerts = {40 /* handshake_failure */, 70 /* protocol_version */, 71 /* insufficient_security */,
                                  86 /* inappropriate_fallback */, 109 /* missing_extension */};
  return hello.asked == "ssl2" || std::ranges::find(kAlerts, hello.alert) != kAlerts.end();
}

/// Whether a hello without an answer was refused. An alert that is not about the offer, such as unrecognized_name or
/// internal_error, may be about all hellos: it refuses this one when another was answered. A closed door says less, and
/// only when there was an answer after it.
bool is_refusal(const Hellos& hellos, std::size_t at) {
  switch (hellos[at].outcome) {
    case HelloOutcome::kAlert:
      return is_about_the_offer(hellos[at]) || std::ranges::any_of(hellos, is_answer);
    case HelloOutcome::kClosed:
    case HelloOutcome::kReset:
    case HelloOutcome::kNotTls:
      return std::any_of(hellos.begin() + static_cast<std::ptrdiff_t>(at), hellos.end(), is_answer);
    default:
      return false;
  }
}

/// kYes when one of the hellos that `fits` was answered, kNo when one was refused.
Known asked_for(const Hellos& hellos, const std::function<bool(const HelloFact&)>& fits,
                const std::function<bool(const HelloFact&)>& answers) {
  Known known = Known::kUnknown;
  for (std::size_t i = 0; i < hellos.size(); ++i) {
    if (!fits(hellos[i])) continue;
    if (answers(hellos[i])) return Known::kYes;
    if (is_answer(hellos[i]) || is_refusal(hellos, i)) known = Known::kNo;
  }
  return known;
}

bool is_asked(const Hellos& hellos, std::string_view asked) {
  return std::ranges::any_of(hellos, [&](const HelloFact& hello) { return hello.asked == asked; });
}

/// A hello below TLS 1.3 names the highest version that will do (RFC 5246 appendix E.1), so that a server that refuses
/// it in words has none below it either: by protocol_version it says so. Another alert comes of what the versions up to
/// TLS 1.1 have in common, their suites and hashes; that is believed of versions that were not asked by themselves. SSL
/// 2 has a hello of its own.
bool is_below_what_was_refused(const Hellos& hellos, int version) {
  constexpr int kProtocolVersion = 70;
  if (version == kSsl2) return false;
  const bool is_never_asked = !is_asked(hellos, version_word(version));
  for (std::size_t i = 0; i < hellos.size(); ++i) {
    const HelloFact& hello = hellos[i];
    if (hello.outcome != HelloOutcome::kAlert || !is_refusal(hellos, i)) continue;
    const bool is_below_11 =
        (hello.asked == "tls11" && version < kTls11) || (hello.asked == "tls10" && version < kTls10);
    const bool is_below_12 = hello.asked == "tls12" && version < kTls12;
    if (hello.alert == kProtocolVersion ? is_below_11 || is_below_12 : is_below_11 && is_never_asked) return true;
  }
  return false;
}

bool shook_hands(const TlsFacts& facts) {
  return facts.handshake.heard == Heard::kAnswer && facts.handshake.version > 0;
}

Known version_known(const TlsFacts& facts, int version) {
  const bool seen = std::ranges::any_of(
      facts.hellos, [&](const HelloFact& hello) { return is_answer(hello) && hello.version == version; });
  if (seen || (shook_hands(facts) && facts.handshake.version == version)) return Known::kYes;
  const Known known = asked_for(
      facts.hellos, [&](const HelloFact& hello) { return hello.asked == version_word(version); },
      [](const HelloFact&) { return false; });
  if (known != Known::kUnknown) return known;
  if (is_below_what_was_refused(facts.hellos, version)) return Known::kNo;
  // A whole handshake offers TLS 1.3, which a server takes when it has it (RFC 8446 section 4.2.1).
  if (version == kTls13 && shook_hands(facts)) return Known::kNo;
  return Known::kUnknown;
}

/// No library that knows TLS 1.3 still has SSL 2: OpenSSL lost it in 1.1.0, two years before it gained TLS 1.3. So a
/// server with the one that was not asked for the other does not have it.
void infer_ssl2(const TlsFacts& facts, Reading& out) {
  if (out.versions[kSsl2] == Known::kUnknown && !is_asked(facts.hellos, "ssl2") && offers(out, kTls13)) {
    out.versions[kSsl2] = Known::kNo;
  }
}

void read_versions(const TlsFacts& facts, Reading& out) {
  for (const int version : kVersions) out.versions[version] = version_known(facts, version);
  infer_ssl2(facts, out);
  bool all_refused = true;
  for (const int version : kVersions) {
    if (version == kTls13) continue;
    if (offers(out, version) && out.classic == 0) out.classic = version;
    if (!refuses(out, version)) all_refused = false;
  }
  if (out.classic != 0) out.classic_offered = Known::kYes;
  if (all_refused) out.classic_offered = Known::kNo;
}

/// Elimination offers what is left of a set of suites until the server refuses it: first all weak ones, then the
/// others; a set that got no answer is asked again, or in parts. It is complete when the server refused the last one,
/// and each hello without an answer that says something was followed by one with.
bool is_elimination_complete(const Hellos& hellos, int classic) {
  if (classic == 0) return false;
  const std::string weak = std::string(version_word(classic)) + "_weak";
  const std::string suites = std::string(version_word(classic)) + "_suites";
  bool is_complete = false;
  const HelloFact* open = nullptr;
  for (std::size_t i = 0; i < hellos.size(); ++i) {
    const bool is_set = hellos[i].asked.starts_with(suites);
    if (!is_set && hellos[i].asked != weak) continue;
    if (open != nullptr && open->asked != weak && open->asked != hellos[i].asked) return false;
    const bool is_refused = is_refusal(hellos, i);
    const bool is_clear = is_refused || is_answer(hellos[i]);
    if (!is_clear && (open != nullptr || hellos[i].outcome == HelloOutcome::kBroken)) return false;
    open = is_clear ? nullptr : &hellos[i];
    is_complete = is_set && is_refused;
  }
  return is_complete;
}

void read_exchange(const HelloFact& hello, Reading& out) {
  if (hello.dh_bits > 0 || !hello.dh_group.empty()) {
    out.dh_groups.insert({hello.dh_group.empty() ? "own" : hello.dh_group, hello.dh_bits});
  } else if (hello.group != 0) {
    out.groups.insert(hello.group);
  }
}

/// Hellos that offer TLS 1.3, too, may offer no compression (RFC 8446 section 4.1.2).
bool offers_compression(const HelloFact& hello) { return hello.asked != "tls13" && hello.asked != "control"; }

/// Hellos that are made to be odd say less of what a server does with an ordinary client.
bool says_more(const HelloFact& hello, const HelloFact* than, std::string_view plain) {
  return than == nullptr || (hello.asked == plain && than->asked != plain);
}

void read_answers(const TlsFacts& facts, Reading& out) {
  out.spoke = shook_hands(facts);
  for (const HelloFact& hello : facts.hellos) {
    if (!is_answer(hello)) continue;
    out.spoke = true;
    if (hello.suite != 0) out.suites[hello.version].insert(hello.suite);
    read_exchange(hello, out);
    if (!is_server_hello(hello)) continue;
    if (hello.version < kTls13 && hello.version != kSsl2 && offers_compression(hello)) out.compression_asked = true;
    if (hello.version == kTls12 && says_more(hello, out.tls12, "tls12")) out.tls12 = &hello;
    if (hello.version == out.classic && says_more(hello, out.best_classic, version_word(out.classic))) {
      out.best_classic = &hello;
    }
  }
}

void read_order(const Hellos& hellos, Reading& out) {
  bool all = true;
  for (const HelloFact& hello : hellos) {
    if (!hello.asked.starts_with("order_")) continue;
    if (is_server_hello(hello) && hello.suite != 0) out.order_choices.push_back(hello.suite);
    if (accepted(hellos, hello.asked) != Known::kYes) all = false;
  }
  out.order_known = all && !out.order_choices.empty();
}

}  // namespace

Known accepted(const Hellos& hellos, std::string_view asked) {
  return asked_for(hellos, [&](const HelloFact& hello) { return hello.asked == asked; }, is_server_hello);
}

Reading read_tls(const TlsFacts& facts) {
  Reading out;
  read_versions(facts, out);
  read_answers(facts, out);
  read_order(facts.hellos, out);
  out.suites_complete = is_elimination_complete(facts.hellos, out.classic);
  out.weak =
      asked_for(facts.hellos, [](const HelloFact& hello) { return hello.asked.ends_with("_weak"); }, is_server_hello);
  // A HelloRetryRequest chooses a suite as a ServerHello does (RFC 8446 section 4.1.4).
  out.ccm8 = asked_for(facts.hellos, [](const HelloFact& hello) { return hello.asked == "ccm8"; }, is_answer);
  out.ccm8_asked = is_asked(facts.hellos, "ccm8");
  out.dhe = accepted(facts.hellos, "dhe");
  return out;
}

bool offers(const Reading& reading, int version) {
  const auto found = reading.versions.find(version);
  return found != reading.versions.end() && found->second == Known::kYes;
}

bool refuses(const Reading& reading, int version) {
  const auto found = reading.versions.find(version);
  return found != reading.versions.end() && found->second == Known::kNo;
}

}  // namespace waarborg::scan
