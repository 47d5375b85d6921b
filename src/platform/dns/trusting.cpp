// SPDX-License-Identifier: EUPL-1.2
#include "platform/dns/trusting.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <random>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "platform/dns/exchange.h"
#include "platform/dns/message.h"

namespace waarborg::dns {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using std::chrono::steady_clock;

constexpr unsigned kGood = 0, kServerFailure = 2, kNoSuchName = 3;
/// A datagram that is lost on the loopback was one too many: it is asked again after so long, then twice as long.
constexpr std::chrono::milliseconds kFirstPatience{400};
constexpr std::size_t kMostIds = 60'000;  // of 16 bits
constexpr int kMostAliases = 16;
constexpr int kReceiveBuffer = 4 << 20;

auto into(boost::system::error_code& ec) { return asio::redirect_error(asio::use_awaitable, ec); }

/// One socket for all questions, told apart by their ids.
class Channel : public std::enable_shared_from_this<Channel> {
 public:
  Channel(const asio::any_io_executor& executor, const asio::ip::address& address, unsigned short port,
          std::size_t most)
      : socket_(executor), server_(address, port), most_(most), random_(std::random_device{}()) {}

  boost::system::error_code open() {
    boost::system::error_code ec;
    socket_.open(server_.protocol(), ec);
    if (!ec) socket_.connect(server_, ec);
    boost::system::error_code ignored;
    if (!ec) socket_.set_option(asio::socket_base::receive_buffer_size(kReceiveBuffer), ignored);
    return ec;
  }
  void listen() { asio::co_spawn(socket_.get_executor(), receive(shared_from_this()), asio::detached); }
  void close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

  /// Nothing when it stays silent until the deadline, or has no room for one more question until then.
  asio::awaitable<std::optional<Message>> ask(std::string name, Type type, Checking checking,
                                              steady_clock::time_point deadline) {
    if (!co_await enter(deadline)) co_return std::nullopt;
    std::optional<Message> out;
    for (auto patience = kFirstPatience; steady_clock::now() < deadline && !out; patience *= 2) {
      out = co_await ask_once(name, type, checking, std::min(deadline, steady_clock::now() + patience));
      // Only fresh questions fill its buffer; one that takes long must not keep others out.
      if (patience == kFirstPatience) leave();
    }
    if (!out || !out->is_truncated) co_return out;
    ServerQuestion whole{server_.address(), server_.port(),     std::move(name), type,
                         checking,          Recursion::kWanted, deadline};
    ServerAnswer answer = co_await ask_by_tcp(socket_.get_executor(), std::move(whole));
    co_return std::move(answer.message);
  }

 private:
  struct Turn {
    Turn(const asio::any_io_executor& executor, steady_clock::time_point until) : wake(executor, until) {}
    asio::steady_timer wake;
    bool has_come = false;
  };

  asio::awaitable<bool> enter(steady_clock::time_point deadline) {
    if (inside_ < most_) {
      ++inside_;
      co_return true;
    }
    const auto turn = std::make_shared<Turn>(socket_.get_executor(), deadline);
    line_.push_back(turn);
    boost::system::error_code ec;
    co_await turn->wake.async_wait(into(ec));
    if (!turn->has_come) std::erase(line_, turn);
    co_return turn->has_come;
  }
  /// Gives the place to the first in line.
  void leave() {
    if (line_.empty()) {
      --inside_;
      return;
    }
    line_.front()->has_come = true;
    line_.front()->wake.cancel();
    line_.pop_front();
  }

  struct Waiting {
    Waiting(const asio::any_io_executor& executor, steady_clock::time_point until) : wake(executor, until) {}
    asio::steady_timer wake;
    std::string name;
    Type type{};
    std::optional<Message> answer;
  };

  asio::awaitable<std::optional<Message>> ask_once(std::string name, Type type, Checking checking,
                                                   steady_clock::time_point until) {
    boost::system::error_code ec;
    if (waiting_.size() >= kMostIds) {  // without a pause it would try again at once, and nobody would hear an answer
      asio::steady_timer later(socket_.get_executor(), until);
      co_await later.async_wait(into(ec));
      co_return std::nullopt;
    }
    std::uint16_t id = 0;
    do id = static_cast<std::uint16_t>(random_());
    while (waiting_.contains(id));
    const auto bytes = question_bytes(id, name, type, checking);
    const auto waiting = std::make_shared<Waiting>(socket_.get_executor(), until);
    waiting->name = std::move(name);
    waiting->type = type;
    waiting_[id] = waiting;
    if (bytes) co_await socket_.async_send(asio::buffer(*bytes), into(ec));
    // Refused: nobody listens there (yet). It waits all the same, so that the next try comes later.
    if (!waiting->answer) co_await waiting->wake.async_wait(into(ec));
    waiting_.erase(id);
    co_return std::move(waiting->answer);
  }

  static asio::awaitable<void> receive(std::shared_ptr<Channel> self) {
    boost::system::error_code ec;
    std::array<char, 65'535> buffer{};
    while (self->socket_.is_open()) {
      const std::size_t size = co_await self->socket_.async_receive(asio::buffer(buffer), into(ec));
      if (ec == asio::error::operation_aborted) co_return;
      if (!ec) self->take({buffer.data(), size});
    }
  }
  void take(std::string_view bytes) {
    auto message = read_message(bytes);
    if (!message || !message->is_answer) return;
    const auto found = waiting_.find(message->id);
    if (found == waiting_.end()) return;
    Waiting& waiting = *found->second;
    if (waiting.answer || message->type != waiting.type || message->name != waiting.name) return;
    waiting.answer = std::move(message);
    waiting.wake.cancel();
  }

