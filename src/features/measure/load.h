// SPDX-License-Identifier: EUPL-1.2
//
// From stored rows to the input of the verdict engine. Internal to this feature.
#pragma once

#include "features/measure/assessment.h"
#include "features/measure/history.h"

namespace waarborg::measure {

/// Texts by number, each once: persons and documents are compared by their number.
class Texts {
 public:
  explicit Texts(std::vector<std::string>& texts) : texts_(texts) {}
  /// kNone for an empty text.
  Ref ref(const std::string& text);

 private:
  std::vector<std::string>& texts_;
  std::unordered_map<std::string, Ref> known_;
};

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
  std::multimap<std::string, std::string> delivered_by;  ///< Systems by supplier.
};

/// The requirements of the frameworks, and which measures answer them (load_requirements.cpp).
void add_requirements(Assessed& assessed, Texts& texts, const StoredFacts& facts);

/// Fills assessed.proof from assessed.measures, .requirements, .decisions, .people and the facts.
void build_proof(Assessed& assessed, const StoredFacts& facts, const LoadTerms& terms);

}  // namespace waarborg::measure
