// SPDX-License-Identifier: EUPL-1.2
//
// What every check of TLS does: look at each server of a domain, say of one that could not be looked at why, and make
// one finding of all: the worst.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "features/scan/check.h"
#include "features/scan/tls/certificate.h"
#include "features/scan/tls/reading.h"

namespace waarborg::scan {

/// Whether there is TLS to judge at an address.
enum class Contact {
  kTls,
  kNoTls,     ///< Known: nothing listens, another protocol, or mail without STARTTLS.
  kUnknown,   ///< It could have, but did not say.
  kNotTried,  ///< The machine that measured has no way to it.
};

/// One address of the web site or of a mail server.
struct Server {
  std::string label;  ///< "192.0.2.1", "mx.zorg.example (192.0.2.1)".
  std::string host;   ///< Name asked for.
  Contact contact = Contact::kUnknown;
  Message why;  ///< Of a contact that is not kTls: "scan.tls.*".
  const TlsFacts* tls = nullptr;
  Reading reading;
};

/// @pre `facts` outlives what is returned.
std::vector<Server> servers_of(const DomainFacts& facts, Subject subject);

/// What is left to say when servers_of is empty: no site or no mail here, or it is not known. Keys "scan.tls.*".
Finding without_servers(const DomainFacts& facts, Subject subject);

/// A finding by its parts. Points are given by judge_servers.
Finding finding(Outcome outcome, std::string key, std::vector<std::string> seen = {},
                std::vector<std::pair<std::string, std::string>> args = {});
/// There is nothing of the kind, which is as good as a good answer (internet.nl: "good, not tested").
Finding not_needed(std::string key);
/// There is nothing to test, which counts for nothing.
Finding not_tested(std::string key);

/// "TLS 1.1, TLS 1.0": at most eight, for the words of a finding.
std::string listed(const std::vector<std::string>& names);

/// Something of which the rule set gives the level.
struct Graded {
  std::string name;
  Level level = Level::kInsufficient;
};
/// Fails by what is insufficient, warns of what must be phased out; keys "scan.<check>.insufficient", "…phase_out" and
/// "…good", the first two with {names}.
Finding graded(std::string_view check, const std::vector<Graded>& things);

/// One judgement of all servers: the worst, by each reading apart, as internet.nl does over addresses. In its reading
/// points are those of the rule set for anything but a failure, and a failure counts no worse than the rule set lets
/// it; that reading is empty when the rule set has no such check.
/// @param check  Its id, as in the rule set after "web." or "mail.".
Judged judge_servers(const DomainFacts& facts, const RuleSet& rules, Subject subject, std::string_view check,
                     const std::function<Judged(const Server&)>& judge);

/// The same when a server without TLS is to be judged, too.
Judged judge_all_servers(const DomainFacts& facts, const RuleSet& rules, Subject subject, std::string_view check,
                         const std::function<Judged(const Server&)>& judge);
/// Of a server without TLS, or of which it is not known: nothing to test, or inconclusive with the reason.
Finding without_tls(const Server& server);

/// The same where the judgement rests on the certificates as sent: by full handshake or else in an answer to a hello.
/// A server of which none could be read is inconclusive.
Judged judge_chains(const DomainFacts& facts, const RuleSet& rules, Subject subject, std::string_view check,
                    const std::function<Judged(const Server&, const std::vector<Certificate>&)>& judge);

std::vector<Certificate> chain_of(const TlsFacts& facts);

/// The certificates that are judged: not a root that is known, of which the signature protects nothing. That is a
/// self-signed one after the leaf in a chain that is trusted.
std::vector<const Certificate*> without_roots(const Server& server, const std::vector<Certificate>& chain);

/// "web.hsts"
std::string rule_key(Subject subject, std::string_view check);

}  // namespace waarborg::scan
