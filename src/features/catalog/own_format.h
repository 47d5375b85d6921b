// SPDX-License-Identifier: EUPL-1.2
//
// The norms that Waarborg brings, in the three files of content/frameworks/<norm>/. They are written in our own words
// and edited by people, so every slip is a fault that names its place; nothing is guessed.
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
/// Faults are kInvalid with `where` "<file> line N": those of read_csv, catalog.own.toml, .missing, .column, .chapter,
/// .double_ref, .cia, .relation, .strength, .unknown_urn.
Result<Library> read_own_format(const OwnFormatTexts& texts);

}  // namespace waarborg::catalog
