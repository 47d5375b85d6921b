// SPDX-License-Identifier: EUPL-1.2
//
// What web servers said over HTTP. Raw: nothing here is a judgement.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waarborg::scan {

/// How a connection or an exchange on it ended.
enum class Heard {
  kAnswer,       ///< What was asked for came whole.
  kRefused,      ///< TCP reset at once: nothing listens there.
  kUnreachable,  ///< No route, or ICMP says so.
  kTimeout,      ///< Nothing, or not enough, before the deadline.
  kClosed,       ///< The peer closed before it answered.
  kReset,        ///< The peer reset before it answered.
  kGarbage,      ///< Bytes that are not the protocol.
  kTooLarge,     ///< More than we take.
  kTlsFailed,    ///< TCP stands, a TLS handshake did not come about.
  kLimited,      ///< The peer says that it limits us (429, 503 with retry-after, 421).
  kNotTried,
};
BOOST_DESCRIBE_ENUM(Heard, kAnswer, kRefused, kUnreachable, kTimeout, kClosed, kReset, kGarbage, kTooLarge, kTlsFailed,
                    kLimited, kNotTried)

struct HttpHeader {
  std::string name;  ///< Lower case.
  std::string value;

  bool operator==(const HttpHeader&) const = default;
};
BOOST_DESCRIBE_STRUCT(HttpHeader, (), (name, value))

/// One request, redirects not followed.
struct HttpExchange {
  std::string url;
  Heard heard = Heard::kNotTried;
  int status = 0;
  std::vector<HttpHeader> headers;  ///< In the order received; a name may occur more than once.
  std::int64_t body_bytes = 0;      ///< Read, up to the limit.
  std::string body;                 ///< Kept only where a check reads it (security.txt); else empty.
  bool body_cut = false;            ///< There was more than the limit.

  bool operator==(const HttpExchange&) const = default;
};
BOOST_DESCRIBE_STRUCT(HttpExchange, (), (url, heard, status, headers, body_bytes, body, body_cut))

/// All values of that header in one, joined by ", " (RFC 9110 section 5.3); nothing when it is not there.
std::optional<std::string> header(const HttpExchange& exchange, std::string_view lower_name);

}  // namespace waarborg::scan
