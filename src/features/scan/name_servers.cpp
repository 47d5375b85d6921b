// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/name_servers.h"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "features/scan/addresses.h"
#include "features/scan/names/hosts.h"
#include "features/scan/together.h"
#include "features/scan/web/answers.h"
#include "platform/dns/exchange.h"

namespace waarborg::scan {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

NameServerHeard before_asking(const NameServerFacts& facts, const Vantage& vantage, const ScanSettings& settings) {
  const auto address = parse_address(facts.address);
  if (!address || !may_reach(*address, settings.allow_loopback)) return NameServerHeard::kNotPublic;
  if (settings.opt_out && (settings.opt_out->covers(facts.host) || settings.opt_out->covers(*address))) {
    return NameServerHeard::kOptedOut;
  }
  return vantage.ipv6 ? NameServerHeard::kSilent : NameServerHeard::kNoRoute;
}

std::vector<std::string> addresses_of(const DnsAnswers& answers, const std::string& host) {
  std::vector<std::string> out;
  const DnsAnswer* answer = find(answers, host, "AAAA");
  if (answer == nullptr || is_unknown(*answer)) return out;
  std::ranges::copy_if(answer->records, std::back_inserter(out),
                       [](const std::string& one) { return web::is_ipv6(one); });
  std::ranges::sort(out);
  const auto repeated = std::ranges::unique(out);
  out.erase(repeated.begin(), repeated.end());
  if (out.size() > kMostAskedAddresses) out.resize(kMostAskedAddresses);
  return out;
}

bool holds_zone(const dns::Message& message, const std::string& zone) {
  return message.rcode == 0 && std::ranges::any_of(message.answers, [&](const dns::Record& record) {
           return record.type == dns::Type::kNs && record.owner == zone;
         });
}

/// As internet.nl asks: NS of the zone, CD, EDNS, by datagram, and over TCP when the answer was cut.
asio::awaitable<NameServerFacts> ask_once(Probing& probing, NameServerFacts facts, asio::ip::address address,
                                          unsigned short port) {
  facts.heard = NameServerHeard::kSilent;
  dns::ServerQuestion question;
  question.server = address;
  question.port = port;
  question.name = facts.zone;
  question.type = dns::Type::kNs;
  Courtesy& courtesy = probing.questions == nullptr ? probing.courtesy : *probing.questions;
  // A question takes no connection: its turn is over once it is sent, so that silent servers hold nobody up.
  {
    const Courtesy::Place turn = co_await courtesy.enter(address, false);
  }
  question.deadline = steady_clock::now() + probing.deadlines.name_server;
  dns::ServerAnswer answer = co_await dns::ask_by_udp(probing.executor, question);
  NameServerHeard way = NameServerHeard::kUdp;
  if (answer.message && answer.message->is_truncated) {
    way = NameServerHeard::kTcp;
    const Courtesy::Place place = co_await probing.courtesy.enter(address, false);
    question.deadline = steady_clock::now() + probing.deadlines.name_server;
    answer = co_await dns::ask_by_tcp(probing.executor, question);
  }
  if (!answer.has_route) facts.heard = NameServerHeard::kNoRoute;
  if (!answer.message) co_return facts;
  facts.heard = holds_zone(*answer.message, facts.zone) ? way : NameServerHeard::kRefused;
  facts.rcode = static_cast<int>(answer.message->rcode);
  co_return facts;
}

asio::awaitable<void> ask_shared(Probing& probing, ScanShared& shared, unsigned short port, NameServerFacts& facts) {
  std::string key = facts.address + " " + facts.zone;
  // By name: g++ 12 destroys a closure twice that is made within a co_await.
  Once<NameServerFacts>::Work work = [&probing, port, asked = facts] {
    return probe_name_server(probing, asked, port);
  };
  const NameServerFacts heard = co_await shared.name_servers.get(std::move(key), std::move(work));
  facts.heard = heard.heard;
  facts.rcode = heard.rcode;
}

asio::awaitable<void> ask_control(Probing& probing, unsigned short port, NameServerFacts& root) {
  root = co_await probe_name_server(probing, root, port);
}

asio::awaitable<bool> reach_controls(Probing& probing, AskingNameServers how) {
  std::vector<NameServerFacts> roots;
  for (const std::string& address : how.controls) roots.push_back({"", address, ".", NameServerHeard::kSilent, 0});
  Together together(probing.executor);
  for (NameServerFacts& root : roots) together.start(ask_control(probing, how.port, root));
  co_await together.wait();
  // A test bed leads nowhere, and what is silent there is so by itself.
  const auto leads_nowhere = [](const NameServerFacts& root) { return root.heard == NameServerHeard::kNoRoute; };
  if (how.allow_loopback && std::ranges::all_of(roots, leads_nowhere)) co_return true;
  co_return std::ranges::any_of(roots, [](const NameServerFacts& root) { return answered(root.heard); });
}

bool is_silent(const NameServerFacts& one) { return one.heard == NameServerHeard::kSilent; }

}  // namespace

std::vector<NameServerFacts> name_servers_to_ask(const DomainFacts& facts, const ScanSettings& settings) {
  std::vector<NameServerFacts> out;
  Zone zone = zone_of(facts.dns, facts.name);
  if (zone.hosts.size() > kMostAskedServers) zone.hosts.resize(kMostAskedServers);
  for (const std::string& host : zone.hosts) {
    for (std::string& address : addresses_of(facts.dns, host)) {
      NameServerFacts& one = out.emplace_back();
      one.host = host;
      one.address = std::move(address);
      one.zone = zone.name;
      one.heard = before_asking(one, facts.vantage, settings);
    }
  }
  return out;
}

asio::awaitable<void> ask_name_servers(Probing& probing, ScanShared& shared, AskingNameServers how,
                                       std::vector<NameServerFacts>& facts) {
  Together together(probing.executor);
  for (NameServerFacts& one : facts) {
    if (is_silent(one)) together.start(ask_shared(probing, shared, how.port, one));
  }
  co_await together.wait();
  const auto is_heard = [](const NameServerFacts& one) {
    return answered(one.heard) || one.heard == NameServerHeard::kRefused;
  };
  if (std::ranges::none_of(facts, is_silent) || std::ranges::any_of(facts, is_heard)) co_return;
  Once<bool>::Work work = [&probing, how] { return reach_controls(probing, how); };
  if (co_await shared.ipv6_questions.get({}, std::move(work))) co_return;
  for (NameServerFacts& one : facts) {
    if (is_silent(one)) one.heard = NameServerHeard::kNoRoute;
  }
}

asio::awaitable<NameServerFacts> probe_name_server(Probing& probing, NameServerFacts facts, unsigned short port) {
  const auto address = parse_address(facts.address);
  if (!address) co_return facts;
  const NameServerFacts first = co_await ask_once(probing, facts, *address, port);
  if (answered(first.heard) || first.heard == NameServerHeard::kNoRoute) co_return first;
  asio::steady_timer pause(probing.executor, probing.deadlines.name_server_pause);
  boost::system::error_code ec;
  co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ec));
  const NameServerFacts second = co_await ask_once(probing, facts, *address, port);
  // Whoever spoke once is there.
  co_return second.heard == NameServerHeard::kSilent ? first : second;
}

}  // namespace waarborg::scan
