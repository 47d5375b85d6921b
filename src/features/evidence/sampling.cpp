// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/sampling.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace waarborg::evidence {
namespace {

constexpr std::array<std::string_view, 6> kNames = {"yearly", "quarterly", "monthly",
                                                    "weekly", "daily",     "many_times_a_day"};
constexpr std::array<std::uint32_t, 6> kRows = {1, 2, 2, 5, 20, 25};

/// Below this population size ten percent is drawn. Source: proof model, "Sampling".
constexpr std::uint64_t kTenPercentBelow = 250;

/// Random numbers from SHA-256 over "<seed>:<counter>"; see the header for the recipe.
class CounterRandom {
 public:
  CounterRandom(std::string_view seed, const Sha256& sha256) : seed_(seed), sha256_(sha256) {}

  /// Uniform in [0, bound). @pre bound > 0
  std::uint64_t below(std::uint64_t bound) {
    const std::uint64_t rest = (std::numeric_limits<std::uint64_t>::max() % bound + 1) % bound;  // 2^64 mod bound
    for (;;) {
      const std::uint64_t number = next();
      if (rest == 0 || number < 0 - rest) return number % bound;
    }
  }

 private:
  std::uint64_t next() {
    const Digest digest = sha256_(seed_ + ":" + std::to_string(counter_++));
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) number = number << 8 | digest[i];
    return number;
  }

  std::string seed_;
  const Sha256& sha256_;
  std::uint64_t counter_ = 0;
};

void append_escaped(std::string& out, std::string_view value) {
  for (const char c : value) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        out += c;
    }
  }
}

/// @pre ascending
std::optional<Fault> check_keys(std::span<const std::string> sorted) {
  if (!sorted.empty() && sorted.front().empty()) return invalid("evidence.sampling.empty_key").error();
  const auto twice = std::ranges::adjacent_find(sorted);
  if (twice == sorted.end()) return std::nullopt;
  return invalid("evidence.sampling.duplicate_key", *twice, {{"key", *twice}}).error();
}

}  // namespace

std::string_view to_text(ControlFrequency frequency) { return kNames[static_cast<std::size_t>(frequency)]; }

std::optional<ControlFrequency> parse_control_frequency(std::string_view text) {
  const auto at = std::ranges::find(kNames, text);
  if (at == kNames.end()) return std::nullopt;
  return static_cast<ControlFrequency>(at - kNames.begin());
}

std::uint32_t sample_size(ControlFrequency frequency, std::uint64_t population) {
  std::uint64_t size = kRows[static_cast<std::size_t>(frequency)];
  if (population < kTenPercentBelow) size = std::max(size, (population + 9) / 10);
  return static_cast<std::uint32_t>(std::min(size, population));
}

Result<Digest> population_hash(std::span<const Case> cases, const Sha256& sha256) {
  std::vector<const Case*> sorted;
  sorted.reserve(cases.size());
  for (const Case& item : cases) sorted.push_back(&item);
  std::ranges::sort(sorted, {}, [](const Case* item) -> std::string_view { return item->key; });
  std::string lines;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const Case& item = *sorted[i];
    if (item.key.empty()) return invalid("evidence.sampling.empty_key");
    if (i > 0 && sorted[i - 1]->key == item.key) {
      return invalid("evidence.sampling.duplicate_key", item.key, {{"key", item.key}});
    }
    append_escaped(lines, item.key);
    for (const std::string& field : item.fields) {
      lines += '\t';
      append_escaped(lines, field);
    }
    lines += '\n';
  }
  return sha256(lines);
}

Result<std::vector<std::string>> draw_sample(std::vector<std::string> keys, std::size_t size, std::string_view seed,
                                             const Sha256& sha256) {
  if (seed.empty()) return invalid("evidence.sampling.no_seed");
  if (size > keys.size()) {
    return invalid("evidence.sampling.too_large", "",
                   {{"size", std::to_string(size)}, {"population", std::to_string(keys.size())}});
  }
  // std::string compares as unsigned bytes: the order an auditor gets from `LC_ALL=C sort`.
  std::ranges::sort(keys);
  if (auto fault = check_keys(keys)) return std::unexpected(std::move(*fault));
  CounterRandom random(seed, sha256);
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint64_t step = random.below(keys.size() - i);
    std::swap(keys[i], keys[i + step]);
  }
  keys.resize(size);
  return keys;
}

}  // namespace waarborg::evidence
