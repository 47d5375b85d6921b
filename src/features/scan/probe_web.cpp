// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "features/scan/probe.h"
#include "platform/net/http_client.h"

namespace waarborg::scan {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

/// internet.nl, http_compression: every coding that may be asked for.
constexpr const char* kEveryCoding = "br, compress, deflate, exi, gzip, pack200-gzip, x-compress, x-gzip, zstd";
constexpr std::size_t kSecurityTxtLimit = 100 * 1024;  // scanning.md 2.7
constexpr std::size_t kPageLimit = 512 * 1024;         // internet.nl compares pages up to 500,000 bytes

net::HttpRequest request_for(const Probing& probing, const std::string& host, std::string path) {
  net::HttpRequest request;
  request.host = host;
  request.path = std::move(path);
  request.headers = {{"User-Agent", probing.user_agent}, {"Accept", "*/*"}};
  request.body_limit = kPageLimit;
  return request;
}

HttpExchange exchange_of(std::string url, net::HttpAnswer answer, bool keep_body) {
  HttpExchange out;
  out.url = std::move(url);
  out.heard = heard_of(answer.ending);
  out.status = answer.status;
  for (auto& [name, value] : answer.headers) out.headers.push_back({std::move(name), std::move(value)});
  out.body_bytes = static_cast<std::int64_t>(answer.body.size());
  if (keep_body) out.body = std::move(answer.body);
  out.body_cut = answer.body_cut;
  const bool asks_patience = out.status == 503 && header(out, "retry-after").has_value();
  if (out.heard == Heard::kAnswer && (out.status == 429 || asks_patience)) out.heard = Heard::kLimited;
  return out;
}

net::Deadline sooner(net::Deadline last, std::chrono::milliseconds in) {
  return std::min(last, steady_clock::now() + in);
}

asio::awaitable<void> ask_plain(Probing& probing, std::string name, asio::ip::address address, net::Deadline last,
                                WebAddressFacts& facts) {
  Visit at = co_await visit(probing, address, 80, false, last);
  facts.port_80 = heard_of(at.ending);
  facts.plain.url = "http://" + name + "/";
  facts.plain.heard = facts.port_80;
  if (at.ending != net::Ending::kDone) co_return;
  at.tcp->set_deadline(sooner(last, probing.deadlines.http));
  facts.plain = exchange_of(facts.plain.url, co_await net::get(*at.tcp, request_for(probing, name, "/")), false);
}

/// One connection after another, as the server lets go of them; each with its own handshake.
class SecureSession {
 public:
  SecureSession(Probing& probing, std::string name, asio::ip::address address, unsigned short port, net::Deadline last)
      : probing_(probing), name_(std::move(name)), address_(std::move(address)), port_(port), last_(last) {}

  asio::awaitable<net::HttpAnswer> get(net::HttpRequest request) {
    net::HttpAnswer answer;
    for (;;) {
      if (!open_) answer.ending = co_await connect();
      if (!open_) co_return answer;
      at_.tcp->set_deadline(sooner(last_, probing_.deadlines.http));
      answer = co_await net::get(*at_.tcp, *tls_, request);
      early_data_ = std::max(early_data_, tls_->early_data());
      open_ = answer.keeps;
      // It may close an idle connection just when we ask again (RFC 9112 section 9.3.1).
      const bool closed_idle = answer.ending != net::Ending::kDone && used_;
      used_ = true;
      if (!closed_idle) co_return answer;
    }
  }
  asio::awaitable<net::Ending> connect() {
    leave();
    at_ = co_await visit(probing_, address_, port_, false, last_);
    if (first_ == net::Ending::kTlsFailed) first_ = at_.ending;
    if (at_.ending != net::Ending::kDone) co_return at_.ending;
    at_.tcp->set_deadline(sooner(last_, probing_.deadlines.handshake));
    tls_ = std::make_unique<net::TlsClient>(*at_.tcp, probing_.roots);
    net::Handshake shaken = co_await tls_->shake(name_, true);
    open_ = shaken.ending == net::Ending::kDone;
    if (handshake_.heard == Heard::kNotTried) handshake_ = fact_of(shaken);
    co_return shaken.ending;
  }
  void leave() {
    tls_.reset();
    at_ = {};
    open_ = used_ = false;
  }
  /// Of the first connection.
  net::Ending reached() const { return first_; }
  HandshakeFact handshake() const {
    HandshakeFact out = handshake_;
    out.early_data = early_data_;
    return out;
  }

