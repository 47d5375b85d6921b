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
#include "features/scan/scan.h"

namespace waarborg::app {

struct ScanOptions {
  std::vector<std::string> targets;
  std::string input, run, roots, root_hints, trust_anchors, contact, opt_out;
  std::vector<std::string> resolvers;
  bool allow_loopback = false, no_web = false, no_mail = false, deep_mail = false;
  std::size_t together = 200;
  double per_second = 5;
  std::size_t per_address = 2;
};

inline scan::ScanSettings settings_of(const ScanOptions& options) {
  scan::ScanSettings settings;
  settings.web = !options.no_web;
  settings.mail = !options.no_mail;
  // Whoever asks about one domain wants to know; a list would knock on the same few mail servers thousands of times.
  settings.deep_mail = options.deep_mail || options.input.empty();
  settings.allow_loopback = options.allow_loopback;
  settings.trusted_roots = options.roots;
  settings.dns.root_hints = options.root_hints;
  settings.dns.trust_anchors = options.trust_anchors;
  settings.dns.forward_to = options.resolvers;
  settings.courtesy.per_second = options.per_second;
  settings.courtesy.together = std::max<std::size_t>(options.per_address, 1);
  settings.contact = options.contact;
  return settings;
}

inline scan::SingleLabel single_labels(const ScanOptions& options) {
  return options.allow_loopback ? scan::SingleLabel::kAllowed : scan::SingleLabel::kRefused;
}

/// Who asked not to be measured, as the file of --opt-out says; empty without one.
inline Result<std::shared_ptr<const scan::OptOut>> opt_out_of(const ScanOptions& options) {
  if (options.opt_out.empty()) return std::make_shared<const scan::OptOut>();
  const auto text = read_file(options.opt_out, 16U << 20U);
  if (!text) return std::unexpected(text.error());
  auto list = scan::OptOut::read(*text);
  if (!list) return fail(list.error().kind, list.error().what.key, options.opt_out + ": " + list.error().where);
  return std::make_shared<const scan::OptOut>(std::move(*list));
}

/// Runs one coroutine to its end on a loop of its own.
template <class T, class Make>
Result<T> run_alone(const Context& context, const ScanOptions& options, const scan::RuleSet& rules,
                    std::shared_ptr<const scan::OptOut> opt_out, Make make) {
  boost::asio::io_context loop(1);
  scan::ScanSettings settings = settings_of(options);
  settings.suites = rules.suites;
  settings.opt_out = std::move(opt_out);
  auto scanner = scan::Scanner::open(loop.get_executor(), context.clock, std::move(settings));
  if (!scanner) return std::unexpected(scanner.error());
  std::optional<T> made;
  std::exception_ptr thrown;
  boost::asio::co_spawn(loop, make(loop, **scanner), [&](const std::exception_ptr& error, T value) {
    thrown = error;
    made = std::move(value);
    loop.stop();
  });
  loop.run();
  if (thrown) std::rethrow_exception(thrown);
  return std::move(*made);
}

int run_scan_list(Context& context, const ScanOptions& options);  ///< scan --input --run

struct ScanReportOptions {
  std::string run, since, format = "html", output;
  std::size_t least_group = 0;
};
int run_scan_report(Context& context, const ScanReportOptions& options);  ///< scan report

}  // namespace waarborg::app
