// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/judging.h"

#include <algorithm>
#include <utility>

#include "base/encoding.h"
#include "base/text.h"

namespace waarborg::scan {
namespace {

constexpr std::size_t kMaxSeen = 20;
constexpr std::size_t kMaxSeenBytes = 300;
constexpr std::size_t kMaxListed = 8;

/// Worst last, as for checks of web servers: a warning is known, and may be acted on, whatever else is not known.
int rank(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNotApplicable:
      return 0;
    case Outcome::kPass:
      return 1;
    case Outcome::kInfo:
      return 2;
    case Outcome::kInconclusive:
      return 3;
    case Outcome::kWarn:
      return 4;
    case Outcome::kFail:
      return 5;
  }
  return 5;
}

bool can_reach(const Vantage& vantage, std::string_view address) {
  return address.find(':') == std::string_view::npos ? vantage.ipv4 : vantage.ipv6;
}

std::string_view unheard(Heard heard) {
  switch (heard) {
    case Heard::kTimeout:
      return "scan.tls.silent";
    case Heard::kRefused:
      return "scan.tls.refused";
    case Heard::kUnreachable:
      return "scan.tls.unreachable";
    case Heard::kLimited:
      return "scan.tls.limited";
    case Heard::kNotTried:
      return "scan.tls.not_tried";
    default:
      return "scan.tls.broken_off";
  }
}

/// Why no hello was answered, of a server that can be connected to.
std::string_view unanswered(const TlsFacts& facts) {
  const auto any = [&](HelloOutcome outcome) {
    return std::ranges::any_of(facts.hellos, [&](const HelloFact& hello) { return hello.outcome == outcome; });
  };
  if (facts.hellos.empty()) return "scan.tls.not_tried";
  if (any(HelloOutcome::kAlert)) return "scan.tls.only_alerts";
  if (any(HelloOutcome::kTimeout)) return "scan.tls.silent";
  return "scan.tls.broken_off";
}

void set_contact(Server& server, Contact contact, std::string_view why) {
  server.contact = contact;
  server.why.key = why;
}

Server web_server(const DomainFacts& facts, const WebAddressFacts& web) {
  Server server{web.address, facts.name, Contact::kTls, {}, &web.tls, read_tls(web.tls)};
  if (server.reading.spoke) return server;
  const bool other_protocol = std::ranges::any_of(
      web.tls.hellos, [](const HelloFact& hello) { return hello.outcome == HelloOutcome::kNotTls; });
  if (!can_reach(facts.vantage, web.address)) {
    set_contact(server, Contact::kNotTried, "scan.tls.vantage");
  } else if (web.port_443 == Heard::kRefused) {
    set_contact(server, Contact::kNoTls, "scan.tls.closed_port");
  } else if (other_protocol) {
    set_contact(server, Contact::kNoTls, "scan.tls.other_protocol");
  } else if (web.port_443 != Heard::kAnswer) {
    set_contact(server, Contact::kUnknown, unheard(web.port_443));
  } else {
    set_contact(server, Contact::kUnknown, unanswered(web.tls));
  }
  return server;
}

Server mail_server(const DomainFacts& facts, const MailServerFacts& mail) {
  std::string label = mail.address.empty() ? mail.host : mail.host + " (" + mail.address + ")";
  Server server{std::move(label), mail.host, Contact::kTls, {}, &mail.tls, read_tls(mail.tls)};
  if (server.reading.spoke) return server;
  if (!facts.vantage.port_25 || !can_reach(facts.vantage, mail.address)) {
    set_contact(server, Contact::kNotTried, "scan.tls.vantage");
  } else if (mail.heard != Heard::kAnswer) {
    set_contact(server, Contact::kUnknown, unheard(mail.heard));
  } else if (!mail.offers_starttls) {
    set_contact(server, Contact::kNoTls, "scan.tls.no_starttls");
  } else {
    set_contact(server, Contact::kUnknown, unanswered(mail.tls));
  }
  return server;
}

/// Fit to be shown, whatever a server or the DNS sent.
std::string cut(std::string text) {
  if (!is_utf8(text)) {
    std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) > 0x7E; }, '?');
  }
  return std::string(beginning_of(one_line(text), kMaxSeenBytes));
}

