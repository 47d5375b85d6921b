// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/api.h"
#include "features/scan/watch/watch.h"

namespace waarborg::scan {
namespace {

using auth::Call;

std::vector<std::string> ids_in(const json::Object& request) {
  std::vector<std::string> ids;
  const json::Value* list = request.if_contains("domains");
  if (list == nullptr || !list->is_array()) return ids;
  for (const json::Value& id : list->as_array()) {
    if (id.is_string()) ids.emplace_back(id.as_string());
  }
  return ids;
}

job::NewJob scan_job(const ScanOrder& order) {
  return {"scan", json::Object{{"domains", json::encode(order.domains)}}, {"scan.watch.job", {}}};
}

}  // namespace

void add_jobs(job::Jobs& jobs, Watch& watch) {
  jobs.add({"scan",
            true,
            std::chrono::hours(3),
            {"scan.run"},
            [&](const auth::Actor& who, const json::Object& request, job::Running& running) -> Result<job::Outcome> {
              auto made = watch.measure(who, ids_in(request), running);
              if (!made) return std::unexpected(made.error());
              return job::Outcome{std::move(*made), "application/json; charset=utf-8",
                                  say(who.language, "scan.watch.file_name") + ".json"};
            }});
}

void add_routes(auth::Api& api, Watch& watch, job::Jobs& jobs) {
  api.get<auth::Items<WatchedDomain>>(
      {"/api/v1/scan/domains", "scan_domain_list", "Domains of the register with their last measurement", "scan.read"},
      [&](Call& call) { return watch.domains(call.actor); });
  api.get<WatchedDomainDetail>(
      {"/api/v1/scan/domains/{id}",
       "scan_domain_get",
       "What was measured of a domain, judged by the rules of now, and its history",
       "scan.read",
       false,
       1U << 20U,
       {{"measurement", "id of an earlier one; the last when absent"}}},
      [&](Call& call) { return watch.domain(call.actor, call.param("id"), call.query("measurement")); });
  api.get<ScanSchedule>({"/api/v1/scan/schedule", "scan_schedule_get", "How often domains are measured", "scan.read"},
                        [&](Call& call) { return watch.schedule(call.actor); });
  api.put<ScanScheduleInput, ScanSchedule>(
      {"/api/v1/scan/schedule", "scan_schedule_set", "Sets how often domains are measured", "scan.run"},
      [&](Call& call, const ScanScheduleInput& input) { return watch.set_schedule(call.actor, input.every); });
  api.post<ScanOrder, job::Job>(
      {"/api/v1/scan", "scan_job", "Measure domains of the register in the background", "scan.run"},
      [&](Call& call, const ScanOrder& order) -> Result<job::Job> {
        if (order.domains.size() > Watch::kMostDomains) {
          return invalid("scan.watch.too_many", "domains", {{"most", std::to_string(Watch::kMostDomains)}});
        }
        return job::accepted(call, jobs.enqueue(call.actor, scan_job(order)));
      });
}

}  // namespace waarborg::scan
