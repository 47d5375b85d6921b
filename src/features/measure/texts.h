// SPDX-License-Identifier: EUPL-1.2
//
// Texts by number, each once: persons and documents are compared by their number, and a verdict names what it rests on
// by it. Texts are only ever added, so an assessment that follows on another one shares its texts with it.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

#include "features/measure/plan.h"

namespace waarborg::measure {

/// A copy shares the texts. For any number of threads: who was given a number may read its text while others add.
class Texts {
 public:
  Texts() : table_(std::make_shared<Table>()) {}
  /// In this order: the first has number 0. Without an empty one or the same one twice.
  Texts(std::initializer_list<std::string_view> texts) : Texts() {
    for (const std::string_view text : texts) ref(text);
  }

  /// kNone for an empty text. Throws std::length_error beyond kMost texts.
  Ref ref(std::string_view text) {
    if (text.empty()) return kNone;
    Table& table = *table_;
    const std::lock_guard lock(table.mutex);
    if (const auto known = table.known.find(text); known != table.known.end()) return known->second;
    const Ref at = table.size.load(std::memory_order_relaxed);
    if (at >= kMost) throw std::length_error("more texts than an assessment holds");
    const auto [chunk, offset] = place_of(at);
    if (!table.chunks[chunk]) table.chunks[chunk] = std::make_unique<std::string[]>(kFirst << chunk);
    std::string& kept = table.chunks[chunk][offset];
    kept = text;
    table.known.emplace(kept, at);
    table.size.store(at + 1, std::memory_order_release);
    return at;
  }

  /// @pre at < size()
  const std::string& operator[](Ref at) const {
    const auto [chunk, offset] = place_of(at);
    return table_->chunks[chunk][offset];
  }
  std::size_t size() const { return table_->size.load(std::memory_order_acquire); }

 private:
  // Chunks that double: no text ever moves, and a small organisation has a small table.
  static constexpr std::size_t kFirst = 64;
  static constexpr std::size_t kChunks = 20;
  static constexpr std::size_t kMost = kFirst * ((std::size_t{1} << kChunks) - 1);

  struct Table {
    std::mutex mutex;
    std::unordered_map<std::string_view, Ref> known;  // of the texts in the chunks
    std::array<std::unique_ptr<std::string[]>, kChunks> chunks;
    std::atomic<std::uint32_t> size = 0;
  };
  struct Spot {
    std::size_t chunk, offset;
  };
  static Spot place_of(Ref at) {
    const std::size_t from_first = at + kFirst;
    const auto chunk = static_cast<std::size_t>(std::bit_width(from_first / kFirst) - 1);
    return {chunk, from_first - (kFirst << chunk)};
  }

  std::shared_ptr<Table> table_;
};

}  // namespace waarborg::measure
