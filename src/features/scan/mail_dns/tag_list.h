// SPDX-License-Identifier: EUPL-1.2
//
// Records of the form "v=DMARC1; p=none": DMARC, DKIM keys, MTA-STS, TLS reports and NTA 7516 all write them so.
#pragma once

#include <string_view>
#include <vector>

namespace waarborg::scan::mail_dns {

struct Tag {
  std::string_view name;   ///< As written, without white space around it.
  std::string_view value;  ///< The same.
  bool has_equals = true;  ///< Without: all of the part is in `name`.
};

/// The parts between semicolons, each a name, "=" and a value (RFC 6376 section 3.2, with its white space); a part of
/// white space only at the end is left out. They point into the record. At most kMostTags: the rest is left out.
std::vector<Tag> read_tags(std::string_view record);

inline constexpr std::size_t kMostTags = 200;

/// The first tag of that name, A to Z as a to z; null without one.
const Tag* find_tag(const std::vector<Tag>& tags, std::string_view lower_name);

}  // namespace waarborg::scan::mail_dns
