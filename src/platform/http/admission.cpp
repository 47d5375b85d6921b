// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/admission.h"

#include <arpa/inet.h>

#include <array>

namespace waarborg::http {

std::optional<Admission::Ticket> Admission::enter(std::string key) {
  const std::lock_guard lock(mutex_);
  if (open_ >= total_) return std::nullopt;
  std::size_t& of_key = open_by_key_[key];
  if (of_key >= per_key_) return std::nullopt;
  ++of_key;
  ++open_;
  return std::optional<Ticket>(std::in_place, *this, std::move(key));
}

void Admission::leave(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto of_key = open_by_key_.find(key);
  if (--of_key->second == 0) open_by_key_.erase(of_key);
  if (--open_ == 0) emptied_.notify_all();
}

std::size_t Admission::open() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

bool Admission::wait_empty(std::chrono::steady_clock::time_point until) {
  std::unique_lock lock(mutex_);
  return emptied_.wait_until(lock, until, [this] { return open_ == 0; });
}

std::optional<Budget::Share> Budget::take(const std::string& key, std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  const auto known = used_by_key_.find(key);
  const std::size_t of_key = known == used_by_key_.end() ? 0 : known->second;
  if (bytes > bytes_ - used_ || of_key > per_key_ || bytes > per_key_ - of_key) return std::nullopt;
  used_ += bytes;
  used_by_key_[key] += bytes;
  return std::optional<Share>(std::in_place, *this, key, bytes);
}

void Budget::give_back(const std::string& key, std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  used_ -= bytes;
  const auto known = used_by_key_.find(key);
  if ((known->second -= bytes) == 0) used_by_key_.erase(known);
}

std::string party_of(const std::string& address) {
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address;
  return {bytes.begin(), bytes.begin() + 8};
}

}  // namespace waarborg::http
