// SPDX-License-Identifier: EUPL-1.2
//
// From nothing to a working organisation: who we are, which sites, who answers for what, and the measures that fit
// such an organisation (plan cards), each with an owner, a cadence and its places.
#pragma once

#include <string>
#include <vector>

#include "features/auth/auth.h"
#include "features/catalog/catalog.h"
#include "features/catalog/offer.h"
#include "features/measure/measure.h"
#include "features/org/org.h"
#include "features/record/record.h"

namespace waarborg::setup {

inline constexpr std::string_view kNorm = "urn:waarborg:framework:nen7510-2024";

struct SiteInput {
  std::string name;
  std::string city;
};
BOOST_DESCRIBE_STRUCT(SiteInput, (), (name, city))

struct SetupInput {
  std::string name;
  std::string sub_sector;
  std::int64_t people = 0;
  std::vector<SiteInput> sites;
  std::string board_member;
  std::string security_officer;
  std::string health_information;
};
BOOST_DESCRIBE_STRUCT(SetupInput, (),
                      (name, sub_sector, people, sites, board_member, security_officer, health_information))

struct ProposedAnswer {
  std::string ref;
  json::Word<measure::Coverage> coverage;
};
BOOST_DESCRIBE_STRUCT(ProposedAnswer, (), (ref, coverage))

struct Proposal {
  std::string card;
  std::string title;
  std::string description;
  std::string owner_role;
  std::string owner;
  std::string places;  ///< Kind of the places below: that of the card when such places exist, else "organisation".
  std::int64_t place_count = 0;
  std::string cadence;  ///< In words: "elk kwartaal".
  std::vector<ProposedAnswer> requirements;
  bool adopted = false;
  std::int64_t minutes_per_month = 0;  ///< Estimate of the work in an average month.
};
BOOST_DESCRIBE_STRUCT(Proposal, (),
                      (card, title, description, owner_role, owner, places, place_count, cadence, requirements, adopted,
                       minutes_per_month))

/// A framework that an organisation chooses itself.
struct FrameworkProposal {
  std::string id;
  std::string urn;
  std::string name;
  std::int64_t requirements = 0;
  bool used = false;
  bool proposed = false;  ///< It probably applies to an organisation of this kind and size.
  std::string reason;     ///< Why; also says for whom it is when it is not proposed.
};
BOOST_DESCRIBE_STRUCT(FrameworkProposal, (), (id, urn, name, requirements, used, proposed, reason))

/// Whether a card fits an organisation of this kind and size.
bool fits(const catalog::PlanCard& card, const org::Organisation& organisation);

/// "elk kwartaal" / "every quarter" for the rules that the cards use; the rule itself otherwise.
std::string cadence_words(std::string_view rrule, Language language);

/// Estimate of the work that a card asks in an average month: keeping the document current, looking in each place,
/// doing what is due and noting it, drawing and judging samples, and looking at results of tools. Unit: minutes.
/// The times per piece of work are ours (rules.cpp), for someone who knows the product; a round number for people to
/// choose by, not a promise.
double minutes_per_month(const catalog::PlanCard& card, std::int64_t people, std::int64_t places);

/// The measure that a card becomes. `start` is the first day on which something is expected.
measure::MeasureInput measure_from(const catalog::PlanCard& card, const std::string& owner,
                                   std::vector<measure::PlaceRef> places, Day start, Language language);

class Setup {
 public:
  Setup(db::Database& database, trail::Trail& trail, const Clock& clock, auth::Accounts& accounts,
        catalog::Catalog& catalog, record::Records& records, measure::Measures& measures,
        std::vector<catalog::ContentFile> content);

  /// kForbidden unless the account may create organisations. The account becomes administrator and security officer.
  Result<org::Organisation> create(const AccountId& account, const std::string& account_name, const SetupInput& input,
                                   bool demo);
  Result<std::vector<Proposal>> proposals(const auth::Actor& who);
  /// The frameworks of Waarborg that are not for everyone.
  Result<std::vector<FrameworkProposal>> framework_proposals(const auth::Actor& who);
  /// Makes measures of these cards, all or nothing; cards that were adopted already are left alone.
  Result<std::int64_t> adopt(const auth::Actor& who, const std::vector<std::string>& cards);
  Result<org::Organisation> organisation(const auth::Actor& who);
  Result<org::Organisation> change_organisation(const auth::Actor& who, org::Organisation input);
  Result<org::Organisation> combine_roles(const auth::Actor& who, const std::string& reason, std::int64_t seen);
  std::map<std::string, trail::StateReader> state_readers() const;
  /// Writes every organisation into the log of the installation, once in its life; from then on each when it is made
  /// (listed.cpp).
  void begin_list();
  /// Every organisation that the log of the installation says was made, whether or not anything of it is left.
  std::vector<OrganisationId> listed(db::Transaction& tx) const;
  const std::vector<catalog::PlanCard>& cards() const { return cards_; }
  const std::vector<catalog::ContentFile>& content() const { return content_; }

 private:
  std::string person(db::Transaction& tx, const auth::Actor& who, const std::string& name, const char* function_key,
                     Moment now);
  std::vector<measure::PlaceRef> places_for(db::Transaction& tx, const OrganisationId& organisation,
                                            const std::string& places) const;
  Result<org::Organisation> save(const auth::Actor& who, const org::Organisation& before, org::Organisation after);

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
  auth::Accounts& accounts_;
  catalog::Catalog& catalog_;
  record::Records& records_;
  measure::Measures& measures_;
  std::vector<catalog::ContentFile> content_;
  std::vector<catalog::PlanCard> cards_;
  std::vector<catalog::FrameworkOffer> offers_;
};

/// Builds the demo organisation; set by app, which knows every feature.
using MakeDemo = std::function<Result<OrganisationId>(const AccountId&, const std::string& name)>;

void add_routes(auth::Api& api, Setup& setup, auth::Accounts& accounts, MakeDemo make_demo);

}  // namespace waarborg::setup
