// SPDX-License-Identifier: EUPL-1.2
//
// All the hellos for one server, one after the other: what to send next by what was answered so far. Knows nothing of
// connections and clocks.
//
// A refusal in words is believed. Silence, a closed door and garbage are not: then a hello that worked before is sent
// again ("control"), and the question once more in another shape. Three such answers in a row mean that the server, or
// something before it, does not want to be asked; then it is over.
//
// Names (HelloFact::asked), N being the highest version below TLS 1.3 that the server speaks:
//   tls13 tls12 tls11 tls10 ssl3 ssl2    that version, with all its suites
//   N_weak                               all insufficient suites of N at once
//   N_suites_0 N_suites_1 …              the others, and the insufficient ones in parts when N_weak was not refused;
//                                        each again and again without what the server took, until it refuses
//   order_phase_out_first order_good_first order_weak_first   of what it took, when there is something to prefer
//   dhe                                  when elimination was not finished and no DHE was seen
//   sha1 sha224 ccm8 control
//   …_few                                the same, refused in a small hello that left something out: not known
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "features/scan/facts_tls.h"
#include "features/scan/tls/client_hello.h"
#include "features/scan/tls/hello_plan.h"

namespace waarborg::scan {

class Interview {
 public:
  enum class Ending {
    kNotYet,
    kComplete,
    kRefusing,  ///< Three hellos in a row without an answer that says something.
    kTooMany,   ///< InterviewPlan::most_hellos were sent and there was more to ask.
  };

  explicit Interview(InterviewPlan plan);

  /// What to send now, on a connection of its own; the same until it is answered. Nothing when it is over.
  std::optional<HelloOffer> next();
  /// What came of it. Ignored when nothing was asked.
  void answer(HelloFact fact);

  Ending ending() const { return ending_; }
  /// In the order asked. A chain that was sent before is left out of later ones.
  const std::vector<HelloFact>& facts() const { return facts_; }

 private:
  /// A question without an answer that can be believed.
  struct Doubt {
    HelloOffer first;
    std::optional<HelloOffer> again;  ///< Nothing: not asked again.
    bool wants_control = false;
    bool control_worked = false;
    bool is_settled = false;      ///< The plan went on without an answer.
    bool small_answered = false;  ///< It was refused in words when it came in a small hello.
  };

  HelloOffer control() const;
  std::optional<HelloOffer> choose();
  void doubt(const HelloOffer& offer, const HelloFact& fact);
  void conclude(const HelloFact& fact, bool is_clear, bool is_partly_refused);
  void note_size(const std::optional<Doubt>& doubt, bool is_clear);
  void keep(HelloFact fact);

  std::size_t most_hellos_;
  bool is_brief_;
  HelloPlan plan_;
  Ending ending_ = Ending::kNotYet;
  std::vector<HelloFact> facts_;
  std::optional<HelloOffer> asked_;
  std::optional<HelloOffer> working_;  ///< Had a clear answer: a ServerHello if there ever was one.
  bool works_well_ = false;            ///< It was a ServerHello.
  std::optional<Doubt> doubt_;
  std::optional<HelloOffer> postponed_;  ///< The first question, until it is known whether anything works.
  int unexplained_ = 0;                  ///< In a row.
  int only_small_ = 0;                   ///< Questions in a row that had an answer in a small hello only.
  bool is_cut_short_ = false;
};

}  // namespace waarborg::scan
