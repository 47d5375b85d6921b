// SPDX-License-Identifier: EUPL-1.2
//
// What the log costs per entry: hashing and appending, proving, checking.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "features/trail/merkle.h"

namespace waarborg::trail {
namespace {

const std::string& typical_entry() {
  static const std::string entry(300, 'x');
  return entry;
}

void append_entries(benchmark::State& state) {
  CompactTree tree;
  for (auto _ : state) tree.append(leaf_hash(typical_entry()));
  benchmark::DoNotOptimize(tree.root());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(append_entries);

StoredTree tree_of(std::uint64_t size) {
  StoredTree tree;
  for (std::uint64_t i = 0; i < size; ++i) tree.append(leaf_hash(std::to_string(i)));
  return tree;
}

void prove_inclusion(benchmark::State& state) {
  const auto size = static_cast<std::uint64_t>(state.range(0));
  const StoredTree tree = tree_of(size);
  std::uint64_t index = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(inclusion_proof(index, size, tree.hash_at()));
    index = (index + 7919) % size;
  }
}
BENCHMARK(prove_inclusion)->Arg(1000)->Arg(100'000);

void check_inclusion(benchmark::State& state) {
  const auto size = static_cast<std::uint64_t>(state.range(0));
  const StoredTree tree = tree_of(size);
  const Hash root = root_at(size, tree.hash_at());
  const std::vector<Hash> proof = *inclusion_proof(7, size, tree.hash_at());
  const Hash leaf = leaf_hash("7");
  for (auto _ : state) benchmark::DoNotOptimize(verify_inclusion(leaf, 7, size, proof, root));
}
BENCHMARK(check_inclusion)->Arg(1000)->Arg(100'000);

}  // namespace
}  // namespace waarborg::trail
