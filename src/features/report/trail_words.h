// SPDX-License-Identifier: EUPL-1.2
//
// What an entry of the log changed, in words: for who reads the file of the log and knows neither JSON nor ids.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/phrasebook.h"

namespace waarborg::report {

using Names = std::map<std::string, std::string>;  ///< Id of a record -> its name.

/// Every id of a record (RFC 9562 section 4, as text) that stands somewhere in a value, in order, each as often as it
/// does.
std::vector<std::string> ids_in(std::string_view value);

/// The phrase when there is one, else `otherwise`.
std::string words_or(Language language, const std::string& key, const std::string& otherwise);

/// A value of the log: lists and objects without their brackets, what is empty left out, fields and codes in words, a
/// record by its name. What is none of these stays as it is.
std::string value_in_words(const std::string& value, const Names& names, Language language);

}  // namespace waarborg::report
