// SPDX-License-Identifier: EUPL-1.2
//
// Rows of the catalog ↔ values. Only this feature includes it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/catalog/catalog.h"
#include "features/catalog/library.h"

namespace waarborg::catalog {

/// One kept version of a library with its source, exactly as it came.
struct LibraryRow {
  std::string urn;
  std::int64_t version = 0;
  bool builtin = false;
  std::string sha256;
  std::string source;
  Moment imported_at{};
};
BOOST_DESCRIBE_STRUCT(LibraryRow, (), (urn, version, builtin, sha256, source, imported_at))

struct MappingRow {
  std::string id;
  std::int64_t version = 0;
  std::string library_urn;
  std::string source_urn;
  std::string target_urn;
  std::string relation;
  std::optional<std::int64_t> strength;
  std::string rationale_nl, rationale_en;
  std::string reviewer;
  std::optional<Moment> reviewed_at;
};
BOOST_DESCRIBE_STRUCT(MappingRow, (),
                      (id, version, library_urn, source_urn, target_urn, relation, strength, rationale_nl, rationale_en,
                       reviewer, reviewed_at))

/// One word of a person on a mapping.
struct ReviewRow {
  std::string mapping_id;
  std::int64_t version = 0;
  std::string library_urn, source_urn, target_urn, relation;
  std::optional<std::int64_t> strength;
  std::string state, reason, reviewer;
  Moment reviewed_at{};
};
BOOST_DESCRIBE_STRUCT(ReviewRow, (),
                      (mapping_id, version, library_urn, source_urn, target_urn, relation, strength, state, reason,
                       reviewer, reviewed_at))

struct UseRow {
  std::string urn;
  std::int64_t version = 0;
  bool used = true;
  std::int64_t place = 0;  ///< Frameworks with a lower number come first.
  std::string reason, decided_by;
  Moment decided_at{};
};
BOOST_DESCRIBE_STRUCT(UseRow, (), (urn, version, used, place, reason, decided_by, decided_at))

struct OwnTextRow {
  std::string urn;
  std::int64_t version = 0;
  std::string own_text;
};
BOOST_DESCRIBE_STRUCT(OwnTextRow, (), (urn, version, own_text))

/// The three files of a norm of ours as one text, so that one column keeps any source.
std::string bundle(std::string_view framework_toml, std::string_view requirements_csv, std::string_view mappings_csv);

/// The library in a kept source, with its hash.
Result<Library> read_source(std::string_view source);

/// JSON of the texts in Dutch, English and `locale`; other languages stay in the source only.
std::string texts_to_json(const Texts& texts, const std::string& locale);
Texts texts_from_json(const std::string& text);

/// A title for lists: the title, else the beginning of what is asked.
std::string title_of(const Texts& texts, std::string_view language, const std::string& locale);

/// The ref, else the last part of the URN.
std::string ref_or_tail(const std::string& ref, const std::string& urn);

/// Urn of a library → canonical JSON over everything that came from it, sources included.
/// @param library  only this one; empty for all.
std::map<std::string, std::string> library_states(db::Transaction& tx, const OrganisationId& organisation,
                                                  const std::string& library);

/// Of one library; empty when nothing came from it.
std::string library_state(db::Transaction& tx, const OrganisationId& organisation, const std::string& library);

/// Nobody else changes what came from it until the transaction ends; before its state is read to be changed.
/// @returns the rows of which that state is made. Nothing can hold a row that is not there yet: see check_added.
std::int64_t hold_library(db::Transaction& tx, const OrganisationId& organisation, const std::string& library);

/// After a change of which the state was read again: refuses the record when there are more rows than those held before
/// and those that the change added. Somebody else put one in.
void check_added(db::Transaction& tx, const OrganisationId& organisation, const std::string& library, std::int64_t held,
                 std::int64_t added);

/// Keeps what was said of a mapping, with the mapping as it is at that version. `mapping.version` is raised already.
void add_review(db::Transaction& tx, const OrganisationId& organisation, const MappingRow& mapping,
                const std::string& state, const std::string& reason, const std::string& reviewer, Moment now);

std::string use_state(const UseRow& row);

/// Canonical JSON of an own text. The trail keeps its hash only, so the norm text never leaves in a package.
std::string own_text_state(const OwnTextRow& row);

}  // namespace waarborg::catalog
