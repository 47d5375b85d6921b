// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/tls_rpt/record.h"

#include <algorithm>

#include "base/text.h"
#include "features/scan/mail_dns/tag_list.h"

namespace waarborg::scan::tls_rpt {
namespace {

constexpr std::string_view kVersion = "v=TLSRPTv1";

/// Section 3: "!", "," and ";" must be percent-encoded in it; the two of them that part the record cannot occur here.
bool is_uri(std::string_view uri) {
  if (std::ranges::any_of(uri, [](char c) { return c <= ' ' || c > '~' || c == '!'; })) return false;
  const std::string start = lower(uri.substr(0, 8));
  if (start == "https://") return uri.size() > 8 && uri[8] != '/';
  if (!start.starts_with("mailto:")) return false;
  const std::size_t at = uri.find('@');
  return at != std::string_view::npos && at > 7 && at + 1 < uri.size();
}

}  // namespace

bool is_tls_rpt(std::string_view txt) {
  if (!txt.starts_with(kVersion)) return false;
  return trimmed(txt.substr(kVersion.size())).starts_with(';');
}

std::optional<std::vector<std::string>> read_record(std::string_view txt) {
  if (!is_tls_rpt(txt)) return std::nullopt;
  std::vector<std::string> uris;
  const auto tags = mail_dns::read_tags(txt);
  for (std::size_t i = 1; i < tags.size(); ++i) {
    if (!tags[i].has_equals || tags[i].name.empty()) return std::nullopt;
    if (tags[i].name != "rua") continue;
    std::string_view list = tags[i].value;
    if (list.empty() || !uris.empty()) return std::nullopt;
    while (!list.empty()) {
      const std::size_t end = std::min(list.find(','), list.size());
      const std::string_view uri = trimmed(list.substr(0, end));
      if (!is_uri(uri)) return std::nullopt;
      uris.emplace_back(uri);
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  }
  if (uris.empty()) return std::nullopt;
  return uris;
}

}  // namespace waarborg::scan::tls_rpt
