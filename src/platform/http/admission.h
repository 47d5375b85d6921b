// SPDX-License-Identifier: EUPL-1.2
//
// Who may come in: connections in total and per address, and bytes of request bodies in memory.
// Used from several threads.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace waarborg::http {

/// Counts connections. A place is held by a Ticket.
class Admission {
 public:
  /// Gives its place back at its end. The Admission must outlive it.
  class Ticket {
   public:
    Ticket(Admission& owner, std::string key) : owner_(&owner), key_(std::move(key)) {}
    Ticket(Ticket&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)), key_(std::move(other.key_)) {}
    Ticket& operator=(Ticket&&) = delete;
    ~Ticket() {
      if (owner_) owner_->leave(key_);
    }

   private:
    Admission* owner_;
    std::string key_;
  };

  Admission(std::size_t total, std::size_t per_key) : total_(total), per_key_(per_key) {}

  /// Nothing when the house, or this key's share of it, is full.
  std::optional<Ticket> enter(std::string key);
  std::size_t open() const;
  /// Waits until nobody is inside; false when the moment comes first.
  bool wait_empty(std::chrono::steady_clock::time_point until);

 private:
  void leave(const std::string& key);

  const std::size_t total_;
  const std::size_t per_key_;
  mutable std::mutex mutex_;
  std::condition_variable emptied_;
  std::map<std::string, std::size_t> open_by_key_;
  std::size_t open_ = 0;
};

/// Counts bytes that are promised to request bodies.
class Budget {
 public:
  /// Gives its bytes back at its end. The Budget must outlive it.
  class Share {
   public:
    Share() = default;
    Share(Budget& owner, std::string key, std::size_t bytes) : owner_(&owner), key_(std::move(key)), bytes_(bytes) {}
    Share(Share&& other) noexcept
        : owner_(std::exchange(other.owner_, nullptr)), key_(std::move(other.key_)), bytes_(other.bytes_) {}
    Share& operator=(Share&& other) noexcept {
      std::swap(owner_, other.owner_);
      std::swap(key_, other.key_);
      std::swap(bytes_, other.bytes_);
      return *this;
    }
    ~Share() {
      if (owner_) owner_->give_back(key_, bytes_);
    }

   private:
    Budget* owner_ = nullptr;
    std::string key_;
    std::size_t bytes_ = 0;
  };

  Budget(std::size_t bytes, std::size_t per_key) : bytes_(bytes), per_key_(per_key) {}
  /// Nothing when the budget, or this key's part of it, is used up: a dozen connections that announce large bodies and
  /// send nothing must not keep everyone else from uploading.
  std::optional<Share> take(const std::string& key, std::size_t bytes);

 private:
  void give_back(const std::string& key, std::size_t bytes);

  const std::size_t bytes_;
  const std::size_t per_key_;
  std::mutex mutex_;
  std::map<std::string, std::size_t> used_by_key_;
  std::size_t used_ = 0;
};

/// The key under which connections of one party are counted: the IPv4 address, or the first 64 bits of an
/// IPv6 address, since one household or server has that many (RFC 6177). Takes the text of an address.
std::string party_of(const std::string& address);

}  // namespace waarborg::http
