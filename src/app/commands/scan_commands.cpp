// SPDX-License-Identifier: EUPL-1.2
#include <fmt/core.h>
#include <unistd.h>
#include <algorithm>

#include "app/commands/scan_options.h"
#include "app/scan_files.h"
#include "app/scan_rules.h"
#include "base/json_encode.h"
#include "base/text.h"
#include "features/scan/judge.h"

namespace waarborg::app {
namespace {

// --- on a terminal

std::string word(const Context& context, scan::Outcome outcome) {
  return say(context.language(), "scan.outcome." + json::word_of(outcome));
}

const char* colour(scan::Outcome outcome) {
  if (::isatty(STDOUT_FILENO) == 0) return "";
  switch (outcome) {
    case scan::Outcome::kPass:
      return "\x1b[32m";
    case scan::Outcome::kWarn:
      return "\x1b[33m";
    case scan::Outcome::kFail:
      return "\x1b[31m";
    default:
      return "\x1b[2m";
  }
}

const char* plain() { return ::isatty(STDOUT_FILENO) == 0 ? "" : "\x1b[0m"; }

void print_check(const Context& context, const scan::CheckView& check) {
  const scan::FindingView& own = check.own;
  fmt::print("  {}{:<14}{} {}\n", colour(own.outcome), word(context, own.outcome), plain(), check.title);
  fmt::print("                 {}\n", own.words);
  if (check.internet_nl && check.internet_nl->outcome != own.outcome) {
    fmt::print("                 internet.nl: {}. {}\n", word(context, check.internet_nl->outcome),
               check.internet_nl->words);
  }
  const bool shows = own.outcome != scan::Outcome::kPass && own.outcome != scan::Outcome::kNotApplicable;
  for (std::size_t i = 0; shows && i < std::min<std::size_t>(own.seen.size(), 5); ++i) {
    fmt::print("                 > {}\n", one_line(own.seen[i]));
  }
  for (const scan::FixView& fix : check.fixes) fmt::print("                 {}: {}\n", fix.system, fix.words);
}

void print_verdict(const Context& context, const scan::VerdictView& verdict) {
  const auto score = [](const scan::Score& of) {
    return of.total ? std::to_string(*of.total) + " %" : std::string("-");
  };
  fmt::print("{}\n", say(context.language(), {"scan.print.head",
                                              {{"name", verdict.name},
                                               {"at", to_text(verdict.at)},
                                               {"rules", verdict.rules},
                                               {"web", score(verdict.web)},
                                               {"mail", score(verdict.mail)}}}));
  std::string last;
  for (const scan::CheckView& check : verdict.checks) {
    const std::string head = say(context.language(), "scan.subject." + json::word_of(check.subject)) + " · " +
                             say(context.language(), "scan.category." + json::word_of(check.category));
    if (head != last) fmt::print("\n{}\n", head);
    last = head;
    print_check(context, check);
  }
}

int run_single(Context& context, const ScanOptions& options) {
  const auto rules = current_scan_rules();
  if (!rules) return report(context, rules.error());
  std::vector<scan::ScanTarget> targets;
  for (const std::string& text : options.targets) {
    auto target = scan::read_target(text, single_labels(options));
    if (!target) return report(context, target.error());
    if (options.files.opt_out->covers(target->name)) {
      return report(context, {FaultKind::kInvalid, {"scan.opt_out.asked", {}}, text});
    }
    target->dkim_selectors = options.dkim_selectors;
    targets.push_back(std::move(*target));
  }
  json::Array all;
  for (const scan::ScanTarget& target : targets) {
    const auto facts = run_alone<scan::DomainFacts>(context, options, *rules,
                                                    [&](scan::Scanner& scanner) { return scanner.measure(target); });
    if (!facts) return report(context, facts.error());
    const scan::VerdictView verdict = scan::view(*facts, scan::judge(*facts, *rules), *rules, context.language());
    if (context.json) {
      all.push_back(json::encode(verdict));
    } else {
      print_verdict(context, verdict);
    }
  }
  if (context.json) fmt::print("{}\n", json::print(all.size() == 1 ? all.front() : json::Value(all)));
  return kExitGood;
}

int run_scan(Context& context, const CLI::App& command, ScanOptions& options) {
  if (!command.get_subcommands().empty()) return kExitGood;  // which has run by itself
  auto files = read_scan_files(options.vrps, options.routes, options.opt_out);
  if (!files) return report(context, files.error());
  options.files = std::move(*files);
  if (!options.run.empty()) return run_scan_list(context, options);
  if (options.targets.empty()) return report(context, {FaultKind::kInvalid, {"scan.print.no_target", {}}, ""});
  return run_single(context, options);
}

}  // namespace

void add_scan_commands(CLI::App& app, Context& context, int& result) {
  static ScanOptions options;
  CLI::App* scan = add_command(app, "scan", "app.help.scan", context, result,
                               [&] { return run_scan(context, *app.get_subcommand("scan"), options); });
  scan->add_option("target", options.targets, "app.help.option.target");
  CLI::Option* input = scan->add_option("--input", options.input, "app.help.option.input");
  input->needs(scan->add_option("--run", options.run, "app.help.option.run"));
  scan->add_flag("--shared", options.shared, "app.help.option.shared")->needs(scan->get_option("--run"));
  scan->add_option("--lease", options.lease, "app.help.option.lease")->capture_default_str();
  scan->add_option("--cores", options.cores, "app.help.option.cores")->capture_default_str();
  scan->add_flag("--allow-loopback", options.allow_loopback, "app.help.option.allow_loopback");
  scan->add_flag("--no-web", options.no_web, "app.help.option.no_web");
  scan->add_flag("--no-mail", options.no_mail, "app.help.option.no_mail");
  scan->add_flag("--deep-mail", options.deep_mail, "app.help.option.deep_mail");
  scan->add_option("--together", options.together, "app.help.option.together")->capture_default_str();
  scan->add_option("--per-address", options.per_address, "app.help.option.per_address")->capture_default_str();
  scan->add_option("--per-second", options.per_second, "app.help.option.per_second")->capture_default_str();
  scan->add_option("--dkim-selector", options.dkim_selectors, "app.help.option.dkim_selector")->delimiter(',');
  scan->add_option("--mail-control", options.mail_control, "app.help.option.mail_control");
  scan->add_option("--contact", options.contact, "app.help.option.contact");
  scan->add_option("--opt-out", options.opt_out, "app.help.option.opt_out");
  CLI::Option* vrps = scan->add_option("--vrps", options.vrps, "app.help.option.vrps");
  scan->add_option("--routes", options.routes, "app.help.option.routes")->needs(vrps);
  scan->add_option("--resolver", options.resolvers, "app.help.option.resolver");
  scan->add_flag("--resolver-validates", options.resolver_validates, "app.help.option.resolver_validates")
      ->needs(scan->get_option("--resolver"));
  scan->add_option("--root-hints", options.root_hints, "app.help.option.root_hints");
  scan->add_option("--trust-anchors", options.trust_anchors, "app.help.option.trust_anchors");
  scan->add_option("--roots", options.roots, "app.help.option.roots");
  static ScanReportOptions of_run;
  CLI::App* report = add_command(*scan, "report", "app.help.scan.report", context, result,
                                 [&] { return run_scan_report(context, of_run); });
  report->add_option("run", of_run.run, "app.help.option.run.report")->required();
  report->add_flag("--shared", of_run.shared, "app.help.option.shared");
  report->add_option("--format", of_run.format, "app.help.option.format.scan")->capture_default_str();
  report->add_option("-o,--output", of_run.output, "app.help.option.output.scan");
  report->add_option("--since", of_run.since, "app.help.option.since");
  report->add_option("--least-group", of_run.least_group, "app.help.option.least_group")->capture_default_str();
}

}  // namespace waarborg::app
