// SPDX-License-Identifier: EUPL-1.2
//
// The board overview, filled: of now, or as everything was known on an earlier day.
#include "features/report/board.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "features/measure/remembered.h"
#include "features/report/report.h"

namespace waarborg::report {
namespace {

constexpr std::size_t kHoles = 10;    ///< In data; the page names five.
constexpr std::size_t kChanges = 20;  ///< In data; the page names a few.
constexpr auto kRecent = std::chrono::days(92);

bool known_by(const std::string& moment, Moment then) {
  const auto at = parse_moment(moment);
  return at && *at <= then;
}

/// What was submitted by then, in the state that it had.
std::vector<measure::StatementRow> as_known(std::vector<measure::StatementRow> versions, Moment then) {
  std::erase_if(versions, [&](const measure::StatementRow& row) { return !known_by(row.created_at, then); });
  for (measure::StatementRow& row : versions) {
    if (row.state != "submitted" && !known_by(row.decided_at, then)) row.state = "submitted";
  }
  return versions;
}

std::vector<measure::OverrideRow> as_known(std::vector<measure::OverrideRow> overrides, Moment then) {
  std::erase_if(overrides, [&](const measure::OverrideRow& row) { return !known_by(row.created_at, then); });
  for (measure::OverrideRow& row : overrides) {
    if (!known_by(row.confirmed_at, then)) row.confirmed_at.clear();
    if (!known_by(row.ended_at, then)) row.ended_at.clear();
  }
  return overrides;
}

std::vector<std::string> decisions_of(const std::vector<measure::StatementRow>& versions,
                                      const std::vector<measure::OverrideRow>& overrides,
                                      const measure::Assessed& assessed, Language language) {
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
    if (!row.ended_at.empty() || !until || *until < assessed.result.question.as_of() ||
        found == assessed.measure_at.end())
      continue;
    tell(row.confirmed_at.empty() ? "override_proposed" : "override_active",
         {{"measure", assessed.measures[found->second].body.title},
          {"aspect", aspect_words(language, row.aspect)},
          {"verdict", verdict_words(language, row.value)},
          {"who", row.confirmed_at.empty() ? row.author : row.second_person},
          {"day", written_day(language, row.until)}});
  }
  return out;
}

/// What the board is asked as well: whether requirements apply of which nobody said so.
std::optional<std::string> open_decisions(const measure::Assessed& assessed, const std::string& framework,
                                          Language language) {
  const auto open = std::ranges::count_if(assessed.requirements, [&](const catalog::RequirementRecord& record) {
    return record.framework_id == framework && record.assessable && !record.removed &&
           !assessed.decisions.contains(record.urn);
  });
  if (open == 0) return std::nullopt;
  return say(language, Message{"report.decision.open", {{"count", std::to_string(open)}}});
}

std::vector<std::string> words_of(const std::vector<measure::TakenOut>& taken, Language language) {
  std::vector<std::string> out;
  for (const measure::TakenOut& one : taken) {
    const Message words{one.what.empty() ? "report.board.taken_out" : "report.board.taken_out_part",
                        {{"title", one.title},
                         {"what", one.what},
                         {"who", one.by},
                         {"day", written_day(language, one.at)},
                         {"reason", one.reason}}};
    out.push_back(one_line(say(language, words)));
    if (one.before > 0) {
      const Message more{"report.board.taken_out_before", {{"count", std::to_string(one.before)}}};
      out.back() += " " + say(language, more);
    }
  }
  return out;
}

std::int64_t open_deviations(const std::vector<task::DeviationFact>& facts, Moment then) {
  return std::ranges::count_if(facts, [&](const task::DeviationFact& fact) {
    return fact.recorded_at <= then && (!fact.closed_at || *fact.closed_at > then);
  });
}

std::vector<BoardChange> changes_of(const std::vector<measure::RememberedChange>& changes,
                                    const measure::Assessed& assessed) {
  std::vector<BoardChange> out;
  for (const auto& change : changes) {
    const auto found = assessed.measure_at.find(change.measure);
    if (found == assessed.measure_at.end() || out.size() == kChanges) continue;
    out.push_back({assessed.measures[found->second].body.title, change.aspect, change.before, change.after, change.at,
                   measure::direction_of(change.before, change.after)});
  }
  return out;
}

}  // namespace

