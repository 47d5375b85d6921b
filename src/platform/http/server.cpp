// SPDX-License-Identifier: EUPL-1.2
#include <fmt/chrono.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <stdexcept>
#include <thread>

#include "platform/http/connection.h"
#include "platform/http/http.h"
#include "platform/http/tls.h"
#include "platform/http/watchdog.h"

namespace waarborg::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Work = asio::executor_work_guard<Executor>;

constexpr auto kRestAfterFault = std::chrono::milliseconds(100);  // accepting fails while descriptors are used up

// A loop with the thread that runs it.
struct IoThread {
  Loop loop;
  Work work{loop.io.get_executor()};
  std::thread thread;
};

using WrittenAt = std::filesystem::file_time_type;
WrittenAt written_at(const std::filesystem::path& file) {
  std::error_code error;
  const WrittenAt at = std::filesystem::last_write_time(file, error);
  return error ? WrittenAt{} : at;
}

// `::ffff:192.0.2.1` is 192.0.2.1.
std::string address_text(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  return address.to_string();
}

}  // namespace

struct Server::Core {
  Core(ServerConfig config, Handler quick, Handler slow, BodyLimit limit)
      : shared(std::move(config), std::move(quick), std::move(slow), std::move(limit)) {
    for (unsigned i = 0; i < std::max(1U, shared.config.io_threads); ++i) loops.emplace_back();
    acceptor.emplace(loops.front().loop.io);
  }

  Result<void> load_certificate();
  void follow_certificate();
  Result<void> listen();
  static asio::awaitable<void, Executor> accept(Core* core);
  void welcome(IoThread& io_thread, Socket socket, const tcp::endpoint& peer);
  void tell_sessions(void (Session::*what)());
  void run(Loop& loop);

  Shared shared;
  std::deque<IoThread> loops;  // after `shared`, which their connections use until they are destroyed
  std::optional<Acceptor> acceptor;
  unsigned short port = 0;
  bool running = false;
  std::pair<WrittenAt, WrittenAt> certificate_of;  // when certificate and key were last tried
};

Result<void> Server::Core::load_certificate() {
  const ServerConfig& config = shared.config;
  if (!config.tls) return {};
  certificate_of = {written_at(config.certificate), written_at(config.key)};
  auto fresh = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  auto configured = configure_tls(fresh->native_handle(), config.certificate, config.key);
  if (configured) shared.tls = std::move(fresh);
  return configured;
}

// A renewed certificate counts from the next connection on, and an unusable one never: then the old one stays.
void Server::Core::follow_certificate() {
  const ServerConfig& config = shared.config;
  if (!config.tls || certificate_of == std::pair(written_at(config.certificate), written_at(config.key))) return;
  const auto loaded = load_certificate();
  if (!loaded && config.on_failure) config.on_failure(Request{}, loaded.error().what.key);
}

Result<void> Server::Core::listen() {
  const ServerConfig& config = shared.config;
  error_code ec;
  const auto address = asio::ip::make_address(config.address, ec);
  if (ec) return invalid("http.bad_address", config.address, {{"address", config.address}});
  const tcp::endpoint endpoint(address, config.port);
  if (!ec) acceptor->open(endpoint.protocol(), ec);
  if (!ec) acceptor->set_option(asio::socket_base::reuse_address(true), ec);
  if (!ec) acceptor->bind(endpoint, ec);
  if (!ec) acceptor->listen(asio::socket_base::max_listen_connections, ec);
  if (ec == asio::error::address_in_use) {
    return fail(FaultKind::kUnavailable, "http.port_taken", "",
                {{"address", config.address}, {"port", std::to_string(config.port)}});
  }
  if (ec) {
    return fail(FaultKind::kUnavailable, "http.cannot_listen", config.address,
                {{"address", config.address}, {"port", std::to_string(config.port)}, {"cause", ec.message()}});
  }
  port = acceptor->local_endpoint().port();
  return {};
}

// The core outlives its loops' threads, and with them this coroutine.
asio::awaitable<void, Executor> Server::Core::accept(Core* core) {
  const auto token = asio::use_awaitable_t<Executor>{};
  for (std::size_t turn = 0; core->acceptor->is_open(); ++turn) {
    IoThread& io_thread = core->loops[turn % core->loops.size()];
    Socket socket(io_thread.loop.io);
    tcp::endpoint peer;
    error_code ec;
    co_await core->acceptor->async_accept(socket, peer, asio::redirect_error(token, ec));
    if (ec == asio::error::operation_aborted) break;
    if (ec) {
      Timer rest(core->loops.front().loop.io, kRestAfterFault);
      co_await rest.async_wait(asio::redirect_error(token, ec));
    } else {
      core->welcome(io_thread, std::move(socket), peer);
    }
  }
}

