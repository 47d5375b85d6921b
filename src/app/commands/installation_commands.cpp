// SPDX-License-Identifier: EUPL-1.2
#include <fmt/core.h>
#include <csignal>

#include "app/commands/command.h"
#include "app/scan_files.h"
#include "app/server.h"
#include "features/auth/first_login.h"

namespace waarborg::app {
namespace {

struct OrganisationVerification {
  std::string organisation;
  std::string key;  ///< With which `verify-package --key` checks a package of this organisation.
  std::int64_t entries = 0;
  std::string root;
  std::vector<std::string> problems;
};
BOOST_DESCRIBE_STRUCT(OrganisationVerification, (), (organisation, key, entries, root, problems))

int run_init(Context& context) {
  if (auto ok = context.settle(); !ok) return report(context, ok.error());
  if (auto ok = init(context.options); !ok) return report(context, ok.error());
  const std::string folder = context.options.data.string();
  print(context, json::Object{{"folder", folder}},
        [&] { fmt::print("{}\n", say(context.language(), {"app.init_done", {{"folder", folder}}})); });
  return kExitGood;
}

/// Nobody can sign in yet: print the one link with which the first person sets a password and a second factor.
void print_first_login(const Context& context, Installation& installation, const std::string& url) {
  OrganisationId organisation;  // the demo organisation of ./run, so that the first person lands in it
  {
    db::Transaction tx = installation.database.read();
    for (const auto& known : org::all(tx)) organisation = known.id;
  }
  const auto token = auth::first_login(installation.accounts, installation.database, installation.clock().today(),
                                       say(context.language(), "app.first_account"), organisation);
  if (!token) return;
  fmt::print("{}\n\n  {}/uitnodiging/{}\n\n", say(context.language(), "app.first_login"), url, *token);
}

int run_serve(Context& context) {
  auto installation = context.open(false);
  if (!installation) return report(context, installation.error());
  // Signals are taken by this thread alone; the threads of the server inherit the blocked set.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGHUP, SIG_IGN);  // renewal of a certificate sends it; a new file is noticed without
  WebServer server(**installation);
  if (auto ok = server.start(); !ok) {
    const int code = report(context, ok.error());
    if (ok.error().what.key == "http.port_taken") {
      const std::string port = std::to_string(context.options.port);
      fmt::print(stderr, "{}\n", say(context.language(), {"app.port_taken", {{"port", port}}}));
    }
    return code;
  }
  fmt::print("Waarborg {}: {}\n", WAARBORG_VERSION, server.url());
  print_first_login(context, **installation, server.url());
  std::fflush(stdout);
  int received = 0;
  sigwait(&signals, &received);
  server.stop();
  return kExitGood;
}

int run_demo(Context& context) {
  auto installation = context.open();
  if (!installation) return report(context, installation.error());
  const auto made = make_demo(**installation, AccountId{"system"}, "Waarborg");
  if (!made) return report(context, made.error());
  print(context, json::Object{{"organisation", made->text}},
        [&] { fmt::print("{}\n", say(context.language(), {"app.demo_done", {{"organisation", made->text}}})); });
  return kExitGood;
}

/// The organisation whose log this is, and the state that was kept of it.
Result<std::pair<OrganisationId, trail::Checkpoint>> kept_checkpoint(Installation& installation,
                                                                     const std::string& file,
                                                                     const std::vector<OrganisationId>& organisations) {
  const auto note = read_file(file, 1U << 20U);
  if (!note) return std::unexpected(note.error());
  for (const OrganisationId& id : organisations) {
    const trail::VerifierKey key = installation.trail.verifier(id);
    if (auto state = trail::verify_checkpoint(*note, key.name, key)) return std::pair{id, std::move(*state)};
  }
  return invalid("app.verify_other_checkpoint", file);
}

int run_verify(Context& context, const std::string& checkpoint) {
  auto opened = context.open_to_read();
  if (!opened) return report(context, opened.error());
  Installation& installation = **opened;
  const std::vector<OrganisationId> organisations = installation.logs();
  std::optional<std::pair<OrganisationId, trail::Checkpoint>> kept;
  if (!checkpoint.empty()) {
    auto read = kept_checkpoint(installation, checkpoint, organisations);
    if (!read) return report(context, read.error());
    kept = std::move(*read);
  }
  std::vector<OrganisationVerification> rows;
  bool good = true;
  for (const auto& id : organisations) {
    const bool is_kept = kept && kept->first == id;
    const auto verdict = installation.verify(id, is_kept ? std::optional(kept->second) : std::nullopt);
    OrganisationVerification row{id.text,
                                 trail::to_text(installation.trail.verifier(id)),
                                 static_cast<std::int64_t>(verdict.size),
                                 verdict.root,
                                 {}};
    for (const Message& problem : verdict.problems) row.problems.push_back(say(context.language(), problem));
    good = good && row.problems.empty();
    rows.push_back(std::move(row));
  }
  OrganisationVerification files{"files", "", 0, "", {}};
  for (const Message& problem : installation.verify_files(&files.entries))
    files.problems.push_back(say(context.language(), problem));
  if (installation.database.changed_meanwhile()) {
    return report(context, {FaultKind::kUnavailable, {"app.verify_meanwhile", {}}, ""});
  }
  good = good && files.problems.empty();
  rows.push_back(std::move(files));
  print(context, json::Object{{"ok", good}, {"items", json::encode(rows)}}, [&] {
    for (const auto& row : rows) {
      fmt::print("{:<40} {:>8}  {}\n", row.organisation, row.entries, row.problems.empty() ? "ok" : "!!");
      if (!row.key.empty()) fmt::print("    {}\n", row.key);
      for (const std::string& problem : row.problems) fmt::print("    {}\n", problem);
    }
    fmt::print("{}\n", say(context.language(), good ? "app.verify_good" : "app.verify_bad"));
  });
  return good ? kExitGood : kExitDoesNotFit;
}

int run_config_check(Context& context) {
  if (auto ok = context.settle(); !ok) return report(context, ok.error());
  if (const auto mail = mail_settings(context.options); !mail) return report(context, mail.error());
  const ScanningOptions& scanning = context.options.scan;
  const auto files = read_scan_files(scanning.vrps, scanning.routes, scanning.opt_out);
  if (!files) return report(context, files.error());
  const bool proxied = context.options.behind_proxy;
  const std::string& from = context.options.proxy_addresses;
  print(context, json::Object{{"ok", true}, {"behind_proxy", proxied}, {"proxy_addresses", from}}, [&] {
    fmt::print("{}\n", say(context.language(), "app.config_good"));
    if (!proxied) return;
    fmt::print("{}\n", say(context.language(), from.empty() ? Message{"app.config_proxy_here", {}}
                                                            : Message{"app.config_proxy", {{"addresses", from}}}));
  });
  return kExitGood;
}

/// Says exactly what the mail server does with a letter, so that settings can be mended without waiting for one.
int run_mail_test(Context& context, const std::string& to) {
  if (auto ok = context.settle(); !ok) return report(context, ok.error());
  const auto settings = mail_settings(context.options);
  if (!settings) return report(context, settings.error());
  if (!*settings) return report(context, {FaultKind::kInvalid, {"app.mail_host_missing", {}}, "mail_host"});
  const Language language = context.language();
  mail::Letter letter;
  letter.from = context.options.mail.from;
  letter.from_name = "Waarborg";
  letter.to = to;
  letter.subject = say(language, "app.mail_test.subject");
  letter.text = say(language, {"app.mail_test.text", {{"address", context.options.public_url}}}) + "\n";
  letter.at = context.clock.now();
  letter.message_id = crypto::new_id(letter.at) + "@" + public_host(context.options);
  letter.language = language;
  if (const auto sent = mail::Smtp(**settings).send(letter); !sent) return report(context, sent.error());
  print(context, json::Object{{"ok", true}, {"server", (*settings)->host}, {"to", to}}, [&] {
    fmt::print("{}\n", say(language, {"app.mail_test.sent", {{"server", (*settings)->host}, {"to", to}}}));
  });
  return kExitGood;
}

}  // namespace

void add_installation_commands(CLI::App& app, Context& context, int& result) {
  add_command(app, "init", "app.help.init", context, result, [&] { return run_init(context); });
  CLI::App* serve = add_command(app, "serve", "app.help.serve", context, result, [&] { return run_serve(context); });
  add_listening_options(*serve, context);
  add_command(app, "demo", "app.help.demo", context, result, [&] { return run_demo(context); });
  static std::string checkpoint;
  add_command(app, "verify", "app.help.verify", context, result, [&] {
    return run_verify(context, checkpoint);
  })->add_option("--checkpoint", checkpoint, "app.help.option.checkpoint");
  CLI::App* config = app.add_subcommand("config", "app.help.config");
  config->require_subcommand(1);
  add_command(*config, "check", "app.help.config.check", context, result, [&] { return run_config_check(context); });
  static std::string to;
  add_command(*config, "mail-test", "app.help.config.mail_test", context, result,
              [&] { return run_mail_test(context, to); })
      ->add_option("--to", to, "app.help.option.to")
      ->required();
}

}  // namespace waarborg::app
