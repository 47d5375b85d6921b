// SPDX-License-Identifier: EUPL-1.2
//
// What `scan` takes on the command line, and the loop that it runs on.
#pragma once

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/commands/command.h"
#include "app/scan_files.h"
#include "features/scan/run/run_shared.h"
#include "features/scan/scan.h"

namespace waarborg::app {

struct ScanOptions {
  std::vector<std::string> targets;
  std::string input, run, roots, root_hints, trust_anchors, contact, mail_control, opt_out, vrps, routes;
  std::vector<std::string> resolvers;
  ScanFiles files{};  ///< Those that --opt-out, --vrps and --routes name, read.
  std::vector<std::string> dkim_selectors;
  bool allow_loopback = false, no_web = false, no_mail = false, deep_mail = false;
  bool resolver_validates = false;
  bool shared = false;                                   ///< The run is in the database, for several machines.
  std::int64_t lease = scan::RunShared::kLease.count();  ///< Of what is taken from a shared run. Unit: seconds.
  std::size_t cores = 0;  ///< Threads that measure a list; 0: one for each core of this machine.
  std::size_t together = 200;
  double per_second = 5;
  std::size_t per_address = 2;
};

inline scan::ScanSettings settings_of(const ScanOptions& options, const scan::RuleSet& rules) {
  scan::ScanSettings settings;
  settings.web = !options.no_web;
  settings.mail = !options.no_mail;
  // Whoever asks about one domain wants to know; a list would knock on the same few mail servers thousands of times.
  settings.deep_mail = options.deep_mail || options.run.empty();
  settings.allow_loopback = options.allow_loopback;
  settings.trusted_roots = options.roots;
  settings.dns.root_hints = options.root_hints;
  settings.dns.trust_anchors = options.trust_anchors;
  settings.dns.forward_to = options.resolvers;
  settings.dns.trust_forwarder = options.resolver_validates;
  settings.courtesy.per_second = options.per_second;
  settings.courtesy.together = std::max<std::size_t>(options.per_address, 1);
  settings.contact = options.contact;
  settings.mail_control = options.mail_control;
  settings.suites = rules.suites;
  settings.routing = options.files.routing;
  settings.opt_out = options.files.opt_out;
  return settings;
}

inline scan::SingleLabel single_labels(const ScanOptions& options) {
  return options.allow_loopback ? scan::SingleLabel::kAllowed : scan::SingleLabel::kRefused;
}

/// Runs one coroutine to its end on a loop of its own.
template <class T, class Make>
Result<T> run_alone(const Context& context, const ScanOptions& options, const scan::RuleSet& rules, Make make) {
  boost::asio::io_context loop(1);
  auto scanner = scan::Scanner::open(loop.get_executor(), context.clock, settings_of(options, rules));
  if (!scanner) return std::unexpected(scanner.error());
  std::optional<T> made;
  std::exception_ptr thrown;
  boost::asio::co_spawn(loop, make(**scanner), [&](const std::exception_ptr& error, T value) {
    thrown = error;
    made = std::move(value);
    loop.stop();
  });
  loop.run();
  if (thrown) std::rethrow_exception(thrown);
  return std::move(*made);
}

int run_scan_list(Context& context, ScanOptions& options);  ///< scan --input --run, scan --run --shared

struct ScanReportOptions {
  std::string run, since, format = "html", output;
  std::size_t least_group = 0;
  bool shared = false;
};
int run_scan_report(Context& context, const ScanReportOptions& options);  ///< scan report

}  // namespace waarborg::app
