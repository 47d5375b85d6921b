// SPDX-License-Identifier: EUPL-1.2
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <csignal>
#include <thread>

#include "features/scan/probe.h"
#include "features/scan/tls/versions.h"

namespace waarborg::scan {
namespace {

using namespace std::chrono_literals;

/// What a server does with handshakes after the first.
struct Renegotiations {
  bool lets = true;
  std::chrono::milliseconds takes{0};  ///< Each.
  int most = 99;                       ///< Silent after so many.
};

/// Takes one connection, by TLS 1.2 with a suite that needs no certificate.
class Server {
 public:
  explicit Server(Renegotiations does) : does_(does), listening_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    EXPECT_EQ(::bind(listening_, reinterpret_cast<sockaddr*>(&here), size), 0);
    EXPECT_EQ(::listen(listening_, 1), 0);
    EXPECT_EQ(::getsockname(listening_, reinterpret_cast<sockaddr*>(&here), &size), 0);
    port = ntohs(here.sin_port);
    thread_ = std::jthread([this] { serve(); });
  }
  ~Server() {
    thread_.join();
    ::close(listening_);
  }
  unsigned short port = 0;

 private:
  void serve() {
    std::signal(SIGPIPE, SIG_IGN);  // the client goes while we are silent
    const int peer = ::accept(listening_, nullptr, nullptr);
    SSL_CTX* context = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_cipher_list(context, "AECDH-AES128-SHA:@SECLEVEL=0");
    SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
    if (does_.lets) SSL_CTX_set_options(context, SSL_OP_ALLOW_CLIENT_RENEGOTIATION);
    SSL* ssl = SSL_new(context);
    SSL_set_app_data(ssl, this);
    SSL_set_info_callback(ssl, [](const SSL* of, int where, int) {
      auto* self = static_cast<Server*>(SSL_get_app_data(of));
      if ((where & SSL_CB_HANDSHAKE_START) == 0 || self->begun_++ == 0) return;
      std::this_thread::sleep_for(self->begun_ > self->does_.most + 1 ? 2s : self->does_.takes);
    });
    SSL_set_fd(ssl, peer);
    char byte = 0;
    if (SSL_accept(ssl) == 1) SSL_read(ssl, &byte, 1);  // until the client goes
    SSL_free(ssl);
    SSL_CTX_free(context);
    ::close(peer);
  }

  Renegotiations does_;
  int listening_;
  int begun_ = 0;
  std::jthread thread_;
};

int counted(Renegotiations does) {
  boost::asio::io_context loop(1);
  Server server(does);
  Courtesy courtesy(CourtesyLimits{});
  const auto roots = net::TlsRoots::load("").value();
  const std::map<int, Level> suites;
  Deadlines deadlines;
  deadlines.handshake = 500ms;
  Probing probing{loop.get_executor(), courtesy, *roots, deadlines, suites, "", ""};
  HelloFact hello;
  hello.outcome = HelloOutcome::kServerHello;
  hello.version = kTls12;
  const std::vector<HelloFact> hellos{hello};
  int out = 0;
  boost::asio::co_spawn(loop,
                        count_renegotiations(probing, hellos, "localhost", boost::asio::ip::address_v4::loopback(),
                                             server.port, false, std::chrono::steady_clock::now() + 30s),
                        [&](const std::exception_ptr&, int times) { out = times; });
  loop.run();
  return out;
}

TEST(Renegotiations, are_counted_until_one_more_than_the_guidelines_let_pass) { EXPECT_EQ(counted({}), 11); }

TEST(Renegotiations, that_are_refused_are_none) { EXPECT_EQ(counted({.lets = false}), 0); }

TEST(Renegotiations, of_a_slow_server_are_no_fewer_than_those_of_a_fast_one) {
  EXPECT_EQ(counted({.takes = 100ms}), 11);
}

TEST(Renegotiations, after_which_it_is_silent_are_not_known) { EXPECT_EQ(counted({.most = 3}), -1); }

}  // namespace
}  // namespace waarborg::scan
