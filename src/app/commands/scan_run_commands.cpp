// SPDX-License-Identifier: EUPL-1.2
//
// `scan --input --run` and `scan report`: a list, its run, and the picture of it. A run is two files in the folder
// scans: NAME.list, the list as it was given, and NAME.log; or, with --shared, it is in a database.
#include <fmt/core.h>
#include <malloc.h>
#include <unistd.h>
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <map>
#include <memory>
#include <thread>

#include "app/commands/scan_options.h"
#include "app/migrations.h"
#include "app/scan_rules.h"
#include "base/json_encode.h"
#include "features/scan/judge.h"
#include "features/scan/names/domain_list.h"
#include "features/scan/run/run.h"
#include "features/scan/run/run_file.h"
#include "features/scan/run/run_shared.h"
#include "features/scan/survey/survey.h"

namespace waarborg::app {
namespace {

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

/// The database of runs that machines share. It need not be that of an installation; one that is, is brought forward by
/// its server and not by us.
Result<std::unique_ptr<db::Database>> shared_database(Context& context) {
  if (auto ok = context.settle(); !ok) return std::unexpected(ok.error());
  if (!context.options.database.starts_with("postgresql://")) return invalid("scan.run.shared_where", "--database");
  auto database = std::make_unique<db::Database>(context.options.database);
  const auto refuse = []() -> Result<void> { return fail(FaultKind::kConflict, "scan.run.other_version"); };
  if (auto done = database->migrate(all_migrations(), refuse); !done) return std::unexpected(done.error());
  return database;
}

/// A run, and the database that it is in, if it is in one.
struct OpenRun {
  std::unique_ptr<db::Database> database;
  std::unique_ptr<scan::RunStore> store;
};

Result<OpenRun> open_shared(Context& context, ScanOptions& options, std::string_view bytes,
                            const std::optional<scan::DomainList>& list) {
  auto database = shared_database(context);
  if (!database) return std::unexpected(database.error());
  if (list) {
    const scan::OptOut& opt_out = *options.files.opt_out;
    auto made = scan::RunShared::make(**database, context.clock, options.run, bytes, list->rows, opt_out);
    if (!made) return std::unexpected(made.error());
  }
  const auto lease = std::chrono::seconds(std::max<std::int64_t>(options.lease, 3));
  auto run = scan::RunShared::open(**database, context.clock, options.run, lease);
  if (!run) return std::unexpected(run.error());
  options.files.opt_out = std::make_shared<const scan::OptOut>(options.files.opt_out->with(run->opt_out()));
  return OpenRun{std::move(*database), std::make_unique<scan::RunShared>(std::move(*run))};
}

Result<OpenRun> open_file(const Context& context, const ScanOptions& options, std::string_view bytes,
                          const scan::DomainList& list) {
  if (auto kept = keep_list(context, options.run, bytes); !kept) return std::unexpected(kept.error());
  std::vector<scan::ScanTarget> targets;
  for (const scan::ListedDomain& row : list.rows) {
    if (!options.files.opt_out->covers(row.target.name)) targets.push_back(row.target);
  }
  auto run = scan::RunFile::open(file_of(context, options.run, ".log").string(), std::move(targets));
  if (!run) return std::unexpected(run.error());
  return OpenRun{nullptr, std::make_unique<scan::RunFile>(std::move(*run))};
}

volatile std::sig_atomic_t stop_asked = 0;

/// Ctrl-C and the system's request to end: no more is begun, and what is under way is measured to its end.
void stop_on_signals() {
  stop_asked = 0;
  for (const int number : {SIGINT, SIGTERM}) std::signal(number, [](int) { stop_asked = 1; });
}

Result<scan::Progress> measure(const Context& context, const ScanOptions& options, const scan::RuleSet& rules,
                               scan::RunStore& store) {
  const scan::ScanSettings settings = settings_of(options, rules);
  const auto shared = std::make_shared<scan::ScanShared>(settings.courtesy);
  const auto open = [&](boost::asio::any_io_executor executor) {
    return scan::Scanner::open(std::move(executor), context.clock, settings, shared);
  };
  stop_on_signals();
  // Memory grows and shrinks in large steps: page by page cost a thread a third of its time.
  ::mallopt(M_TOP_PAD, 16 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 256 << 20);
  if (options.cores == 1) ::mallopt(M_ARENA_MAX, 1);
  scan::RunOptions how{options.together, options.cores};
  if (how.cores == 0) how.cores = std::max(1U, std::thread::hardware_concurrency());
  how.on_progress = [&](const scan::Progress& at) { print_progress(context, at, false); };
  how.stop = [] { return stop_asked != 0; };
  return scan::measure_run(store, open, how);
}

struct ReadRun {
  std::vector<scan::ListedDomain> domains;
  OpenRun run;
};

Result<ReadRun> run_to_report(Context& context, const std::string& name, bool shared) {
  if (!is_run_name(name)) return invalid("scan.run.name", name);
  ReadRun out;
  if (shared) {
    auto database = shared_database(context);
    if (!database) return std::unexpected(database.error());
    auto run = scan::RunShared::open(**database, context.clock, name);
    if (!run) return std::unexpected(run.error());
    out.domains = run->domains();
    out.run = {std::move(*database), std::make_unique<scan::RunShared>(std::move(*run))};
    return out;
  }
  const auto bytes = read_file(file_of(context, name, ".list").string(), scan::kMaxListBytes);
  if (!bytes) return fail(FaultKind::kNotFound, "scan.run.unknown", name);
  auto list = scan::read_domain_list(*bytes, scan::SingleLabel::kAllowed);
  if (!list) return std::unexpected(list.error());
  out.domains = std::move(list->rows);
  return out;
}

/// Every domain of the list, measured or not.
Result<std::vector<scan::SurveyLine>> lines_of(Context& context, const std::string& run, bool shared,
                                               const scan::RuleSet& rules) {
  auto of = run_to_report(context, run, shared);
  if (!of) return std::unexpected(of.error());
  std::vector<scan::SurveyLine> lines;
  std::map<std::pair<std::string, int>, std::size_t> places;
  for (const scan::ListedDomain& listed : of->domains) {
    places.emplace(std::pair(listed.target.name, listed.target.port), lines.size());
    scan::SurveyLine& line = lines.emplace_back();
    line.name = listed.target.name;
    line.organisation = listed.organisation;
    line.sub_sector = listed.sub_sector;
  }
  const auto visit = [&](const scan::DomainFacts& facts) {
    const auto place = places.find({facts.name, facts.port});
    if (place == places.end()) return;
    lines[place->second] = scan::line_of(of->domains[place->second], facts, scan::judge(facts, rules));
  };
  const auto read =
      of->run.store ? of->run.store->read(visit) : scan::read_run_file(file_of(context, run, ".log").string(), visit);
  if (!read) return std::unexpected(read.error());
  return lines;
}

/// How many of the list asked not to be measured.
std::size_t tell_opted_out(const Context& context, const scan::DomainList& list, const scan::OptOut& opt_out) {
  const auto count = static_cast<std::size_t>(
      std::ranges::count_if(list.rows, [&](const auto& row) { return opt_out.covers(row.target.name); }));
  if (count > 0) {
    const Message words{"scan.opt_out.passed_over", {{"count", std::to_string(count)}}};
    fmt::print(stderr, "{}\n", say(context.language(), words));
  }
  return count;
}

}  // namespace

int run_scan_list(Context& context, ScanOptions& options) {
  if (!is_run_name(options.run)) return report(context, {FaultKind::kInvalid, {"scan.run.name", {}}, "--run"});
  if (options.input.empty() && !options.shared) {
    return report(context, {FaultKind::kInvalid, {"scan.run.no_input", {}}, "--input"});
  }
  const auto rules = current_scan_rules();
  if (!rules) return report(context, rules.error());
  std::string bytes;
  std::optional<scan::DomainList> list;
  if (!options.input.empty()) {
    auto read = read_file(options.input, scan::kMaxListBytes);
    if (!read) return report(context, read.error());
    bytes = std::move(*read);
    auto made = scan::read_domain_list(bytes, single_labels(options));
    if (!made) return report(context, made.error());
    list = std::move(*made);
    tell_problems(context, *list);
  }
  auto run = options.shared ? open_shared(context, options, bytes, list) : open_file(context, options, bytes, *list);
  if (!run) return report(context, run.error());
  const std::size_t opted_out = list ? tell_opted_out(context, *list, *options.files.opt_out) : 0;
  const auto measured = measure(context, options, *rules, *run->store);
  if (!measured) return report(context, measured.error());
  print_progress(context, *measured, true);
  const bool whole = measured->done == measured->total;
  print(context,
        json::Object{{"run", options.run},
                     {"total", measured->total},
                     {"done", measured->done},
                     {"done_here", measured->done_here},
                     {"refused_lines", list ? list->problem_count : 0},
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
  auto lines = lines_of(context, options.run, options.shared, *rules);
  if (!lines) return report(context, lines.error());
  std::vector<scan::SurveyLine> earlier;
  if (!options.since.empty()) {
    auto read = lines_of(context, options.since, options.shared, *rules);
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
