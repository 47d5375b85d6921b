// SPDX-License-Identifier: EUPL-1.2
//
// Which question comes next, by what is known of the server so far. Whether an answer is to be believed is not decided
// here, see interview.h.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "features/scan/facts_tls.h"
#include "features/scan/rule_set.h"
#include "features/scan/tls/offers.h"

namespace waarborg::scan {

enum class InterviewDepth {
  kFull,
  /// Three hellos, for mail servers that bear two or three connections a minute: TLS 1.3 with all below it, the
  /// insufficient suites, and the best version below TLS 1.2.
  kBrief,
  /// The same beside a whole handshake, which shows TLS 1.3 already: the first hello asks for TLS 1.2.
  kBriefBelowTls13,
};

/// What to find out, and of whom.
struct InterviewPlan {
  HelloTarget target;
  InterviewDepth depth = InterviewDepth::kFull;
  std::vector<int> insufficient;  ///< Suites below TLS 1.3; what is in neither list is good enough.
  std::vector<int> phase_out;
  std::size_t most_hellos = 120;  ///< Of a server that takes a hundred suites, some stay unknown then.
};

/// Sorts the suites below TLS 1.3 by a rule set: what it does not name is insufficient.
InterviewPlan plan_by(const std::map<int, Level>& suites, HelloTarget target, InterviewDepth depth);

/// Whether one hello leaves out suites, groups or signatures of another.
bool offers_less(const HelloOffer& one, const HelloOffer& than);

class HelloPlan {
 public:
  explicit HelloPlan(InterviewPlan plan);

  /// The question at hand, the same until it is settled; nothing when all has been asked.
  std::optional<HelloOffer> question();
  /// Whether it came in a small hello that left something out.
  bool is_reduced() const { return is_reduced_; }
  /// The same question in another shape; nothing when it has none.
  std::optional<HelloOffer> in_another_shape() const;

  enum class Settled { kAccepted, kRefused, kUnknown };
  /// @param fact  Of an accepted question: the answer.
  void settle(Settled how, const HelloFact& fact);
  /// An answer to a question that was settled as unknown before.
  void learn(const HelloFact& fact);

  /// Whether the question at hand is a set of suites that can be asked in parts.
  bool is_large_set() const;
  /// Asks it in parts from now on.
  /// @pre is_large_set()
  void split();
  /// From now on hellos are small: others do not come through.
  void prefer_small() { is_small_ = true; }
  /// Gives up what is left of the elimination.
  /// @return  Whether there was something left.
  bool cut_short();

 private:
  enum class Topic {
    kVersion13,
    kVersion12,
    kVersion11,
    kVersion10,
    kVersionSsl3,
    kVersionSsl2,
    kSets,
    kOrderPhaseOut,
    kOrderGood,
    kOrderWeak,
    kDhe,
    kSha1,
    kSha224,
    kCcm8,
    kBriefFirst,
    kBriefWeak,
    kBriefOlder,
    kDone,
  };
  /// Suites that are offered again and again, without those that the server took, until it refuses the rest.
  struct Set {
    std::string asked;
    std::vector<int> suites;
  };

  std::optional<HelloOffer> offer_for(Topic topic) const;
  HelloOffer small(const HelloOffer& offer) const;
  std::size_t part_size() const;
  bool is_about_version() const { return topic_ <= Topic::kVersionSsl2 || topic_ >= Topic::kBriefFirst; }
  std::optional<HelloOffer> version_question(int version) const;
  std::optional<HelloOffer> set_question() const;
  std::optional<HelloOffer> order_question(Topic topic) const;
  std::optional<HelloOffer> dhe_question() const;
  std::optional<HelloOffer> hash_question(Topic topic) const;
  std::optional<HelloOffer> brief_question(Topic topic) const;
  void begin_sets();
  void settle_set(Settled how, const HelloFact& fact);
  void add_parts(const std::vector<int>& suites, bool in_front);
  int classic() const;
  std::vector<int> accepted_of(Level level) const;
  Level level_of(int suite) const;
  static Topic after(Topic topic);

  InterviewPlan plan_;
  Topic topic_;
  std::set<int> versions_;                 ///< That the server answered by.
  std::map<int, std::set<int>> accepted_;  ///< Suites by version.
  std::deque<Set> sets_;
  int parts_ = 0;  ///< Made so far: each has a name of its own.
  bool sets_begun_ = false;
  bool is_complete_ = true;  ///< Every set ended in a refusal.
  bool is_small_ = false;
  bool is_reduced_ = false;  ///< The question at hand.
};

}  // namespace waarborg::scan
