// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/api.h"
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
  bool used = true;
};
BOOST_DESCRIBE_STRUCT(FrameworkCard, (),
                      (id, urn, ref_id, name, version, locale, copyright, requirements, sha256, imported_at, builtin,
                       used))

struct OwnTextInput {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(OwnTextInput, (), (text))

struct UseInput {
  bool used = false;
  std::optional<std::string> reason;  ///< Needed to let go.
};
BOOST_DESCRIBE_STRUCT(UseInput, (), (used, reason))

FrameworkCard card_of(const FrameworkRecord& one, Language language, bool used) {
  return {one.id,        one.urn,          one.ref_id, one.name(language), one.version, one.locale,
          one.copyright, one.requirements, one.sha256, one.imported_at,    one.builtin, used};
}

}  // namespace

void add_routes(auth::Api& api, Catalog& catalog) {
  api.get<auth::Items<FrameworkCard>>({"/api/v1/frameworks",
                                       "framework_list",
                                       "Frameworks that the organisation works by, the main one first",
                                       "catalog.read",
                                       false,
                                       1U << 20,
                                       {auth::flag("unused", "those that it does not work by")}},
                                      [&](auth::Call& call) -> Result<auth::Items<FrameworkCard>> {
                                        const bool unused = call.query_flag("unused");
                                        const auto all = unused ? catalog.unused(call.actor) : catalog.list(call.actor);
                                        if (!all) return std::unexpected(all.error());
                                        auth::Items<FrameworkCard> out;
                                        for (const FrameworkRecord& one : *all)
                                          out.items.push_back(card_of(one, call.actor.language, !unused));
                                        return out;
                                      });
  api.upload<FrameworkReport>(http::Method::kPost,
                              auth::Route{"/api/v1/frameworks/import",
                                          "framework_import",
                                          "Imports a library in the YAML of CISO Assistant, or a ZIP in our own format",
                                          "catalog.edit",
                                          false,
                                          16U << 20,
                                          {{"dry_run", "true: report only"}}}
                                  .taking({"application/yaml", "application/zip"}),
                              [&](auth::Call& call) -> Result<FrameworkReport> {
                                return catalog.import_library(call.actor, call.request.body,
                                                              call.query_flag("dry_run"));
                              });
  api.upload<OwnTextReport>(
      http::Method::kPost,
      auth::Route{"/api/v1/frameworks/{id}/own-texts",
                  "framework_own_texts",
                  "Reads norm text of your own from a table with the columns ref and text; stays local",
                  "catalog.edit",
                  false,
                  16U << 20,
                  {{"dry_run", "true: report only"}}}
          .taking({"text/csv"}),
      [&](auth::Call& call) -> Result<OwnTextReport> {
        return catalog.import_own_texts(call.actor, call.param("id"), call.request.body, call.query_flag("dry_run"));
      });
  api.put<OwnTextInput, OwnText>(auth::Route{"/api/v1/requirements/{urn}/own-text", "requirement_own_text",
                                             "Keeps norm text of your own; stays local", "catalog.edit"}
                                     .on_version(),
                                 [&](auth::Call& call, OwnTextInput in) -> Result<OwnText> {
                                   return catalog.set_own_text(call.actor, call.param("urn"), in.text, call.if_match());
                                 });
  api.put<UseInput, FrameworkChoice>(
      {"/api/v1/frameworks/{id}/use", "framework_use", "Takes a framework into use, or lets go of it", "catalog.edit"},
      [&](auth::Call& call, UseInput in) -> Result<FrameworkChoice> {
        return catalog.use_framework(call.actor, call.param("id"), in.used, in.reason.value_or(""));
      });
  add_mapping_routes(api, catalog);
}

}  // namespace waarborg::catalog
