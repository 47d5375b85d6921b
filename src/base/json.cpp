// SPDX-License-Identifier: EUPL-1.2
#include "base/json.h"

#include <algorithm>
#include <vector>

namespace waarborg::json {

Result<Value> parse(std::string_view text) {
  bj::parse_options options;
  options.max_depth = 32;
  bj::stream_parser parser({}, options);
  boost::system::error_code error;
  const std::size_t read = parser.write_some(text.data(), text.size(), error);
  if (!error) parser.finish(error);
  if (!error && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos) error = bj::error::extra_data;
  if (error) return invalid("base.json.malformed", "byte " + std::to_string(read));
  return parser.release();
}

std::string print(const Value& value) { return bj::serialize(value); }

std::string canonical(const Value& value) {
  if (value.is_array()) {
    std::string out = "[";
    for (const Value& item : value.as_array()) out += (out.size() > 1 ? "," : "") + canonical(item);
    return out + "]";
  }
  if (!value.is_object()) return bj::serialize(value);
  std::vector<const bj::key_value_pair*> members;
  for (const auto& member : value.as_object()) members.push_back(&member);
  std::ranges::sort(members, {}, [](const auto* member) { return member->key(); });
  std::string out = "{";
  for (const auto* member : members) {
    out += (out.size() > 1 ? "," : "") + bj::serialize(Value(member->key())) + ":" + canonical(member->value());
  }
  return out + "}";
}

}  // namespace waarborg::json
