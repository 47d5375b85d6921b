// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/api.h"
#include "features/catalog/catalog.h"

namespace waarborg::catalog {
namespace {

struct ReviewInput {
  std::optional<json::Word<MappingState>> state;  ///< confirmed when absent
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(ReviewInput, (), (state, reason))

struct ConfirmInput {
  std::string source;
  std::string target;
};
BOOST_DESCRIBE_STRUCT(ConfirmInput, (), (source, target))

struct Confirmed {
  std::int64_t confirmed = 0;
};
BOOST_DESCRIBE_STRUCT(Confirmed, (), (confirmed))

constexpr std::int64_t kMostRows = 200;

MappingQuery query_of(const auth::Call& call) {
  MappingQuery query{
      call.query("source"), call.query("target"), call.query("state"), call.query("relation"), call.query("q"), 0, 50};
  query.after = call.query_number("after", 0, 0, 1'000'000);
  query.limit = call.query_number("limit", 50, 1, kMostRows);
  return query;
}

}  // namespace

void add_mapping_routes(auth::Api& api, Catalog& catalog) {
  api.get<MappingPage>({"/api/v1/mappings",
                        "mapping_list",
                        "Mappings between requirements of two frameworks",
                        "catalog.read",
                        false,
                        1U << 20,
                        {{"source", "URN of a framework"},
                         {"target", "URN of a framework"},
                         auth::one_of<MappingState>("state", "of the review"),
                         auth::one_of<Relation>("relation", "of the source to the target"),
                         {"q", "text"},
                         auth::counted_after(),
                         auth::number("limit", "50 when absent", 1, 200)}},
                       [&](auth::Call& call) { return catalog.mappings(call.actor, query_of(call)); });
  api.get<auth::Items<MappingPair>>(
      {"/api/v1/mappings/pairs", "mapping_pairs", "Frameworks that are mapped on each other", "catalog.read"},
      [&](auth::Call& call) -> Result<auth::Items<MappingPair>> {
        auto pairs = catalog.mapping_pairs(call.actor);
        if (!pairs) return std::unexpected(pairs.error());
        return auth::Items<MappingPair>{std::move(*pairs)};
      });
  api.post<ConfirmInput, Confirmed>({"/api/v1/mappings/confirm", "mapping_confirm",
                                     "Confirms every proposal from one framework to another", "catalog.edit"},
                                    [&](auth::Call& call, ConfirmInput in) -> Result<Confirmed> {
                                      const auto made = catalog.confirm_mappings(call.actor, in.source, in.target);
                                      if (!made) return std::unexpected(made.error());
                                      return Confirmed{*made};
                                    });
  api.post<ReviewInput, MappingReview>(auth::Route{"/api/v1/mappings/{id}/review", "mapping_review",
                                                   "Confirms or rejects a mapping, or takes that back", "catalog.edit"}
                                           .on_version(),
                                       [&](auth::Call& call, ReviewInput in) -> Result<MappingReview> {
                                         return catalog.review_mapping(call.actor, call.param("id"),
                                                                       in.state.value_or(MappingState::kConfirmed),
                                                                       in.reason.value_or(""), call.if_match());
                                       });
}

}  // namespace waarborg::catalog
