// SPDX-License-Identifier: EUPL-1.2
//
// Who may change a measure, and what it means that less of it is left. Internal to this feature.
#pragma once

#include "features/measure/measure.h"

namespace waarborg::measure {

/// Action in the log of what was taken out while it was not in order.
inline constexpr const char* kTakeOut = "measure.take_out";

/// Its owner, who watches over all of them, and anyone as long as nobody owns it.
bool may_edit(db::Transaction& tx, const record::Records& records, const auth::Actor& who,
              const StoredMeasure& measure);

/// Whether it answers fewer requirements, or one of them only partly now, holds in fewer places, or is to be proven or
/// rolled up otherwise in a way by which what refutes may weigh less.
bool is_less(const MeasureInput& before, const MeasureInput& after);
/// Numbers of those requirements, names of those places and words for the rest, with commas between.
std::string what_less(db::Transaction& tx, const record::Records& records, const auth::Actor& who,
                      const MeasureInput& before, const MeasureInput& after);

}  // namespace waarborg::measure
