// SPDX-License-Identifier: EUPL-1.2
//
// The tree of a framework, from parent URNs.
#pragma once

#include <optional>

#include "features/catalog/library.h"

namespace waarborg::catalog {

/// Puts the requirements in reading order (a parent, then its children in the order they had), and sets `depth` and
/// `order`. A well-formed document keeps its order. Linear in the number of requirements.
/// @pre every parent_urn is empty or the urn of a requirement of this framework, and urns are unique.
/// @return catalog.library.cycle when requirements are each other's parents; the framework is then unusable.
std::optional<Fault> arrange_as_tree(Framework& framework);

}  // namespace waarborg::catalog
