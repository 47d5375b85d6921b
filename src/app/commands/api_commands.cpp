// SPDX-License-Identifier: EUPL-1.2
#include <fmt/core.h>
#include <filesystem>

#include "app/commands/command.h"
#include "app/server.h"
#include "platform/crypto/random.h"

namespace waarborg::app {
namespace {

/// The document follows from the routes, and the routes stand on an installation: an empty one, for a moment.
int run_openapi(Context& context) {
  const auto folder = std::filesystem::temp_directory_path() / ("waarborg-openapi-" + crypto::random_token(9));
  Options options;
  options.data = folder;
  int code = kExitGood;
  if (auto made = init(options); !made) {
    code = report(context, made.error());
  } else if (auto opened = Installation::open(options, context.clock, true); !opened) {
    code = report(context, opened.error());
  } else {
    fmt::print("{}\n", json::print(WebServer(**opened).openapi()));
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return code;
}

}  // namespace

void add_api_commands(CLI::App& app, Context& context, int& result) {
  add_command(app, "openapi", "app.help.openapi", context, result, [&context] { return run_openapi(context); });
}

}  // namespace waarborg::app
