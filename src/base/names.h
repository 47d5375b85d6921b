// SPDX-License-Identifier: EUPL-1.2
//
// Names of people: which may be written, and when two are the same. Two people are four eyes only when their names
// differ to the eye, so what the eye does not see makes no other name.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace waarborg {

/// A name as it is compared: lower case, single spaces, none around it, without accents and without marks that nobody
/// sees; Greek and Cyrillic letters that look like Latin ones are those. So "J. de  Vries" is "j. de vries", and "Zoë"
/// is "zoe" whether its accent is a letter of its own or not.
std::string folded_name(std::string_view name);

/// kInvalid base.name.invisible: it holds marks that nobody sees or that turn text round; base.name.mixed: letters of
/// two alphabets that look alike.
Result<void> check_visible(std::string_view name, std::string where);

}  // namespace waarborg
