// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "features/scan/probe.h"
#include "features/scan/smtp_reply.h"

namespace waarborg::scan {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

constexpr unsigned short kSmtp = 25;
constexpr std::size_t kMostBanner = 512;
/// For whoever says that it is too busy for us (RFC 5321 section 4.2.2: 421, 450).
constexpr std::chrono::seconds kBackOff{30};

struct Said {
  Heard heard = Heard::kNotTried;
  SmtpReply reply;
};

Heard heard_of(SmtpReply::State state) {
  return state == SmtpReply::State::kTooLarge ? Heard::kTooLarge : Heard::kGarbage;
}

bool asks_patience(int code) { return code == 421 || code == 450 || code == 451 || code == 454; }

asio::awaitable<Said> hear(net::Tcp& tcp) {
  Said said;
  while (said.reply.state() == SmtpReply::State::kMore) {
    const net::Tcp::Read read = co_await tcp.read();
    said.heard = scan::heard_of(read.ending);
    if (read.ending != net::Ending::kDone) co_return said;
    said.reply.feed(read.bytes);
  }
  said.heard = said.reply.state() == SmtpReply::State::kDone ? Heard::kAnswer : heard_of(said.reply.state());
  if (said.heard == Heard::kAnswer && asks_patience(said.reply.code())) said.heard = Heard::kLimited;
  co_return said;
}

asio::awaitable<Said> say(net::Tcp& tcp, std::string line) {
  const net::Ending sent = co_await tcp.write(line + "\r\n");
  if (sent == net::Ending::kDone) co_return co_await hear(tcp);
  Said said;
  said.heard = scan::heard_of(sent);
  co_return said;
}

/// Banner and EHLO; afterwards `heard` is kAnswer only when both were good.
asio::awaitable<void> greet(Probing& probing, net::Tcp& tcp, net::Deadline last, MailServerFacts& facts) {
  tcp.set_deadline(std::min(last, steady_clock::now() + probing.deadlines.mail));
  Said said = co_await hear(tcp);
  facts.heard = said.heard;
  facts.code = said.reply.code();
  if (!said.reply.lines().empty()) facts.banner = said.reply.lines().front().substr(0, kMostBanner);
  if (said.heard != Heard::kAnswer || said.reply.code() != 220) {
    if (said.heard == Heard::kAnswer) facts.heard = Heard::kLimited;  // 554: it does not want us, which says nothing
    co_return;
  }
  tcp.set_deadline(std::min(last, steady_clock::now() + probing.deadlines.mail));
  said = co_await say(tcp, "EHLO " + probing.mail_name);
  facts.heard = said.heard;
  facts.code = said.reply.code();
  if (said.heard == Heard::kAnswer && said.reply.code() != 250) facts.heard = Heard::kLimited;
  facts.offers_starttls = facts.heard == Heard::kAnswer && said.reply.names("STARTTLS");
}

/// True when the next byte is for TLS. What came in the same breath as the answer is not of this server (RFC 3207).
asio::awaitable<Heard> start_tls(Probing& probing, net::Tcp& tcp, net::Deadline last) {
  tcp.set_deadline(std::min(last, steady_clock::now() + probing.deadlines.mail));
  const Said said = co_await say(tcp, "STARTTLS");
  if (said.heard != Heard::kAnswer) co_return said.heard;
  if (said.reply.has_more()) co_return Heard::kGarbage;
  co_return said.reply.code() == 220 ? Heard::kAnswer : Heard::kLimited;
}

net::Ending ending_of(Heard heard) {
  switch (heard) {
    case Heard::kAnswer:
      return net::Ending::kDone;
    case Heard::kTimeout:
      return net::Ending::kTimeout;
    case Heard::kClosed:
      return net::Ending::kClosed;
    case Heard::kReset:
      return net::Ending::kReset;
    default:
      return net::Ending::kGarbage;
  }
}

}  // namespace

asio::awaitable<Visit> visit_for_hello(Probing& probing, asio::ip::address address, unsigned short port, bool mail,
                                       net::Deadline last) {
  Visit at = co_await visit(probing, address, port, mail, last);
  if (at.ending != net::Ending::kDone || !mail) co_return std::move(at);
  MailServerFacts unused;
  co_await greet(probing, *at.tcp, last, unused);
  const Heard heard = unused.heard == Heard::kAnswer ? co_await start_tls(probing, *at.tcp, last) : unused.heard;
  if (heard == Heard::kLimited) probing.courtesy.back_off(address, kBackOff);
  at.ending = ending_of(heard);
  co_return std::move(at);
}

asio::awaitable<MailServerFacts> probe_mail(Probing& probing, std::string host, asio::ip::address address) {
  const net::Deadline last = steady_clock::now() + probing.deadlines.mail_server;
  MailServerFacts facts;
  facts.host = host;
  facts.address = address.to_string();
  {
    Visit at = co_await visit(probing, address, kSmtp, true, last);
    facts.heard = scan::heard_of(at.ending);
    if (at.ending != net::Ending::kDone) co_return facts;
    co_await greet(probing, *at.tcp, last, facts);
    if (facts.heard == Heard::kLimited) probing.courtesy.back_off(address, kBackOff);
    if (!facts.offers_starttls) co_return facts;
    const Heard heard = co_await start_tls(probing, *at.tcp, last);
    if (heard != Heard::kAnswer) {
      facts.tls.handshake.heard = heard;
      co_return facts;
    }
    at.tcp->set_deadline(std::min(last, steady_clock::now() + probing.deadlines.handshake));
    net::TlsClient tls(*at.tcp, probing.roots);
    facts.tls.handshake = fact_of(co_await tls.shake(host, false));
  }
  facts.tls.hellos = co_await interview(probing, host, address, kSmtp, true, last);
  if (probing.deep_mail) {
    facts.tls.handshake.client_renegotiations =
        co_await count_renegotiations(probing, facts.tls.hellos, host, address, kSmtp, true, last);
  }
  co_return facts;
}

}  // namespace waarborg::scan
