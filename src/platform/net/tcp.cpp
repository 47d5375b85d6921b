// SPDX-License-Identifier: EUPL-1.2
#include "platform/net/tcp.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace waarborg::net {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::size_t kBuffer = 16 * 1024;

auto into(error_code& ec) { return asio::redirect_error(asio::use_awaitable, ec); }

}  // namespace

struct Tcp::State {
  explicit State(const asio::any_io_executor& executor) : socket(executor), timer(executor) {}
  asio::ip::tcp::socket socket;
  asio::steady_timer timer;
  bool late = false;
};

Ending ending_of(const error_code& error, bool late) {
  if (late) return Ending::kTimeout;
  if (!error) return Ending::kDone;
  if (error == asio::error::connection_refused) return Ending::kRefused;
  if (error == asio::error::host_unreachable || error == asio::error::network_unreachable ||
      error == asio::error::access_denied || error == asio::error::address_family_not_supported ||
      error == error_code(EADDRNOTAVAIL, boost::system::system_category())) {
    return Ending::kUnreachable;
  }
  if (error == asio::error::timed_out) return Ending::kTimeout;
  if (error == asio::error::eof) return Ending::kClosed;
  return Ending::kReset;
}

Tcp::Tcp(const asio::any_io_executor& executor) : state_(std::make_shared<State>(executor)) {}

Tcp::~Tcp() {
  drop();
  state_->timer.cancel();
}

void Tcp::set_deadline(Deadline at) {
  state_->timer.expires_at(at);
  state_->timer.async_wait([state = state_](error_code ec) {
    if (ec || !state->socket.is_open() || state->timer.expiry() > std::chrono::steady_clock::now()) return;
    state->late = true;
    error_code ignored;
    state->socket.close(ignored);
  });
}

bool Tcp::is_late() const { return state_->late; }

asio::awaitable<Ending> Tcp::connect(asio::ip::tcp::endpoint peer) {
  error_code ec;
  state_->socket.open(peer.protocol(), ec);
  if (ec) co_return ending_of(ec, false);
  co_await state_->socket.async_connect(peer, into(ec));
  if (!ec) state_->socket.set_option(asio::ip::tcp::no_delay(true), ec);
  co_return ending_of(ec, state_->late);
}

asio::awaitable<Ending> Tcp::write(std::string bytes) {
  error_code ec;
  co_await asio::async_write(state_->socket, asio::buffer(bytes), into(ec));
  co_return ending_of(ec, state_->late);
}

asio::awaitable<Tcp::Read> Tcp::read() {
  if (!buffer_) buffer_ = std::make_unique_for_overwrite<char[]>(kBuffer);
  error_code ec;
  const std::size_t size = co_await state_->socket.async_read_some(asio::buffer(buffer_.get(), kBuffer), into(ec));
  co_return Read{ending_of(ec, state_->late), {buffer_.get(), ec ? 0 : size}};
}

void Tcp::drop() {
  if (!state_->socket.is_open()) return;
  error_code ignored;
  state_->socket.set_option(asio::socket_base::linger(true, 0), ignored);
  state_->socket.close(ignored);
}

asio::ip::tcp::socket& Tcp::socket() { return state_->socket; }

}  // namespace waarborg::net
