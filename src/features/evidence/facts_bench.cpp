// SPDX-License-Identifier: EUPL-1.2
//
// Reading the facts of a large organisation: 200,000 pieces of evidence in 400 measures, a tenth of them automated
// results with thirty observed days. Budget: a verdict of the whole organisation within seconds.
#include <benchmark/benchmark.h>

#include "features/auth/testing.h"
#include "features/evidence/facts.h"
#include "features/evidence/rules.h"
#include "features/evidence/store.h"

namespace waarborg::evidence {
namespace {

constexpr int kRows = 200'000;
constexpr int kMeasures = 400;

Stored row_of(int i, Moment now) {
  Stored row;
  row.id = crypto::new_id(now + std::chrono::milliseconds(i));
  row.version = 1;
  row.title = "Hersteltest van de back-up " + std::to_string(i);
  row.kind = "inspection";
  row.aspect = i % 3 == 0 ? "existence" : "operation";
  row.measure = "01900000-0000-7000-8000-" + std::to_string(100'000'000'000 + i % kMeasures);
  row.plan_item = "restore";
  row.places = "system/01900000-0000-7000-8000-00000000000" + std::to_string(i % 10);
  row.covers_from = row.covers_to = day_of(now) - std::chrono::days(i % 700);
  row.received_at = now - std::chrono::minutes(i);
  row.result = "supports";
  row.collector_account = "a";
  row.collector = "Bob Jansen";
  row.review = "accepted";
  row.reviewer_account = "b";
  row.reviewer = "Dana Smit";
  row.reviewed_at = now;
  if (i % 10 == 0) {
    std::vector<ObservedDay> days;
    for (int d = 0; d < 30; ++d) days.push_back({row.covers_to + std::chrono::days(d), EvidenceResult::kSupports});
    row.days = pack_days(days);
  }
  return row;
}

waarborg::testing::World& filled() {
  static waarborg::testing::World world(std::getenv("WAARBORG_TEST_POSTGRES") != nullptr ? "postgres" : "sqlite");
  static const bool kDone = [] {
    db::Transaction tx = world.database.write();
    for (int i = 0; i < kRows; ++i) insert(tx, world.north, row_of(i, world.clock.now()));
    tx.commit();
    return true;
  }();
  benchmark::DoNotOptimize(kDone);
  return world;
}

void facts_of_the_organisation(benchmark::State& state) {
  auto& world = filled();
  for (auto _ : state) {
    db::Transaction tx = world.database.read();
    benchmark::DoNotOptimize(evidence_facts(tx, world.north).size());
  }
}
BENCHMARK(facts_of_the_organisation)->Unit(benchmark::kMillisecond)->MinTime(2);

void facts_of_one_measure(benchmark::State& state) {
  auto& world = filled();
  for (auto _ : state) {
    db::Transaction tx = world.database.read();
    benchmark::DoNotOptimize(evidence_facts(tx, world.north, row_of(7, world.clock.now()).measure).size());
  }
}
BENCHMARK(facts_of_one_measure)->Unit(benchmark::kMillisecond);

void a_page_of_the_list(benchmark::State& state) {
  auto& world = filled();
  fs::FileStore files("unused");
  Evidence evidence(world.database, world.trail, world.clock, files);
  ListQuery query;
  if (state.range(0) == 1) query.review = "pending";
  if (state.range(0) == 2) query.search = "7777";
  if (state.range(0) == 3) query.measure = row_of(7, world.clock.now()).measure;
  for (auto _ : state) benchmark::DoNotOptimize(evidence.list(world.alice, query)->total);
}
BENCHMARK(a_page_of_the_list)->Arg(0)->Arg(1)->Arg(2)->Arg(3)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace waarborg::evidence
