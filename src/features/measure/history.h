// SPDX-License-Identifier: EUPL-1.2
//
// What was expected when: a measure is changed now and then, and a change holds from its day on. What was expected
// before it stays expected as it was (rule 9: nothing that was once shown to anyone changes silently). Pure.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "features/measure/measure_input.h"
#include "features/measure/plan.h"
#include "features/task/task_views.h"

namespace waarborg::measure {

/// One version of a measure and since when it stood.
struct MeasureVersion {
  Moment at{};
  MeasureInput body;
  bool removed = false;
};

/// A plan item as it was on some days.
struct ItemTerms {
  Period in_force;
  PlanItem item;
};

struct ItemHistory {
  std::string id;
  std::vector<ItemTerms> terms;  ///< Ascending; never empty. Days without terms: the item was not in the plan.
};

/// Who owned the measure from a moment on.
struct Ownership {
  Moment from{};
  std::string owner;  ///< Person id; may be empty.
};

/// Where the measure had to hold from a moment on.
struct Placement {
  Moment from{};
  std::vector<PlaceRef> places;
};

struct History {
  /// Those of the newest plan first, in its order. Terms of no day at all: a sample item of part of a day (ItemTerms).
  std::vector<ItemHistory> items;
  std::map<PlaceRef, std::vector<Period>> places;  ///< When it had to hold there; ascending.
  std::vector<PlannedOn<DesignPlan>> designs;      ///< Ascending, the present one last; also below.
  std::vector<PlannedOn<ExistencePlan>> existences;
  std::vector<Ownership> owners;      ///< Ascending.
  std::vector<Placement> placements;  ///< Ascending. `places` says it per day, for what is due; this to the moment.
  Period in_force = kAlways;          ///< Ends on the day before a measure was removed.

  /// Person id; empty when it had none.
  std::string owner_at(Moment at) const;
  /// Whoever owned it at some moment from `from` to `to`, person ids.
  std::vector<std::string> owners_in(Moment from, Moment to) const;
  /// Where it had to hold then, as who recorded something saw it; nowhere once it was removed.
  std::vector<PlaceRef> places_at(Moment at) const;
  const ItemHistory* item(std::string_view id) const;
  /// Since ever, so far as is known: most places are.
  static bool is_always(const std::vector<Period>& held) { return held.size() == 1 && held.front() == kAlways; }
};

/// Of several versions on one day the last one counts for that day, and for what the first version said of the days
/// before the measure existed: an item that is new begins at its own `start`, also when that lies in the past.
/// @param versions  oldest first, not empty
History history_of(std::span<const MeasureVersion> versions);

/// The plan for the verdict engine, with the terms of all days. `ref` gives the number of a text.
ProofPlan plan_of(const WrittenPlan& newest, const History& history, const std::function<Ref(const std::string&)>& ref);

/// The occurrences that it expects, on the terms of their days and in the places of their days.
std::vector<task::Schedule> schedules_of(const History& history);

}  // namespace waarborg::measure
