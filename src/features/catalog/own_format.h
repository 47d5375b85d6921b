// SPDX-License-Identifier: EUPL-1.2
//
// Our own format: the three files of content/frameworks/<norm>/, as Waarborg brings them and as others may send them in
// a ZIP. They are edited by people, so every slip is a fault that names its place; nothing is guessed.
#pragma once

#include <string_view>

#include "base/result.h"
#include "features/catalog/library.h"

namespace waarborg::catalog {

/// framework.toml     urn, ref_id, version, locale, name_nl, name_en, publisher, copyright, and [[chapters]] in order,
///                    each with ref, title_nl, title_en.
/// requirements.csv   ref,chapter,title_nl,title_en,asks_nl,asks_en,why_nl,why_en,example_nl,example_en,design_nl,
///                    design_en,existence_nl,existence_en,operation_nl,operation_en,cadence,instrument,health,
///                    control_type,cia
/// mappings.csv       source_urn,target_urn,relation,strength,rationale_nl,rationale_en; may be empty.
struct OwnFormatTexts {
  std::string_view framework_toml;
  std::string_view requirements_csv;
  std::string_view mappings_csv;
};

/// The URN of a chapter or requirement is that of the framework, ":", and its ref.
/// Faults are kInvalid with `where` "<file> line N": those of read_csv and read_toml_tables,
/// catalog.own.missing, .column, .chapter, .double_ref, .cia, .relation, .strength, .unknown_urn.
Result<Library> read_own_format(const OwnFormatTexts& texts);

/// The same three files, owning their text.
struct OwnFormatFiles {
  std::string framework_toml, requirements_csv, mappings_csv;
};

/// Whether a file is a ZIP (APPNOTE 4.3.7), so no YAML.
bool is_own_package(std::string_view bytes);

/// The files in a ZIP, at its root or together in one folder; mappings.csv may be absent, other files are left alone.
/// Faults: those of archive::ZipReader; kInvalid catalog.own.no_file (where: the name).
Result<OwnFormatFiles> read_own_package(std::string_view zip);

}  // namespace waarborg::catalog
