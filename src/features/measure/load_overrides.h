// SPDX-License-Identifier: EUPL-1.2
//
// Overrides (rule 7), as they are stored. Internal to this feature.
#pragma once

#include "features/measure/load_people.h"
#include "features/measure/load_places.h"

namespace waarborg::measure {

/// Adds those of its measures to assessed.proof. Someone who owned the measure while an override waited for a second
/// person is none, whatever was let through before that was asked.
void add_overrides(Assessed& assessed, const StoredFacts& facts, People& people, Places& places);

}  // namespace waarborg::measure
