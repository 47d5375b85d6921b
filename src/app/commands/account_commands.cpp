// SPDX-License-Identifier: EUPL-1.2
#include <fmt/core.h>
#include <iostream>

#include "app/commands/command.h"
#include "features/auth/member_views.h"

namespace waarborg::app {
namespace {

int run_list(Context& context) {
  auto installation = context.open();
  if (!installation) return report(context, installation.error());
  const auto accounts = (*installation)->accounts.all_accounts();
  print(context, json::Object{{"items", json::encode(accounts)}}, [&] {
    for (const auto& account : accounts) {
      fmt::print("{:<24} {:<30} {:<8} {}\n", account.login, account.name, account.totp ? "totp" : "-",
                 account.disabled ? say(context.language(), "app.user_disabled") : "");
    }
  });
  return kExitGood;
}

int run_invite(Context& context, const std::string& login, const std::string& name) {
  auto installation = context.open();
  if (!installation) return report(context, installation.error());
  const auto token = (*installation)->accounts.invite_first(login, name);
  if (!token) return report(context, token.error());
  print(context, json::Object{{"path", "/uitnodiging/" + *token}}, [&] { fmt::print("/uitnodiging/{}\n", *token); });
  return kExitGood;
}

/// The password comes on standard input: an argument would stand in the process list.
int run_add(Context& context, const std::string& login, const std::string& name, bool creator) {
  auto installation = context.open();
  if (!installation) return report(context, installation.error());
  std::string password;
  std::getline(std::cin, password);
  const auto made = (*installation)->accounts.create_account(login, name, password, creator);
  if (!made) return report(context, made.error());
  print(context, json::Object{{"id", made->text}}, [&] { fmt::print("{}\n", made->text); });
  return kExitGood;
}

int run_change(Context& context, const std::string& login, const std::string& what) {
  auto installation = context.open();
  if (!installation) return report(context, installation.error());
  auth::Accounts& accounts = (*installation)->accounts;
  const auto done =
      what == "reset-factor" ? accounts.reset_factor(login) : accounts.set_disabled(login, what == "disable");
  if (!done) return report(context, done.error());
  return kExitGood;
}

/// Gives an account roles in an organisation: how the demo organisation gets its first person.
int run_member(Context& context, const std::string& login, const std::vector<std::string>& roles,
               const std::string& until) {
  auto installation = context.open();
  if (!installation) return report(context, installation.error());
  const auto organisation = context.find_organisation(**installation);
  if (!organisation) return report(context, organisation.error());
  for (const std::string& role : roles) {
    if (std::ranges::find(auth::all_roles(), role) == auth::all_roles().end()) {
      return report(context, {FaultKind::kInvalid, {"app.role_unknown", {}}, role});
    }
  }
  const auto last = parse_day(until);
  if (!until.empty() && !last) return report(context, {FaultKind::kInvalid, {"base.json.not_day", {}}, until});
  if (auto fits = auth::check_roles(roles, last, (*installation)->clock().today()); !fits)
    return report(context, fits.error());
  for (const auto& account : (*installation)->accounts.all_accounts()) {
    if (account.login != login) continue;
    db::Transaction tx = (*installation)->database.write();
    const auto given =
        (*installation)->accounts.add_membership(tx, context.actor(*organisation), AccountId{account.id}, roles, last);
    if (!given) return report(context, given.error());
    tx.commit();
    return kExitGood;
  }
  return report(context, {FaultKind::kNotFound, {"app.account_unknown", {}}, login});
}

int run_organisations(Context& context) {
  auto installation = context.open();
  if (!installation) return report(context, installation.error());
  db::Transaction tx = (*installation)->database.read();
  const auto all = org::all(tx);
  print(context, json::Object{{"items", json::encode(all)}}, [&] {
    for (const auto& organisation : all) fmt::print("{}  {}\n", organisation.id.text, organisation.name);
  });
  return kExitGood;
}

}  // namespace

void add_account_commands(CLI::App& app, Context& context, int& result) {
  CLI::App* user = app.add_subcommand("user", "app.help.user");
  user->require_subcommand(1);
  static std::string login;
  static std::string name;
  static bool creator = false;
  static std::string until;
  static std::vector<std::string> roles;
  add_command(*user, "list", "app.help.user.list", context, result, [&] { return run_list(context); });
  CLI::App* invite = add_command(*user, "invite", "app.help.user.invite", context, result,
                                 [&] { return run_invite(context, login, name); });
  CLI::App* add = add_command(*user, "add", "app.help.user.add", context, result,
                              [&] { return run_add(context, login, name, creator); });
  add->add_flag("--may-create-organisations", creator, "app.help.option.may_create_organisations");
  for (CLI::App* command : {invite, add}) {
    command->add_option("login", login, "app.help.option.login")->required();
    command->add_option("name", name, "app.help.option.name")->required();
  }
  for (const auto& [what, help] : {std::pair{"disable", "app.help.user.disable"},
                                   {"enable", "app.help.user.enable"},
                                   {"reset-factor", "app.help.user.reset_factor"}}) {
    add_command(*user, what, help, context, result, [&, change = what] { return run_change(context, login, change); })
        ->add_option("login", login, "app.help.option.login")
        ->required();
  }
  CLI::App* member = add_command(*user, "member", "app.help.user.member", context, result,
                                 [&] { return run_member(context, login, roles, until); });
  member->add_option("login", login, "app.help.option.login")->required();
  member->add_option("--role", roles, "app.help.option.role")->required();
  member->add_option("--until", until, "app.help.option.until");
  CLI::App* organisation = app.add_subcommand("organisation", "app.help.organisation");
  organisation->require_subcommand(1);
  add_command(*organisation, "list", "app.help.organisation.list", context, result,
              [&] { return run_organisations(context); });
}

}  // namespace waarborg::app
