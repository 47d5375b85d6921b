// SPDX-License-Identifier: EUPL-1.2
#include <fmt/core.h>
#include <csignal>

#include "app/commands/command.h"

int main(int argc, char** argv) {
  using namespace waarborg::app;
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is told as a full disk, not by ending the program
  CLI::App app("Waarborg: demonstrable information security in care");
  app.set_version_flag("--version", "waarborg " WAARBORG_VERSION);
  app.require_subcommand(1);
  Context context;
  int result = kExitGood;
  add_installation_commands(app, context, result);
  add_account_commands(app, context, result);
  add_content_commands(app, context, result);
  add_report_commands(app, context, result);
  add_backup_commands(app, context, result);
  add_scan_commands(app, context, result);
  add_api_commands(app, context, result);
  try {
    app.parse(argc, argv);
    return result;
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? kExitGood : kExitWrongUse;
  } catch (const waarborg::db::DatabaseError& error) {
    fmt::print(stderr, "waarborg: database: {}\n", error.what());
    return kExitUnavailable;
  } catch (const std::exception& error) {
    fmt::print(stderr, "waarborg: {}\n", error.what());
    return kExitBroken;
  }
}
