// SPDX-License-Identifier: EUPL-1.2
#include "app/options.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <variant>

#include "app/client_address.h"
#include "base/toml.h"
#include "platform/db/address.h"

namespace waarborg::app {

Result<void> read_settings(Options& options) {
  const auto file = options.data / "waarborg.toml";
  if (!std::filesystem::exists(file)) return {};
  const std::map<std::string_view, std::variant<std::string*, int*, bool*>> known = {
      {"database", &options.database},
      {"address", &options.address},
      {"port", &options.port},
      {"tls", &options.tls},
      {"behind_proxy", &options.behind_proxy},
      {"proxy_addresses", &options.proxy_addresses},
      {"certificate", &options.certificate},
      {"key", &options.key},
      {"public_url", &options.public_url},
      {"breached_list", &options.breached_list},
      {"security_contact", &options.security_contact},
      {"workers", &options.workers},
      {"max_upload_mb", &options.max_upload_mb},
      {"mail_host", &options.mail.host},
      {"mail_port", &options.mail.port},
      {"mail_security", &options.mail.security},
      {"mail_user", &options.mail.user},
      {"mail_password_file", &options.mail.password_file},
      {"mail_from", &options.mail.from},
      {"mail_ca", &options.mail.ca},
      {"scan_contact", &options.scan.contact},
      {"scan_resolver", &options.scan.resolver},
      {"scan_root_hints", &options.scan.root_hints},
      {"scan_trust_anchors", &options.scan.trust_anchors},
      {"scan_roots", &options.scan.roots},
      {"scan_vrps", &options.scan.vrps},
      {"scan_routes", &options.scan.routes},
      {"scan_mail_control", &options.scan.mail_control},
      {"scan_opt_out", &options.scan.opt_out},
      {"scan_resolver_validates", &options.scan.resolver_validates},
      {"scan_allow_loopback", &options.scan.allow_loopback}};
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto tables = read_toml_tables(text);
  if (!tables) return invalid(tables.error().what.key, file.string() + ": " + tables.error().where);
  if (tables->size() > 1)
    return invalid("app.setting_table", file.string() + ": line " + std::to_string((*tables)[1].line));
  for (const TomlEntry& setting : tables->front().entries) {
    const auto found = known.find(setting.key);
    const std::string where = file.string() + ": " + setting.key;
    if (found == known.end()) return invalid("app.setting_unknown", where);
    bool fits = false;
    if (auto* const* words = std::get_if<std::string*>(&found->second)) {
      if (const auto* value = std::get_if<std::string>(&setting.value)) fits = (** words = *value, true);
    } else if (int* const* number = std::get_if<int*>(&found->second)) {
      const auto* value = std::get_if<std::int64_t>(&setting.value);
      if (value != nullptr && *value > -1'000'000 && *value < 1'000'000) {
        fits = (** number = static_cast<int>(*value), true);
      }
    } else if (const auto* value = std::get_if<bool>(&setting.value)) {
      fits = (*std::get<bool*>(found->second) = *value, true);
    }
    if (!fits) return invalid("app.setting_type", where);
  }
  return {};
}

namespace {

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

/// One address of a kind that RFC 9116 asks for, in one line.
bool is_contact(std::string_view text) {
  const bool known = text.starts_with("https://") || text.starts_with("mailto:") || text.starts_with("tel:");
  return known && text.size() <= 500 && text.find(':') + 1 < text.size() &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

Result<void> check_mail(const Options& options) {
  const MailOptions& mail = options.mail;
  if (mail.host.empty()) {
    if (!mail.from.empty() || !mail.user.empty()) return invalid("app.mail_host_missing", "mail_host");
    return {};
  }
  if (!is_host(mail.host)) return invalid("app.mail_host_form", "mail_host");
  if (mail.port < 1 || mail.port > 65535) return invalid("app.port_range", "mail_port");
  if (mail.security != "starttls" && mail.security != "tls" && mail.security != "none") {
    return invalid("app.mail_security", "mail_security");
  }
  const bool here = mail.host == "localhost" || mail.host == "127.0.0.1";
  if (mail.security == "none" && !here) return invalid("app.mail_security_none", "mail_security");
  if (!mail::is_address(mail.from)) return invalid("mail.address", "mail_from");
  // Letters hold links, and a link made from what a browser says can be steered by whoever asks for the letter.
  if (!is_host(public_host(options))) return invalid("app.mail_public_url", "public_url");
  return {};
}

/// The first line of a file that only its owner can read.
Result<std::string> read_password(const std::string& path) {
  std::error_code error;
  const auto mode = std::filesystem::status(path, error).permissions();
  if (error) return invalid("app.file_unreadable", path);
  using std::filesystem::perms;
  if ((mode & (perms::group_write | perms::others_all)) != perms::none) return invalid("app.mail_password_open", path);
  std::ifstream in(path);
  std::string line;
  if (!std::getline(in, line) || line.empty()) return invalid("app.file_unreadable", path);
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

}  // namespace

std::string public_host(const Options& options) {
  const auto scheme = options.public_url.find("://");
  if (scheme == std::string::npos) return {};
  const std::string host = options.public_url.substr(scheme + 3);
  return host.substr(0, host.find_first_of(":/"));
}

Result<std::optional<mail::SmtpSettings>> mail_settings(const Options& options) {
  if (auto ok = check_mail(options); !ok) return std::unexpected(ok.error());
  const MailOptions& mail = options.mail;
  if (mail.host.empty()) return std::optional<mail::SmtpSettings>{};
  mail::SmtpSettings settings;
  settings.host = mail.host;
  settings.port = mail.port;
  settings.security = mail.security == "tls"    ? mail::Security::kTls
                      : mail.security == "none" ? mail::Security::kNone
                                                : mail::Security::kStartTls;
  settings.ca_file = mail.ca;
  settings.helo = public_host(options);
  if (!mail.ca.empty() && !std::ifstream(mail.ca)) return invalid("app.file_unreadable", "mail_ca");
  if (mail.user.empty()) return settings;
  settings.user = mail.user;
  if (!mail.password_file.empty()) {
    const auto password = read_password(mail.password_file);
    if (!password) return std::unexpected(password.error());
    settings.password = *password;
  } else if (const char* password = std::getenv("WAARBORG_MAIL_PASSWORD")) {
    settings.password = password;
  }
  if (settings.password.empty()) return invalid("app.mail_password_missing", "mail_password_file");
  return settings;
}

Result<void> check(const Options& options) {
  if (options.port < 0 || options.port > 65535) return invalid("app.port_range", "port");
  if (options.workers < 1 || options.workers > 64) return invalid("app.workers_range", "workers");
  if (options.max_upload_mb < 1 || options.max_upload_mb > 1024) return invalid("app.upload_range", "max_upload_mb");
  const bool loopback = options.address == "127.0.0.1" || options.address == "::1" || options.address == "localhost";
  if (!options.tls && !loopback && !options.behind_proxy) return invalid("app.plain_http_outside", "address");
  if (!are_networks(options.proxy_addresses)) return invalid("app.proxy_addresses", "proxy_addresses");
  if (!options.proxy_addresses.empty() && !options.behind_proxy) {
    return invalid("app.proxy_addresses_alone", "proxy_addresses");
  }
  if (options.certificate.empty() != options.key.empty()) return invalid("app.certificate_and_key", "certificate");
  if (!options.database.empty() && !options.database.starts_with("postgresql://")) {
    return invalid("app.database_address", "database");
  }
  if (!options.database.empty() && !db::is_readable_address(options.database)) {
    return invalid("app.database_unreadable", "database");
  }
  if (!is_contact(options.security_contact)) return invalid("app.security_contact", "security_contact");
  return check_mail(options);
}

std::string database_address(const Options& options) {
  return options.database.empty() ? (options.data / "waarborg.sqlite").string() : options.database;
}

}  // namespace waarborg::app
