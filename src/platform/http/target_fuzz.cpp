// SPDX-License-Identifier: EUPL-1.2
//
// A target that is accepted is safe, and reading its path again changes nothing.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "platform/http/target.h"

namespace {

std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const char meant = c == waarborg::http::kSlashInSegment ? '/' : c;
    out += c == '/' ? std::string("/") : fmt::format("%{:02X}", static_cast<unsigned char>(meant));
  }
  return out;
}

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto target = waarborg::http::parse_target(text);
  if (!target) return 0;

  const std::string& path = target->path;
  require(path.starts_with('/') && path.size() <= size);
  require(path.find("//") == std::string::npos && path.find('\0') == std::string::npos);
  require(path.find('\\') == std::string::npos && (path + "/").find("/../") == std::string::npos);
  const auto again = waarborg::http::parse_target(encoded(path));
  require(again && again->path == path);

  std::string query;
  for (const auto& [name, value] : target->query) query += encoded(name) + "=" + encoded(value) + "&";
  require(waarborg::http::parse_query(query) == target->query);
  return 0;
}
