// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/replay.h"

#include "features/auth/problem.h"
#include "platform/crypto/crypto.h"

namespace waarborg::auth {
namespace {

/// Source: RFC 9110 section 10.2.3 (Retry-After); the key stays good, so that trying again still does it once.
http::Response under_way(const http::Request& request) {
  http::Response response = problem(request, 503, {"auth.replay.under_way", {}});
  response.set("retry-after", "30");
  return response;
}

}  // namespace

http::Response Replays::once(const http::Request& request, const std::string& organisation, const std::string& who,
                             const Work& work) {
  const std::string_view key = request.header("idempotency-key");
  if (request.method != http::Method::kPost || key.empty() || key.size() > kMostKey) return work();
  const std::string name = crypto::sha256_hex(who + "\n" + request.target + "\n" + std::string(key));
  const std::string body = crypto::sha256_hex(request.body);
  const auto deadline = std::chrono::steady_clock::now() + patience_;
  {
    std::unique_lock lock(mutex_);
    while (true) {
      const auto known = kept_.find(name);
      if (known == kept_.end()) break;
      if (known->second.body_sha256 != body) return problem(request, 409, {"auth.replay.other", {}}, "idempotency-key");
      if (!known->second.under_way) {
        return known->second.too_long ? problem(request, 409, {"auth.replay.done", {}}) : known->second.answer;
      }
      if (std::chrono::steady_clock::now() >= deadline) return under_way(request);
      changed_.wait_until(lock, deadline);
    }
    kept_[name].body_sha256 = body;
  }
  const auto end = [&](const http::Response* answer) {
    const std::lock_guard lock(mutex_);
    if (answer == nullptr || answer->status < 200 || answer->status >= 300) {
      kept_.erase(name);
    } else {
      Kept& kept = kept_[name];
      kept.under_way = false;
      kept.too_long = answer->shared_body != nullptr || answer->body.size() > kMostBytes;
      if (!kept.too_long) kept.answer = *answer;
      order_[organisation].push_back(name);
      forget_oldest(organisation);
    }
    changed_.notify_all();
  };
  try {
    http::Response answer = work();
    end(&answer);
    return answer;
  } catch (...) {
    end(nullptr);
    throw;
  }
}

void Replays::forget_oldest(const std::string& organisation) {
  std::list<std::string>& order = order_[organisation];
  while (order.size() > kMostKept) {
    kept_.erase(order.front());
    order.pop_front();
  }
}

}  // namespace waarborg::auth