 private:
  Probing& probing_;
  std::string name_;
  asio::ip::address address_;
  unsigned short port_;
  net::Deadline last_;
  Visit at_{};
  std::unique_ptr<net::TlsClient> tls_;
  bool open_ = false, used_ = false;
  net::Ending first_ = net::Ending::kTlsFailed;
  HandshakeFact handshake_;
  std::int64_t early_data_ = 0;
};

asio::awaitable<void> ask_security_txt(Probing& probing, SecureSession& session, std::string host, std::string base,
                                       WebAddressFacts& facts) {
  for (const char* path : {"/.well-known/security.txt", "/security.txt"}) {
    net::HttpRequest request = request_for(probing, host, path);
    request.body_limit = kSecurityTxtLimit;
    facts.security_txt.push_back(exchange_of(base + path, co_await session.get(std::move(request)), true));
    const HttpExchange& got = facts.security_txt.back();
    if (got.status != 403 && got.status != 404) break;
  }
}

asio::awaitable<void> ask_secure(Probing& probing, std::string name, asio::ip::address address, unsigned short port,
                                 net::Deadline last, WebAddressFacts& facts) {
  const std::string host = port == 443 ? name : name + ":" + std::to_string(port);
  const std::string base = "https://" + host;
  SecureSession session(probing, name, address, port, last);
  facts.secure = exchange_of(base + "/", co_await session.get(request_for(probing, host, "/")), false);
  facts.port_443 = heard_of(session.reached());
  if (facts.secure.heard == Heard::kAnswer) {
    net::HttpRequest all = request_for(probing, host, "/");
    all.headers.emplace_back("Accept-Encoding", kEveryCoding);
    facts.compressed = exchange_of(base + "/", co_await session.get(std::move(all)), false);
    co_await ask_security_txt(probing, session, host, base, facts);
  }
  facts.tls.handshake = session.handshake();
}

}  // namespace

asio::awaitable<HttpExchange> probe_trusted_page(Probing& probing, std::string host, std::string path,
                                                 asio::ip::address address, std::size_t body_limit) {
  const net::Deadline last = steady_clock::now() + probing.deadlines.web_address;
  HttpExchange page;
  page.url = "https://" + host + path;
  Visit at = co_await visit(probing, address, 443, false, last);
  page.heard = heard_of(at.ending);
  if (at.ending != net::Ending::kDone) co_return page;
  at.tcp->set_deadline(sooner(last, probing.deadlines.handshake));
  net::TlsClient tls(*at.tcp, probing.roots);
  const net::Handshake shaken = co_await tls.shake(host, true);
  page.heard = heard_of(shaken.ending);
  if (shaken.ending == net::Ending::kDone && (shaken.chain_error != 0 || !shaken.name_matches)) {
    page.heard = Heard::kTlsFailed;
  }
  if (page.heard != Heard::kAnswer) co_return page;
  at.tcp->set_deadline(sooner(last, probing.deadlines.http));
  net::HttpRequest request = request_for(probing, host, path);
  request.body_limit = body_limit;
  net::HttpAnswer answer = co_await net::get(*at.tcp, tls, std::move(request));
  co_return exchange_of(page.url, std::move(answer), true);
}

asio::awaitable<WebAddressFacts> probe_web(Probing& probing, std::string name, asio::ip::address address,
                                           unsigned short port) {
  const net::Deadline last = steady_clock::now() + probing.deadlines.web_address;
  WebAddressFacts facts;
  facts.address = address.to_string();
  co_await ask_plain(probing, name, address, last, facts);
  co_await ask_secure(probing, name, address, port, last, facts);
  if (facts.port_443 == Heard::kAnswer) {
    facts.tls.hellos = co_await interview(probing, name, address, port, false, last);
    facts.tls.handshake.client_renegotiations =
        co_await count_renegotiations(probing, facts.tls.hellos, name, address, port, false, last);
  }
  co_return facts;
}

}  // namespace waarborg::scan
