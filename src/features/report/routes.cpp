// SPDX-License-Identifier: EUPL-1.2
#include "features/report/report.h"

namespace waarborg::report {
namespace {

http::Response answer_with(Document document) {
  http::Response response;
  const bool page = document.media_type.starts_with("text/html");
  response.set("content-type", document.media_type);
  response.set("content-disposition",
               std::string(page ? "inline" : "attachment") + "; filename=\"" + document.file_name + "\"");
  if (page) response.set("content-security-policy", page_policy());
  response.body = std::move(document.bytes);
  return response;
}

}  // namespace

void add_routes(auth::Api& api, Reports& reports, const auth::WriteWorkbook& workbook) {
  const auth::Parameter format = auth::one_of("format", "pdf when absent", {"pdf", "xlsx", "json", "html"});
  const auth::Parameter framework{"framework", "id; the first when absent"};
  const auto with_period = [](std::vector<auth::Parameter> parameters) {
    for (auto& one : measure::period_parameters()) parameters.push_back(std::move(one));
    return parameters;
  };
  const std::vector<std::string> formats{"application/pdf",
                                         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                         "application/json", "text/html"};
  api.raw(
      http::Method::kGet,
      auth::Route{"/api/v1/reports/vvt",
                  "report_vvt",
                  "Statement of applicability",
                  "report.read",
                  false,
                  1U << 20,
                  {format, framework, {"version", "number of a submitted version; the decisions of now when absent"}}}
          .answering(formats),
      "application/pdf", [&](auth::Call& call) -> Result<http::Response> {
        auto document =
            reports.vvt(call.actor, call.query("format", "pdf"), call.query("framework"), call.query("version"));
        if (!document) return std::unexpected(document.error());
        return answer_with(std::move(*document));
      });
  api.raw(http::Method::kGet,
          auth::Route{"/api/v1/reports/board", "report_board", "Board overview on one page", "report.read", false,
                      1U << 20, with_period({format, framework})}
              .answering(formats),
          "application/pdf", [&](auth::Call& call) -> Result<http::Response> {
            const auto days = measure::asked_days(call);
            if (!days) return std::unexpected(days.error());
            auto document = reports.board(call.actor, call.query("format", "pdf"), call.query("framework"), *days);
            if (!document) return std::unexpected(document.error());
            return answer_with(std::move(*document));
          });
  api.get<Board>({"/api/v1/board", "board_get", "Status, holes and decisions for the board", "report.read", false,
                  1U << 20, with_period({framework})},
                 [&](auth::Call& call) -> Result<Board> {
                   const auto days = measure::asked_days(call);
                   if (!days) return std::unexpected(days.error());
                   return reports.board_view(call.actor, call.query("framework"), *days);
                 });
  api.raw(http::Method::kGet, {"/api/v1/package", "report_package", "Audit package", "report.read"}, "application/zip",
          [&](auth::Call& call) -> Result<http::Response> {
            auto document = reports.package_at_once(call.actor);
            if (!document) return std::unexpected(document.error());
            return answer_with(std::move(*document));
          });
  add_trail_routes(api, reports, workbook);
}

}  // namespace waarborg::report
