// SPDX-License-Identifier: EUPL-1.2
//
// Verdicts with their reasons, in the words of the API.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/json_words.h"
#include "base/phrasebook.h"
#include "features/measure/facts.h"

namespace waarborg::measure {

/// What a reason points at.
enum class ReasonSubject {
  kEvidence,
  kOccurrence,
  kSample,
  kDeviation,
  kMeasure,
  kRequirement,
  kPlace,
  kOverride,
  kSupplier,
  kDay,
  kText
};
BOOST_DESCRIBE_ENUM(ReasonSubject, kEvidence, kOccurrence, kSample, kDeviation, kMeasure, kRequirement, kPlace,
                    kOverride, kSupplier, kDay, kText)

/// Something that a reason names, to click through to.
struct ReasonLink {
  json::Word<ReasonSubject> kind;
  std::string id;     ///< Of that record; of a day the day, of a text nothing.
  std::string label;  ///< In the language of the asker.
};
BOOST_DESCRIBE_STRUCT(ReasonLink, (), (kind, id, label))

/// Why a verdict is what it is, in words.
struct ReasonView {
  std::int64_t rule = 0;  ///< Rule of the proof model, 1 to 10.
  std::string text;
  std::vector<ReasonLink> refs;
};
BOOST_DESCRIBE_STRUCT(ReasonView, (), (rule, text, refs))

struct AspectVerdict {
  json::Word<Verdict> verdict;
  std::vector<ReasonView> reasons;
  bool override = false;  ///< Set by people, not computed.
};
BOOST_DESCRIBE_STRUCT(AspectVerdict, (), (verdict, reasons, override))

/// In which aspects people set a verdict that takes part, instead of it being computed (rule 7).
struct Overridden {
  bool design = false;
  bool existence = false;
  bool operation = false;
  bool any() const { return design || existence || operation; }
};
BOOST_DESCRIBE_STRUCT(Overridden, (), (design, existence, operation))

/// The three verdicts alone, for lists.
struct Trio {
  json::Word<Verdict> design;
  json::Word<Verdict> existence;
  json::Word<Verdict> operation;
  Overridden overridden{};
};
BOOST_DESCRIBE_STRUCT(Trio, (), (design, existence, operation, overridden))

/// The three with their reasons.
struct AspectVerdicts {
  AspectVerdict design;
  AspectVerdict existence;
  AspectVerdict operation;
};
BOOST_DESCRIBE_STRUCT(AspectVerdicts, (), (design, existence, operation))

/// Without the reasons.
Trio trio_of(const AspectVerdicts& aspects);

/// "aangetoond"; "aangetoond (afwijkend vastgesteld)".
std::string verdict_words(Language language, const std::string& verdict, bool overridden = false);

}  // namespace waarborg::measure
