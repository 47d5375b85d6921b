// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <set>
#include <utility>

#include "base/text.h"
#include "features/scan/addresses.h"
#include "features/scan/check.h"
#include "features/scan/checks/mta_sts/policy.h"
#include "features/scan/clean.h"
#include "features/scan/name_servers.h"
#include "features/scan/names/hosts.h"
#include "features/scan/once.h"
#include "features/scan/questions.h"
#include "features/scan/routing/parts.h"
#include "features/scan/routing/routing_table.h"
#include "features/scan/scan.h"
#include "features/scan/together.h"

namespace waarborg::scan {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

constexpr unsigned short kSmtp = 25;

/// Rounds of questions that follow from answers: an SPF record leads ten deep, the climb for CAA once for each label.
constexpr int kMostRounds = 16;
constexpr std::size_t kMostQuestions = 400;
constexpr std::size_t kPolicyLimit = 64 * 1024;  // RFC 8461 section 3.3

bool has_route(const char* address) {
  asio::io_context context;
  asio::ip::udp::socket socket(context);
  boost::system::error_code ec;
  const asio::ip::udp::endpoint peer(asio::ip::make_address(address), 53);
  socket.open(peer.protocol(), ec);
  if (!ec) socket.connect(peer, ec);  // of UDP: sends nothing
  return !ec;
}

Vantage look_around(bool allow_loopback) {
  Vantage seen;
  seen.ipv4 = allow_loopback || has_route("1.1.1.1");
  seen.ipv6 = has_route("2606:4700:4700::1111") || (allow_loopback && has_route("::1"));
  return seen;
}

std::vector<std::string> mail_hosts(const DomainFacts& facts) {
  return mail_hosts(facts.dns, facts.name).value_or(std::vector<std::string>{});
}

/// The first A and the first AAAA record that may be reached (scanning.md 2.4).
std::vector<asio::ip::address> addresses_of(const DomainFacts& facts, const std::string& name,
                                            const ScanSettings& settings) {
  std::vector<asio::ip::address> out;
  if (settings.opt_out && settings.opt_out->covers(name)) return out;
  for (const char* type : {"A", "AAAA"}) {
    const DnsAnswer* answer = find(facts.dns, name, type);
    if (!answer || answer->security == DnsSecurity::kBogus) continue;
    const bool has_way = type[1] == '\0' ? facts.vantage.ipv4 : facts.vantage.ipv6;
    for (const std::string& record : answer->records) {
      const auto address = parse_address(record);
      if (!has_way || !address || !may_reach(*address, settings.allow_loopback)) continue;
      if (settings.opt_out && settings.opt_out->covers(*address)) continue;
      out.push_back(*address);
      break;
    }
  }
  return out;
}

/// Nobody answered: either they are silent, or port 25 is closed from here, as it is in many networks.
bool is_silent(const std::vector<MailServerFacts>& mail) {
  return !mail.empty() && std::ranges::all_of(mail, [](const MailServerFacts& server) {
    return server.heard == Heard::kTimeout || server.heard == Heard::kUnreachable;
  });
}

class LiveScanner final : public Scanner {
 public:
  LiveScanner(asio::any_io_executor executor, const Clock& clock, ScanSettings settings,
              std::shared_ptr<ScanShared> shared, std::unique_ptr<dns::Resolver> resolver,
              std::shared_ptr<net::TlsRoots> roots)
      : executor_(executor),
        clock_(clock),
        settings_(std::move(settings)),
        vantage_(look_around(settings_.allow_loopback)),
        resolver_(std::move(resolver)),
        roots_(std::move(roots)),
        shared_(std::move(shared)),
        questions_(*resolver_),
        probing_{executor,
                 shared_->courtesy,
                 *roots_,
                 settings_.deadlines,
                 settings_.suites,
                 user_agent(),
                 "waarborg.invalid",
                 settings_.deep_mail,
                 &shared_->questions} {}

