// SPDX-License-Identifier: EUPL-1.2
//
// What all commands share. Exit codes are a contract: scripts rely on them (docs/guides/command-line.md).
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "app/installation.h"

namespace waarborg::app {

enum ExitCode {
  kExitGood = 0,
  kExitDoesNotFit = 1,   ///< Something was altered or is missing: by verify, verify-package, or met on the way.
  kExitWrongUse = 2,     ///< Unknown command or option.
  kExitRefused = 3,      ///< The input breaks a rule (file, setting, date).
  kExitNotFound = 4,     ///< No such folder, organisation, measure, account.
  kExitUnavailable = 5,  ///< In use, no permission, disk full, database away.
  kExitBroken = 6,       ///< The program or machine is wrong.
};

/// Options that every command takes, and the way to its data.
struct Context {
  Options options;
  std::set<std::string, std::less<>> given;  ///< Long names of the options that the command line named, without "--".
  std::string organisation;                  ///< Id or name; empty: the only one.
  bool json = false;
  std::string lang = "nl";
  SystemClock clock;

  Language language() const { return lang == "en" ? Language::kEn : Language::kNl; }
  /// Settings of the file under those of the command line. Faults as read_settings and check.
  Result<void> settle();
  Result<std::unique_ptr<Installation>> open(bool shared = true);
  /// For what only looks; see Installation::open_to_read.
  Result<std::unique_ptr<Installation>> open_to_read();
  /// The one that was named, or the only one. kNotFound app.organisation_unknown; kInvalid app.organisation_choose,
  /// naming them, when more than one fits.
  Result<OrganisationId> find_organisation(Installation& installation) const;
  auth::Actor actor(const OrganisationId& id) const;
};

/// Prints the fault on standard error in the chosen language; answers the exit code.
int report(const Context& context, const Fault& fault);

/// Prints a described value as JSON (--json), or lets `plain` print it.
void print(const Context& context, const json::Value& value, const std::function<void()>& plain);

Result<std::string> read_file(const std::string& path, std::size_t limit);
Result<void> write_file(const std::string& path, std::string_view bytes);

void add_language_option(CLI::App& command, Context& context);

/// Adds a command with the shared options; `what` is the phrase key of its help, as every description of an option is.
/// `run` answers the exit code, kept in `result`.
CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& what, Context& context, int& result,
                      std::function<int()> run);

/// The settings that can stand on the command line of `serve`.
void add_listening_options(CLI::App& command, Context& context);

void add_installation_commands(CLI::App& app, Context& context, int& result);  ///< init serve demo verify config
void add_account_commands(CLI::App& app, Context& context, int& result);       ///< user organisation
void add_content_commands(CLI::App& app, Context& context, int& result);       ///< framework measure evidence verdict
void add_report_commands(CLI::App& app, Context& context, int& result);        ///< report package verify-package
void add_backup_commands(CLI::App& app, Context& context, int& result);        ///< backup restore
void add_scan_commands(CLI::App& app, Context& context, int& result);          ///< scan
void add_api_commands(CLI::App& app, Context& context, int& result);           ///< openapi

}  // namespace waarborg::app
