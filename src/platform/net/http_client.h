// SPDX-License-Identifier: EUPL-1.2
//
// HTTP/1.1 requests to servers that may answer anything. Redirects are not followed, nothing is decompressed.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/net/tcp.h"
#include "platform/net/tls_client.h"

namespace waarborg::net {

struct HttpRequest {
  std::string host;  ///< For the header, with the port where it is not the usual one.
  std::string path = "/";
  std::vector<std::pair<std::string, std::string>> headers;
  std::size_t body_limit = 64 * 1024;  ///< Bytes read of the body; the rest is left.
};

struct HttpAnswer {
  Ending ending = Ending::kTimeout;
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  ///< Names in lower case, in the order received.
  std::string body;
  bool body_cut = false;
  bool keeps = false;  ///< The connection may be used once more.
};

inline constexpr std::size_t kHttpHeadLimit = 64 * 1024;

/// GET. The deadline is that of the connection.
boost::asio::awaitable<HttpAnswer> get(Tcp& tcp, HttpRequest request);
boost::asio::awaitable<HttpAnswer> get(Tcp& tcp, TlsClient& tls, HttpRequest request);

/// What get() makes of these bytes from a peer that closes after them.
HttpAnswer read_answer(std::string_view bytes, std::size_t body_limit);

}  // namespace waarborg::net
