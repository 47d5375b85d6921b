// SPDX-License-Identifier: EUPL-1.2
//
// What an occurrence is called in a list, a calendar or a search. Pure; `headingOf` of the web application is the same.
#pragma once

#include <string>

#include "features/task/task_views.h"

namespace waarborg::task {

struct Heading {
  std::string title, detail;
};

/// First what is to be done, which is the measure: the plan items of many measures are called alike ("monthly tasks"),
/// and only tell apart the rhythms of one measure. Of a measure without a name what the plan calls it.
inline Heading heading_of(const Occurrence& occurrence) {
  if (occurrence.measure_title.empty()) return {occurrence.title, ""};
  return {occurrence.measure_title, occurrence.title};
}

}  // namespace waarborg::task
