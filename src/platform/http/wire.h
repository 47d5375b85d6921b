// SPDX-License-Identifier: EUPL-1.2
//
// What is stricter here than in the HTTP parser, and how an answer is written.
// Pure: text in, value out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/http.h"

namespace waarborg::http {

/// Most header fields in one request; beyond it 431.
inline constexpr std::size_t kMaxFields = 100;

/// The status with which these headers must be refused, or 0. Two parties that read a message's length differently
/// can be played against each other (request smuggling, RFC 9112 section 11.2), so all doubt is refused:
/// repeated Content-Length, Content-Length beside Transfer-Encoding, any coding other than `chunked`, no or
/// two Host.
/// @param version  10 or 11
int fields_fault(const std::vector<Header>& headers, int version);

/// The same for the raw head, up to and with the empty line: folded lines (RFC 9112 section 5.2) and bare line ends.
int raw_head_fault(std::string_view head);

struct Sending {
  int version = 11;         ///< 10 or 11
  bool keep_alive = true;   ///< Whether the connection stays open afterwards.
  bool head_only = false;   ///< The request was HEAD.
  std::string_view id{};    ///< Request id.
  std::string_view date{};  ///< IMF-fixdate, RFC 9110 section 5.6.7.
};

/// Status line and headers with the empty line. Control characters in values become spaces, so that no value can
/// start a new header. Headers about framing that a handler set are ignored.
std::string response_head(const Response& response, const Sending& sending);

/// Whether the answer carries bytes after its head.
bool has_body(const Response& response, const Sending& sending);

}  // namespace waarborg::http
