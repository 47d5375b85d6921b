// SPDX-License-Identifier: EUPL-1.2
//
// A raw client for the tests of the server: sends what it is told, well-formed or not. Every wait ends after a minute:
// a busy machine is slow, and only a test that fails waits so long.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "platform/http/http.h"

namespace waarborg::http::test {

struct Answer {
  int status = 0;  ///< 0: the connection closed without a (further) answer.
  std::string head;
  std::string body;

  /// Value of a header, or empty.
  std::string operator[](std::string_view lower_name) const {
    const std::string line = "\r\n" + std::string(lower_name) + ": ";
    const std::size_t at = head.find(line);
    if (at == std::string::npos) return "";
    const std::size_t start = at + line.size();
    return head.substr(start, head.find("\r\n", start) - start);
  }
};

class Client {
 public:
  static constexpr int kPatience = 60;  // seconds

  explicit Client(unsigned short port, const char* address = "127.0.0.1") : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{kPatience, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in from{};
    from.sin_family = AF_INET;
    ::inet_pton(AF_INET, address, &from.sin_addr);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&from), sizeof from);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  Client(Client&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), connected_(other.connected_), held_(std::move(other.held_)) {}
  Client& operator=(Client&&) = delete;
  ~Client() {
    if (socket_ >= 0) ::close(socket_);
  }

  bool connected() const { return connected_; }
  int socket() const { return socket_; }

  /// False when the server no longer takes bytes.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  /// The next answer; `head_only` for an answer to HEAD.
  Answer receive(bool head_only = false) {
    Answer answer;
    std::size_t end = 0;
    while ((end = held_.find("\r\n\r\n")) == std::string::npos) {
      if (!more()) return answer;
    }
    answer.head = held_.substr(0, end + 2);
    held_.erase(0, end + 4);
    answer.status = std::atoi(answer.head.substr(9, 3).c_str());
    const std::string length = answer["content-length"];
    const std::size_t size = head_only || length.empty() ? 0 : std::stoul(length);
    while (held_.size() < size) {
      if (!more()) return answer;
    }
    answer.body = held_.substr(0, size);
    held_.erase(0, size);
    return answer;
  }
  Answer ask(std::string_view bytes, bool head_only = false) {
    send(bytes);
    return receive(head_only);
  }
  Answer get(std::string_view target) { return ask("GET " + std::string(target) + " HTTP/1.1\r\nhost: h\r\n\r\n"); }
  /// The server has closed in an orderly way, with nothing left to read.
  bool closed() { return held_.empty() && !more() && held_.empty() && ended_; }

 private:
  bool more() {
    char bytes[4096];
    const ssize_t size = ::recv(socket_, bytes, sizeof bytes, 0);
    ended_ = size == 0;
    if (size <= 0) return false;
    held_.append(bytes, static_cast<std::size_t>(size));
    return true;
  }

  int socket_;
  bool connected_ = false;
  bool ended_ = false;
  std::string held_;
};

inline Response text(std::string body) { return {.body = std::move(body)}; }

/// Quick answers to /quick, slow answers to everything else: method, path, query and body of the request.
/// /throw throws, /missing is a 404, /large is 3 MB. Bodies may have 1000 bytes.
inline Response quick_answer(const Request& request) {
  if (request.path == "/quick") return text("quick");
  if (request.path == "/quick-throw") throw std::runtime_error("secret cause");
  return {.status = 0};
}

inline Response slow_answer(const Request& request) {
  if (request.path == "/throw") throw std::runtime_error("secret cause");
  if (request.path == "/throw-int") throw 7;
  if (request.path == "/missing") return plain_problem(404);
  if (request.path == "/large") return text(std::string(3'000'000, 'x'));
  std::string says = std::string(to_text(request.method)) + " " + request.path;
  for (const auto& [name, value] : request.query) says += " " + name + "=" + value;
  return text(says + " " + request.body);
}

inline ServerConfig plain_config() {
  ServerConfig config;
  config.port = 0;
  config.tls = false;
  config.workers = 2;
  // A test that is about a deadline sets it; no other one hurries on a busy machine.
  config.header_deadline = config.body_deadline = config.idle = std::chrono::hours{1};
  config.write_deadline = config.handler_deadline = std::chrono::hours{1};
  return config;
}

/// A started server on a port of its own.
inline std::unique_ptr<Server> started(ServerConfig config, Handler slow = slow_answer, Handler quick = quick_answer) {
  auto server = std::make_unique<Server>(std::move(config), std::move(quick), std::move(slow),
                                         [](Method, std::string_view) { return std::size_t{1000}; });
  const auto outcome = server->start();
  EXPECT_TRUE(outcome) << (outcome ? "" : outcome.error().what.key);
  return server;
}

}  // namespace waarborg::http::test
