// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/run/run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <filesystem>
#include <map>
#include <mutex>
#include <stdexcept>

#include "base/json_encode.h"
#include "features/scan/run/run_file.h"
#include "platform/crypto/test_folder.h"

namespace waarborg::scan {
namespace {

namespace asio = boost::asio;

/// How often each name was asked, by all threads.
struct Asked {
  std::mutex mutex;
  std::map<std::string, int> times;
  std::size_t under_way = 0, most = 0;
};

/// Measures nothing and remembers whom it was asked about.
class CountingScanner final : public Scanner {
 public:
  CountingScanner(asio::any_io_executor executor, Asked& asked) : executor_(std::move(executor)), asked_(asked) {}
  asio::awaitable<DomainFacts> measure(ScanTarget target) override {
    begin();
    for (int i = 0; i < 3; ++i) co_await asio::post(executor_, asio::use_awaitable);
    if (target.name == "throws.example") throw std::runtime_error("it throws");
    const int times = end(target.name);
    DomainFacts facts;
    facts.name = target.name;
    facts.port = target.port;
    if (target.name.starts_with("stil")) {
      facts.web.emplace_back().port_443 = times == 1 ? Heard::kTimeout : Heard::kAnswer;
    }
    co_return facts;
  }
  ScanCounts counts() const override { return {}; }

 private:
  void begin() {
    const std::scoped_lock lock(asked_.mutex);
    asked_.most = std::max(asked_.most, ++asked_.under_way);
  }
  int end(const std::string& name) {
    const std::scoped_lock lock(asked_.mutex);
    --asked_.under_way;
    return ++asked_.times[name];
  }
  asio::any_io_executor executor_;
  Asked& asked_;
};

OpenScanner counting(Asked& asked) {
  return [&asked](asio::any_io_executor executor) -> Result<std::unique_ptr<Scanner>> {
    return std::make_unique<CountingScanner>(std::move(executor), asked);
  };
}

/// A run that remembers whether it was told, after it was stopped, that what is under way is still ours.
struct StoppedRun final : RunStore {
  RunStore& run;
  std::atomic<bool> is_begun = false, is_stopped = false, is_held = false;
  int synced = 0;

  explicit StoppedRun(RunStore& of) : run(of) {}
  Result<Counts> counts() override { return run.counts(); }
  Result<std::vector<Task>> take(std::size_t most) override { return run.take(most); }
  Result<std::size_t> put(std::span<const Measured> measured) override { return run.put(measured); }
  Result<void> hold() override {
    if (is_stopped) is_held = true;
    return run.hold();
  }
  Result<void> give_back(std::span<const Task> ours) override { return run.give_back(ours); }
  Result<void> sync() override {
    ++synced;
    return run.sync();
  }
  Result<void> read(const std::function<void(DomainFacts)>& visit) override { return run.read(visit); }
};

/// Measures until then.
struct SlowScanner final : Scanner {
  asio::any_io_executor executor;
  StoppedRun& run;

  SlowScanner(asio::any_io_executor on, StoppedRun& of) : executor(std::move(on)), run(of) {}
  asio::awaitable<DomainFacts> measure(ScanTarget target) override {
    run.is_begun = true;
    asio::steady_timer pause(executor);
    for (int i = 0; i < 400 && !run.is_held; ++i) {
      pause.expires_after(std::chrono::milliseconds(5));
      co_await pause.async_wait(asio::use_awaitable);
    }
    DomainFacts facts;
    facts.name = target.name;
    co_return facts;
  }
  ScanCounts counts() const override { return {}; }
};

struct Runs : ::testing::Test {
  static std::vector<ScanTarget> targets(int count) {
    std::vector<ScanTarget> out;
    for (int i = 0; i < count; ++i) out.push_back({"praktijk" + std::to_string(i) + ".example", "", 443});
    return out;
  }
  Result<Progress> go(std::vector<ScanTarget> list, const RunOptions& options = {}) {
    auto run = RunFile::open(path, std::move(list));
    if (!run) return std::unexpected(run.error());
    Asked here;
    auto out = measure_run(*run, counting(here), options);
    for (const auto& [name, times] : here.times) asked[name] += times;
    most = here.most;
    return out;
  }
  std::vector<std::string> names() {
    std::vector<std::string> out;
    EXPECT_TRUE(read_run_file(path, [&](DomainFacts facts) { out.push_back(std::move(facts.name)); }));
    std::ranges::sort(out);
    return out;
  }

