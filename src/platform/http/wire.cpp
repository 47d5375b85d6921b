// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/wire.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace waarborg::http {
namespace {

bool same_word(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(left, right, {}, lower, lower);
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_framing(std::string_view name) {
  return name == "content-length" || name == "transfer-encoding" || name == "connection" || name == "date" ||
         name == "x-request-id";
}

bool never_has_body(int status) { return status == 204 || status == 304; }

void append_line(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  const std::size_t start = out.size();
  out += value;
  for (std::size_t i = start; i < out.size(); ++i) {
    if (static_cast<unsigned char>(out[i]) < 0x20 || out[i] == 0x7F) out[i] = ' ';
  }
  out += "\r\n";
}

}  // namespace

int fields_fault(const std::vector<Header>& headers, int version) {
  if (headers.size() > kMaxFields) return 431;
  int hosts = 0;
  int lengths = 0;
  int codings = 0;
  for (const auto& [name, value] : headers) {
    if (name == "host") ++hosts;
    if (name == "content-length") {
      ++lengths;
      if (!is_number(value)) return 400;
    }
    if (name == "transfer-encoding") {
      ++codings;
      if (!same_word(value, "chunked")) return 501;  // RFC 9112 section 6.1
    }
    if (name == "expect" && !same_word(value, "100-continue")) return 417;
  }
  if (hosts > 1 || (hosts == 0 && version >= 11)) return 400;  // RFC 9112 section 3.2
  if (lengths + codings > 1 || (codings > 0 && version < 11)) return 400;
  return 0;
}

int raw_head_fault(std::string_view head) {
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (head[i] == '\r' && (i + 1 == head.size() || head[i + 1] != '\n')) return 400;
    if (head[i] != '\n') continue;
    if (i == 0 || head[i - 1] != '\r') return 400;
    if (i + 1 < head.size() && (head[i + 1] == ' ' || head[i + 1] == '\t')) return 400;
  }
  return 0;
}

bool has_body(const Response& response, const Sending& sending) {
  return !sending.head_only && !never_has_body(response.status);
}

std::string response_head(const Response& response, const Sending& sending) {
  std::string out;
  out.reserve(1536);
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status, reason(response.status));
  append_line(out, "date", sending.date);
  if (!never_has_body(response.status)) {
    const std::size_t length = response.shared_body ? response.shared_body->size() : response.body.size();
    fmt::format_to(std::back_inserter(out), "content-length: {}\r\n", length);
  }
  append_line(out, "x-request-id", sending.id);
  if (!sending.keep_alive) {
    append_line(out, "connection", "close");
  } else if (sending.version < 11) {
    append_line(out, "connection", "keep-alive");
  }
  for (const Header& header : response.headers) {
    if (!is_framing(header.name)) append_line(out, header.name, header.value);
  }
  out += "\r\n";
  return out;
}

}  // namespace waarborg::http
