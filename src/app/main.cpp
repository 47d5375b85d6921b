// SPDX-License-Identifier: EUPL-1.2
#include <fmt/core.h>
#include <csignal>

#include "app/commands/command_line.h"

int main(int argc, char** argv) {
  using namespace waarborg::app;
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is told as a full disk, not by ending the program
  CLI::App app;
  Context context;
  context.lang = waarborg::code_of(asked_language(argc, argv));
  int result = kExitGood;
  add_commands(app, context, result);
  try {
    app.parse(argc, argv);
    return result;
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? kExitGood : kExitWrongUse;
  } catch (const waarborg::trail::LogDoesNotFit& error) {
    return report(context, error.fault);
  } catch (const waarborg::db::DatabaseError& error) {
    fmt::print(stderr, "waarborg: database: {}\n", error.what());
    return kExitUnavailable;
  } catch (const std::exception& error) {
    fmt::print(stderr, "waarborg: {}\n", error.what());
    return kExitBroken;
  }
}
