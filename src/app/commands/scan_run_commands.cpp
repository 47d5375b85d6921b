// SPDX-License-Identifier: EUPL-1.2
//
// `scan --input --run` and `scan report`: a list, its run, and the picture of it. A run is two files in the folder
// scans: NAME.list, the list as it was given, and NAME.log.
#include <fmt/core.h>
#include <unistd.h>
#include <algorithm>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <filesystem>
#include <map>
#include <memory>

#include "app/commands/scan_options.h"
#include "app/scan_rules.h"
#include "base/json_encode.h"
#include "features/scan/judge.h"
#include "features/scan/names/domain_list.h"
#include "features/scan/run.h"
#include "features/scan/survey/survey.h"

namespace waarborg::app {
namespace {

namespace asio = boost::asio;
namespace stdfs = std::filesystem;

constexpr std::size_t kShownProblems = 20;

stdfs::path file_of(const Context& context, const std::string& run, const char* kind) {
  return context.options.data / "scans" / (run + kind);
}

/// A name that is a file name and nothing else.
bool is_run_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && name.front() != '.' && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  });
}

void print_progress(const Context& context, const scan::Progress& progress, bool last) {
  const bool live = ::isatty(STDERR_FILENO) != 0;
  static std::chrono::milliseconds shown{-10'000};
  if (!last && progress.elapsed - shown < std::chrono::milliseconds(live ? 250 : 10'000)) return;
  shown = progress.elapsed;
  constexpr int kWidth = 30;
  const auto share =
      progress.total == 0 ? 1.0 : static_cast<double>(progress.done) / static_cast<double>(progress.total);
  const auto full = static_cast<std::size_t>(share * kWidth);
  const std::string line =
      say(context.language(),
          {"scan.print.progress",
           {{"done", std::to_string(progress.done)},
            {"total", std::to_string(progress.total)},
            {"answered", std::to_string(progress.answered)},
            {"rate", fmt::format("{:.1f}", progress.rate())},
            {"left", fmt::format("{}:{:02}", progress.left().count() / 60, progress.left().count() % 60)}}});
  fmt::print(stderr, "{}[{}{}] {:3.0f} %  {}{}", live ? "\r\x1b[K" : "", std::string(full, '#'),
             std::string(kWidth - full, '.'), share * 100, line, live && !last ? "" : "\n");
}

void tell_problems(const Context& context, const scan::DomainList& list) {
  for (std::size_t i = 0; i < std::min(list.problems.size(), kShownProblems); ++i) {
    const auto& problem = list.problems[i];
    fmt::print(stderr, "{}\n",
               say(context.language(),
                   {"scan.print.line",
                    {{"line", std::to_string(problem.line)}, {"what", say(context.language(), problem.what)}}}));
  }
  if (list.problem_count > kShownProblems) {
    fmt::print(stderr, "{}\n",
               say(context.language(),
                   {"scan.print.more_lines", {{"count", std::to_string(list.problem_count - kShownProblems)}}}));
  }
}

/// The list stays with its run, so that a report says of whom it is and a run never goes on with another list.
Result<void> keep_list(const Context& context, const std::string& run, std::string_view bytes) {
  std::error_code error;
  stdfs::create_directories(context.options.data / "scans", error);
  const std::string path = file_of(context, run, ".list").string();
  if (!stdfs::exists(path)) return write_file(path, bytes);
  const auto kept = read_file(path, scan::kMaxListBytes);
  if (!kept) return std::unexpected(kept.error());
  if (*kept != bytes) return fail(FaultKind::kConflict, "scan.run.other_list", run);
  return {};
}

/// Every domain of the list, measured or not.
Result<std::vector<scan::SurveyLine>> lines_of(const Context& context, const std::string& run,
                                               const scan::RuleSet& rules) {
  if (!is_run_name(run)) return invalid("scan.run.name", run);
  const auto bytes = read_file(file_of(context, run, ".list").string(), scan::kMaxListBytes);
  if (!bytes) return fail(FaultKind::kNotFound, "scan.run.unknown", run);
  const auto list = scan::read_domain_list(*bytes, scan::SingleLabel::kAllowed);
  if (!list) return std::unexpected(list.error());
  std::vector<scan::SurveyLine> lines;
  std::map<std::pair<std::string, int>, std::size_t> places;
  for (const scan::ListedDomain& listed : list->rows) {
    places.emplace(std::pair(listed.target.name, listed.target.port), lines.size());
    scan::SurveyLine& line = lines.emplace_back();
    line.name = listed.target.name;
    line.organisation = listed.organisation;
    line.sub_sector = listed.sub_sector;
  }
  const auto read = scan::read_run(file_of(context, run, ".log").string(), [&](scan::DomainFacts facts) {
    const auto place = places.find({facts.name, facts.port});
    if (place == places.end()) return;
    lines[place->second] = scan::line_of(list->rows[place->second], facts, scan::judge(facts, rules));
  });
  if (!read) return std::unexpected(read.error());
  return lines;
}

}  // namespace

int run_scan_list(Context& context, const ScanOptions& options) {
  if (!is_run_name(options.run)) return report(context, {FaultKind::kInvalid, {"scan.run.name", {}}, "--run"});
  const auto rules = current_scan_rules();
  if (!rules) return report(context, rules.error());
  const auto bytes = read_file(options.input, scan::kMaxListBytes);
  if (!bytes) return report(context, bytes.error());
  auto list = scan::read_domain_list(*bytes, single_labels(options));
  if (!list) return report(context, list.error());
  tell_problems(context, *list);
  if (auto kept = keep_list(context, options.run, *bytes); !kept) return report(context, kept.error());
  auto run = scan::Run::open(file_of(context, options.run, ".log").string());
  if (!run) return report(context, run.error());
  const auto opt_out = opt_out_of(options);
  if (!opt_out) return report(context, opt_out.error());
  std::vector<scan::ScanTarget> targets;
  for (auto& row : list->rows) {
    if (!(*opt_out)->covers(row.target.name)) targets.push_back(std::move(row.target));
  }
  const std::size_t opted_out = list->rows.size() - targets.size();
  if (opted_out > 0) {
    const Message words{"scan.opt_out.passed_over", {{"count", std::to_string(opted_out)}}};
    fmt::print(stderr, "{}\n", say(context.language(), words));
  }
  bool stop = false;
  const auto measured = run_alone<Result<scan::Progress>>(
      context, options, *rules, *opt_out, [&](asio::io_context& loop, scan::Scanner& scanner) {
        auto signals = std::make_shared<asio::signal_set>(loop, SIGINT, SIGTERM);
        signals->async_wait([&stop, signals](const boost::system::error_code& ec, int) { stop = stop || !ec; });
        return run->measure(scanner, std::move(targets),
                            {options.together, [&](const scan::Progress& at) { print_progress(context, at, false); },
                             [&stop] { return stop; }});
      });
  if (!measured) return report(context, measured.error());
  if (!*measured) return report(context, measured->error());
  print_progress(context, **measured, true);
  const bool whole = (*measured)->done == (*measured)->total;
  print(context,
        json::Object{{"run", options.run},
                     {"total", (*measured)->total},
                     {"done", (*measured)->done},
                     {"refused_lines", list->problem_count},
                     {"opted_out", opted_out},
                     {"whole", whole}},
        [&] {
          fmt::print("{}\n", say(context.language(),
                                 {whole ? "scan.print.whole" : "scan.print.stopped", {{"run", options.run}}}));
        });
  return kExitGood;
}

int run_scan_report(Context& context, const ScanReportOptions& options) {
  if (options.format != "html" && options.format != "csv" && options.format != "json") {
    return report(context, {FaultKind::kInvalid, {"scan.run.format", {}}, "--format"});
  }
  const auto rules = current_scan_rules();
  if (!rules) return report(context, rules.error());
  auto lines = lines_of(context, options.run, *rules);
  if (!lines) return report(context, lines.error());
  std::vector<scan::SurveyLine> earlier;
  if (!options.since.empty()) {
    auto read = lines_of(context, options.since, *rules);
    if (!read) return report(context, read.error());
    earlier = std::move(*read);
  }
  const scan::Survey made = scan::survey(options.run, *rules, std::move(*lines), earlier, {options.least_group});
  const std::string text = options.format == "csv"    ? scan::as_csv(made, context.language())
                           : options.format == "json" ? json::print(scan::as_json(made)) + "\n"
                                                      : scan::as_html(made, context.language());
  if (options.output.empty()) {
    fmt::print("{}", text);
    return kExitGood;
  }
  if (auto written = write_file(options.output, text); !written) return report(context, written.error());
  return kExitGood;
}

}  // namespace waarborg::app
