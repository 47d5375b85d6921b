// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/api.h"
#include "features/auth/session_views.h"
#include "features/setup/setup.h"

namespace waarborg::setup {
namespace {

struct SubSector {
  std::string value;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(SubSector, (), (value, label))
struct SetupOptions {
  std::vector<SubSector> sub_sectors;
};
BOOST_DESCRIBE_STRUCT(SetupOptions, (), (sub_sectors))
struct Adoption {
  std::vector<std::string> cards;
};
BOOST_DESCRIBE_STRUCT(Adoption, (), (cards))
struct Adopted {
  std::int64_t created = 0;
};
BOOST_DESCRIBE_STRUCT(Adopted, (), (created))
struct CombinedRoles {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CombinedRoles, (), (reason))
struct OrganisationInput {
  std::string name;
  std::string sub_sector;
  std::int64_t people = 0;
  std::string board_member;
  std::string security_officer;
  std::string health_information;
};
BOOST_DESCRIBE_STRUCT(OrganisationInput, (),
                      (name, sub_sector, people, board_member, security_officer, health_information))

}  // namespace

void add_routes(auth::Api& api, Setup& setup, auth::Accounts& accounts, MakeDemo make_demo) {
  api.get<SetupOptions>({"/api/v1/setup/options", "setup_options", "Choices of the set-up", ""},
                        [](auth::Call& call) -> Result<SetupOptions> {
                          SetupOptions out;
                          for (const std::string& word : org::sub_sectors()) {
                            out.sub_sectors.push_back({word, say(call.actor.language, "org.sub_sector." + word)});
                          }
                          return out;
                        });
  api.post<SetupInput, org::Organisation>(
      auth::Route{"/api/v1/setup", "setup_create", "Starts an organisation", ""}.for_people(),
      [&](auth::Call& call, SetupInput input) -> Result<org::Organisation> {
        auto made = setup.create(call.actor.account, call.actor.name, input, false);
        if (!made) return made;
        if (auto entered = accounts.enter(call, made->id); !entered) return std::unexpected(entered.error());
        return made;
      });
  api.get<auth::Items<Proposal>>(
      {"/api/v1/setup/proposals", "setup_proposals", "Measures that fit this organisation", "measure.read"},
      [&](auth::Call& call) -> Result<auth::Items<Proposal>> {
        auto proposals = setup.proposals(call.actor);
        if (!proposals) return std::unexpected(proposals.error());
        return auth::Items<Proposal>{std::move(*proposals)};
      });
  api.get<auth::Items<FrameworkProposal>>(
      {"/api/v1/setup/frameworks", "setup_frameworks", "Frameworks that an organisation may choose", "catalog.read"},
      [&](auth::Call& call) -> Result<auth::Items<FrameworkProposal>> {
        auto proposals = setup.framework_proposals(call.actor);
        if (!proposals) return std::unexpected(proposals.error());
        return auth::Items<FrameworkProposal>{std::move(*proposals)};
      });
  api.post<Adoption, Adopted>({"/api/v1/setup/measures", "setup_adopt", "Makes measures of cards", "measure.edit"},
                              [&](auth::Call& call, Adoption input) -> Result<Adopted> {
                                auto made = setup.adopt(call.actor, input.cards);
                                if (!made) return std::unexpected(made.error());
                                return Adopted{*made};
                              });
  api.post<auth::Nothing, auth::Session>(
      auth::Route{"/api/v1/demo", "setup_demo", "Makes the demo organisation and enters it", ""}.for_people(),
      [&, make_demo = std::move(make_demo)](auth::Call& call, auth::Nothing) -> Result<auth::Session> {
        if (!accounts.may_create_organisations(call.actor.account)) {
          return fail(FaultKind::kForbidden, "auth.forbidden", "setup.run");
        }
        auto made = make_demo(call.actor.account, call.actor.name);
        if (!made) return std::unexpected(made.error());
        return accounts.enter(call, *made);
      });
  api.get<org::Organisation>({"/api/v1/organisation", "organisation_get", "This organisation", ""},
                             [&](auth::Call& call) { return setup.organisation(call.actor); });
  api.put<OrganisationInput, org::Organisation>(
      auth::Route{"/api/v1/organisation", "organisation_change", "Changes this organisation", "org.edit"}
          .for_people()
          .on_version(),
      [&](auth::Call& call, OrganisationInput input) {
        org::Organisation after;
        after.version = call.if_match();
        after.name = input.name;
        after.sub_sector = input.sub_sector;
        after.people = input.people;
        after.board_member = input.board_member;
        after.security_officer = input.security_officer;
        after.health_information = input.health_information;
        return setup.change_organisation(call.actor, std::move(after));
      });
  api.put<CombinedRoles, org::Organisation>(
      auth::Route{"/api/v1/organisation/combined-roles", "organisation_combine",
                  "Records why administration and content may share a session", "account.edit"}
          .for_people()
          .on_version(),
      [&](auth::Call& call, CombinedRoles input) {
        return setup.combine_roles(call.actor, input.reason, call.if_match());
      });
}

}  // namespace waarborg::setup
