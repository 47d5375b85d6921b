// SPDX-License-Identifier: EUPL-1.2
//
// The hash that a server signs its key exchange with at TLS 1.2 (RFC 5246 section 7.4.1.4.1; NCSC 2025-05
// section 3.3.5): asked by hellos that allow SHA-1 only and SHA-224 only. One who accepts but signs with another hash
// did not do what was asked.
#include "features/scan/check.h"

#include <algorithm>

#include "features/scan/tls/judging.h"
#include "features/scan/tls/registry.h"

namespace waarborg::scan::tls_kex_hash {
namespace {

/// Hash of a SignatureScheme below 0x0700, which is a pair of hash and kind (RFC 5246 section 7.4.1.4.1); else empty.
std::string_view hash_of(int scheme) {
  switch (scheme >> 8) {
    case 1:
      return "md5";
    case 2:
      return "sha1";
    case 3:
      return "sha224";
    case 4:
      return "sha256";
    case 5:
      return "sha384";
    case 6:
      return "sha512";
    default:
      return "";
  }
}

std::vector<Graded> hashes_used(const TlsFacts& facts, const RuleSet& rules) {
  std::vector<Graded> out;
  for (const std::string_view hash : {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}) {
    for (const HelloFact& hello : facts.hellos) {
      if (hello.outcome != HelloOutcome::kServerHello || hello.version != kTls12) continue;
      if (hash_of(hello.signature) != hash) continue;
      out.push_back({std::string(hash), level(rules.hashes, hash)});
      break;
    }
  }
  return out;
}

/// Whether a hello was answered with a suite for which the server signs, and the signature never came: the connection
/// broke off within the answer.
bool lacks_signature(const std::vector<HelloFact>& hellos, std::string_view asked) {
  return std::ranges::any_of(hellos, [&](const HelloFact& hello) {
    if (hello.asked != asked || hello.outcome != HelloOutcome::kServerHello || hello.signature != 0) return false;
    const Suite* suite = suite_of(hello.suite);
    return suite != nullptr && suite->authentication != Authentication::kNone &&
           (suite->exchange == KeyExchange::kDhe || suite->exchange == KeyExchange::kEcdhe);
  });
}

/// Whether it is unknown what a server signs with that is offered this hash and no better one.
bool is_unknown(const std::vector<HelloFact>& hellos, std::string_view asked) {
  return accepted(hellos, asked) == Known::kUnknown || lacks_signature(hellos, asked);
}

Judged judge_server(const Server& server, const RuleSet& rules) {
  if (refuses(server.reading, kTls12)) return both(not_needed("scan.tls_kex_hash.no_tls12"));
  Finding out = graded("tls_kex_hash", hashes_used(*server.tls, rules));
  if (out.outcome == Outcome::kFail) return both(std::move(out));
  if (is_unknown(server.tls->hellos, "sha1")) {
    return both(finding(Outcome::kInconclusive, "scan.tls_kex_hash.unknown", out.seen, {{"names", "sha1"}}));
  }
  if (out.outcome != Outcome::kWarn && is_unknown(server.tls->hellos, "sha224")) {
    return both(finding(Outcome::kInconclusive, "scan.tls_kex_hash.unknown", out.seen, {{"names", "sha224"}}));
  }
  return both(std::move(out));
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_servers(facts, rules, subject, "tls_kex_hash",
                       [&](const Server& server) { return judge_server(server, rules); });
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"tls_kex_hash", Category::kTls, kWebAndMail, "8.21 8.24", &judge};

}  // namespace waarborg::scan::tls_kex_hash
