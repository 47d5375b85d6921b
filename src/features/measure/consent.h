// SPDX-License-Identifier: EUPL-1.2
//
// What the weighty decisions need: a reason, and someone else who agrees. Internal to this feature.
#pragma once

#include "features/measure/measure.h"

namespace waarborg::measure {

/// Unit: bytes.
inline constexpr std::size_t kMaxReason = 4000;

/// kInvalid naming `reason` when it is too long, or needed and blank.
Result<void> check_reason(const std::string& reason, bool needed);

/// Whether these accounts belong to one person, so far as known: by the register of people, else by name.
bool is_same_person(db::Transaction& tx, const record::Records& records, const auth::Actor& who,
                    const std::string& account, const std::string& name);

/// Whether the asker is that person, by the register of people, else by name.
bool is_person(db::Transaction& tx, const record::Records& records, const auth::Actor& who, const std::string& person);

/// Whether the measure is the asker's own, by the register of people, else by name.
bool is_owner(db::Transaction& tx, const record::Records& records, const auth::Actor& who,
              const std::optional<StoredMeasure>& measure);

}  // namespace waarborg::measure
