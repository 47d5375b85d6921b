// SPDX-License-Identifier: EUPL-1.2
#include "base/text.h"
#include "features/auth/export.h"
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

// --- files

/// As the screen narrows the list.
bool fits(const WatchedDomain& domain, const Call& call) {
  const std::string state = call.query("state");
  if (!state.empty() && state != json::word_of(domain.state)) return false;
  if (call.query_flag("worsened") && !asks_for_repair(domain)) return false;
  const std::string all = domain.name + " " + domain.owner_name + " " + domain.reason;
  return lower(all).find(lower(call.query("q"))) != std::string::npos;
}

auth::TableCell score_cell(const std::optional<Measurement>& last, std::optional<std::int64_t> Measurement::* score) {
  if (!last || !((*last).*score)) return std::string();
  return static_cast<double>(*((*last).*score));
}

auth::TableCell count_cell(const std::optional<Measurement>& last, std::int64_t Measurement::* count) {
  if (!last) return std::string();
  return static_cast<double>((*last).*count);
}

auth::ListFile<WatchedDomain> domain_file() {
  using Row = WatchedDomain;
  const auto word = [](Language l, const char* prefix, auto value) {
    return auth::word_of(l, prefix, json::word_of(value));
  };
  return {
      "scan.list.title",
      {{"scan.domain.field.name", 32, [](const Row& d, Language) { return d.name; }},
       {"auth.column.state", 18, [=](const Row& d, Language l) { return word(l, "scan.state.", d.state); }},
       {"scan.column.web", 14, [](const Row& d, Language) { return score_cell(d.last, &Measurement::web); }},
       {"scan.column.mail", 14, [](const Row& d, Language) { return score_cell(d.last, &Measurement::mail); }},
       {"scan.column.fails", 10, [](const Row& d, Language) { return count_cell(d.last, &Measurement::fails); }},
       {"scan.column.warns", 10, [](const Row& d, Language) { return count_cell(d.last, &Measurement::warns); }},
       {"scan.column.unknown", 10, [](const Row& d, Language) { return count_cell(d.last, &Measurement::unknown); }},
       {"scan.column.worsened", 16, [](const Row& d, Language) { return static_cast<double>(d.worsened); }},
       {"scan.column.measured_at", 22,
        [](const Row& d, Language) { return d.last ? auth::TableCell(d.last->measured_at) : auth::TableCell(); }},
       {"scan.column.measured_by", 24,
        [](const Row& d, Language) { return d.last ? d.last->asked_by : std::string(); }},
       {"scan.column.rules", 22, [](const Row& d, Language) { return d.last ? d.last->rules : std::string(); }},
       {"scan.domain.field.use", 20,
        [=](const Row& d, Language l) { return word(l, "scan.domain.choice.use.", d.use); }},
       {"scan.domain.field.protection", 14,
        [=](const Row& d, Language l) { return word(l, "scan.domain.choice.protection.", d.protection); }},
       {"scan.domain.field.reason", 40, [](const Row& d, Language) { return d.reason; }},
       {"auth.column.owner", 24, [](const Row& d, Language) { return d.owner_name; }}}};
}

/// One point of one measurement.
struct CheckRow {
  std::string domain;
  Moment measured_at{};
  CheckView check;
};

auth::Page<CheckRow> rows_of(const WatchedDomainDetail& detail) {
  auth::Page<CheckRow> page;
  if (!detail.verdict) return page;
  for (const CheckView& check : detail.verdict->checks) {
    page.items.push_back({detail.domain.name, detail.verdict->at, check});
  }
  page.total = std::ssize(page.items);
  return page;
}

std::string fixes_in(const CheckView& check, Language language) {
  std::string all;
  for (const FixView& fix : check.fixes) {
    if (!all.empty()) all += "\n";
    all += auth::word_of(language, "scan.system.", fix.system) + ": " + fix.words;
  }
  return all;
}

auth::ListFile<CheckRow> check_file() {
  using Row = CheckRow;
  const auto word = [](Language l, const char* prefix, auto value) {
    return auth::word_of(l, prefix, json::word_of(value));
  };
  return {
      "scan.check_list.title",
      {{"scan.domain.field.name", 32, [](const Row& r, Language) { return r.domain; }},
       {"scan.column.measured_at", 22, [](const Row& r, Language) { return r.measured_at; }},
       {"scan.column.subject", 12, [=](const Row& r, Language l) { return word(l, "scan.subject.", r.check.subject); }},
       {"scan.column.category", 24,
        [=](const Row& r, Language l) { return word(l, "scan.category.", r.check.category); }},
       {"scan.column.check", 40, [](const Row& r, Language) { return r.check.title; }},
       {"scan.column.outcome", 12,
        [=](const Row& r, Language l) { return word(l, "scan.outcome.", r.check.own.outcome); }},
       {"scan.column.words", 60, [](const Row& r, Language) { return r.check.own.words; }},
       {"scan.column.internet_nl", 24,
        [=](const Row& r, Language l) {
          return r.check.internet_nl ? word(l, "scan.outcome.", r.check.internet_nl->outcome) : std::string();
        }},
       {"scan.column.severity", 10,
        [](const Row& r, Language l) { return auth::word_of(l, "trail.value.", r.check.severity); }},
       {"scan.column.fixes", 80, [](const Row& r, Language l) { return fixes_in(r.check, l); }}}};
}

void add_files(auth::Api& api, Watch& watch, const auth::WriteWorkbook& workbook) {
  auth::add_exports<WatchedDomain>(
      api,
      {"/api/v1/scan/domains",
       "scan_domain_list",
       "",
       "scan.read",
       false,
       1U << 20U,
       {auth::one_of<DomainState>("state", "how the domain stands"),
        auth::flag("worsened", "only where something became worse that is not explained"),
        {"q", "part of the name, or of the name of the owner or the reason to depart"}}},
      [&](Call& call) -> Result<auth::Page<WatchedDomain>> {
        auto list = watch.domains(call.actor);
        if (!list) return std::unexpected(list.error());
        auth::Page<WatchedDomain> page{std::move(list->items), 0, {}};
        std::erase_if(page.items, [&](const WatchedDomain& domain) { return !fits(domain, call); });
        page.total = std::ssize(page.items);
        return page;
      },
      domain_file(), workbook);
  auth::add_exports<CheckRow>(
      api,
      {"/api/v1/scan/domains/{id}/checks",
       "scan_check_list",
       "",
       "scan.read",
       false,
       1U << 20U,
       {{"measurement", "id of an earlier one; the last when absent"}}},
      [&](Call& call) -> Result<auth::Page<CheckRow>> {
        const auto detail = watch.domain(call.actor, call.param("id"), call.query("measurement"));
        if (!detail) return std::unexpected(detail.error());
        return rows_of(*detail);
      },
      check_file(), workbook);
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

void add_routes(auth::Api& api, Watch& watch, job::Jobs& jobs, const auth::WriteWorkbook& workbook) {
  api.get<WatchedDomainList>(
      {"/api/v1/scan/domains", "scan_domain_list", "Domains of the register with their last measurement", "scan.read"},
      [&](Call& call) { return watch.domains(call.actor); });
  add_files(api, watch, workbook);
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
