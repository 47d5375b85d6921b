// SPDX-License-Identifier: EUPL-1.2
//
// The documents that take long, made in the background: each is what its direct route gives.
#include <algorithm>

#include "features/job/job.h"
#include "features/report/report.h"

namespace waarborg::report {
namespace {

using namespace std::chrono_literals;

struct StatementOrder {
  std::string format;  ///< pdf or xlsx
  std::optional<std::string> framework;
  std::optional<std::string> version;
};
BOOST_DESCRIBE_STRUCT(StatementOrder, (), (format, framework, version))

struct BoardOrder {
  std::string format;  ///< pdf or xlsx
  std::optional<std::string> framework;
  std::optional<std::string> from;      ///< First day.
  std::optional<std::string> to;        ///< Last day.
  std::optional<std::string> known_at;  ///< As known on this day.
};
BOOST_DESCRIBE_STRUCT(BoardOrder, (), (format, framework, from, to, known_at))

std::string text_of(const json::Object& request, const char* member) {
  const json::Value* value = request.if_contains(member);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

/// Of an order that was checked when it was given.
measure::AskedDays days_of(const json::Object& request) {
  return {parse_day(text_of(request, "from")), parse_day(text_of(request, "to")),
          parse_day(text_of(request, "known_at"))};
}

/// Waits for its turn instead of failing: only a request in a browser is in a hurry.
Result<void> wait_for_turn(job::Running& running) {
  if (auto go_on = running.progress(0, 0, "report.step.turn"); !go_on) return go_on;
  return running.rest(250ms);
}

Result<job::Outcome> outcome_of(Result<Document> made) {
  if (!made) return std::unexpected(made.error());
  return job::Outcome{std::move(made->bytes), std::move(made->media_type), std::move(made->file_name)};
}

template <class Make>
job::Kind document_job(const char* kind, Make make) {
  return {kind,
          true,
          5min,
          {"report.read"},
          [make](const auth::Actor& who, const json::Object& request, job::Running& running) -> Result<job::Outcome> {
            if (auto ok = running.progress(0, 0, "report.step.document"); !ok) return std::unexpected(ok.error());
            return outcome_of(make(who, request, [&] { return wait_for_turn(running); }));
          }};
}

Result<job::Outcome> make_package(Reports& reports, const auth::Actor& who, job::Running& running) {
  for (;;) {
    auto made = reports.package(who, [&](std::int64_t done, std::int64_t total, const char* phrase) {
      return running.progress(done, total, phrase);
    });
    if (made || made.error().what.key != "report.package.busy") return outcome_of(std::move(made));
    if (auto go_on = wait_for_turn(running); !go_on) return std::unexpected(go_on.error());
  }
}

Result<job::Outcome> make_verification(Reports& reports, const auth::Actor& who, job::Running& running) {
  if (auto go_on = running.progress(0, 0, "report.step.verifying"); !go_on) return std::unexpected(go_on.error());
  const auto found = reports.verify(who);
  if (!found) return std::unexpected(found.error());
  return job::Outcome{json::print(told(*found, reports.trail().verifier(who.organisation), who.language)),
                      "application/json; charset=utf-8", say(who.language, "report.verify.file_name") + ".json"};
}

Result<void> check_made(const std::string& format) {
  if (format == "pdf" || format == "xlsx") return {};
  return invalid("report.job.format_unknown", "format");
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

job::NewJob statement_job(const StatementOrder& order) {
  const std::string version = order.version.value_or("");
  Message title{"report.job.statement", {{"format", upper(order.format)}}};
  if (!version.empty()) {
    title = {"report.job.statement_version", {{"format", upper(order.format)}, {"version", version.substr(0, 20)}}};
  }
  return {"statement",
          json::Object{{"format", order.format}, {"framework", order.framework.value_or("")}, {"version", version}},
          std::move(title)};
}

Result<json::Object> request_of(const BoardOrder& order, const Clock& clock) {
  if (auto ok = check_made(order.format); !ok) return std::unexpected(ok.error());
  json::Object request{{"format", order.format}, {"framework", order.framework.value_or("")}};
  for (const auto& [name, text] : {std::pair{"from", &order.from}, {"to", &order.to}, {"known_at", &order.known_at}}) {
    if (!*text || (*text)->empty()) continue;
    if (!parse_day(**text)) return invalid("base.json.not_day", name);
    request[name] = **text;
  }
  if (auto question = measure::asked(days_of(request), clock); !question) return std::unexpected(question.error());
  return request;
}

}  // namespace

void add_jobs(job::Jobs& jobs, Reports& reports) {
  jobs.add({"package",
            true,
            30min,
            {"report.read", "evidence.read", "trail.read", "task.read"},
            [&](const auth::Actor& who, const json::Object&, job::Running& running) {
              return make_package(reports, who, running);
            }});
  jobs.add(document_job("statement", [&](const auth::Actor& who, const json::Object& request, const Turn& turn) {
    return reports.vvt(who, text_of(request, "format"), text_of(request, "framework"), text_of(request, "version"),
                       turn);
  }));
  jobs.add(document_job("board", [&](const auth::Actor& who, const json::Object& request, const Turn& turn) {
    return reports.board(who, text_of(request, "format"), text_of(request, "framework"), days_of(request), turn);
  }));
  jobs.add(
      {"verify", true, 30min, {"trail.read"}, [&](const auth::Actor& who, const json::Object&, job::Running& running) {
         return make_verification(reports, who, running);
       }});
}

void add_job_routes(auth::Api& api, job::Jobs& jobs, const Clock& clock) {
  api.post<auth::Nothing, job::Job>(
      {"/api/v1/package", "report_package_job", "Make the audit package in the background", "report.read"},
      [&](auth::Call& call, auth::Nothing) {
        return job::accepted(call, jobs.enqueue(call.actor, {"package", {}, {"report.job.package", {}}}));
      });
  api.post<StatementOrder, job::Job>(
      {"/api/v1/reports/vvt", "report_vvt_job", "Make the statement of applicability in the background", "report.read"},
      [&](auth::Call& call, const StatementOrder& order) -> Result<job::Job> {
        if (auto ok = check_made(order.format); !ok) return std::unexpected(ok.error());
        return job::accepted(call, jobs.enqueue(call.actor, statement_job(order)));
      });
  api.post<BoardOrder, job::Job>(
      {"/api/v1/reports/board", "report_board_job", "Make the board overview in the background", "report.read"},
      [&](auth::Call& call, const BoardOrder& order) -> Result<job::Job> {
        auto request = request_of(order, clock);
        if (!request) return std::unexpected(request.error());
        return job::accepted(call, jobs.enqueue(call.actor, {"board",
                                                             std::move(*request),
                                                             {"report.job.board", {{"format", upper(order.format)}}}}));
      });
  api.post<auth::Nothing, job::Job>(
      {"/api/v1/trail/verifications", "trail_verify_job", "Check the whole log in the background", "trail.read"},
      [&](auth::Call& call, auth::Nothing) {
        return job::accepted(call, jobs.enqueue(call.actor, {"verify", {}, {"report.job.verify", {}}}));
      });
}

}  // namespace waarborg::report
