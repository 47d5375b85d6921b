// SPDX-License-Identifier: EUPL-1.2
#include "app/commands/command.h"

#include <fmt/core.h>
#include <algorithm>
#include <fstream>
#include <iostream>

namespace waarborg::app {

Result<void> Context::settle() {
  Options settled;
  settled.data = options.data;
  settled.password_cost = options.password_cost;
  settled.patience = options.patience;
  if (auto ok = read_settings(settled); !ok) return ok;
  // The command line wins from the file in what it says, also where that is the default.
  const auto keep = [&](const char* option, auto Options::* field) {
    if (given.contains(option)) settled.*field = options.*field;
  };
  keep("database", &Options::database);
  keep("listen", &Options::address);
  keep("port", &Options::port);
  keep("plain-http", &Options::tls);
  options = std::move(settled);
  return check(options);
}

Result<std::unique_ptr<Installation>> Context::open(bool shared) {
  if (auto ok = settle(); !ok) return std::unexpected(ok.error());
  return Installation::open(options, clock, shared);
}

Result<std::unique_ptr<Installation>> Context::open_to_read() {
  if (auto ok = settle(); !ok) return std::unexpected(ok.error());
  return Installation::open_to_read(options, clock);
}

Result<OrganisationId> Context::find_organisation(Installation& installation) const {
  std::vector<org::Organisation> fitting;
  {
    db::Transaction tx = installation.database.read();
    fitting = org::all(tx);
  }
  const auto named = std::ranges::find(fitting, organisation, [](const auto& known) { return known.id.text; });
  if (named != fitting.end()) return named->id;
  if (!organisation.empty()) std::erase_if(fitting, [&](const auto& known) { return known.name != organisation; });
  if (fitting.size() == 1) return fitting.front().id;
  if (fitting.empty()) return fail(FaultKind::kNotFound, "app.organisation_unknown", organisation);
  // To take one of them would put evidence, or a document, in the wrong hands without a word.
  std::string names;
  for (const auto& known : fitting) names += (names.empty() ? "" : ", ") + known.name + " [" + known.id.text + "]";
  return invalid("app.organisation_choose", "--organisation", {{"organisations", names}});
}

auth::Actor Context::actor(const OrganisationId& id) const {
  auth::Actor who = auth::system_actor(id, say(language(), "app.command_line"));
  who.language = language();
  return who;
}

int report(const Context& context, const Fault& fault) {
  const std::string words = say(context.language(), fault.what);
  fmt::print(stderr, "waarborg: {}{}\n", words, fault.where.empty() ? "" : " (" + fault.where + ")");
  // Whatever was being done: whoever watches the exit codes hears the same as from `verify`.
  const std::string& key = fault.what.key;
  if (key == "trail.log.does_not_fit" || key == "trail.record.does_not_fit") return kExitDoesNotFit;
  switch (fault.kind) {
    case FaultKind::kInvalid:
      return kExitRefused;
    case FaultKind::kNotFound:
      return kExitNotFound;
    case FaultKind::kForbidden:
      return kExitRefused;
    case FaultKind::kConflict:
      return kExitUnavailable;
    case FaultKind::kUnavailable:
      return kExitUnavailable;
  }
  return kExitBroken;
}

void print(const Context& context, const json::Value& value, const std::function<void()>& plain) {
  if (context.json) {
    fmt::print("{}\n", json::print(value));
  } else {
    plain();
  }
}

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return invalid("app.file_unreadable", path);
  std::string bytes;
  char buffer[65536];
  while (in.read(buffer, sizeof buffer) || in.gcount() > 0) {
    bytes.append(buffer, static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > limit) return invalid("app.file_too_large", path);
  }
  if (in.bad()) return fail(FaultKind::kUnavailable, "app.file_unreadable", path);
  return bytes;
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) return fail(FaultKind::kUnavailable, "app.file_unwritable", path);
  return {};
}

void add_language_option(CLI::App& command, Context& context) {
  command.add_option("--lang", context.lang, "app.help.option.lang")
      ->check(CLI::IsMember({"nl", "en"}))
      ->option_text("nl|en");
}

CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& what, Context& context, int& result,
                      std::function<int()> run) {
  CLI::App* command = parent.add_subcommand(name, what);
  command->add_option("--data", context.options.data, "app.help.option.data")->capture_default_str();
  command->add_option("--database", context.options.database, "app.help.option.database");
  command->add_option("--organisation", context.organisation, "app.help.option.organisation");
  add_language_option(*command, context);
  command->add_flag("--json", context.json, "app.help.option.json");
  command->callback([&context, &result, command, run = std::move(run)] {
    for (const CLI::Option* option : command->get_options()) {
      if (option->count() > 0) context.given.insert(option->get_lnames().begin(), option->get_lnames().end());
    }
    result = run();
  });
  return command;
}

void add_listening_options(CLI::App& command, Context& context) {
  command.add_option("--listen", context.options.address, "app.help.option.listen");
  command.add_option("--port", context.options.port, "app.help.option.port");
  command.add_flag("--plain-http{false},--tls{true}", context.options.tls, "app.help.option.plain_http");
}

}  // namespace waarborg::app
