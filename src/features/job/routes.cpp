// SPDX-License-Identifier: EUPL-1.2
#include "features/job/job.h"

namespace waarborg::job {

void add_routes(auth::Api& api, Jobs& jobs) {
  api.get<auth::Items<Job>>(
      {"/api/v1/jobs", "job_list", "My jobs, newest first", ""},
      [&](auth::Call& call) -> Result<auth::Items<Job>> { return auth::Items<Job>{jobs.list(call.actor)}; });
  api.get<Job>({"/api/v1/jobs/{id}", "job_get", "One of my jobs with its progress", ""},
               [&](auth::Call& call) { return jobs.get(call.actor, call.param("id")); });
  api.post<auth::Nothing, Job>(
      {"/api/v1/jobs/{id}/cancel", "job_cancel", "Ask a job to stop", ""},
      [&](auth::Call& call, auth::Nothing) { return jobs.cancel(call.actor, call.param("id")); });
  api.remove<auth::Nothing>({"/api/v1/jobs/{id}", "job_remove", "Forget a job that has ended, with its result", ""},
                            [&](auth::Call& call) { return jobs.remove(call.actor, call.param("id")); });
  api.raw(http::Method::kGet, {"/api/v1/jobs/{id}/result", "job_result", "What a job made", ""},
          "application/octet-stream", [&](auth::Call& call) -> Result<http::Response> {
            auto outcome = jobs.result(call.actor, call.param("id"));
            if (!outcome) return std::unexpected(outcome.error());
            http::Response response;
            response.set("content-type", outcome->media_type);
            response.set("content-disposition", "attachment; filename=\"" + outcome->file_name + "\"");
            response.body = std::move(outcome->bytes);
            return response;
          });
}

}  // namespace waarborg::job
