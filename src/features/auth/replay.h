// SPDX-License-Identifier: EUPL-1.2
//
// The same submission twice (a double click, a retry after a lost answer) is done once: a POST with the header
// `idempotency-key` gets the answer of the first. Source: draft-ietf-httpapi-idempotency-key-header.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>

#include "base/time.h"
#include "platform/http/http.h"

namespace waarborg::auth {

/// Answers given lately, in memory: after a restart a repeat is done again, unless the feature keeps keys itself.
/// Used from several threads.
class Replays {
 public:
  static constexpr std::size_t kMostKept = 64;  ///< Of one route and organisation: a repeat comes within minutes.
  static constexpr std::size_t kMostBytes = 16U << 10U;  ///< Of an answer; a longer one is told as done, without it.
  static constexpr std::size_t kMostKey = 200;
  /// For an answer that is on its way. Nearly every one comes within it; whoever waits longer holds one of the few
  /// threads of the server, and a handful of repeats of one slow submission would hold them all.
  static constexpr std::chrono::milliseconds kPatience{3000};

  using Work = std::function<http::Response()>;

  explicit Replays(std::chrono::milliseconds patience = kPatience) : patience_(patience) {}

  /// Runs `work`, or gives the answer of an earlier run of the same submission by the same person; waits for one that
  /// is under way. An answer that refuses is not kept: trying again after mending is no repeat.
  /// 409 auth.replay.other when the key was used with another body, 409 auth.replay.done when the answer was too long
  /// to keep; 503 auth.replay.under_way with retry-after when the first has no answer yet after the patience.
  /// @param organisation  in whose share of the kept answers this one goes, so that none drives out those of another
  /// @param who  account, organisation and token: nobody, and no tool of his, gets an answer of somebody else
  http::Response once(const http::Request& request, const std::string& organisation, const std::string& who,
                      const Work& work);

 private:
  struct Kept {
    std::string body_sha256;
    bool under_way = true;
    bool too_long = false;
    http::Response answer;
  };
  void forget_oldest(const std::string& organisation);

  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Kept> kept_;
  std::map<std::string, std::list<std::string>> order_;  ///< By organisation: keys of finished ones, oldest first.
};

}  // namespace waarborg::auth
