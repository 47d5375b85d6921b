// SPDX-License-Identifier: EUPL-1.2
//
// No 0-RTT: what comes in the first message can be sent again by others (RFC 8446 section 8; NCSC 2025-05
// section 3.4.4). A session ticket that allows early data offers it. internet.nl does not try it on mail servers.
#include "features/scan/check.h"

#include "features/scan/tls/judging.h"

namespace waarborg::scan::tls_early_data {
namespace {

Finding judge_server(const Server& server) {
  const std::string key = "scan.tls_early_data";
  if (refuses(server.reading, kTls13)) return not_needed(key + ".no_tls13");
  const HandshakeFact& handshake = server.tls->handshake;
  if (handshake.early_data > 0) {
    return finding(Outcome::kFail, key + ".offered", {"max_early_data_size " + std::to_string(handshake.early_data)});
  }
  if (handshake.heard != Heard::kAnswer || handshake.version != kTls13) {
    return finding(Outcome::kInconclusive, key + ".unknown");
  }
  return finding(Outcome::kPass, key + ".off");
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_servers(facts, rules, subject, "tls_early_data", [&](const Server& server) -> Judged {
    Finding own = judge_server(server);
    if (subject == Subject::kMail) return {not_needed("scan.tls_early_data.not_for_mail"), std::move(own)};
    return both(std::move(own));
  });
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"tls_early_data", Category::kTls, kWebAndMail, "8.21 8.24", &judge};

}  // namespace waarborg::scan::tls_early_data
