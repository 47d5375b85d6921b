// SPDX-License-Identifier: EUPL-1.2
//
// Words in several languages, as norms bring them.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace waarborg::catalog {

/// Language ("nl", "en") → field → text. Fields of a requirement: title, asks, why, example, design, existence,
/// operation; imported ones have title, asks, annotation and typical_evidence. Of all other things: title, description,
/// annotation, copyright. A field without text is absent.
using Texts = std::map<std::string, std::map<std::string, std::string>>;

/// The text in this language, else in `fallback`, else in any language; empty when there is none.
std::string_view text_in(const Texts& texts, std::string_view field, std::string_view language,
                         std::string_view fallback = "nl");

}  // namespace waarborg::catalog
