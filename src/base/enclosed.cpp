// SPDX-License-Identifier: EUPL-1.2
#include "base/enclosed.h"

namespace waarborg {

Result<Enclosed> split_enclosed(std::string_view body) {
  const std::size_t end = body.substr(0, kMaxEnclosedFields + 1).find('\n');
  if (end == std::string_view::npos || end == 0) return invalid("base.enclosed.no_fields");
  std::string_view fields = body.substr(0, end);
  if (fields.ends_with('\r')) fields.remove_suffix(1);  // as a text editor ends a line
  if (fields.empty()) return invalid("base.enclosed.no_fields");
  return Enclosed{fields, body.substr(end + 1)};
}

}  // namespace waarborg
