// SPDX-License-Identifier: EUPL-1.2
//
// From stored rows to the input of the verdict engine. Internal to this feature.
#pragma once

#include <set>

#include "features/measure/assessed.h"
#include "features/measure/history.h"

namespace waarborg::measure {

/// What the stored facts of one organisation are, before they are sorted out per measure.
struct StoredFacts {
  std::vector<evidence::EvidenceFact> evidence;
  std::vector<evidence::SampleFact> samples;
  std::vector<task::PerformanceFact> performances;
  std::vector<task::DeviationFact> deviations;
  std::vector<OverrideRow> overrides;
  std::vector<Completion> completions;
  std::vector<catalog::AppliedMapping> mappings;
  std::map<std::string, History>
      histories;  ///< Of measures that were ever changed; the others always were as they are.
};

/// How people and places are to be weighed.
struct LoadTerms {
  std::map<std::string, double> weights;                 ///< By "kind:id" of a place.
  std::map<std::string, std::string> person_of_account;  ///< Ids; accounts that are tied to the register of people.
  std::map<std::string, std::string> name_of_account;    ///< Names by id: a collector's token has a name of its own.
  std::set<std::string> signing_in;                      ///< People whom an account is tied to that did not leave.
  std::multimap<std::string, std::string> delivered_by;  ///< Systems by supplier.

  bool operator==(const LoadTerms&) const = default;
};

/// An assessment to follow on: what was read for it stands, but for these measures.
struct Before {
  const Assessed& assessed;
  std::set<std::string> touched;  ///< Measures whose facts, plan or places changed since. Ids.

  /// The proof of a measure that was not touched; null when there is none.
  const MeasureProof* kept(const std::string& measure) const;
};

/// The requirements of the frameworks, and which measures answer them (load_requirements.cpp).
void add_requirements(Assessed& assessed, Texts& texts, const StoredFacts& facts);

/// Ids of the measures that answer a requirement in part, themselves or by way of a mapping.
std::vector<std::string> partly_answering(const std::vector<StoredMeasure>& measures,
                                          const std::vector<catalog::AppliedMapping>& mappings,
                                          const std::string& requirement);

/// Fills assessed.proof from assessed.measures, .requirements, .decisions, .people and the facts.
/// @param before  null: from nothing. Else `facts` holds the facts of the touched and new measures only, apart from
///                overrides, completions and mappings, which it holds all.
/// @pre people, places and what LoadTerms tells of them are those of `before`
void build_proof(Assessed& assessed, const StoredFacts& facts, const LoadTerms& terms, const Before* before = nullptr);

}  // namespace waarborg::measure
