// SPDX-License-Identifier: EUPL-1.2
#include <fmt/core.h>
#include <unistd.h>
#include <algorithm>

#include "app/commands/scan_options.h"
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
  const auto opt_out = opt_out_of(options);
  if (!opt_out) return report(context, opt_out.error());
  std::vector<scan::ScanTarget> targets;
  for (const std::string& text : options.targets) {
    auto target = scan::read_target(text, single_labels(options));
    if (!target) return report(context, target.error());
    if ((*opt_out)->covers(target->name))
      return report(context, {FaultKind::kInvalid, {"scan.opt_out.asked", {}}, text});
    targets.push_back(std::move(*target));
  }
  json::Array all;
  for (const scan::ScanTarget& target : targets) {
    const auto facts = run_alone<scan::DomainFacts>(
        context, options, *rules, *opt_out,
        [&](boost::asio::io_context&, scan::Scanner& scanner) { return scanner.measure(target); });
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

int run_scan(Context& context, const CLI::App& command, const ScanOptions& options) {
  if (!command.get_subcommands().empty()) return kExitGood;  // which has run by itself
  if (!options.input.empty()) return run_scan_list(context, options);
  if (options.targets.empty()) return report(context, {FaultKind::kInvalid, {"scan.print.no_target", {}}, ""});
  return run_single(context, options);
}

}  // namespace

void add_scan_commands(CLI::App& app, Context& context, int& result) {
  static ScanOptions options;
  CLI::App* scan = add_command(app, "scan", "Measure domains from outside, as internet.nl does", context, result,
                               [&] { return run_scan(context, *app.get_subcommand("scan"), options); });
  scan->add_option("target", options.targets, "Domain, host:port or address of a page");
  CLI::Option* input = scan->add_option("--input", options.input, "CSV or text file with a list of domains");
  scan->add_option("--run", options.run, "Name of this run: the same name goes on where it stopped")->needs(input);
  input->needs(scan->get_option("--run"));
  scan->add_flag("--allow-loopback", options.allow_loopback, "Allow addresses of this machine itself");
  scan->add_flag("--no-web", options.no_web, "Mail only");
  scan->add_flag("--no-mail", options.no_mail, "Web only");
  scan->add_flag("--deep-mail", options.deep_mail,
                 "With a list, too, every question to mail servers: many connections");
  scan->add_option("--together", options.together, "Domains at a time")->capture_default_str();
  scan->add_option("--per-address", options.per_address, "Connections at a time on one address")->capture_default_str();
  scan->add_option("--per-second", options.per_second, "New connections a second on a /24 or /48; 0: no limit")
      ->capture_default_str();
  scan->add_option("--contact", options.contact, "How who is measured reaches you; stands in every request");
  scan->add_option("--opt-out", options.opt_out, "File of names, addresses and networks that asked not to be measured");
  scan->add_option("--resolver", options.resolvers, "Address of a resolver to ask instead of the root");
  scan->add_option("--root-hints", options.root_hints, "File of root servers");
  scan->add_option("--trust-anchors", options.trust_anchors, "File of DNSSEC trust anchors");
  scan->add_option("--roots", options.roots, "PEM file of trusted certificates");
  static ScanReportOptions of_run;
  CLI::App* report = add_command(*scan, "report", "The picture of a sector from a run", context, result,
                                 [&] { return run_scan_report(context, of_run); });
  report->add_option("run", of_run.run, "Name of the run")->required();
  report->add_option("--format", of_run.format, "html, csv or json")->capture_default_str();
  report->add_option("-o,--output", of_run.output, "File; otherwise it is printed");
  report->add_option("--since", of_run.since, "Name of an earlier run to compare with");
  report->add_option("--least-group", of_run.least_group, "Smaller sub-sectors are put together and not named")
      ->capture_default_str();
}

}  // namespace waarborg::app
