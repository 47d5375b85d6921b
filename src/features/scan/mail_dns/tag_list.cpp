// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/mail_dns/tag_list.h"

#include <algorithm>

#include "base/text.h"

namespace waarborg::scan::mail_dns {

std::vector<Tag> read_tags(std::string_view record) {
  std::vector<Tag> tags;
  while (!record.empty() && tags.size() < kMostTags) {
    const std::size_t end = std::min(record.find(';'), record.size());
    const std::string_view part = trimmed(record.substr(0, end));
    record.remove_prefix(std::min(end + 1, record.size()));
    if (part.empty() && trimmed(record).empty()) break;
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) {
      tags.push_back({part, {}, false});
    } else {
      tags.push_back({trimmed(part.substr(0, equals)), trimmed(part.substr(equals + 1)), true});
    }
  }
  return tags;
}

const Tag* find_tag(const std::vector<Tag>& tags, std::string_view lower_name) {
  const auto found =
      std::ranges::find_if(tags, [&](const Tag& tag) { return tag.has_equals && lower(tag.name) == lower_name; });
  return found == tags.end() ? nullptr : &*found;
}

}  // namespace waarborg::scan::mail_dns
