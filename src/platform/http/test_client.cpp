// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/test_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>

namespace waarborg::http::test {

std::string Answer::operator[](std::string_view lower_name) const {
  const std::string line = "\r\n" + std::string(lower_name) + ": ";
  const std::size_t at = head.find(line);
  if (at == std::string::npos) return "";
  const std::size_t start = at + line.size();
  return head.substr(start, head.find("\r\n", start) - start);
}

Client::Client(unsigned short port, const char* address) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
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

Client::Client(Client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), connected_(other.connected_), held_(std::move(other.held_)) {}

Client::~Client() {
  if (socket_ >= 0) ::close(socket_);
}

bool Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

Answer Client::receive(bool head_only) {
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

Answer Client::ask(std::string_view bytes, bool head_only) {
  send(bytes);
  return receive(head_only);
}

Answer Client::get(std::string_view target) {
  return ask("GET " + std::string(target) + " HTTP/1.1\r\nhost: h\r\n\r\n");
}

bool Client::closed() { return held_.empty() && !more() && held_.empty() && ended_; }

bool Client::more() {
  char bytes[4096];
  const ssize_t size = ::recv(socket_, bytes, sizeof bytes, 0);
  ended_ = size == 0;
  if (size <= 0) return false;
  held_.append(bytes, static_cast<std::size_t>(size));
  return true;
}

}  // namespace waarborg::http::test
