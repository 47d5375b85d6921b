// SPDX-License-Identifier: EUPL-1.2
//
// What stands in the catalog of an organisation, as other features read it.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/phrasebook.h"
#include "base/time.h"
#include "features/catalog/texts.h"

namespace waarborg::catalog {

struct FrameworkRecord {
  std::string id;
  std::string library_urn;
  std::string urn;
  std::string ref_id;
  std::string name_nl, name_en;  ///< Never empty: the other language when one is missing.
  std::int64_t version = 0;      ///< Of the library.
  std::string locale;
  std::string copyright;
  std::string provider;
  bool builtin = false;
  std::string sha256;  ///< Of the imported file, hex.
  Moment imported_at{};
  std::int64_t requirements = 0;  ///< Assessable ones that are not removed.

  const std::string& name(Language language) const { return language == Language::kEn ? name_en : name_nl; }
};
BOOST_DESCRIBE_STRUCT(FrameworkRecord, (),
                      (id, library_urn, urn, ref_id, name_nl, name_en, version, locale, copyright, provider, builtin,
                       sha256, imported_at, requirements))

/// A heading or an assessable item, without its long texts.
struct RequirementRecord {
  std::string urn;
  std::string framework_id;
  std::string ref;         ///< "8.13"; may be empty in an imported framework.
  std::string parent_urn;  ///< Empty at the top.
  std::string chapter;     ///< Ref of the top heading that it stands under; of a top item itself.
  std::int64_t depth = 1;
  std::int64_t sort_order = 0;
  bool assessable = false;
  std::string title_nl, title_en;
  std::string cadence;     ///< RRULE, or empty.
  std::string instrument;  ///< As Requirement::instrument.
  bool health = false;     ///< Care-specific.
  std::string control_type;
  std::string cia;
  bool removed = false;  ///< No longer in the installed version; kept because answers hang on it.

  const std::string& title(Language language) const { return language == Language::kEn ? title_en : title_nl; }
};
BOOST_DESCRIBE_STRUCT(RequirementRecord, (),
                      (urn, framework_id, ref, parent_urn, chapter, depth, sort_order, assessable, title_nl, title_en,
                       cadence, instrument, health, control_type, cia, removed))

struct FullRequirement {
  RequirementRecord record;
  Texts texts;  ///< Dutch, English and the language of the framework.
  std::string framework_name_nl, framework_name_en;
  std::string locale;
  std::string own_text;  ///< Norm text typed in by a licensed organisation: on screen only, never in an export.
  std::int64_t own_text_version = 0;

  /// Field: title asks why example design existence operation annotation typical_evidence.
  std::string text(std::string_view field, Language language) const;
};

/// A mapping as seen from one requirement.
struct MappedRequirement {
  std::string id;
  std::int64_t version = 0;
  std::string urn;                         ///< The other requirement.
  std::string ref;                         ///< Of the other; the end of its URN when it is not installed.
  std::string title_nl, title_en;          ///< Empty when not installed.
  std::string framework_nl, framework_en;  ///< Name; empty when not installed.
  std::string relation;  ///< What this requirement is to the other: equal subset superset intersect not_related.
  std::optional<std::int64_t> strength;
  std::string rationale_nl, rationale_en;
  std::string reviewer;       ///< Name of who confirmed or rejected it; empty while nobody did.
  std::string state;          ///< proposed confirmed rejected
  std::string review_reason;  ///< What the reviewer wrote.
  bool in_use = false;        ///< The other framework is one that the organisation works by.
};

/// A confirmed mapping, read in one direction: what answers `from` also answers `to`.
struct AppliedMapping {
  std::string id;
  std::string from;
  std::string to;
  bool covers = false;  ///< Wholly; else in part.
};

struct RequirementDelta {
  std::string ref;
  std::vector<std::string> fields;
};
BOOST_DESCRIBE_STRUCT(RequirementDelta, (), (ref, fields))

/// What an import does, or would do. The lists are refs, and empty at a first import.
struct FrameworkReport {
  bool dry_run = true;
  std::string name;
  std::string urn;  ///< Of the library.
  std::int64_t version = 0;
  std::int64_t installed_version = 0;  ///< Before this import; 0 when there was none.
  std::int64_t requirements = 0;       ///< Assessable ones in the file.
  std::int64_t mappings = 0;
  std::vector<std::string> warnings;  ///< In the language of the user.
  std::vector<std::string> added, removed;
  std::vector<RequirementDelta> changed;
  std::vector<std::string> moved;
};
BOOST_DESCRIBE_STRUCT(FrameworkReport, (),
                      (dry_run, name, urn, version, installed_version, requirements, mappings, warnings, added, removed,
                       changed, moved))

struct MappingReview {
  std::string id;
  std::int64_t version = 0;
  std::string state;
  std::string reviewer;
};
BOOST_DESCRIBE_STRUCT(MappingReview, (), (id, version, state, reviewer))

struct FrameworkChoice {
  std::string id;
  std::string urn;
  bool used = false;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(FrameworkChoice, (), (id, urn, used, reason))

}  // namespace waarborg::catalog
