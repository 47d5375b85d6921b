// SPDX-License-Identifier: EUPL-1.2
#include "features/report/report.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "platform/crypto/crypto.h"

namespace waarborg::report {
namespace {

const std::vector<std::string>& formats() {
  static const std::vector<std::string> kAll = {"pdf", "xlsx", "json", "html"};
  return kAll;
}

std::string media_type_of(const std::string& format) {
  if (format == "pdf") return "application/pdf";
  if (format == "xlsx") return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return format == "json" ? "application/json; charset=utf-8" : "text/html; charset=utf-8";
}

}  // namespace

Result<void> check_format(const std::string& format) {
  if (std::ranges::find(formats(), format) != formats().end()) return {};
  return invalid("report.format_unknown", "format");
}

Document document_of(std::string bytes, const std::string& format, const std::string& name) {
  return {std::move(bytes), media_type_of(format), name + "." + format};
}

Reports::Reports(db::Database& database, const Clock& clock, measure::Measures& measures,
                 measure::Assessments& assessments, catalog::Catalog& catalog, evidence::Evidence& evidence,
                 task::Tasks& tasks, trail::Trail& trail, fs::FileStore& files, PdfSettings pdf)
    : database_(database),
      clock_(clock),
      measures_(measures),
      assessments_(assessments),
      catalog_(catalog),
      evidence_(evidence),
      tasks_(tasks),
      trail_(trail),
      files_(files),
      pdf_(std::move(pdf)) {}

Result<org::Organisation> Reports::organisation_of(db::Transaction& tx, const auth::Actor& who) const {
  auto organisation = org::find(tx, who.organisation);
  if (!organisation) return fail(FaultKind::kNotFound, "report.organisation_unknown");
  return std::move(*organisation);
}

Result<StatementDocument> Reports::statement(const auth::Actor& who, const std::string& wanted,
                                             const std::string& version) {
  if (auto ok = auth::require(who, "report.read"); !ok) return std::unexpected(ok.error());
  if (!version.empty()) return statement_of_version(who, wanted, version);
  const auto assessed = assessments_.get(who.organisation);
  const auto* framework = measure::framework_of(*assessed, wanted);
  if (framework == nullptr) return fail(FaultKind::kNotFound, "measure.framework_unknown");
  db::Transaction tx = database_.read();
  const auto organisation = organisation_of(tx, who);
  if (!organisation) return std::unexpected(organisation.error());
  const auto versions = measures_.statements.versions(tx, who.organisation, framework->id);
  const auto* same = matching_version(versions, *assessed, *framework, assessed->decisions);
  return statement_of(
      {*assessed, *framework, *organisation, assessed->decisions, same, versions, clock_.now(), who.language});
}

Result<StatementDocument> Reports::statement_of_version(const auth::Actor& who, const std::string& wanted,
                                                        const std::string& version) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), number);
  if (error != std::errc{} || end != version.data() + version.size()) {
    return invalid("report.version_unknown", "version", {{"version", version.substr(0, 20)}});
  }
  std::vector<measure::StatementRow> versions;
  Result<org::Organisation> organisation;
  {
    db::Transaction tx = database_.read();
    organisation = organisation_of(tx, who);
    if (!organisation) return std::unexpected(organisation.error());
    versions = measures_.statements.versions(tx, who.organisation, "");
  }
  const auto row = std::ranges::find(versions, number, &measure::StatementRow::number);
  if (row == versions.end()) {
    return fail(FaultKind::kNotFound, "report.version_unknown", "version", {{"version", version}});
  }
  const auto then = decisions_of(*row);
  if (!then) return std::unexpected(then.error());
  // Printed again later, a version gives the same verdicts: those that were known when it was submitted.
  const Moment submitted = parse_moment(row->created_at).value_or(clock_.now());
  const Day day = day_of(submitted);
  const auto assessed =
      assessments_.get(who.organisation, Period{add_months(day, -12) + std::chrono::days(1), day}, submitted);
  const auto* framework = measure::framework_of(*assessed, row->framework);
  if (framework == nullptr || (!wanted.empty() && framework != measure::framework_of(*assessed, wanted))) {
    return fail(FaultKind::kNotFound, "measure.framework_unknown", "framework");
  }
  return statement_of({*assessed, *framework, *organisation, *then, &*row, versions, clock_.now(), who.language});
}

Result<Document> Reports::vvt(const auth::Actor& who, const std::string& format, const std::string& framework,
                              const std::string& version, const Turn& turn) {
  if (auto ok = check_format(format); !ok) return std::unexpected(ok.error());
  const auto made = statement(who, framework, version);
  if (!made) return std::unexpected(made.error());
  std::string name = say(who.language, "report.vvt.file_name");
  name += made->version > 0 ? "-v" + std::to_string(made->version) : "-concept";
  name += "-" + to_text(clock_.today());
  if (format == "json") return document_of(json::print(json::encode(*made)), format, name);
  if (format == "html") return document_of(to_html(*made, Medium::kScreen, who.language), format, name);
  auto bytes =
      format == "xlsx" ? to_workbook(*made, who.language) : print(to_html(*made, Medium::kPdf, who.language), turn);
  if (!bytes) return std::unexpected(bytes.error());
  return document_of(std::move(*bytes), format, name);
}

Result<std::string> Reports::print(const std::string& page, const Turn& turn) {
  for (;;) {
    auto pdf = pdf_.print(page);
    if (pdf || pdf.error().what.key != "report.pdf.busy" || !turn) return pdf;
    if (auto go_on = turn(); !go_on) return std::unexpected(go_on.error());
  }
}

Result<trail::Verification> Reports::verify(const auth::Actor& who) {
  if (auto ok = auth::require(who, "trail.read"); !ok) return std::unexpected(ok.error());
  if (!verifier_) throw std::logic_error("reports: no verifier");
  db::Transaction tx = database_.read();
  return verifier_(tx, who.organisation);
}

}  // namespace waarborg::report
