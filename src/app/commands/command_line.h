// SPDX-License-Identifier: EUPL-1.2
//
// The whole command line, with its help and refusals in the language of the user. CLI11 takes texts when options are
// added, and its own words are English: descriptions are phrase keys here, which get their words when they are printed.
#pragma once

#include "app/commands/command.h"

namespace waarborg::app {

/// The language that --lang asks for, wherever it stands: help and refusals come before the rest is understood.
/// Dutch when nothing, or something else, is asked.
Language asked_language(int argc, const char* const* argv);

/// All commands, in the language of `context`. What is run answers its exit code in `result`.
void add_commands(CLI::App& app, Context& context, int& result);

}  // namespace waarborg::app
