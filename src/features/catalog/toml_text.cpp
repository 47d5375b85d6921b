// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/toml_text.h"

#include "base/encoding.h"

namespace waarborg::catalog {
namespace {

std::unexpected<Fault> refuse(const std::string& file, std::size_t line, std::string reason) {
  return invalid("catalog.own.toml", file + " line " + std::to_string(line), {{"reason", std::move(reason)}});
}

}  // namespace

Result<toml::table> read_toml(std::string_view text, const std::string& file) {
  if (text.size() > kMaxTomlBytes) return refuse(file, 1, "too large");
  if (!is_utf8(text)) return refuse(file, 1, "not UTF-8");
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& broken) {
    return refuse(file, broken.source().begin.line, std::string(broken.description()));
  }
}

std::string line_in(const std::string& file, const toml::node& node) {
  return file + " line " + std::to_string(node.source().begin.line);
}

}  // namespace waarborg::catalog
