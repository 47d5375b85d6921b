// SPDX-License-Identifier: EUPL-1.2
#include "features/today/undelivered.h"

namespace waarborg::today {
namespace {

using measure::ReasonKind;

bool is_undelivered(const measure::MeasureVerdicts& verdicts, const measure::VerdictRow& row) {
  if (row.value == measure::Verdict::kNotApplicable || row.computed != measure::Verdict::kNotShown) return false;
  bool nothing = false;
  for (const measure::Reason& reason : verdicts.reasons_of(row)) {
    switch (reason.kind) {
      case ReasonKind::kDesignMissing:
      case ReasonKind::kNotObserved:
        nothing = true;
        break;
      case ReasonKind::kDesignExpired:
      case ReasonKind::kDesignBeforeIncident:
      case ReasonKind::kAuthorIsApprover:
      case ReasonKind::kObservationExpired:
      case ReasonKind::kPending:
      case ReasonKind::kNotIndependent:
      case ReasonKind::kOutsideSupplierScope:
        return false;  // something was handed in, and the reason says why it does not do
      default:
        break;
    }
  }
  return nothing;
}

}  // namespace

Undelivered undelivered(const measure::Assessed& assessed, std::uint32_t at) {
  const measure::MeasureVerdicts& verdicts = assessed.result.measures[at];
  const std::size_t places = assessed.measures[at].body.places.size();
  Undelivered out;
  for (std::uint32_t i = 0; i < places; ++i) {
    if (is_undelivered(verdicts, verdicts.row(i, measure::Aspect::kDesign))) out.design.push_back(i);
    if (is_undelivered(verdicts, verdicts.row(i, measure::Aspect::kExistence))) out.existence.push_back(i);
  }
  return out;
}

}  // namespace waarborg::today