void Server::Core::welcome(IoThread& io_thread, Socket socket, const tcp::endpoint& peer) {
  follow_certificate();
  std::string remote = address_text(peer.address());
  auto ticket = shared.admission.enter(party_of(remote));
  if (!ticket) {
    ++shared.refused;
    return;  // closes the socket
  }
  ++shared.connections;
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  asio::post(io_thread.loop.io, [this, &io_thread, socket = std::move(socket), remote = std::move(remote),
                                 ticket = std::move(*ticket)]() mutable {
    serve(shared, io_thread.loop, std::move(socket), std::move(remote), std::move(ticket));
  });
}

void Server::Core::tell_sessions(void (Session::*what)()) {
  for (IoThread& io_thread : loops) {
    asio::post(io_thread.loop.io, [&io_thread, what] {
      for (Session* session : io_thread.loop.sessions) (session->*what)();
    });
  }
}

// Out of memory for one connection is no reason to leave the others.
void Server::Core::run(Loop& loop) {
  while (!loop.io.stopped()) {
    try {
      loop.io.run();
    } catch (const std::exception&) {
      ++shared.failures;
    }
  }
}

Server::Server(ServerConfig config, Handler quick, Handler slow, BodyLimit body_limit)
    : core_(std::make_unique<Core>(std::move(config), std::move(quick), std::move(slow), std::move(body_limit))) {}

Server::~Server() { stop(std::chrono::milliseconds(0)); }

Result<void> Server::start() {
  Core& core = *core_;
  if (core.running || core.shared.stopping) throw std::logic_error("a server starts once");
  const ServerConfig& config = core.shared.config;
  if (auto loaded = core.load_certificate(); !loaded) return loaded;
  if (auto listening = core.listen(); !listening) return listening;
  core.running = true;
  core.shared.workers = std::make_unique<WorkerPool>(std::max(1U, config.workers), config.worker_queue);
  asio::co_spawn(core.loops.front().loop.io, Core::accept(&core), asio::detached);
  for (IoThread& io_thread : core.loops) {
    io_thread.thread = std::thread([&core, &io_thread] { core.run(io_thread.loop); });
  }
  return {};
}

unsigned short Server::port() const { return core_->port; }

void Server::stop(std::chrono::milliseconds grace) {
  Core& core = *core_;
  if (!core.running) return;
  core.running = false;
  core.shared.stopping = true;
  asio::post(core.loops.front().loop.io, [&core] {
    error_code ignored;
    core.acceptor->close(ignored);
  });
  core.tell_sessions(&Session::close_if_idle);
  core.shared.admission.wait_empty(Clock::now() + grace);
  core.shared.workers->stop();
  core.tell_sessions(&Session::abort);
  core.shared.admission.wait_empty(Clock::now() + std::chrono::seconds(1));
  for (IoThread& io_thread : core.loops) io_thread.loop.io.stop();
  for (IoThread& io_thread : core.loops) io_thread.thread.join();
}

Counters Server::counters() const {
  const Shared& shared = core_->shared;
  return {.connections = shared.connections,
          .refused = shared.refused,
          .open = shared.admission.open(),
          .requests = shared.requests,
          .bad = shared.bad,
          .timeouts = shared.timeouts,
          .failures = shared.failures,
          .busy = shared.busy};
}

Response guarded(Shared& shared, const Handler& handler, const Request& request) {
  std::string what = "something that is no std::exception";
  try {
    return handler(request);
  } catch (const std::exception& error) {
    what = error.what();
  } catch (...) {  // the same answer; `what` already says it
  }
  ++shared.failures;
  if (shared.config.on_failure) shared.config.on_failure(request, what);
  return plain_problem(500);
}

std::string new_request_id() {
  std::array<unsigned char, 8> bytes{};
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  std::string text;
  for (const unsigned char byte : bytes) {
    text += "0123456789abcdef"[byte >> 4U];
    text += "0123456789abcdef"[byte & 15U];
  }
  return text;
}

const std::string& Loop::date() {
  const std::time_t now = std::time(nullptr);
  if (now != dated_) {
    dated_ = now;
    date_ = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now));
  }
  return date_;
}

}  // namespace waarborg::http
