// SPDX-License-Identifier: EUPL-1.2
//
// One connection and what it shares with the others. Internal to this folder: the door is http.h.
#pragma once

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <cstdint>
#include <ctime>
#include <memory>
#include <string>
#include <unordered_set>

#include "platform/http/admission.h"
#include "platform/http/http.h"
#include "platform/http/worker_pool.h"

namespace waarborg::http {

using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

/// What all connections of one server use; outlives them. Safe from several threads.
struct Shared {
  Shared(ServerConfig given, Handler quick_handler, Handler slow_handler, BodyLimit limit)
      : config(std::move(given)),
        quick(std::move(quick_handler)),
        slow(std::move(slow_handler)),
        body_limit(std::move(limit)),
        admission(config.max_connections, config.max_connections_per_address),
        budget(config.body_budget, config.max_connections_per_address < config.max_connections ? config.body_budget / 3
                                                                                               : config.body_budget),
        small_body(std::min<std::size_t>(64U << 10U, config.body_budget / 4096)) {}

  const ServerConfig config;
  const Handler quick;
  const Handler slow;
  const BodyLimit body_limit;
  Admission admission;
  Budget budget;  ///< Of which one address has a third, unless addresses have no share of their own (a proxy).
  /// Bodies up to this do not count: the number of connections bounds them, and signing in works whatever uploads do.
  const std::size_t small_body;
  std::unique_ptr<WorkerPool> workers;
  /// Certificate and key in use. Replaced as a whole; connections that are open keep what they began with.
  std::atomic<std::shared_ptr<boost::asio::ssl::context>> tls;
  std::atomic<bool> stopping = false;
  std::atomic<std::uint64_t> connections = 0, refused = 0, requests = 0, bad = 0, timeouts = 0, failures = 0, busy = 0;
};

/// Runs a handler; what it throws becomes a 500 and is reported to `on_failure`.
Response guarded(Shared& shared, const Handler& handler, const Request& request);

/// 16 random hexadecimal digits.
std::string new_request_id();

/// A connection as its loop sees it. Only to be touched on the thread of the loop.
class Session {
 public:
  virtual ~Session() = default;
  virtual void close_if_idle() = 0;  ///< Closes when no request is under way.
  virtual void abort() = 0;          ///< Closes now.
};

/// One I/O thread's world: everything in it runs on that thread, so that connections need no locks.
struct Loop {
  std::unordered_set<Session*> sessions;
  boost::asio::io_context io{1};

  /// The time as IMF-fixdate (RFC 9110 section 5.6.7).
  const std::string& date();

 private:
  std::time_t dated_ = 0;
  std::string date_;
};

/// Serves a socket until it closes. Called on the thread of the loop; returns at once.
void serve(Shared& shared, Loop& loop, Socket socket, std::string remote, Admission::Ticket ticket);

}  // namespace waarborg::http
