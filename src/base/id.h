// SPDX-License-Identifier: EUPL-1.2
//
// Identifiers are types: an id of one thing cannot be passed where another is meant.
#pragma once

#include <compare>
#include <string>

namespace waarborg {

/// Text of a UUID version 7 (RFC 9562 section 5.7), made by platform/crypto `new_id`; or empty for "none".
template <class Tag>
struct Id {
  std::string text;

  auto operator<=>(const Id&) const = default;
  explicit operator bool() const { return !text.empty(); }
};

using OrganisationId = Id<struct OrganisationTag>;
using PersonId = Id<struct PersonTag>;
using AccountId = Id<struct AccountTag>;
using MeasureId = Id<struct MeasureTag>;
using EvidenceId = Id<struct EvidenceTag>;
using OccurrenceId = Id<struct OccurrenceTag>;
using RowId = Id<struct RowTag>;  ///< A row of any register.

}  // namespace waarborg
