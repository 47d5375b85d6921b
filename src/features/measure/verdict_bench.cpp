// SPDX-License-Identifier: EUPL-1.2
//
// Goal (one core, -O2): a whole organisation within 50 ms. Size: 101 requirements, 300 measures in 50 places each,
// 200,000 performances and pieces of evidence over three years.
#include <benchmark/benchmark.h>

#include "features/measure/random_organisation.h"

namespace waarborg::measure {
namespace {

using namespace std::chrono;

const Period kThreeYears{sys_days{2024y / January / 1}, sys_days{2026y / December / 31}};

const OrganisationProof& large() {
  static const OrganisationProof proof = [] {
    RandomProof random(7510, kThreeYears);
    return random_organisation(random, 300, 50, 101, 670);
  }();
  return proof;
}

Question question() { return {kThreeYears, kThreeYears.to + days{60}}; }

void JudgeAll(benchmark::State& state) {
  std::size_t facts = 0;
  for (const MeasureProof& measure : large().measures)
    facts += measure.evidence.size() + measure.performances.size() + measure.samples.size();
  for (auto _ : state) benchmark::DoNotOptimize(judge_all(large(), question()));
  state.counters["facts"] = static_cast<double>(facts);
}
BENCHMARK(JudgeAll)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace waarborg::measure