/// The worst of all; what it rests on stands first, with the server before it.
Finding worst_of(const std::vector<std::pair<std::string, Finding>>& findings) {
  std::vector<const std::pair<std::string, Finding>*> order;
  for (const auto& one : findings) order.push_back(&one);
  std::ranges::stable_sort(
      order, [](const auto* a, const auto* b) { return rank(a->second.outcome) > rank(b->second.outcome); });
  Finding worst = order.front()->second;
  worst.seen.clear();
  for (const auto* one : order) {
    for (const std::string& seen : one->second.seen) {
      if (worst.seen.size() < kMaxSeen) worst.seen.push_back(cut(one->first + ": " + seen));
    }
    // "Good, not tested" of one server and not tested of another: something was good.
    if (one->second.outcome == worst.outcome) worst.points = std::max(worst.points, one->second.points);
  }
  return worst;
}

/// Points, and no worse than the rule set lets it be.
Finding weighed(Finding finding, const Weight& weight) {
  switch (finding.outcome) {
    case Outcome::kPass:
    case Outcome::kInfo:
    case Outcome::kWarn:
      finding.points = weight.full;
      break;
    case Outcome::kNotApplicable:
      finding.points = finding.points > 0 ? weight.full : 0;
      break;
    case Outcome::kFail:
    case Outcome::kInconclusive:
      finding.points = 0;
      break;
  }
  if (finding.outcome == Outcome::kFail && weight.worst == "warn") finding.outcome = Outcome::kWarn;
  if ((finding.outcome == Outcome::kFail || finding.outcome == Outcome::kWarn) && weight.worst == "info") {
    finding.outcome = Outcome::kInfo;
  }
  return finding;
}

}  // namespace

std::vector<Server> servers_of(const DomainFacts& facts, Subject subject) {
  std::vector<Server> servers;
  if (subject == Subject::kWeb) {
    for (const WebAddressFacts& web : facts.web) servers.push_back(web_server(facts, web));
  } else {
    for (const MailServerFacts& mail : facts.mail) servers.push_back(mail_server(facts, mail));
  }
  // What nobody here can reach says nothing, unless there is nothing else.
  const auto is_tried = [](const Server& server) { return server.contact != Contact::kNotTried; };
  if (std::ranges::any_of(servers, is_tried)) std::erase_if(servers, std::not_fn(is_tried));
  return servers;
}

Finding without_servers(const DomainFacts& facts, Subject subject) {
  const auto absent = [&](std::string_view type) {
    const DnsAnswer* answer = find(facts.dns, facts.name, type);
    return answer != nullptr && is_absent(*answer);
  };
  if (subject == Subject::kWeb) {
    return absent("A") && absent("AAAA") ? not_tested("scan.tls.no_site")
                                         : finding(Outcome::kInconclusive, "scan.tls.no_address");
  }
  const DnsAnswer* mx = find(facts.dns, facts.name, "MX");
  const bool is_null_mx = mx != nullptr && mx->outcome == DnsOutcome::kAnswer && mx->security != DnsSecurity::kBogus &&
                          mx->records.size() == 1 && mx->records.front().ends_with(" .");  // RFC 7505
  return is_null_mx || absent("MX") ? not_tested("scan.tls.no_mail")
                                    : finding(Outcome::kInconclusive, "scan.tls.no_mail_server");
}

Finding finding(Outcome outcome, std::string key, std::vector<std::string> seen,
                std::vector<std::pair<std::string, std::string>> args) {
  return {outcome, Message{std::move(key), std::move(args)}, std::move(seen), 0};
}

Finding not_needed(std::string key) { return {Outcome::kNotApplicable, Message{std::move(key), {}}, {}, 1}; }

Finding not_tested(std::string key) { return {Outcome::kNotApplicable, Message{std::move(key), {}}, {}, 0}; }

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < kMaxListed; ++i) out += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > kMaxListed) out += ", …";
  return out;
}

