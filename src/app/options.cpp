// SPDX-License-Identifier: EUPL-1.2
#include "app/options.h"

#include <map>
#include <toml++/toml.h>
#include <variant>

namespace waarborg::app {

Result<void> read_settings(Options& options) {
  const auto file = options.data / "waarborg.toml";
  if (!std::filesystem::exists(file)) return {};
  const std::map<std::string_view, std::variant<std::string*, int*, bool*>> known = {
      {"database", &options.database},     {"address", &options.address},
      {"port", &options.port},             {"tls", &options.tls},
      {"behind_proxy", &options.behind_proxy}, {"certificate", &options.certificate},
      {"key", &options.key},               {"public_url", &options.public_url},
      {"breached_list", &options.breached_list}, {"workers", &options.workers},
      {"max_upload_mb", &options.max_upload_mb}};
  try {
    const toml::table table = toml::parse_file(file.string());
    for (const auto& [key, node] : table) {
      const auto found = known.find(key.str());
      const std::string where = file.string() + ": " + std::string(key.str());
      if (found == known.end()) return invalid("app.setting_unknown", where);
      bool fits = false;
      if (auto* const* text = std::get_if<std::string*>(&found->second)) {
        if (const auto value = node.value_exact<std::string>()) fits = (**text = *value, true);
      } else if (int* const* number = std::get_if<int*>(&found->second)) {
        if (const auto value = node.value_exact<std::int64_t>(); value && std::abs(*value) < 1'000'000) {
          fits = (**number = static_cast<int>(*value), true);
        }
      } else if (const auto value = node.value_exact<bool>()) {
        fits = (*std::get<bool*>(found->second) = *value, true);
      }
      if (!fits) return invalid("app.setting_type", where);
    }
  } catch (const toml::parse_error& error) {
    return invalid("app.settings_malformed", file.string() + ": line " + std::to_string(error.source().begin.line));
  }
  return {};
}

Result<void> check(const Options& options) {
  if (options.port < 0 || options.port > 65535) return invalid("app.port_range", "port");
  if (options.workers < 1 || options.workers > 64) return invalid("app.workers_range", "workers");
  if (options.max_upload_mb < 1 || options.max_upload_mb > 1024) return invalid("app.upload_range", "max_upload_mb");
  const bool loopback = options.address == "127.0.0.1" || options.address == "::1" || options.address == "localhost";
  if (!options.tls && !loopback && !options.behind_proxy) return invalid("app.plain_http_outside", "address");
  if (options.certificate.empty() != options.key.empty()) return invalid("app.certificate_and_key", "certificate");
  if (!options.database.empty() && !options.database.starts_with("postgresql://")) {
    return invalid("app.database_address", "database");
  }
  return {};
}

std::string database_address(const Options& options) {
  return options.database.empty() ? (options.data / "waarborg.sqlite").string() : options.database;
}

}  // namespace waarborg::app
