// SPDX-License-Identifier: EUPL-1.2
//
// What norms ask, as values: frameworks with their requirements, the mappings between them, and what comes with them.
// Both the norms that Waarborg brings (own_format) and those a user imports (ciso_assistant) become a Library.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/catalog/risk_matrix.h"
#include "features/catalog/texts.h"

namespace waarborg::catalog {

/// URNs are compared without regard to capitals; this is the form in which every Library keeps them.
std::string urn_key(std::string_view urn);

/// One step of a maturity or compliance scale.
struct ScoreLevel {
  int score = 0;
  Texts texts;
  bool operator==(const ScoreLevel&) const = default;
};

/// A selection of requirements inside a framework, such as "basic hygiene" or "statement of applicability".
struct ImplementationGroup {
  std::string ref;
  bool selected_by_default = false;
  Texts texts;
  bool operator==(const ImplementationGroup&) const = default;
};

struct Choice {
  std::string urn;
  std::string result;  ///< compliant, partially_compliant, non_compliant, not_applicable; empty when neutral.
  Texts texts;
  bool operator==(const Choice&) const = default;
};

struct Question {
  std::string urn;
  std::string kind;  ///< unique_choice, multiple_choice, text, date, number, boolean.
  std::vector<Choice> choices;
  Texts texts;
  bool operator==(const Question&) const = default;
};

/// A heading or an assessable item of a framework.
struct Requirement {
  std::string urn;         ///< Lower case, unique in the library, stable over versions.
  std::string ref;         ///< As printed: "8.13"; may be empty.
  std::string parent_urn;  ///< Empty at the top.
  int depth = 1;           ///< From 1, by parent_urn.
  bool assessable = false;
  std::size_t order = 0;  ///< Place in the document, from 0.
  Texts texts;
  std::vector<std::string> groups;              ///< Refs of implementation groups.
  std::vector<std::string> reference_controls;  ///< URNs; may point into another library.
  std::vector<std::string> threats;             ///< URNs; may point into another library.
  std::vector<Question> questions;
  std::string importance;    ///< mandatory, recommended, nice_to_have; empty when not said.
  std::string cadence;       ///< RFC 5545 RRULE: how often it must be shown; empty when not said.
  std::string instrument;    ///< What of Waarborg helps with it: scan, accesslog, continuity…; "none" or empty.
  std::string health;        ///< Whether the norm adds something for care here: yes, no; empty when not said.
  std::string control_type;  ///< preventive, detective, corrective, with "+" between; empty when unknown.
  std::string cia;           ///< Letters of C, I, A that it protects; empty when unknown.
  bool operator==(const Requirement&) const = default;
};

struct Framework {
  std::string urn;
  std::string ref;
  Texts texts;
  int min_score = 0;
  int max_score = 100;
  std::vector<ScoreLevel> scores;
  std::vector<ImplementationGroup> groups;
  std::vector<Requirement> requirements;  ///< As a tree read from top to bottom: parents before their children.
  bool operator==(const Framework&) const = default;
};

/// How the source covers the target: equal, subset (source asks less), superset (source asks more), intersect,
/// not_related. Names as in OSCAL's set theory mapping (NIST IR 8477).
enum class Relation { kEqual, kSubset, kSuperset, kIntersect, kNotRelated };
BOOST_DESCRIBE_ENUM(Relation, kEqual, kSubset, kSuperset, kIntersect, kNotRelated)
std::optional<Relation> parse_relation(std::string_view word);
std::string_view to_text(Relation relation);

struct Mapping {
  std::string source_urn;
  std::string target_urn;
  Relation relation = Relation::kIntersect;
  std::optional<int> strength;  ///< As the author gave it; 0 to 10 in what Waarborg brings.
  Texts texts;                  ///< Field rationale.
  bool operator==(const Mapping&) const = default;
};

struct MappingSet {
  std::string urn;  ///< May be empty in old files.
  std::string source_framework_urn;
  std::string target_framework_urn;
  Texts texts;
  std::vector<Mapping> mappings;
  bool operator==(const MappingSet&) const = default;
};

/// A reference control or a threat.
struct ReferenceItem {
  std::string urn;
  std::string ref;
  std::string category;  ///< policy, process, technical, physical, procedure; empty for threats.
  std::string function;  ///< govern, identify, protect, detect, respond, recover; empty for threats.
  Texts texts;
  bool operator==(const ReferenceItem&) const = default;
};

/// One file: a versioned package. The reader fills all but source_sha256.
struct Library {
  std::string urn;
  std::string ref;
  int version = 0;     ///< Higher is newer.
  std::string locale;  ///< Language of the untranslated texts.
  std::string publication_date, provider, packager;
  std::string source_sha256;              ///< Lower-case hex of the source, by whoever read the file; used by diff().
  std::vector<std::string> dependencies;  ///< URNs of libraries.
  Texts texts;                            ///< title, description, copyright.
  std::vector<Framework> frameworks;
  std::vector<MappingSet> mapping_sets;
  std::vector<ReferenceItem> reference_controls, threats;
  std::vector<RiskMatrix> risk_matrices;
  std::vector<Message> warnings;  ///< Unknown references and parts that were skipped, in order of the file.
};

}  // namespace waarborg::catalog