  asio::awaitable<DomainFacts> measure(ScanTarget target) override {
    DomainFacts facts;
    facts.name = target.name;
    facts.port = target.port;
    facts.dkim_selectors = std::move(target.dkim_selectors);
    facts.at = clock_.now();
    facts.vantage = vantage_;
    // Before the DNS is asked: only with a table are the addresses of every name server of use.
    if (settings_.routing) facts.routing = settings_.routing->facts();
    co_await ask_dns(facts);
    look_up_routes(facts);
    Together probes(executor_);
    std::vector<NameServerFacts> name_servers = name_servers_to_ask(facts, settings_);
    if (!name_servers.empty()) probes.start(measure_name_servers(name_servers));
    std::vector<WebAddressFacts> web;
    std::vector<MailServerFacts> mail;
    if (settings_.web) {
      const auto addresses = addresses_of(facts, facts.name, settings_);
      web.resize(addresses.size());
      for (std::size_t i = 0; i < addresses.size(); ++i) {
        probes.start(measure_web(facts.name, addresses[i], static_cast<unsigned short>(target.port), web[i]));
      }
    }
    const auto servers = settings_.mail ? mail_addresses(facts) : std::vector<MailAddress>{};
    mail.resize(servers.size());
    for (std::size_t i = 0; i < servers.size(); ++i) probes.start(measure_mail(servers[i], mail[i]));
    std::vector<HttpExchange> policy(settings_.mail && mta_sts::policy_url(facts) ? 1 : 0);
    if (!policy.empty()) probes.start(fetch_policy("mta-sts." + facts.name, facts, policy.front()));
    co_await probes.wait();
    if (is_silent(mail)) facts.vantage.port_25 = co_await port_25_comes_through();
    facts.mta_sts = std::move(policy);
    facts.web = std::move(web);
    facts.mail = std::move(mail);
    facts.name_servers = std::move(name_servers);
    clean(facts);
    co_return facts;
  }

  ScanCounts counts() const override {
    return {questions_.asked(), questions_.reused(), shared_->mail_servers.done(), shared_->mail_servers.reused(),
            shared_->courtesy.most_together()};
  }

 private:
  struct MailAddress {
    std::string host;
    asio::ip::address address;
  };

  std::string user_agent() const {
    // No "https://" in it: some walls refuse every request that has one (scanning.md section 1, Internet.nl 1806).
    return "Mozilla/5.0 (compatible; Waarborg/" WAARBORG_VERSION "; security scan of care domains; " +
           (settings_.contact.empty() ? "no contact given" : one_line(settings_.contact)) + ")";
  }

  std::vector<DnsQuestion> wanted(const DomainFacts& facts) const {
    const std::string& name = facts.name;
    std::vector<DnsQuestion> out = {{name, "SOA"}, {name, "A"},  {name, "AAAA"},
                                    {name, "NS"},  {name, "MX"}, {name, "TXT"}};
    if (settings_.mail) {
      for (const std::string& host : mail_hosts(facts)) {
        for (const char* type : {"A", "AAAA"}) out.push_back({host, type});
      }
    }
    for (const Check* check : all_checks()) {
      if (!check->asks) continue;
      for (DnsQuestion& question : check->asks(facts)) out.push_back(std::move(question));
    }
    return out;
  }

  asio::awaitable<void> ask_dns(DomainFacts& facts) {
    std::set<std::pair<std::string, std::string>> asked;
    for (int round = 0; round < kMostRounds; ++round) {
      std::vector<DnsQuestion> fresh;
      for (DnsQuestion& question : wanted(facts)) {
        if (asked.size() >= kMostQuestions) break;
        if (asked.emplace(question.name, question.type).second) fresh.push_back(std::move(question));
      }
      if (fresh.empty()) co_return;
      std::vector<DnsAnswer> answers(fresh.size());
      Together together(executor_);
      for (std::size_t i = 0; i < fresh.size(); ++i) together.start(ask_one(fresh[i], answers[i]));
      co_await together.wait();
      std::ranges::move(answers, std::back_inserter(facts.dns));
    }
  }
  void look_up_routes(DomainFacts& facts) const {
    if (!settings_.routing) return;
    for (const auto& address : routing::all_addresses(facts)) {
      facts.routing->routes.push_back(settings_.routing->look_up(address));
    }
  }

