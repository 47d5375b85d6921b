// SPDX-License-Identifier: EUPL-1.2
//
// A head that is accepted leaves no doubt about where its lines and its body end, whatever the order of its fields; a
// cookie is a part of its line; and what a handler answers cannot start a line of its own.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "platform/http/wire.h"

namespace {

using waarborg::http::Header;

void require(bool holds) {
  if (!holds) std::abort();
}

/// "Host: zorg.example", a line each, as the HTTP parser hands them on: names in lower case, no space around.
std::vector<Header> fields_of(std::string_view head) {
  std::vector<Header> fields;
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find('\n'));
    head.remove_prefix(std::min(line.size() + 1, head.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    fields.push_back({waarborg::lower(line.substr(0, colon)), std::string(waarborg::trimmed(line.substr(colon + 1)))});
  }
  return fields;
}

bool every_line_ends_once(std::string_view head) {
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (head[i] == '\r' && (i + 1 == head.size() || head[i + 1] != '\n')) return false;
    if (head[i] == '\n' && (i == 0 || head[i - 1] != '\r')) return false;
    if (head[i] == '\n' && i + 1 < head.size() && (head[i + 1] == ' ' || head[i + 1] == '\t')) return false;
  }
  return true;
}

void check_fields(const std::vector<Header>& fields, int version) {
  const auto count = [&](std::string_view name) { return std::ranges::count(fields, name, &Header::name); };
  const int fault = waarborg::http::fields_fault(fields, version);
  auto turned = fields;
  std::ranges::reverse(turned);
  require((waarborg::http::fields_fault(turned, version) == 0) == (fault == 0));
  if (fault != 0) return require(fault == 400 || fault == 417 || fault == 431 || fault == 501);
  require(fields.size() <= waarborg::http::kMaxFields);
  require(count("host") <= 1 && (version < 11 || count("host") == 1));
  require(count("content-length") + count("transfer-encoding") <= 1);
  require(version >= 11 || count("transfer-encoding") == 0);
  for (const auto& [name, value] : fields) {
    const bool digits = value.find_first_not_of("0123456789") == std::string::npos && !value.empty();
    require(name != "content-length" || digits);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const int fault = waarborg::http::raw_head_fault(text);
  require(fault == (every_line_ends_once(text) ? 0 : 400));

  waarborg::http::Request request;
  request.headers = fields_of(text);
  for (const int version : {10, 11}) check_fields(request.headers, version);
  if (const auto cookie = request.cookie("waarborg")) {
    require(cookie->find(';') == std::string::npos);
    require(std::ranges::any_of(request.headers, [&](const Header& one) {
      return one.name == "cookie" && one.value.find(*cookie) != std::string::npos;
    }));
  }

  waarborg::http::Response response;
  response.set("location", text);
  const std::string head = waarborg::http::response_head(response, {.id = text, .date = text});
  require(waarborg::http::raw_head_fault(head) == 0 && head.ends_with("\r\n\r\n"));
  require(head.find("\r\n\r\n") == head.size() - 4 && std::ranges::count(head, '\n') == 6);
  return 0;
}
