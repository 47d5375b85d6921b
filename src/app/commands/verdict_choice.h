// SPDX-License-Identifier: EUPL-1.2
//
// The verdict of one thing, with its reasons; for the command `verdict`.
#pragma once

#include <string>

#include "app/commands/command.h"
#include "features/measure/assessment.h"

namespace waarborg::app {

struct VerdictChoice {
  std::string framework;    ///< Id or URN; empty: the first.
  std::string measure;      ///< Id.
  std::string place;        ///< "system/0190…" or "organisation": one place of the measure.
  std::string requirement;  ///< As people name it ("8.13", "§7.1"), its ref, or its URN.

  bool of_all() const { return measure.empty() && requirement.empty(); }
};

/// Prints and answers the exit code; kExitNotFound for what the organisation does not have.
int show_chosen_verdict(const Context& context, const measure::Assessed& assessed, const VerdictChoice& choice);

}  // namespace waarborg::app