  crypto::TestFolder folder;
  std::string path = (folder / "facts.log").string();
  std::map<std::string, int> asked;
  std::size_t most = 0;
};

TEST_F(Runs, measure_each_domain_once_and_so_many_at_a_time) {
  const auto done = go(targets(100), {.together = 7});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->done, 100U);
  EXPECT_EQ(most, 7U);
  EXPECT_EQ(names().size(), 100U);
  EXPECT_TRUE(std::ranges::all_of(asked, [](const auto& one) { return one.second == 1; }));
}

TEST_F(Runs, on_several_threads_measure_each_domain_once) {
  const auto done = go(targets(3000), {.together = 50, .cores = 4});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->done, 3000U);
  EXPECT_EQ(done->done_here, 3000U);
  EXPECT_LE(most, 50U);
  EXPECT_EQ(asked.size(), 3000U);
  EXPECT_TRUE(std::ranges::all_of(asked, [](const auto& one) { return one.second == 1; }));
  EXPECT_EQ(names().size(), 3000U);
}

TEST_F(Runs, whose_measuring_throws_end_with_it_and_keep_what_was_measured) {
  auto list = targets(30);
  list.push_back({"throws.example", "", 443});
  EXPECT_THROW(static_cast<void>(go(list, {.together = 4, .cores = 2})), std::runtime_error);
  ASSERT_TRUE(go(targets(30)));
  EXPECT_EQ(names().size(), 30U);
}

TEST_F(Runs, that_stop_go_on_with_the_rest_and_end_with_the_same_names) {
  std::size_t seen = 0;
  RunOptions some{
      .together = 3, .on_progress = [&](const Progress& at) { seen = at.done; }, .stop = [&] { return seen >= 10; }};
  const auto first = go(targets(50), some);
  ASSERT_TRUE(first);
  EXPECT_GE(first->done, 10U);
  EXPECT_LT(first->done, 50U);
  const auto second = go(targets(50));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->done_before, first->done);
  EXPECT_EQ(second->done, 50U);
  EXPECT_TRUE(std::ranges::all_of(asked, [](const auto& one) { return one.second == 1; }));
  std::vector<std::string> expected;
  for (const ScanTarget& target : targets(50)) expected.push_back(target.name);
  std::ranges::sort(expected);
  EXPECT_EQ(names(), expected);
}

TEST_F(Runs, that_stop_hold_what_is_under_way_until_it_is_kept) {
  RunFile file = RunFile::open(path, {{"traag.example", "", 443}}).value();
  StoppedRun run(file);
  const OpenScanner open = [&](asio::any_io_executor executor) -> Result<std::unique_ptr<Scanner>> {
    return std::make_unique<SlowScanner>(std::move(executor), run);
  };
  RunOptions options;
  options.stop = [&] { return run.is_stopped = run.is_begun.load(); };
  ASSERT_TRUE(measure_run(run, open, options));
  EXPECT_EQ(run.synced, 1) << "before it is called complete";
  EXPECT_TRUE(run.is_held) << "else others take it and measure it again";
  EXPECT_EQ(names(), std::vector<std::string>{"traag.example"});
}

TEST_F(Runs, go_on_when_one_domain_sends_more_than_a_record_holds) {
  RunFile run = RunFile::open(path, {{"groot.example", "", 443}}).value();
  Measured much{run.take(1)->front().number, {}};
  much.facts.name = "groot.example";
  much.facts.dns.emplace_back().records.emplace_back(RunLog::kMostRecord, 'x');
  EXPECT_EQ(run.put(std::vector{much}).value(), 1U);
  std::vector<DomainFacts> kept;
  EXPECT_TRUE(read_run_file(path, [&](DomainFacts one) { kept.push_back(std::move(one)); }));
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept.front().name, "groot.example");
  EXPECT_TRUE(kept.front().dns.empty()) << "nothing is known of it";
}

TEST_F(Runs, broken_off_within_a_record_measure_that_domain_again) {
  ASSERT_TRUE(go(targets(20)));
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 5);
  asked.clear();
  ASSERT_TRUE(go(targets(20)));
  EXPECT_EQ(asked.size(), 1U);
  EXPECT_EQ(names().size(), 20U);
}