Finding graded(std::string_view check, const std::vector<Graded>& things) {
  std::vector<std::string> insufficient;
  std::vector<std::string> phase_out;
  std::vector<std::string> good;
  for (const Graded& thing : things) {
    auto& names = thing.level == Level::kInsufficient ? insufficient
                  : thing.level == Level::kPhaseOut   ? phase_out
                                                      : good;
    names.push_back(thing.name);
  }
  const std::string key = "scan." + std::string(check);
  if (!insufficient.empty()) {
    return finding(Outcome::kFail, key + ".insufficient", insufficient, {{"names", listed(insufficient)}});
  }
  if (!phase_out.empty()) return finding(Outcome::kWarn, key + ".phase_out", phase_out, {{"names", listed(phase_out)}});
  return finding(Outcome::kPass, key + ".good", good);
}

Finding without_tls(const Server& server) {
  if (server.contact == Contact::kNoTls) return not_tested(server.why.key);
  return Finding{Outcome::kInconclusive, server.why, {}, 0};
}

std::string rule_key(Subject subject, std::string_view check) {
  return (subject == Subject::kWeb ? "web." : "mail.") + std::string(check);
}

Judged judge_servers(const DomainFacts& facts, const RuleSet& rules, Subject subject, std::string_view check,
                     const std::function<Judged(const Server&)>& judge) {
  return judge_all_servers(facts, rules, subject, check, [&](const Server& server) {
    return server.contact == Contact::kTls ? judge(server) : both(without_tls(server));
  });
}

Judged judge_all_servers(const DomainFacts& facts, const RuleSet& rules, Subject subject, std::string_view check,
                         const std::function<Judged(const Server&)>& judge) {
  std::vector<std::pair<std::string, Finding>> own;
  std::vector<std::pair<std::string, Finding>> theirs;
  for (const Server& server : servers_of(facts, subject)) {
    Judged judged = judge(server);
    own.emplace_back(server.label, std::move(judged.own));
    if (judged.internet_nl) theirs.emplace_back(server.label, std::move(*judged.internet_nl));
  }
  Judged out;
  out.own = own.empty() ? without_servers(facts, subject) : worst_of(own);
  const auto weight = rules.weights.find(rule_key(subject, check));
  if (weight != rules.weights.end() && (own.empty() || !theirs.empty())) {
    out.internet_nl = weighed(theirs.empty() ? out.own : worst_of(theirs), weight->second);
  }
  out.own.points = 0;
  return out;
}

std::vector<Certificate> chain_of(const TlsFacts& facts) {
  if (auto chain = read_chain(facts.handshake.chain); !chain.empty()) return chain;
  for (const HelloFact& hello : facts.hellos) {
    if (auto chain = read_chain(hello.chain); !chain.empty()) return chain;
  }
  return {};
}

Judged judge_chains(const DomainFacts& facts, const RuleSet& rules, Subject subject, std::string_view check,
                    const std::function<Judged(const Server&, const std::vector<Certificate>&)>& judge) {
  // Addresses of one name mostly send the same chain, and reading it costs more than judging it.
  const std::vector<std::string>* sent_before = nullptr;
  std::vector<Certificate> chain;
  return judge_servers(facts, rules, subject, check, [&](const Server& server) {
    const std::vector<std::string>& sent = server.tls->handshake.chain;
    if (sent_before == nullptr || sent.empty() || *sent_before != sent) chain = chain_of(*server.tls);
    sent_before = &sent;
    if (chain.empty()) return both(finding(Outcome::kInconclusive, "scan.tls.no_certificate"));
    return judge(server, chain);
  });
}

std::vector<const Certificate*> without_roots(const Server& server, const std::vector<Certificate>& chain) {
  std::vector<const Certificate*> out;
  for (const Certificate& certificate : chain) {
    const bool is_leaf = out.empty() && &certificate == &chain.front();
    if (!is_leaf && certificate.self_signed && server.tls->handshake.chain_error == 0) continue;
    out.push_back(&certificate);
  }
  return out;
}

}  // namespace waarborg::scan
