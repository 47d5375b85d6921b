// SPDX-License-Identifier: EUPL-1.2
//
// The only unit with Boost.Beast in it: its templates take long to compile.
#include "platform/http/connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <type_traits>

#include "platform/http/security_headers.h"
#include "platform/http/target.h"
#include "platform/http/watchdog.h"
#include "platform/http/wire.h"

namespace waarborg::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ssl = boost::asio::ssl;
using boost::system::error_code;
using Parser = beast::http::request_parser<beast::http::string_body>;
using TlsStream = ssl::stream<Socket>;
template <class T>
using Task = asio::awaitable<T, Executor>;

constexpr auto kLinger = std::chrono::seconds(1);  // for a client to read our last answer,
constexpr std::size_t kLingerBytes = 64U << 20;    // and to send what it had begun to send
constexpr std::size_t kWriteChunk = 256 * 1024;    // unit of the write deadline
constexpr std::size_t kJoinedBody = 16 * 1024;     // below it one write is cheaper than no copy
constexpr std::size_t kKeptBuffer = 32 * 1024;     // an idle connection keeps no more than this
constexpr int kClosed = -1;                        // instead of a status: nothing to answer, just close

auto into(error_code& ec) { return asio::redirect_error(asio::use_awaitable_t<Executor>{}, ec); }

Socket& socket_of(Socket& stream) { return stream; }
Socket& socket_of(TlsStream& stream) { return stream.next_layer(); }

template <class Stream>
constexpr bool kIsTls = std::is_same_v<Stream, TlsStream>;

template <class Stream>
Stream make_stream(Socket socket, Shared& shared) {
  if constexpr (kIsTls<Stream>) {
    return TlsStream(std::move(socket), *shared.tls.load());
  } else {
    return socket;
  }
}

// One request while it is read and answered. Shared by its connection, which may give up waiting for the answer, and
// the job in the worker pool.
struct Exchange {
  explicit Exchange(Loop& loop) : wake(loop.io) {}

  Request request;
  Parser parser;
  std::size_t head_size = 0;
  std::size_t body_limit = 0;
  Budget::Share share;
  int version = 11;
  bool keep_alive = false;
  Clock::time_point since = Clock::now();
  std::optional<Response> response;  // from the worker
  Timer wake;
};
using Now = std::shared_ptr<Exchange>;

template <class Stream>
class Connection final : public Session, public std::enable_shared_from_this<Connection<Stream>> {
 public:
  using Self = std::shared_ptr<Connection>;

