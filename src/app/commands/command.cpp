// SPDX-License-Identifier: EUPL-1.2
#include "app/commands/command.h"

#include <fmt/core.h>
#include <fstream>
#include <iostream>

namespace waarborg::app {

Result<void> Context::settle() {
  Options from_file;
  from_file.data = options.data;
  if (auto ok = read_settings(from_file); !ok) return ok;
  // The command line wins from the file: what it set differs from the defaults.
  const Options defaults;
  const auto keep = [&](auto Options::*field) {
    if (options.*field == defaults.*field) options.*field = from_file.*field;
  };
  keep(&Options::database);
  keep(&Options::address);
  keep(&Options::port);
  keep(&Options::tls);
  keep(&Options::behind_proxy);
  keep(&Options::certificate);
  keep(&Options::key);
  keep(&Options::public_url);
  keep(&Options::breached_list);
  keep(&Options::workers);
  keep(&Options::max_upload_mb);
  options.mail = from_file.mail;
  return check(options);
}

Result<std::unique_ptr<Installation>> Context::open(bool shared) {
  if (auto ok = settle(); !ok) return std::unexpected(ok.error());
  return Installation::open(options, clock, shared);
}

Result<OrganisationId> Context::find_organisation(Installation& installation) const {
  db::Transaction tx = installation.database.read();
  for (const auto& known : org::all(tx)) {
    if (organisation.empty() || known.id.text == organisation || known.name == organisation) return known.id;
  }
  return fail(FaultKind::kNotFound, "app.organisation_unknown", organisation);
}

auth::Actor Context::actor(const OrganisationId& id) const {
  auth::Actor who = auth::system_actor(id, say(language(), "app.command_line"));
  who.language = language();
  return who;
}

int report(const Context& context, const Fault& fault) {
  const std::string words = say(context.language(), fault.what);
  fmt::print(stderr, "waarborg: {}{}\n", words, fault.where.empty() ? "" : " (" + fault.where + ")");
  switch (fault.kind) {
    case FaultKind::kInvalid: return kExitRefused;
    case FaultKind::kNotFound: return kExitNotFound;
    case FaultKind::kForbidden: return kExitRefused;
    case FaultKind::kConflict: return kExitUnavailable;
    case FaultKind::kUnavailable: return kExitUnavailable;
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

CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& what, Context& context,
                      int& result, std::function<int()> run) {
  CLI::App* command = parent.add_subcommand(name, what);
  command->add_option("--data", context.options.data, "Folder of this installation")->capture_default_str();
  command->add_option("--database", context.options.database, "postgresql:// address instead of the built-in database");
  command->add_option("--organisation", context.organisation, "Id or name; the first when absent");
  command->add_option("--lang", context.lang, "nl or en")->check(CLI::IsMember({"nl", "en"}));
  command->add_flag("--json", context.json, "Print data as JSON");
  command->callback([&result, run = std::move(run)] { result = run(); });
  return command;
}

}  // namespace waarborg::app
