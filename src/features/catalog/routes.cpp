// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/catalog.h"

namespace waarborg::catalog {
namespace {

/// A framework as the screen shows it, in the language of the request.
struct FrameworkCard {
  std::string id;
  std::string urn;
  std::string ref_id;
  std::string name;
  std::int64_t version = 0;
  std::string locale;
  std::string copyright;
  std::int64_t requirements = 0;
  std::string sha256;
  Moment imported_at{};
  bool builtin = false;
};
BOOST_DESCRIBE_STRUCT(FrameworkCard, (),
                      (id, urn, ref_id, name, version, locale, copyright, requirements, sha256, imported_at, builtin))

struct OwnTextInput {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(OwnTextInput, (), (text))

FrameworkCard card_of(const FrameworkRecord& one, Language language) {
  return {one.id,        one.urn,          one.ref_id, one.name(language), one.version, one.locale,
          one.copyright, one.requirements, one.sha256, one.imported_at,    one.builtin};
}

}  // namespace

void add_routes(auth::Api& api, Catalog& catalog) {
  api.get<auth::Items<FrameworkCard>>({"/api/v1/frameworks", "framework_list", "Installed frameworks", "catalog.read"},
                                      [&](auth::Call& call) -> Result<auth::Items<FrameworkCard>> {
                                        const auto all = catalog.list(call.actor);
                                        if (!all) return std::unexpected(all.error());
                                        auth::Items<FrameworkCard> out;
                                        for (const FrameworkRecord& one : *all)
                                          out.items.push_back(card_of(one, call.actor.language));
                                        return out;
                                      });
  api.upload<FrameworkReport>(http::Method::kPost,
                              {"/api/v1/frameworks/import",
                               "framework_import",
                               "Imports a library in the YAML of CISO Assistant",
                               "catalog.edit",
                               false,
                               16U << 20,
                               {{"dry_run", "true: report only"}}},
                              [&](auth::Call& call) -> Result<FrameworkReport> {
                                return catalog.import_library(call.actor, call.request.body,
                                                              call.query_flag("dry_run"));
                              });
  api.put<OwnTextInput, OwnText>({"/api/v1/requirements/{urn}/own-text", "requirement_own_text",
                                  "Keeps norm text of your own; stays local", "catalog.edit"},
                                 [&](auth::Call& call, OwnTextInput in) -> Result<OwnText> {
                                   return catalog.set_own_text(call.actor, call.param("urn"), in.text, call.if_match());
                                 });
  api.post<auth::Nothing, MappingReview>(
      {"/api/v1/mappings/{id}/review", "mapping_review", "Confirms that a mapping is right", "catalog.edit"},
      [&](auth::Call& call, auth::Nothing) -> Result<MappingReview> {
        return catalog.review_mapping(call.actor, call.param("id"), call.if_match());
      });
}

}  // namespace waarborg::catalog
