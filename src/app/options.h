// SPDX-License-Identifier: EUPL-1.2
//
// Settings of one installation: `waarborg.toml` in the data folder, overruled by the command line.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace waarborg::app {

struct Options {
  std::filesystem::path data = "data";  ///< Database, files, keys, certificate.
  std::string database;                 ///< Empty: <data>/waarborg.sqlite; else a postgresql:// address.
  std::string address = "127.0.0.1";
  int port = 8443;
  bool tls = true;           ///< Without TLS only on loopback.
  bool behind_proxy = false; ///< A proxy in front of us speaks TLS to the browser.
  std::string certificate;   ///< PEM; empty: a self-signed one is made in the data folder.
  std::string key;
  std::string public_url;    ///< https://waarborg.example; for links in mail and passkeys. Empty: what the browser says.
  std::string breached_list; ///< File with SHA-1 hashes of leaked passwords; optional.
  int workers = 4;
  int max_upload_mb = 64;    ///< [1, 1024]
};

/// Reads <data>/waarborg.toml when it is there. kInvalid naming the line or key: unknown keys are refused, because a
/// mistyped security setting must not be silently ignored.
Result<void> read_settings(Options& options);

/// Rules between settings: plain HTTP only on loopback, ports in range. kInvalid naming the key.
Result<void> check(const Options& options);

std::string database_address(const Options& options);

}  // namespace waarborg::app