  Connection(Shared& shared, Loop& loop, Socket socket, std::string remote, Admission::Ticket ticket)
      : shared_(shared),
        loop_(loop),
        ticket_(std::move(ticket)),
        remote_(std::move(remote)),
        stream_(make_stream<Stream>(std::move(socket), shared)),
        buffer_(shared.config.header_limit + 64 * 1024),
        watchdog_(socket_of(stream_)) {
    loop_.sessions.insert(this);
  }
  ~Connection() override { loop_.sessions.erase(this); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void close_if_idle() override {
    if (idle_) abort();
  }
  void abort() override {
    error_code ignored;
    socket_of(stream_).close(ignored);
    watchdog_.end();
  }

  static Task<void> run(Self self);

 private:
  static Task<bool> handshake(Self self);
  static Task<bool> exchange(Self self);
  static Task<int> read_head(Self self, Now now);
  static Task<int> read_body(Self self, Now now);
  static Task<Response> respond(Self self, Now now);
  static Task<bool> write(Self self, Now now, Response response);
  static Task<void> linger(Self self);
  int understand(std::string_view head, Exchange& now);
  int weigh(Exchange& now);
  std::string dress(Response& response, const Exchange& now, const Sending& sending);

  std::string_view buffered() const { return {static_cast<const char*>(buffer_.data().data()), buffer_.size()}; }
  void set_deadline(Clock::duration in) { watchdog_.set(this->shared_from_this(), in); }

  Shared& shared_;
  Loop& loop_;
  Admission::Ticket ticket_;
  std::string remote_;
  Stream stream_;
  beast::flat_buffer buffer_;
  Watchdog watchdog_;
  bool idle_ = true;   // between requests
  bool first_ = true;  // no request has been answered yet
};

template <class Stream>
Task<void> Connection<Stream>::run(Self self) {
  const bool greeted = co_await handshake(self);
  bool open = greeted;
  while (open && !self->shared_.stopping) open = co_await exchange(self);
  if (greeted && socket_of(self->stream_).is_open()) co_await linger(self);
  self->abort();
}

template <class Stream>
Task<bool> Connection<Stream>::handshake(Self self) {
  self->set_deadline(self->shared_.config.header_deadline);
  error_code ec;
  if constexpr (kIsTls<Stream>) {
    co_await self->stream_.async_handshake(ssl::stream_base::server, into(ec));
    if (self->watchdog_.late()) ++self->shared_.timeouts;
  }
  co_return !ec;
}

// Answers one request; false when the connection must close.
template <class Stream>
Task<bool> Connection<Stream>::exchange(Self self) {
  const Now now = std::make_shared<Exchange>(self->loop_);
  int status = co_await read_head(self, now);
  if (status == kClosed) co_return false;
  now->since = Clock::now();
  now->request.id = new_request_id();
  if (status == 0) {
    status = self->understand(self->buffered().substr(0, now->head_size), *now);
    self->buffer_.consume(now->head_size);
  }
  if (status == 0) status = co_await read_body(self, now);
  if (status == kClosed) co_return false;
  if (status == 0) {
    Response response = co_await respond(self, now);
    co_return co_await write(self, now, std::move(response));
  }
  ++(status == 503 ? self->shared_.busy : self->shared_.bad);
  now->keep_alive = false;
  co_return co_await write(self, now, plain_problem(status));
}

// Reads until the empty line. Gives 0 and sets head_size, or a status, or kClosed.
template <class Stream>
Task<int> Connection<Stream>::read_head(Self self, Now now) {
  const ServerConfig& config = self->shared_.config;
  self->idle_ = true;
  self->set_deadline(self->first_ ? config.header_deadline : config.idle);
  if (self->buffer_.size() == 0 && self->buffer_.capacity() > kKeptBuffer) self->buffer_.shrink_to_fit();
  for (std::size_t seen = 0;;) {
    while (seen == 0 && self->buffered().starts_with("\r\n")) self->buffer_.consume(2);  // RFC 9112 section 2.2
    const std::string_view text = self->buffered();
    if (!text.empty() && (text[0] < 'A' || text[0] > 'Z') && text != "\r") co_return 400;  // no method starts so
    const std::size_t end = text.find("\r\n\r\n", seen < 3 ? 0 : seen - 3);
    if (end != text.npos || text.size() >= config.header_limit) {
      self->idle_ = false;
      now->head_size = end + 4;
      co_return end != text.npos && now->head_size <= config.header_limit ? 0 : 431;
    }
    if (!text.empty() && self->idle_) {
      self->idle_ = false;
      self->set_deadline(config.header_deadline);
    }
    seen = text == "\r" ? 0 : text.size();
    error_code ec;
    const std::size_t more = std::min<std::size_t>(4096, config.header_limit - seen);
    self->buffer_.commit(co_await self->stream_.async_read_some(self->buffer_.prepare(more), into(ec)));
    if (self->watchdog_.late() && !self->idle_) ++self->shared_.timeouts;
    if (self->watchdog_.late()) co_return self->idle_ ? kClosed : 408;
    if (ec) co_return kClosed;
  }
}

// From bytes to a request without body. Gives 0 or a status.
template <class Stream>
int Connection<Stream>::understand(std::string_view head, Exchange& now) {
  if (const int fault = raw_head_fault(head)) return fault;
  error_code ec;
  now.parser.header_limit(static_cast<std::uint32_t>(shared_.config.header_limit));
  now.parser.body_limit(boost::none);  // weighed when the route is known
  now.parser.put(asio::buffer(head), ec);
  if (ec || !now.parser.is_header_done()) return 400;
  const auto& message = now.parser.get();
  now.version = static_cast<int>(message.version());
  now.keep_alive = message.keep_alive();
  for (const auto& field : message) {
    std::string name(field.name_string());
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    std::ranges::transform(name, name.begin(), lower);
    now.request.headers.push_back({std::move(name), std::string(field.value())});
  }
  if (const int fault = fields_fault(now.request.headers, now.version)) return fault;
  const auto method = parse_method(message.method_string());
  if (!method) return 501;
  now.request.method = *method;
  now.request.target = std::string(message.target());
  auto target = parse_target(now.request.target);
  if (!target) return 400;
  now.request.path = std::move(target->path);
  now.request.query = std::move(target->query);
  now.request.remote = remote_;
  now.request.secure = kIsTls<Stream>;
  return 0;
}

// Whether there is room for the body. Gives 0 or a status.
template <class Stream>
int Connection<Stream>::weigh(Exchange& now) {
  now.body_limit = shared_.body_limit(now.request.method, now.request.path);
  const auto announced = now.parser.content_length();
  if (announced && *announced > now.body_limit) return 413;
  const std::size_t room = announced ? static_cast<std::size_t>(*announced) : now.body_limit;
  if (room <= shared_.small_body) return 0;
  auto share = shared_.budget.take(party_of(remote_), room);
  if (!share) return 503;
  now.share = std::move(*share);
  return 0;
}

template <class Stream>
Task<int> Connection<Stream>::read_body(Self self, Now now) {
  if (now->parser.is_done()) co_return 0;
  if (const int refusal = self->weigh(*now)) co_return refusal;
  now->parser.body_limit(now->body_limit);
  self->set_deadline(self->shared_.config.body_deadline);
  error_code ec;
  if (now->version >= 11 && !now->request.header("expect").empty()) {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await asio::async_write(self->stream_, asio::buffer(kContinue), into(ec));
  }
  if (!ec) co_await beast::http::async_read(self->stream_, self->buffer_, now->parser, into(ec));
  if (!ec) {
    now->request.body = std::move(now->parser.get().body());
    co_return 0;
  }
  if (self->watchdog_.late()) {
    ++self->shared_.timeouts;
    co_return 408;
  }
  if (ec == beast::http::error::body_limit) co_return 413;
  const bool broke_off = ec == beast::http::error::partial_message || ec == beast::http::error::end_of_stream;
  const bool malformed = ec.category() == make_error_code(beast::http::error::bad_chunk).category();
  co_return malformed && !broke_off ? 400 : kClosed;
}

template <class Stream>
Task<Response> Connection<Stream>::respond(Self self, Now now) {
  Shared& shared = self->shared_;
  Response quick = guarded(shared, shared.quick, now->request);
  if (quick.status != 0) co_return quick;

  // The socket waits for nothing meanwhile, so its deadline stays out of the way.
  self->set_deadline(shared.config.handler_deadline + kLinger);
  const auto& party = shared.config.party;
  const bool queued =
      shared.workers->submit(party_of(party ? party(now->request) : now->request.remote), [&shared, now]() mutable {
        Response response = guarded(shared, shared.slow, now->request);
        const Executor home = now->wake.get_executor();
        asio::post(home, [now = std::move(now), response = std::move(response)]() mutable {
          now->response = std::move(response);
          now->wake.cancel();
        });
      });
  if (queued) {
    error_code ec;
    now->wake.expires_after(shared.config.handler_deadline);
    co_await now->wake.async_wait(into(ec));
    if (now->response) co_return std::move(*now->response);
    ++shared.timeouts;
  }
  ++shared.busy;
  Response busy = plain_problem(503);
  busy.set("retry-after", "5");
  co_return busy;
}

// Completes the answer and gives its head.
template <class Stream>
std::string Connection<Stream>::dress(Response& response, const Exchange& now, const Sending& sending) {
  if (response.status < 200 || response.status > 599) response = plain_problem(500);
  add_security_headers(response, now.request.path, kIsTls<Stream>);
  ++shared_.requests;
  first_ = false;
  if (shared_.config.on_answer) {
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - now.since);
    shared_.config.on_answer(now.request, response.status, took);
  }
  return response_head(response, sending);
}

