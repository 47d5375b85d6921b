// SPDX-License-Identifier: EUPL-1.2
//
// The OpenAPI document as a page for people: what there is, what it needs, what it answers, and how to ask with curl.
// No script and nothing from elsewhere.
#pragma once

#include <string>

#include "base/json.h"
#include "base/phrasebook.h"

namespace waarborg::app {

/// @param document  as auth::Api::openapi gives it
/// @param address   of this installation, without slash at the end: https://waarborg.example
std::string api_page(const json::Value& document, const std::string& address, Language language);

/// Content-Security-Policy with which the page may show its own style, and nothing else.
std::string api_page_policy();

/// A body that fits the schema, for the page and for the guide: {"title": "text", "places": []}.
json::Value example_of(const json::Value& document, const json::Value& schema);

}  // namespace waarborg::app
