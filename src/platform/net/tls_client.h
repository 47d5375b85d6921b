// SPDX-License-Identifier: EUPL-1.2
//
// One handshake by OpenSSL with whoever answers, good or bad: nothing is refused for being weak, everything is told.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/net/tcp.h"

namespace waarborg::net {

using TlsStream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>;

/// Trusted roots and the most tolerant settings of the library: TLS 1.0 and up, security level 0, servers without
/// secure renegotiation. One for a whole process: making one is the expensive call. Used from one thread at a time.
class TlsRoots {
 public:
  /// @param file  PEM with trusted certificates; the system's when empty. kInvalid net.roots when it cannot be read.
  static Result<std::shared_ptr<TlsRoots>> load(const std::string& file);
  boost::asio::ssl::context& context() { return context_; }

 private:
  TlsRoots() : context_(boost::asio::ssl::context::tls_client) {}
  boost::asio::ssl::context context_;
};

struct Handshake {
  Ending ending = Ending::kTlsFailed;
  std::string trouble{};  ///< Of kTlsFailed, in the words of the library.
  int version = 0;        ///< 0x0304 for TLS 1.3.
  int chain_error = -1;   ///< X509_V_*; 0 is trusted.
  std::string chain_problem{};
  bool name_matches = false;  ///< SAN only (RFC 9525 section 6.3).
  bool ocsp_good = false;     ///< A staple that verifies and says good.
  bool ocsp_stapled = false;
  std::vector<std::string> chain{};  ///< DER, as sent, the leaf first.
};

/// A connection that speaks TLS. The Tcp must outlive it.
class TlsClient {
 public:
  TlsClient(Tcp& tcp, TlsRoots& roots);
  /// @param name  for SNI and the match; ALPN offers http/1.1 when `web`
  boost::asio::awaitable<Handshake> shake(std::string name, bool web);
  /// Before shake(): TLS 1.2 at most, and renegotiation with servers without RFC 5746 too.
  void allow_renegotiation();
  /// After shake(): asks for a new handshake. Whether the server went along; nothing when it was not done in time.
  boost::asio::awaitable<std::optional<bool>> renegotiate();
  /// max_early_data_size of the tickets received so far (RFC 8446 section 4.6.1).
  std::int64_t early_data() const;
  TlsStream& stream() { return stream_; }

 private:
  Tcp& tcp_;
  TlsStream stream_;
};

}  // namespace waarborg::net
