// SPDX-License-Identifier: EUPL-1.2
//
// HTTP/1.1 over TLS: requests and responses as values, and the server that carries them
// (RFC 9110 semantics, RFC 9112 messages). One class of thread reads and writes sockets, another runs handlers:
// a slow or hostile client occupies a few kilobytes, never a thread.
//
//   Server server({.certificate = "server.crt", .key = "server.key"}, static_files, api, limits);
//   if (auto started = server.start(); !started) return report(started.error());
//   ...
//   server.stop(10s);
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace waarborg::http {

enum class Method { kGet, kHead, kPost, kPut, kPatch, kDelete };

/// GET, HEAD, ...: the word on the wire.
std::string_view to_text(Method method);
std::optional<Method> parse_method(std::string_view word);

struct Header {
  std::string name{};  ///< Lower case.
  std::string value{};

  bool operator==(const Header&) const = default;
};

struct Request {
  Method method = Method::kGet;
  std::string path{};    ///< Percent-decoded and normalised (see target.h), without the query; starts with '/'.
  std::string target{};  ///< As sent.
  std::vector<std::pair<std::string, std::string>> query{};  ///< Decoded, in the order sent.
  std::vector<Header> headers{};
  std::string body{};
  std::string remote{};  ///< Address of the peer without port.
  bool secure = false;   ///< Arrived over TLS.
  std::string id{};      ///< 16 hexadecimal digits, made here; also `x-request-id` of the answer.
  std::map<std::string, std::string> params{};  ///< Filled by the router from `{name}`.

  /// The first header of this name (given in lower case), or empty.
  std::string_view header(std::string_view lower_name) const;
  /// The first query value of this name.
  std::optional<std::string> query_value(std::string_view name) const;
  /// The first cookie of this name (RFC 6265 section 4.2.1), without quotes around the value.
  std::optional<std::string> cookie(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<Header> headers{};  ///< Length, date, connection and security headers are added by the server.
  std::string body{};
  /// Static bytes, shared by the table of assets (or a cache) and every connection writing them; used when set.
  std::shared_ptr<const std::string> shared_body{};

  /// Sets the value, replacing an earlier one of this lower-case name.
  void set(std::string_view lower_name, std::string value);
};

/// `Not Found` for 404 (RFC 9110 section 15); empty for a number without a name.
std::string_view reason(int status);

/// A problem document (RFC 9457) of type about:blank: only the status and its name, nothing about the cause.
Response plain_problem(int status);

/// Called from several threads. Throwing means the program or machine is wrong: the client gets 500 without details.
using Handler = std::function<Response(const Request&)>;
/// Most bytes that a body on this route may have. Called on the I/O thread.
using BodyLimit = std::function<std::size_t(Method, std::string_view path)>;

struct ServerConfig {
  std::string address = "127.0.0.1";
  unsigned short port = 8443;  ///< 0 lets the system choose; see Server::port().
  bool tls = true;
  std::filesystem::path certificate{};                 ///< PEM, with the chain.
  std::filesystem::path key{};                         ///< PEM.
  std::size_t header_limit = 16 * 1024;                ///< Bytes of request line and headers; beyond it 431.
  std::chrono::milliseconds header_deadline{10'000};   ///< Whole head, and the TLS handshake; beyond it 408.
  std::chrono::milliseconds body_deadline{120'000};    ///< Whole body; beyond it 408.
  std::chrono::milliseconds idle{60'000};              ///< Between two requests on a connection.
  std::chrono::milliseconds write_deadline{60'000};    ///< For each 256 KiB of an answer.
  std::chrono::milliseconds handler_deadline{60'000};  ///< Queue and handler; beyond it 503, the handler runs on.
  std::size_t max_connections = 4096;
  std::size_t max_connections_per_address = 256;  ///< Per IPv4 address or IPv6 /64. Raise it behind a proxy.
  std::size_t body_budget = 512U << 20;           ///< Bytes of all bodies in memory together; beyond it 503.
  unsigned io_threads = 1;
  unsigned workers = 4;
  std::size_t worker_queue = 256;  ///< Requests waiting for a worker; beyond it 503 with Retry-After.
  /// Who asks: an address or any other text. One party holds at most half of the workers. The peer's address without
  /// it. Called on the I/O thread.
  std::function<std::string(const Request&)> party{};
  /// A handler threw. Called on the thread of the handler; `what` may hold personal data: log it with care.
  std::function<void(const Request&, std::string_view what)> on_failure{};
  /// An answer was made; called on the I/O thread, so it must be quick.
  std::function<void(const Request&, int status, std::chrono::microseconds took)> on_answer{};
};

/// Running totals since start, for the metrics page.
struct Counters {
  std::uint64_t connections = 0;  ///< Accepted.
  std::uint64_t refused = 0;      ///< Closed at the door because of a cap.
  std::uint64_t open = 0;         ///< Open now.
  std::uint64_t requests = 0;     ///< Answered, errors included.
  std::uint64_t bad = 0;          ///< Malformed, too large or too late.
  std::uint64_t timeouts = 0;     ///< Deadlines passed, idle closings not counted.
  std::uint64_t failures = 0;     ///< Handlers that threw.
  std::uint64_t busy = 0;         ///< 503 because queue, budget or handler deadline was used up.
};

class Server {
 public:
  /// @param quick       runs on the I/O thread, so only for answers without waiting (static files, cached pages,
  ///                    health); status 0 means "not mine", and then `slow` is asked
  /// @param slow        runs on a bounded pool of workers; may use the database
  Server(ServerConfig config, Handler quick, Handler slow, BodyLimit body_limit);
  ~Server();  ///< Stops without grace when still running.
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds and serves on its own threads. kUnavailable when the address is taken, kInvalid for an unusable
  /// address, certificate or key.
  Result<void> start();
  /// The port in use; 0 before start().
  unsigned short port() const;
  /// Refuses new connections, closes idle ones and lets running requests finish within `grace`. Returns when all
  /// threads have ended; a handler that is still running then is waited for, since a thread cannot be ended safely.
  void stop(std::chrono::milliseconds grace);
  Counters counters() const;

 private:
  struct Core;
  std::unique_ptr<Core> core_;
};

}  // namespace waarborg::http
