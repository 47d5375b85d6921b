// SPDX-License-Identifier: EUPL-1.2
//
// A raw client for the tests of the server: sends what it is told, well-formed or not. Every wait ends after a minute:
// a busy machine is slow, and only a test that fails waits so long.
#pragma once

#include <string>
#include <string_view>

namespace waarborg::http::test {

struct Answer {
  int status = 0;  ///< 0: the connection closed without a (further) answer.
  std::string head;
  std::string body;

  /// Value of a header, or empty.
  std::string operator[](std::string_view lower_name) const;
};

/// One connection to a server on this machine.
class Client {
 public:
  static constexpr int kPatience = 60;  ///< Of one wait. Unit: seconds.

  /// `address` is where it comes from: any of 127.0.0.0/8.
  explicit Client(unsigned short port, const char* address = "127.0.0.1");
  Client(Client&& other) noexcept;
  Client& operator=(Client&&) = delete;
  ~Client();

  bool connected() const { return connected_; }
  int socket() const { return socket_; }

  /// False when the server no longer takes bytes.
  bool send(std::string_view bytes);
  /// The next answer; `head_only` for an answer to HEAD.
  Answer receive(bool head_only = false);
  Answer ask(std::string_view bytes, bool head_only = false);
  Answer get(std::string_view target);
  /// The server has closed in an orderly way, with nothing left to read.
  bool closed();

 private:
  /// False when nothing came: closed, broken, or too late.
  bool more();

  int socket_;
  bool connected_ = false;
  bool ended_ = false;
  std::string held_;  ///< Came in, not yet given out.
};

}  // namespace waarborg::http::test