  asio::awaitable<void> ask_one(DnsQuestion question, DnsAnswer& into) {
    into = co_await questions_.ask(std::move(question));
  }

  asio::awaitable<void> measure_web(std::string name, asio::ip::address address, unsigned short port,
                                    WebAddressFacts& into) {
    into = co_await probe_web(probing_, std::move(name), std::move(address), port);
  }
  asio::awaitable<void> fetch_policy(std::string host, const DomainFacts& facts, HttpExchange& into) {
    const auto addresses = addresses_of(facts, host, settings_);
    into.url = *mta_sts::policy_url(facts);
    if (addresses.empty()) co_return;
    const std::string path = into.url.substr(into.url.find('/', std::string("https://").size()));
    into = co_await probe_trusted_page(probing_, std::move(host), path, addresses.front(), kPolicyLimit);
  }
  /// Thousands of domains share a mail server, which is measured once in a run.
  asio::awaitable<void> measure_mail(MailAddress server, MailServerFacts& into) {
    std::string key = server.host + " " + server.address.to_string();
    // By name: g++ 12 destroys a closure twice that is made within a co_await.
    Once<MailServerFacts>::Work work = [this, server] { return probe_mail(probing_, server.host, server.address); };
    into = co_await shared_->mail_servers.get(std::move(key), std::move(work));
  }
  asio::awaitable<void> measure_name_servers(std::vector<NameServerFacts>& facts) {
    AskingNameServers how;
    how.allow_loopback = settings_.allow_loopback;
    co_await ask_name_servers(probing_, *shared_, std::move(how), facts);
  }
  asio::awaitable<bool> port_25_comes_through() {
    if (settings_.mail_control.empty()) co_return true;
    Once<bool>::Work work = [this] { return reach_control(); };
    co_return co_await shared_->port_25.get({}, std::move(work));
  }
  asio::awaitable<bool> reach_control() {
    DomainFacts facts;  // whose vantage and DNS choose its address
    facts.vantage = vantage_;
    DnsQuestion question{settings_.mail_control, "A"};  // by name: g++ 12 destroys a braced one twice
    facts.dns.push_back(co_await questions_.ask(std::move(question)));
    const auto addresses = addresses_of(facts, settings_.mail_control, settings_);
    if (addresses.empty()) co_return true;
    const Visit at =
        co_await visit(probing_, addresses.front(), kSmtp, true, steady_clock::now() + settings_.deadlines.mail);
    co_return at.ending == net::Ending::kDone || at.ending == net::Ending::kRefused;
  }
  std::vector<MailAddress> mail_addresses(const DomainFacts& facts) const {
    std::vector<MailAddress> out;
    for (const std::string& host : mail_hosts(facts)) {
      for (const auto& address : addresses_of(facts, host, settings_)) out.push_back({host, address});
    }
    return out;
  }

  asio::any_io_executor executor_;
  const Clock& clock_;
  ScanSettings settings_;
  Vantage vantage_;
  std::unique_ptr<dns::Resolver> resolver_;
  std::shared_ptr<net::TlsRoots> roots_;
  std::shared_ptr<ScanShared> shared_;
  Questions questions_;
  Probing probing_;
};

}  // namespace

Result<std::unique_ptr<Scanner>> Scanner::open(asio::any_io_executor executor, const Clock& clock,
                                               ScanSettings settings, std::shared_ptr<ScanShared> shared) {
  settings.dns.ask_loopback |= settings.allow_loopback;
  auto resolver = dns::Resolver::open(executor, settings.dns);
  if (!resolver) return std::unexpected(resolver.error());
  auto roots = net::TlsRoots::load(settings.trusted_roots);
  if (!roots) return std::unexpected(roots.error());
  if (!shared) shared = std::make_shared<ScanShared>(settings.courtesy);
  return std::make_unique<LiveScanner>(std::move(executor), clock, std::move(settings), std::move(shared),
                                       std::move(*resolver), std::move(*roots));
}

}  // namespace waarborg::scan