TEST_F(Runs, measure_what_was_silent_once_more_when_the_rest_is_done) {
  auto list = targets(20);
  list.insert(list.begin(), {"stil.example", "", 443});
  const auto done = go(list, {.together = 3});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->done, 21U);
  EXPECT_EQ(asked.at("stil.example"), 2);
  EXPECT_EQ(asked.size(), 21U);
  std::vector<DomainFacts> facts;
  EXPECT_TRUE(read_run_file(path, [&](DomainFacts one) { facts.push_back(std::move(one)); }));
  ASSERT_EQ(facts.size(), 22U);
  EXPECT_EQ(facts.back().name, "stil.example") << "what was heard last is read last, and counts";
  EXPECT_EQ(facts.back().web.front().port_443, Heard::kAnswer);
  asked.clear();
  ASSERT_TRUE(go(list));
  EXPECT_TRUE(asked.empty()) << "and never a third time";
}

TEST_F(Runs, broken_off_before_the_second_look_take_it_later) {
  RunFile run = RunFile::open(path, {{"stil.example", "", 443}}).value();
  DomainFacts silent;
  silent.name = "stil.example";
  silent.web.emplace_back().port_443 = Heard::kTimeout;
  EXPECT_EQ(run.put(std::vector{Measured{run.take(1)->front().number, silent}}).value(), 0U);
  EXPECT_EQ(run.counts()->done, 0U);
  run = RunFile();
  ASSERT_TRUE(go({{"stil.example", "", 443}}));
  EXPECT_EQ(asked.at("stil.example"), 1);
  EXPECT_EQ(names().size(), 2U);
}

TEST_F(Runs, take_silent_name_servers_for_silence_and_those_that_could_not_be_asked_for_none) {
  RunFile run = RunFile::open(path, targets(2)).value();
  const std::vector<Task> tasks = run.take(2).value();
  for (const Task& task : tasks) {
    DomainFacts facts;
    facts.name = task.target.name;
    const bool silent = facts.name == "praktijk0.example";
    facts.name_servers.emplace_back().heard = silent ? NameServerHeard::kSilent : NameServerHeard::kNoRoute;
    EXPECT_EQ(run.put(std::vector{Measured{task.number, facts}}).value(), silent ? 0U : 1U);
  }
}

TEST_F(Runs, go_on_with_a_log_from_before_name_servers_were_asked) {
  DomainFacts facts;
  facts.name = "praktijk0.example";
  std::string record = json::print(json::encode(facts));
  const std::string later = ",\"name_servers\":[]";
  ASSERT_NE(record.find(later), std::string::npos);
  record.erase(record.find(later), later.size());
  ASSERT_TRUE(RunLog::open(path, [](std::string_view) {})->append(record));
  RunFile run = RunFile::open(path, targets(1)).value();
  EXPECT_EQ(run.skipped(), 0U);
  EXPECT_EQ(run.counts()->done, 1U);
  EXPECT_TRUE(read_run_file(path, [&](const DomainFacts& read) { EXPECT_EQ(read, facts); }));
}

TEST_F(Runs, with_a_longer_list_measure_what_is_new) {
  ASSERT_TRUE(go(targets(5)));
  asked.clear();
  const auto done = go(targets(8));
  EXPECT_EQ(done->total, 8U);
  EXPECT_EQ(asked.size(), 3U);
}

TEST_F(Runs, keep_names_apart_by_port) {
  ASSERT_TRUE(go({{"a.example", "", 443}, {"a.example", "", 8443}}));
  EXPECT_EQ(names().size(), 2U);
  asked.clear();
  ASSERT_TRUE(go({{"a.example", "", 8443}}));
  EXPECT_TRUE(asked.empty());
}

TEST_F(Runs, of_an_empty_list_are_whole) {
  const auto done = go({});
  ASSERT_TRUE(done);
  EXPECT_EQ(done->total, 0U);
}

TEST_F(Runs, do_not_measure_neighbours_on_the_list_one_after_the_other) {
  std::vector<std::string> order;
  ASSERT_TRUE(go(targets(200), {.together = 1}));
  EXPECT_TRUE(read_run_file(path, [&](DomainFacts facts) { order.push_back(std::move(facts.name)); }));
  int neighbours = 0;
  for (std::size_t i = 1; i < order.size(); ++i) {
    const auto number = [](const std::string& name) { return std::stoi(name.substr(8)); };
    neighbours += std::abs(number(order[i]) - number(order[i - 1])) == 1;
  }
  EXPECT_LT(neighbours, 20) << "of 199 pairs";
}

TEST(Progress, tells_the_time_that_is_left) {
  Progress at{.total = 100, .done = 40, .done_before = 20, .elapsed = std::chrono::seconds(10)};
  EXPECT_EQ(at.rate(), 2);
  EXPECT_EQ(at.left(), std::chrono::seconds(30));
  EXPECT_EQ(Progress{}.left(), std::chrono::seconds(0));
}

}  // namespace
}  // namespace waarborg::scan
