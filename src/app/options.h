// SPDX-License-Identifier: EUPL-1.2
//
// Settings of one installation: `waarborg.toml` in the data folder, overruled by the command line.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/crypto/password.h"
#include "platform/db/db.h"
#include "platform/mail/smtp.h"

namespace waarborg::app {

/// How letters leave the house. Without a host nothing is mailed and links are shown on the screen only.
struct MailOptions {
  std::string host;
  int port = 587;
  std::string security = "starttls";  ///< starttls, tls, or none for a server on this computer
  std::string user;                   ///< Empty: the server asks no password.
  std::string password_file;          ///< Else the environment variable WAARBORG_MAIL_PASSWORD.
  std::string from;                   ///< waarborg@zorg.example
  std::string ca;                     ///< PEM; empty: the certificates that the machine trusts.
};

/// How domains are measured. Without settings as everyone on the internet would.
struct ScanningOptions {
  std::string contact;              ///< How who is measured reaches the organisation; stands in every request.
  std::string resolver;             ///< Address of a resolver that validates; empty: asks from the root itself.
  std::string root_hints;           ///< File of root servers, for a network of one's own.
  std::string trust_anchors;        ///< File of DNSSEC trust anchors for it.
  std::string roots;                ///< PEM file of trusted certificates; empty: those of the machine.
  std::string vrps;                 ///< File of validated ROA payloads; empty: RPKI is not judged.
  std::string routes;               ///< File of routes, beside that of `vrps`.
  std::string mail_control;         ///< Mail server that tells whether port 25 comes through from here.
  std::string opt_out;              ///< File of names, addresses and networks that asked not to be measured.
  bool resolver_validates = false;  ///< `resolver` is on this machine and its word on DNSSEC is taken.
  bool allow_loopback = false;      ///< Addresses of this machine and of private networks may be measured.
};

struct Options {
  std::filesystem::path data = "data";  ///< Database, files, keys, certificate.
  std::string database;                 ///< Empty: <data>/waarborg.sqlite; else a postgresql:// address.
  std::string address = "127.0.0.1";
  int port = 8443;
  bool tls = true;              ///< Without TLS only on loopback.
  bool behind_proxy = false;    ///< A proxy in front of us speaks TLS to the browser.
  std::string proxy_addresses;  ///< Where it asks from: addresses or networks. Empty: from this machine.
  std::string certificate;      ///< PEM; empty: a self-signed one is made in the data folder.
  std::string key;
  std::string public_url;  ///< https://waarborg.example; for links in mail and passkeys. Empty: what the browser says.
  std::string breached_list;  ///< File with SHA-1 hashes of leaked passwords; optional.
  /// Where a weakness found in this installation is told (RFC 9116 section 2.5.3): https:, mailto: or tel:.
  std::string security_contact = "https://github.com/waarborg/waarborg/security";
  int workers = 4;
  int max_upload_mb = 64;              ///< [1, 1024]
  MailOptions mail;                    ///< Keys mail_host, mail_port, …
  ScanningOptions scan;                ///< Keys scan_contact, scan_resolver, …
  crypto::PasswordCost password_cost;  ///< No setting: only tests, which sign in often, have another one.
  db::Patience patience;               ///< No setting, either.
};

/// Reads <data>/waarborg.toml when it is there. kInvalid naming the line or key: unknown keys are refused, because a
/// mistyped security setting must not be silently ignored.
Result<void> read_settings(Options& options);

/// Rules between settings: plain HTTP only on loopback, ports in range. kInvalid naming the key.
Result<void> check(const Options& options);

/// What the sender of letters needs, its password read; nothing when no host is set. kInvalid naming the key.
Result<std::optional<mail::SmtpSettings>> mail_settings(const Options& options);

/// The host in public_url: how the installation calls itself in letters. Empty without public_url.
std::string public_host(const Options& options);

std::string database_address(const Options& options);

}  // namespace waarborg::app
