// SPDX-License-Identifier: EUPL-1.2
//
// What was computed and may be asked for again, within a bound on the weight of all together: many small ones or a few
// large ones. What was not asked for the longest goes first.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace waarborg::measure {

/// For any number of threads.
template <class T>
class Kept {
 public:
  /// @param most  total weight that is kept; the newest is kept whatever its weight, for it is asked for next.
  explicit Kept(std::size_t most) : most_(most) {}

  /// Null when it is not kept.
  std::shared_ptr<const T> find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = at_.find(key);
    if (found == at_.end()) return nullptr;
    items_.splice(items_.begin(), items_, found->second);
    return found->second->value;
  }

  void put(const std::string& key, std::shared_ptr<const T> value, std::size_t weight) {
    const std::lock_guard lock(mutex_);
    if (const auto found = at_.find(key); found != at_.end()) drop(found->second);
    items_.push_front({key, std::move(value), weight});
    at_[key] = items_.begin();
    weight_ += weight;
    while (weight_ > most_ && items_.size() > 1) drop(std::prev(items_.end()));
  }

  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return items_.size();
  }

 private:
  struct Item {
    std::string key;
    std::shared_ptr<const T> value;
    std::size_t weight = 0;
  };

  void drop(typename std::list<Item>::iterator item) {
    weight_ -= item->weight;
    at_.erase(item->key);
    items_.erase(item);
  }

  mutable std::mutex mutex_;
  std::list<Item> items_;  // latest use first
  std::unordered_map<std::string, typename std::list<Item>::iterator> at_;
  std::size_t most_;
  std::size_t weight_ = 0;
};

}  // namespace waarborg::measure
