// SPDX-License-Identifier: EUPL-1.2
#include "platform/dns/exchange.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <memory>
#include <random>
#include <utility>

namespace waarborg::dns {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::ip::udp;
using boost::system::error_code;
using std::chrono::steady_clock;

/// Room for servers that send more than a question of ours allows.
constexpr std::size_t kDatagramRoom = 4096;

auto into(error_code& ec) { return asio::redirect_error(asio::use_awaitable, ec); }

/// From the kernel and not from a generator that can be guessed after some of its numbers (RFC 5452 section 9.2).
std::uint16_t random_id() { return static_cast<std::uint16_t>(std::random_device{}()); }

std::optional<std::string> bytes_of(const ServerQuestion& question, std::uint16_t id) {
  return question_bytes(id, question.name, question.type, question.checking, question.recursion);
}

/// Of this machine itself: no way to the network, or no address to ask from.
bool is_without_route(const error_code& ec) {
  return ec == asio::error::network_unreachable || ec == asio::error::address_family_not_supported ||
         ec == asio::error::access_denied || ec == error_code(EADDRNOTAVAIL, boost::system::system_category()) ||
         ec == error_code(EPERM, boost::system::system_category());
}

std::optional<Message> answer_in(std::string_view bytes, const ServerQuestion& question, std::uint16_t id) {
  auto message = read_message(bytes);
  if (!message || !message->is_answer || message->id != id) return std::nullopt;
  // A server that could not read the question may leave it out.
  const bool lacks_question = message->name.empty() && message->rcode != 0;
  if (!lacks_question && (message->type != question.type || message->name != question.name)) return std::nullopt;
  return message;
}

/// Closes the socket at the deadline, so that whatever waits on it ends.
template <class Socket>
void close_at(asio::steady_timer& timer, const std::shared_ptr<Socket>& socket) {
  timer.async_wait([socket](const error_code& ec) {
    error_code ignored;
    if (!ec) socket->close(ignored);
  });
}

}  // namespace

asio::awaitable<ServerAnswer> ask_by_udp(asio::any_io_executor executor, ServerQuestion question) {
  ServerAnswer out;
  const std::uint16_t id = random_id();
  const auto bytes = bytes_of(question, id);
  if (!bytes) co_return out;
  const auto socket = std::make_shared<udp::socket>(executor);
  const udp::endpoint server(question.server, question.port);
  error_code ec;
  socket->open(server.protocol(), ec);
  // Connected: the kernel picks a random port and drops what comes from elsewhere.
  if (!ec) socket->connect(server, ec);
  if (ec) {
    out.has_route = !is_without_route(ec);
    co_return out;
  }
  asio::steady_timer last(executor, question.deadline);
  close_at(last, socket);
  co_await socket->async_send(asio::buffer(*bytes), into(ec));
  if (ec) out.has_route = !is_without_route(ec);
  std::string room(kDatagramRoom, '\0');
  // Whatever else comes is passed over: someone who guesses must not make the server look silent.
  while (!ec && !out.message && steady_clock::now() < question.deadline) {
    const std::size_t size = co_await socket->async_receive(asio::buffer(room), into(ec));
    if (!ec) out.message = answer_in({room.data(), size}, question, id);
  }
  co_return out;
}

asio::awaitable<ServerAnswer> ask_by_tcp(asio::any_io_executor executor, ServerQuestion question) {
  ServerAnswer out;
  const std::uint16_t id = random_id();
  const auto bytes = bytes_of(question, id);
  if (!bytes) co_return out;
  const auto socket = std::make_shared<tcp::socket>(executor);
  asio::steady_timer last(executor, question.deadline);
  close_at(last, socket);
  const tcp::endpoint server(question.server, question.port);
  error_code ec;
  co_await socket->async_connect(server, into(ec));
  if (ec) {
    out.has_route = !is_without_route(ec);
    co_return out;
  }
  std::string framed{static_cast<char>(bytes->size() >> 8U), static_cast<char>(bytes->size() & 0xFFU)};
  framed += *bytes;
  co_await asio::async_write(*socket, asio::buffer(framed), into(ec));
  if (ec) co_return out;
  std::array<unsigned char, 2> size{};
  co_await asio::async_read(*socket, asio::buffer(size), into(ec));
  if (ec) co_return out;
  std::string content(std::size_t{size[0]} << 8U | size[1], '\0');
  co_await asio::async_read(*socket, asio::buffer(content), into(ec));
  if (!ec) out.message = answer_in(content, question, id);
  co_return out;
}

}  // namespace waarborg::dns
