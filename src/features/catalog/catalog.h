// SPDX-License-Identifier: EUPL-1.2
//
// What is asked: the frameworks of an organisation with their requirements, the mappings between them, and the plan
// cards that propose how to show a requirement. Other features refer to a requirement by its URN.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "features/auth/actor.h"
#include "features/catalog/mapping.h"
#include "features/catalog/own_text.h"
#include "features/catalog/plan_card.h"
#include "features/catalog/records.h"
#include "features/trail/trail.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"

namespace waarborg::auth {
class Api;
}

namespace waarborg::catalog {

/// A file of content/: "/frameworks/<norm>/framework.toml", "/plans/<card>/card.toml".
struct ContentFile {
  std::string_view path;
  std::string_view bytes;
};

class Catalog {
 public:
  Catalog(db::Database& database, trail::Trail& trail, const Clock& clock);

  Result<std::vector<FrameworkRecord>> list(const auth::Actor& who);
  /// A library in the YAML of CISO Assistant, or a framework in our own format in a ZIP (own_format.h); whole or not
  /// at all. kInvalid: the faults of their readers and of diff, and catalog.import.nothing, .builtin,
  /// .framework_taken, .urn_taken.
  Result<FrameworkReport> import_library(const auth::Actor& who, std::string_view file, bool dry_run);
  /// An empty text takes it away. @param seen  version that the caller looked at; -1 overwrites.
  Result<OwnText> set_own_text(const auth::Actor& who, const std::string& urn, const std::string& text,
                               std::int64_t seen);
  /// Own texts of one framework from a table with the columns ref (eis) and text (tekst). All or nothing: with a
  /// problem nothing is saved, and `dry_run` of the answer is true. kInvalid catalog.own_text.columns, .nothing, and
  /// the faults of read_csv.
  Result<OwnTextReport> import_own_texts(const auth::Actor& who, const std::string& framework, std::string_view csv,
                                         bool dry_run);

  /// Takes a framework into use, or lets go of it: its answers are kept, but nobody is asked for more.
  /// kInvalid catalog.use.last, .reason (letting go needs one).
  Result<FrameworkChoice> use_framework(const auth::Actor& who, const std::string& id, bool used,
                                        const std::string& reason);
  /// Installed frameworks that the organisation does not work by.
  Result<std::vector<FrameworkRecord>> unused(const auth::Actor& who);

  /// What came with a framework is a proposal; the actor confirms or rejects it, or takes an earlier word back.
  /// @param state  confirmed, rejected (needs a reason) or proposed.
  Result<MappingReview> review_mapping(const auth::Actor& who, const std::string& id, const std::string& state,
                                       const std::string& reason, std::int64_t seen);
  /// Confirms every proposal from one framework to another. @return  how many.
  Result<std::int64_t> confirm_mappings(const auth::Actor& who, const std::string& source, const std::string& target);
  Result<std::vector<MappingPair>> mapping_pairs(const auth::Actor& who);
  Result<MappingPage> mappings(const auth::Actor& who, const MappingQuery& query);

  /// Installs or updates the norms that Waarborg brings, without right check: for set-up, demo and start. What is
  /// installed already costs one statement. Commits nothing.
  Result<void> install_builtin(db::Transaction& tx, const auth::Actor& who, std::span<const ContentFile> files,
                               Moment now);

  /// For other features, inside their transaction; one statement each, find_requirement two. `frameworks` and
  /// `all_requirements` are those that the organisation works by; the first framework is its main one.
  std::vector<FrameworkRecord> frameworks(db::Transaction& tx, const OrganisationId& organisation) const;
  /// In document order, removed ones included.
  std::vector<RequirementRecord> requirements(db::Transaction& tx, const OrganisationId& organisation,
                                              const std::string& framework_id) const;
  std::vector<RequirementRecord> all_requirements(db::Transaction& tx, const OrganisationId& organisation) const;
  std::optional<FullRequirement> find_requirement(db::Transaction& tx, const OrganisationId& organisation,
                                                  const std::string& urn) const;
  /// Those of `urns` that an installed framework has, whether the organisation works by it or not; removed ones too.
  static std::set<std::string> known(db::Transaction& tx, const OrganisationId& organisation,
                                     const std::vector<std::string>& urns);
  std::vector<MappedRequirement> mappings_of(db::Transaction& tx, const OrganisationId& organisation,
                                             const std::string& urn) const;

  /// Both directions of every mapping that stood confirmed at `known_at`, as it then was.
  std::vector<AppliedMapping> applied_mappings(db::Transaction& tx, const OrganisationId& organisation,
                                               Moment known_at) const;

  std::map<std::string, trail::StateReader> state_readers() const;

 private:
  void offer(db::Transaction& tx, const auth::Actor& who, const std::string& urn, Moment now);
  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
};

/// The plan cards in these files, by name. Reading takes milliseconds; the caller keeps the outcome.
Result<std::vector<PlanCard>> plan_cards(std::span<const ContentFile> files);

void add_routes(auth::Api& api, Catalog& catalog);
void add_mapping_routes(auth::Api& api, Catalog& catalog);  ///< Called by add_routes.

}  // namespace waarborg::catalog