Result<Board> Reports::board_view(const auth::Actor& who, const std::string& wanted, const measure::AskedDays& days) {
  if (auto ok = auth::require(who, "report.read"); !ok) return std::unexpected(ok.error());
  const auto question = measure::asked(days, clock_);
  if (!question) return std::unexpected(question.error());
  const auto assessed = assessments_.get(who.organisation, question->period, question->known_at);
  auto status = measure::status_of(*assessed, wanted, who.language);
  if (!status) return std::unexpected(status.error());
  const auto* framework = measure::framework_of(*assessed, status->framework);
  const Moment then = question->known_at.value_or(clock_.now());
  db::Transaction tx = database_.read();
  const auto organisation = organisation_of(tx, who);
  if (!organisation) return std::unexpected(organisation.error());
  Board board;
  board.organisation = organisation->name;
  board.mark = say(who.language, "report.confidential");
  board.status = std::move(*status);
  if (question->known_at) board.as_known_on = to_text(*days.known_at);
  board.generated_at = to_text(clock_.now());
  board.holes = holes_of(*assessed, *framework, kHoles, board.holes_total, who.language);
  board.decisions =
      decisions_of(as_known(measures_.statements.versions(tx, who.organisation, framework->id), then),
                   as_known(measures_.overrides.of(tx, who.organisation, ""), then), *assessed, who.language);
  if (auto open = open_decisions(*assessed, framework->id, who.language))
    board.decisions.insert(board.decisions.begin(), std::move(*open));
  board.deviations_open = open_deviations(task::deviation_facts(tx, who.organisation), then);
  board.taken_out = words_of(measures_.taken_out(tx, who.organisation, then), who.language);
  board.changes = changes_of(measure::changes_between(tx, who.organisation, then - kRecent, then), *assessed);
  return board;
}

Result<std::string> fullest_page(const std::function<Result<std::string>(int)>& printed) {
  auto best = printed(0);
  if (!best || pages_of(*best) <= 1) return best;
  int low = 1;
  int high = kDensest;
  while (low < high) {
    const int middle = (low + high) / 2;
    auto made = printed(middle);
    if (!made) return made;
    if (pages_of(*made) <= 1) {
      best = std::move(made);
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return pages_of(*best) <= 1 ? std::move(best) : printed(kDensest);
}

Result<Document> Reports::board(const auth::Actor& who, const std::string& format, const std::string& framework,
                                const measure::AskedDays& days, const Turn& turn) {
  if (auto ok = check_format(format); !ok) return std::unexpected(ok.error());
  const auto made = board_view(who, framework, days);
  if (!made) return std::unexpected(made.error());
  std::string name = say(who.language, "report.board.file_name") + "-" + to_text(clock_.today());
  if (!made->as_known_on.empty()) name += "-" + say(who.language, "report.board.file_known") + "-" + made->as_known_on;
  if (format == "json") return document_of(json::print(json::encode(*made)), format, name);
  if (format == "html") return document_of(to_html(*made, Medium::kScreen, who.language), format, name);
  if (format == "xlsx") {
    auto bytes = to_workbook(*made, who.language);
    if (!bytes) return std::unexpected(bytes.error());
    return document_of(std::move(*bytes), format, name);
  }
  const auto printed = [&](int density) { return print(to_html(*made, Medium::kPdf, who.language, density), turn); };
  auto bytes = fullest_page(printed);
  if (!bytes) return std::unexpected(bytes.error());
  return document_of(std::move(*bytes), format, name);
}

}  // namespace waarborg::report
