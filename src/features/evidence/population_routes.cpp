// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/populations.h"
#include "features/evidence/routes.h"

namespace waarborg::evidence {
namespace {

using auth::Call;

/// What freezing asks besides the file, in the query.
Result<FreezeRequest> request_of(const Call& call) {
  const auto from = call.query_day("from");
  if (!from) return std::unexpected(from.error());
  const auto to = call.query_day("to");
  if (!to) return std::unexpected(to.error());
  if (!*from || !*to) return invalid("base.json.not_day", *from ? "to" : "from");
  const std::string place = call.query("place");
  const std::size_t slash = std::min(place.find('/'), place.size());
  return FreezeRequest{call.param("id"),
                       call.query("plan_item"),
                       call.query("title"),
                       **from,
                       **to,
                       call.query("key"),
                       {place.substr(0, slash), place.substr(std::min(slash + 1, place.size()))}};
}

/// A table in any encoding; the file is what the user has, byte for byte.
auth::Route freezing(std::string pattern, std::string operation, std::string summary) {
  return auth::Route{std::move(pattern),
                     std::move(operation),
                     std::move(summary),
                     "evidence.add",
                     false,
                     fs::FileStore::kDefaultLimit,
                     {{"title", "what the cases are"},
                      {"from", "first day", nullptr, true},
                      {"to", "last day", nullptr, true},
                      {"plan_item", "plan item id"},
                      {"key", "column with the unique key"},
                      {"place", "kind/id"}}}
      .taking({"text/csv", "application/octet-stream"});
}

}  // namespace

void add_population_routes(auth::Api& api, Populations& populations) {
  api.get<auth::Items<Population>>(
      {"/api/v1/measures/{id}/populations", "population_list", "Populations and samples of a measure", "evidence.read"},
      [&](Call& call) { return populations.of_measure(call.actor, call.param("id")); });
  api.upload<Population>(
      http::Method::kPost,
      freezing("/api/v1/measures/{id}/populations", "population_freeze", "Freezes the cases of a period (CSV)"),
      [&](Call& call) -> Result<Population> {
        const auto request = request_of(call);
        if (!request) return std::unexpected(request.error());
        return populations.freeze(call.actor, *request, call.request.body);
      });
  api.upload<PopulationTrial>(
      http::Method::kPost,
      freezing("/api/v1/measures/{id}/populations/try", "population_try", "What freezing would do; keeps nothing"),
      [&](Call& call) -> Result<PopulationTrial> {
        const auto request = request_of(call);
        if (!request) return std::unexpected(request.error());
        return populations.try_freezing(call.actor, *request, call.request.body);
      });
  api.get<Population>({"/api/v1/populations/{id}", "population_get", "One population", "evidence.read"},
                      [&](Call& call) { return populations.get(call.actor, call.param("id")); });
  api.post<DrawInput, Population>(
      {"/api/v1/populations/{id}/draw", "population_draw", "Draws the sample, once", "evidence.read"},
      [&](Call& call, const DrawInput& input) { return populations.draw(call.actor, call.param("id"), input); });
  api.put<CaseInput, Population>(
      auth::Route{"/api/v1/populations/{id}/cases/{key}", "population_judge",
                  "Judges one case of the sample; If-Match has the version of the population", "evidence.review"}
          .on_version(),
      [&](Call& call, const CaseInput& input) {
        return populations.judge(call.actor, call.param("id"), call.param("key"), input, call.if_match());
      });
  api.post<auth::Nothing, Population>(
      {"/api/v1/populations/{id}/confirm", "population_confirm", "Confirms that a sample without cases is right",
       "evidence.review"},
      [&](Call& call, const auth::Nothing&) { return populations.confirm_empty(call.actor, call.param("id")); });
  api.post<WithdrawInput, Population>(auth::Route{"/api/v1/populations/{id}/withdraw", "population_withdraw",
                                                  "Withdraws a population, with a reason", "evidence.read"}
                                          .for_people(),
                                      [&](Call& call, const WithdrawInput& input) {
                                        return populations.withdraw(call.actor, call.param("id"), input.reason);
                                      });
}

}  // namespace waarborg::evidence