template <class Stream>
Task<bool> Connection<Stream>::write(Self self, Now now, Response response) {
  const Sending sending{.version = now->version,
                        .keep_alive = now->keep_alive && !self->shared_.stopping,
                        .head_only = now->request.method == Method::kHead,
                        .id = now->request.id,
                        .date = self->loop_.date()};
  std::string bytes = self->dress(response, *now, sending);
  std::string_view body;
  if (has_body(response, sending)) body = response.shared_body ? *response.shared_body : response.body;
  if (body.size() <= kJoinedBody) {
    bytes += body;
    body = {};
  }
  error_code ec;
  self->set_deadline(self->shared_.config.write_deadline);
  co_await asio::async_write(self->stream_, asio::buffer(bytes), into(ec));
  while (!ec && !body.empty()) {
    const std::string_view chunk = body.substr(0, kWriteChunk);
    body.remove_prefix(chunk.size());
    self->set_deadline(self->shared_.config.write_deadline);
    co_await asio::async_write(self->stream_, asio::buffer(chunk), into(ec));
  }
  if (self->watchdog_.late()) ++self->shared_.timeouts;
  if (ec) self->abort();
  co_return !ec && sending.keep_alive;
}

// Closing while the client still sends would make its system throw away our answer (RFC 9112 section 9.6).
template <class Stream>
Task<void> Connection<Stream>::linger(Self self) {
  self->set_deadline(kLinger);
  error_code ec;
  if constexpr (kIsTls<Stream>) co_await self->stream_.async_shutdown(into(ec));
  Socket& socket = socket_of(self->stream_);
  if (self->watchdog_.late() || !socket.is_open()) co_return;
  socket.shutdown(asio::socket_base::shutdown_send, ec);
  std::array<char, 4096> waste{};
  for (std::size_t bytes = 0; !ec && !self->watchdog_.late() && bytes < kLingerBytes;) {
    bytes += co_await socket.async_read_some(asio::buffer(waste), into(ec));
  }
}

template <class Stream>
void launch(Shared& shared, Loop& loop, Socket socket, std::string remote, Admission::Ticket ticket) {
  auto connection =
      std::make_shared<Connection<Stream>>(shared, loop, std::move(socket), std::move(remote), std::move(ticket));
  asio::co_spawn(loop.io, Connection<Stream>::run(connection), [connection, &shared](const std::exception_ptr& error) {
    if (error) ++shared.failures;
    connection->abort();
  });
}

}  // namespace

void serve(Shared& shared, Loop& loop, Socket socket, std::string remote, Admission::Ticket ticket) {
  if (shared.config.tls) {
    launch<TlsStream>(shared, loop, std::move(socket), std::move(remote), std::move(ticket));
  } else {
    launch<Socket>(shared, loop, std::move(socket), std::move(remote), std::move(ticket));
  }
}

}  // namespace waarborg::http
