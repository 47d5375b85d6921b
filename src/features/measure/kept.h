// SPDX-License-Identifier: EUPL-1.2
//
// What was computed and may be asked for again, within a bound on the weight of all together: many small ones or a few
// large ones. What was not asked for the longest goes first. One thread computes it, and others who ask meanwhile wait.
#pragma once

#include <cstddef>
#include <functional>
#include <future>
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

  /// Null when it is not kept, or still being made.
  std::shared_ptr<const T> find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    return look(key);
  }

  /// What is kept; else `make` makes it, in one thread: others who ask for the same key wait for that. What `make`
  /// throws goes to its own caller; who waited gets null, and asks again.
  /// @param before_waiting  lets go of what the one who makes it may need.
  std::shared_ptr<const T> find_or_make(const std::string& key, const std::function<std::shared_ptr<const T>()>& make,
                                        const std::function<std::size_t(const T&)>& weight_of,
                                        const std::function<void()>& before_waiting) {
    std::promise<std::shared_ptr<const T>> made;
    {
      std::unique_lock lock(mutex_);
      if (auto known = look(key)) return known;
      if (const auto other = making_.find(key); other != making_.end()) {
        const auto result = other->second;
        lock.unlock();
        before_waiting();
        return result.get();
      }
      making_.emplace(key, made.get_future().share());
    }
    std::shared_ptr<const T> value;
    try {
      value = make();
      const std::size_t weight = weight_of(*value);
      const std::lock_guard lock(mutex_);
      keep(key, value, weight);
      making_.erase(key);  // in one go with keeping it: nobody sees neither
    } catch (...) {
      const std::lock_guard lock(mutex_);
      making_.erase(key);
      made.set_value(nullptr);
      throw;
    }
    made.set_value(value);
    return value;
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

  // With the lock held:
  std::shared_ptr<const T> look(const std::string& key) {
    const auto found = at_.find(key);
    if (found == at_.end()) return nullptr;
    items_.splice(items_.begin(), items_, found->second);
    return found->second->value;
  }

  void keep(const std::string& key, std::shared_ptr<const T> value, std::size_t weight) {
    items_.push_front({key, std::move(value), weight});
    at_[key] = items_.begin();
    weight_ += weight;
    while (weight_ > most_ && items_.size() > 1) drop(std::prev(items_.end()));
  }

  void drop(typename std::list<Item>::iterator item) {
    weight_ -= item->weight;
    at_.erase(item->key);
    items_.erase(item);
  }

  mutable std::mutex mutex_;
  std::list<Item> items_;  // latest use first
  std::unordered_map<std::string, typename std::list<Item>::iterator> at_;
  std::unordered_map<std::string, std::shared_future<std::shared_ptr<const T>>> making_;
  std::size_t most_;
  std::size_t weight_ = 0;
};

}  // namespace waarborg::measure
