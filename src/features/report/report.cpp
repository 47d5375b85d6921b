// SPDX-License-Identifier: EUPL-1.2
#include "features/report/report.h"

#include <algorithm>
#include <charconv>

#include "platform/crypto/crypto.h"

namespace waarborg::report {
namespace {

constexpr std::size_t kHoles = 10;    ///< In data; the page names five.
constexpr std::size_t kChanges = 20;  ///< In data; the page names a few.
constexpr auto kRecent = std::chrono::days(92);

const std::vector<std::string>& formats() {
  static const std::vector<std::string> kAll = {"pdf", "xlsx", "json", "html"};
  return kAll;
}

Result<void> check_format(const std::string& format) {
  if (std::ranges::find(formats(), format) != formats().end()) return {};
  return invalid("report.format_unknown", "format");
}

std::string media_type_of(const std::string& format) {
  if (format == "pdf") return "application/pdf";
  if (format == "xlsx") return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return format == "json" ? "application/json; charset=utf-8" : "text/html; charset=utf-8";
}

Document document_of(std::string bytes, const std::string& format, const std::string& name) {
  return {std::move(bytes), media_type_of(format), name + "." + format};
}

}  // namespace

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
  const auto versions = measures_.statements(tx, who.organisation, framework->id);
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
    versions = measures_.statements(tx, who.organisation, "");
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
                              const std::string& version) {
  if (auto ok = check_format(format); !ok) return std::unexpected(ok.error());
  const auto made = statement(who, framework, version);
  if (!made) return std::unexpected(made.error());
  std::string name = say(who.language, "report.vvt.file_name");
  name += made->version > 0 ? "-v" + std::to_string(made->version) : "-concept";
  name += "-" + to_text(clock_.today());
  if (format == "json") return document_of(json::print(json::encode(*made)), format, name);
  if (format == "html") return document_of(to_html(*made, Medium::kScreen, who.language), format, name);
  auto bytes =
      format == "xlsx" ? to_workbook(*made, who.language) : pdf_.print(to_html(*made, Medium::kPdf, who.language));
  if (!bytes) return std::unexpected(bytes.error());
  return document_of(std::move(*bytes), format, name);
}

std::vector<std::string> Reports::decisions(const std::vector<measure::StatementRow>& versions,
                                            const std::vector<measure::OverrideRow>& overrides,
                                            const measure::Assessed& assessed, Language language) const {
  std::vector<std::string> out;
  const auto tell = [&](const std::string& key, std::vector<std::pair<std::string, std::string>> args) {
    out.push_back(say(language, Message{"report.decision." + key, std::move(args)}));
  };
  bool approved = false;
  for (const measure::StatementRow& row : versions) {  // newest first; what came before an approval is history
    if (approved) break;
    approved = row.state == "approved";
    tell("statement_" + row.state,
         {{"version", std::to_string(row.number)},
          {"who", row.state == "submitted" ? row.author : row.approver},
          {"day", written_day(language, row.state == "submitted" ? row.created_at : row.decided_at)},
          {"excluded", std::to_string(row.excluded)}});
  }
  for (const measure::OverrideRow& row : overrides) {
    const auto until = parse_day(row.until);
    const auto found = assessed.measure_at.find(row.measure);
    if (!row.ended_at.empty() || !until || *until < clock_.today() || found == assessed.measure_at.end()) continue;
    tell(row.confirmed_at.empty() ? "override_proposed" : "override_active",
         {{"measure", assessed.measures[found->second].body.title},
          {"aspect", aspect_words(language, row.aspect)},
          {"verdict", verdict_words(language, row.value)},
          {"who", row.confirmed_at.empty() ? row.author : row.second_person},
          {"day", written_day(language, row.until)}});
  }
  return out;
}

Result<Board> Reports::board_view(const auth::Actor& who, const std::string& wanted) {
  if (auto ok = auth::require(who, "report.read"); !ok) return std::unexpected(ok.error());
  const auto assessed = assessments_.get(who.organisation);
  auto status = measure::status_of(*assessed, wanted, who.language);
  if (!status) return std::unexpected(status.error());
  const auto* framework = measure::framework_of(*assessed, status->framework);
  db::Transaction tx = database_.read();
  const auto organisation = organisation_of(tx, who);
  if (!organisation) return std::unexpected(organisation.error());
  Board board;
  board.organisation = organisation->name;
  board.mark = say(who.language, "report.confidential");
  board.status = std::move(*status);
  board.generated_at = to_text(clock_.now());
  board.holes = holes_of(*assessed, *framework, kHoles, board.holes_total, who.language);
  board.decisions = decisions(measures_.statements(tx, who.organisation, framework->id),
                              measures_.overrides(tx, who.organisation, ""), *assessed, who.language);
  board.deviations_open = std::ranges::count_if(task::deviation_facts(tx, who.organisation),
                                                [](const task::DeviationFact& fact) { return !fact.closed_at; });
  for (const auto& change : measure::changes_since(tx, who.organisation, clock_.now() - kRecent)) {
    const auto found = assessed->measure_at.find(change.measure);
    if (found == assessed->measure_at.end() || board.changes.size() == kChanges) continue;
    board.changes.push_back({assessed->measures[found->second].body.title, change.aspect, change.before, change.after,
                             change.at, measure::direction_of(change.before, change.after)});
  }
  return board;
}

Result<Document> Reports::board(const auth::Actor& who, const std::string& format, const std::string& framework) {
  if (auto ok = check_format(format); !ok) return std::unexpected(ok.error());
  const auto made = board_view(who, framework);
  if (!made) return std::unexpected(made.error());
  const std::string name = say(who.language, "report.board.file_name") + "-" + to_text(clock_.today());
  if (format == "json") return document_of(json::print(json::encode(*made)), format, name);
  if (format == "html") return document_of(to_html(*made, Medium::kScreen, who.language), format, name);
  if (format == "xlsx") {
    auto bytes = to_workbook(*made, who.language);
    if (!bytes) return std::unexpected(bytes.error());
    return document_of(std::move(*bytes), format, name);
  }
  for (int density = 0;; ++density) {  // one page, whatever people wrote
    auto bytes = pdf_.print(to_html(*made, Medium::kPdf, who.language, density));
    if (!bytes) return std::unexpected(bytes.error());
    if (pages_of(*bytes) <= 1 || density == 2) return document_of(std::move(*bytes), format, name);
  }
}

Result<trail::Verification> Reports::verify(const auth::Actor& who) {
  if (auto ok = auth::require(who, "trail.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  return verifier_ ? verifier_(tx, who.organisation) : trail_.verify(tx, who.organisation, {});
}

}  // namespace waarborg::report
