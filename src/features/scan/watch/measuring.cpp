// SPDX-License-Identifier: EUPL-1.2
//
// Several domains at a time on a loop of its own, on the thread of a job.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <memory>

#include "features/scan/together.h"
#include "features/scan/watch/measuring.h"

namespace waarborg::scan {
namespace {

namespace asio = boost::asio;

/// How often it is asked whether to go on.
constexpr auto kLook = std::chrono::milliseconds(250);

/// What the coroutines of one job share; all on one thread.
struct Work {
  Scanner& scanner;
  const std::vector<ScanTarget>& targets;
  const std::function<Result<void>(std::size_t, const DomainFacts&)>& on_facts;
  std::size_t next = 0;
  Result<void> outcome{};
};

asio::awaitable<void> measure_some(Work& work) {
  while (work.outcome && work.next < work.targets.size()) {
    const std::size_t at = work.next++;
    const DomainFacts facts = co_await work.scanner.measure(work.targets[at]);
    if (!work.outcome) co_return;
    if (auto kept = work.on_facts(at, facts); !kept) work.outcome = kept;
  }
}

asio::awaitable<void> measure_each(Work& work, std::size_t together) {
  Together all(co_await asio::this_coro::executor);
  for (std::size_t i = 0; i < std::min(together, work.targets.size()); ++i) all.start(measure_some(work));
  co_await all.wait();
}

}  // namespace

MeasureAll measure_with(const Clock& clock, ScanSettings settings, std::size_t together) {
  // Jobs go beside each other, and knock no harder together than one of them.
  const Courtesy courtesy(settings.courtesy), questions(limits_of_questions(settings.courtesy));
  return [&clock, settings = std::move(settings), courtesy, questions, together](
             const std::vector<ScanTarget>& targets, const auto& on_facts, const auto& go_on) -> Result<void> {
    asio::io_context loop(1);
    auto scanner =
        Scanner::open(loop.get_executor(), clock, settings, std::make_shared<ScanShared>(courtesy, questions));
    if (!scanner) return std::unexpected(scanner.error());
    Work work{**scanner, targets, on_facts};
    std::exception_ptr thrown;
    bool done = false;
    asio::co_spawn(loop, measure_each(work, together), [&](const std::exception_ptr& error) {
      thrown = error;
      done = true;
      loop.stop();
    });
    while (!done) {
      loop.run_for(kLook);
      // No more are begun; those under way end within their deadlines.
      if (auto further = go_on(); !further && work.outcome) work.outcome = further;
    }
    if (thrown) std::rethrow_exception(thrown);
    return work.outcome;
  };
}

}  // namespace waarborg::scan