  udp::socket socket_;
  udp::endpoint server_;
  std::size_t most_, inside_ = 0;  ///< Fresh questions at a time.
  std::deque<std::shared_ptr<Turn>> line_;
  std::mt19937 random_;
  std::unordered_map<std::uint16_t, std::shared_ptr<Waiting>> waiting_;
};

Answer answer_of(const Message& message, const std::string& name, Type type) {
  Answer answer;
  answer.security = message.is_authentic ? Security::kSecure : Security::kInsecure;
  std::string at = name;
  for (int i = 0; i < kMostAliases && type != Type::kCname; ++i) {
    const auto alias = std::ranges::find_if(
        message.answers, [&](const Record& record) { return record.type == Type::kCname && record.owner == at; });
    if (alias == message.answers.end()) break;
    at = to_text(Type::kCname, alias->rdata).value_or("");
  }
  if (at != name) answer.canonical = at;
  bool is_first = true;
  for (const Record& record : message.answers) {
    if (record.type != type || record.owner != at) continue;
    if (auto text = to_text(type, record.rdata)) answer.records.push_back(std::move(*text));
    answer.ttl = is_first ? record.ttl : std::min<std::int64_t>(answer.ttl, record.ttl);
    is_first = false;
  }
  answer.outcome = !answer.records.empty()        ? Outcome::kAnswer
                   : message.rcode == kNoSuchName ? Outcome::kNoName
                   : !is_first                    ? Outcome::kFailed
                                                  : Outcome::kNoData;
  return answer;
}

bool is_told(const Message& message) { return message.rcode == kGood || message.rcode == kNoSuchName; }

/// RFC 8914 sections 4.23 and 4.24: no authority reached, network error. Then nothing was validated.
bool is_unreachable(const Message& message) {
  return message.error.starts_with("22") || message.error.starts_with("23");
}

class Trusting final : public Resolver {
 public:
  Trusting(std::shared_ptr<Channel> channel, std::chrono::milliseconds deadline)
      : channel_(std::move(channel)), deadline_(deadline) {}
  ~Trusting() override { channel_->close(); }

  asio::awaitable<Answer> ask(std::string given, Type type) override {
    const std::string name = lower(given);
    Answer failed;
    failed.outcome = Outcome::kFailed;
    if (!question_bytes(0, name, type, Checking::kWanted)) {
      failed.reason = "no name";
      co_return failed;
    }
    const std::shared_ptr<Channel> channel = channel_;
    const auto deadline = steady_clock::now() + deadline_;
    if (!validates_) {
      // The root is signed: who says nothing of that does not look, and would have everyone called unsigned.
      const auto root = co_await channel->ask(".", Type::kSoa, Checking::kWanted, deadline);
      if (!root) co_return Answer{};
      failed.reason = "the resolver does not validate";
      if (!root->is_authentic) co_return failed;
      validates_ = true;
    }
    const auto message = co_await channel->ask(name, type, Checking::kWanted, deadline);
    if (!message) co_return Answer{};
    if (is_told(*message)) co_return answer_of(*message, name, type);
    failed.reason = "rcode " + std::to_string(message->rcode);
    if (message->rcode != kServerFailure || is_unreachable(*message)) co_return failed;
    // Either its name servers do not answer, or what they answer does not validate: then it is there unchecked, and
    // checked it still is not.
    const auto unchecked = co_await channel->ask(name, type, Checking::kDisabled, deadline);
    if (!unchecked || !is_told(*unchecked)) co_return failed;
    const auto again = co_await channel->ask(name, type, Checking::kWanted, deadline);
    if (again && is_told(*again)) co_return answer_of(*again, name, type);
    if (again && again->rcode == kServerFailure && !is_unreachable(*again)) {
      failed.security = Security::kBogus;
      failed.reason = again->error.empty() ? "it does not validate" : again->error;
    }
    co_return failed;
  }

 private:
  std::shared_ptr<Channel> channel_;
  std::chrono::milliseconds deadline_;
  bool validates_ = false;  ///< Known.
};

}  // namespace

Result<std::unique_ptr<Resolver>> open_trusting(asio::any_io_executor executor, const std::string& where,
                                                std::chrono::milliseconds deadline, std::size_t most) {
  const std::size_t at = where.find('@');
  boost::system::error_code ec;
  const auto address = asio::ip::make_address(where.substr(0, at), ec);
  const long port = at == std::string::npos ? 53 : std::strtol(where.c_str() + at + 1, nullptr, 10);
  if (ec || !address.is_loopback() || port <= 0 || port > 65'535) return invalid("dns.not_here", where);
  const auto channel = std::make_shared<Channel>(executor, address, static_cast<unsigned short>(port), most);
  if (channel->open()) return invalid("dns.settings", where);
  channel->listen();
  return std::make_unique<Trusting>(channel, deadline);
}

}  // namespace waarborg::dns
