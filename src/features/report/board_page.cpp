// SPDX-License-Identifier: EUPL-1.2
//
// The board overview as one A4 page and as a workbook.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/written.h"
#include "features/report/board.h"
#include "features/report/sheet.h"

namespace waarborg::report {
namespace {

/// How much is said: signs per sentence and rows per list.
struct Room {
  std::size_t holes, sentence, title, rows, line;
};
constexpr std::array<Room, kDensest + 1> kRooms{{{5, 230, 110, 5, 150},
                                                 {5, 230, 110, 5, 150},
                                                 {5, 170, 90, 4, 120},
                                                 {5, 120, 70, 4, 90},
                                                 {4, 170, 80, 4, 120},
                                                 {4, 150, 70, 3, 130},
                                                 {4, 90, 50, 3, 70}}};

std::string words(Language language, const char* key) { return say(language, std::string("report.") + key); }

PageHead head_of(const Board& board, Language language) {
  PageHead head{words(language, "board.title"),
                board.organisation,
                {{words(language, "framework"), board.status.framework_name},
                 {words(language, "verdicts_of"),
                  say(language, Message{"report.period",
                                        {{"from", written_day(language, board.status.period.from)},
                                         {"to", written_day(language, board.status.period.to)}}})}}};
  // A look into the past must never be taken for now.
  if (!board.as_known_on.empty()) {
    head.lines.emplace_back(words(language, "known_on"), written_day(language, board.as_known_on));
  }
  head.lines.emplace_back(words(language, "printed"), written_day(language, board.generated_at));
  return head;
}

void draw_aspect(Html& html, const char* aspect, const measure::AspectCount& count, Language language) {
  html.open("div");
  html.element("p", aspect_words(language, aspect), {{"class", "dim"}});
  html.element("p", written_percentage(language, count.percentage), {{"class", "number"}});
  draw_bar(html, count);
  html.element("p",
               say(language, Message{"report.board.counts",
                                     {{"shown", std::to_string(count.shown)},
                                      {"partly", std::to_string(count.partly_shown)},
                                      {"refuted", std::to_string(count.refuted)},
                                      {"not_shown", std::to_string(count.not_shown)}}}),
               {{"class", "small dim"}});
  if (count.overrides > 0) {
    html.element("p", say(language, Message{"report.board.overrides", {{"count", std::to_string(count.overrides)}}}),
                 {{"class", "manual"}});
  }
  html.close();
}

void draw_waiting(Html& html, const measure::Status& status, Language language) {
  if (status.exclusions_waiting == 0) return;
  html.element(
      "p", say(language, Message{"measure.exclusions_waiting", {{"count", std::to_string(status.exclusions_waiting)}}}),
      {{"class", "manual"}});
}

void draw_share(Html& html, const char* key, double share, const char* fill, Language language) {
  html.open("div");
  html.element("p", written_percentage(language, share), {{"class", "number"}});
  html.element("p", words(language, key), {{"class", "small dim"}});
  html.open("svg", {{"viewBox", "0 0 100 4"}, {"preserveAspectRatio", "none"}, {"aria-hidden", "true"}});
  html.open("rect", {{"width", "100"}, {"height", "4"}, {"fill", "#e8edf1"}}).close();
  html.open("rect", {{"width", fmt::format("{:.1f}", share)}, {"height", "4"}, {"fill", fill}}).close();
  html.close().close();
}

void draw_holes(Html& html, const Board& board, const Room& room, Language language) {
  html.element("h2", say(language, Message{"report.board.holes",
                                           {{"count", std::to_string(std::min(board.holes.size(), room.holes))},
                                            {"total", std::to_string(board.holes_total)}}}));
  if (board.holes.empty()) {
    html.element("p", words(language, "board.no_holes"));
    return;
  }
  html.open("table", {{"class", "hole"}}).open("tbody");
  for (std::size_t i = 0; i < board.holes.size() && i < room.holes; ++i) {
    const Hole& hole = board.holes[i];
    html.open("tr").open("td", {{"class", "obw"}});
    draw_trio(html, hole.verdict, language);
    html.close().open("td");
    html.element("p", shortened(hole.title, room.title), {{"class", "strong"}});
    html.element("p", shortened(with_written_days(language, hole.detail), room.sentence));
    html.open("p").element("span", words(language, "board.do") + " ", {{"class", "strong"}});
    html.text(shortened(hole.action, room.sentence)).close().close().close();
  }
  html.close().close();
}

std::string change_words(const BoardChange& change, Language language) {
  return say(language, Message{"report.board.change",
                               {{"title", change.title},
                                {"aspect", aspect_words(language, change.aspect)},
                                {"before", verdict_words(language, change.before)},
                                {"after", verdict_words(language, change.after)},
                                {"day", written_day(language, change.at)}}});
}

void draw_list(Html& html, const std::string& title, const std::vector<std::string>& lines, const char* none,
               const Room& room, Language language) {
  html.open("div").element("h2", title).open("ul");
  for (std::size_t i = 0; i < lines.size() && i < room.rows; ++i) {
    html.element("li", shortened(with_written_days(language, lines[i]), room.line));
  }
  if (lines.empty()) html.element("li", words(language, none), {{"class", "dim"}});
  html.close().close();
}

}  // namespace

std::string to_html(const Board& board, Medium medium, Language language, int density) {
  const Room& room = kRooms.at(static_cast<std::size_t>(std::clamp(density, 0, kDensest)));
  const measure::Status& status = board.status;
  return page(
      medium, density > 0 ? Literal("sheet dense") : Literal("sheet"), head_of(board, language), language,
      [&](Html& html) {
        html.open("div", {{"class", "aspects"}});
        draw_aspect(html, "design", status.aspects.design, language);
        draw_aspect(html, "existence", status.aspects.existence, language);
        draw_aspect(html, "operation", status.aspects.operation, language);
        html.close();
        draw_waiting(html, status, language);
        html.element("h2", words(language, "board.rests_on"));
        html.open("div", {{"class", "rests"}});
        draw_share(html, "rests.nothing", status.rests_on.nothing, "#6b7b88", language);
        draw_share(html, "rests.documents", status.rests_on.documents_only, "#e2b153", language);
        draw_share(html, "rests.existence", status.rests_on.existence, "#3fae97", language);
        draw_share(html, "rests.operation", status.rests_on.operation, "#15795e", language);
        html.close();
        draw_holes(html, board, room, language);
        html.element(
            "p", say(language, Message{"report.board.deviations", {{"count", std::to_string(board.deviations_open)}}}),
            {{"class", "strong legend"}});
        for (std::size_t i = 0; i < board.taken_out.size() && i < room.rows; ++i) {
          html.element("p", shortened(board.taken_out[i], room.sentence), {{"class", "manual"}});
        }
        if (board.taken_out.size() > room.rows) {
          html.element("p",
                       say(language, Message{"report.board.taken_out_more",
                                             {{"count", std::to_string(board.taken_out.size() - room.rows)}}}),
                       {{"class", "manual"}});
        }
        std::vector<std::string> changes;
        for (const BoardChange& change : board.changes) changes.push_back(change_words(change, language));
        html.open("div", {{"class", "columns"}});
        draw_list(html, words(language, "board.changed"), changes, "board.nothing_changed", room, language);
        draw_list(html, words(language, "board.decided"), board.decisions, "board.nothing_decided", room, language);
        html.close();
        draw_legend(html, language);
        html.element("p", words(language, "never_green"), {{"class", "never strong"}});
      });
}

namespace {

Sheet chapters_of(const Board& board, Language language) {
  Sheet sheet{words(language, "sheet.chapters"), {{words(language, "column.chapter"), 44}}, {}, true};
  for (const char* aspect : {"design", "existence", "operation"}) {
    const std::string name = aspect_words(language, aspect);
    sheet.columns.push_back({name + ", % " + verdict_words(language, "shown"), 14});
    for (const char* verdict : {"shown", "partly_shown", "refuted", "not_shown", "not_applicable"}) {
      sheet.columns.push_back({name + ": " + verdict_words(language, verdict), 14});
    }
    sheet.columns.push_back({name + ": " + say(language, "measure.by_hand"), 14});
  }
  for (const measure::StatusChapter& chapter : board.status.chapters) {
    std::vector<SheetCell> row{measure::shown_ref(chapter.ref) + " " + chapter.title};
    for (const auto* count : {&chapter.aspects.design, &chapter.aspects.existence, &chapter.aspects.operation}) {
      row.emplace_back(count->percentage);
      for (const std::int64_t number : {count->shown, count->partly_shown, count->refuted, count->not_shown,
                                        count->not_applicable, count->overrides}) {
        row.emplace_back(static_cast<double>(number));
      }
    }
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

}  // namespace

Result<std::string> to_workbook(const Board& board, Language language) {
  const auto title = [&](const char* key) { return words(language, key); };
  Sheet summary{title("sheet.summary"), {{title("column.what"), 46}, {title("column.value"), 40}}, {}, false};
  summary.rows.push_back({title("mark"), board.mark});
  summary.rows.push_back({title("organisation"), board.organisation});
  for (const auto& [label, value] : head_of(board, language).lines) summary.rows.push_back({label, value});
  const auto& aspects = board.status.aspects;
  for (const auto& [aspect, count] :
       {std::pair{"design", &aspects.design}, {"existence", &aspects.existence}, {"operation", &aspects.operation}}) {
    const std::string name = aspect_words(language, aspect);
    summary.rows.push_back({name + ", % " + verdict_words(language, "shown"), count->percentage});
    for (const auto& [verdict, number] : {std::pair{"shown", count->shown},
                                          {"partly_shown", count->partly_shown},
                                          {"refuted", count->refuted},
                                          {"not_shown", count->not_shown},
                                          {"not_applicable", count->not_applicable}}) {
      summary.rows.push_back({name + ": " + verdict_words(language, verdict), static_cast<double>(number)});
    }
    summary.rows.push_back({name + ": " + say(language, "measure.by_hand"), static_cast<double>(count->overrides)});
  }
  summary.rows.push_back({title("rests.nothing") + ", %", board.status.rests_on.nothing});
  summary.rows.push_back({title("rests.documents") + ", %", board.status.rests_on.documents_only});
  summary.rows.push_back({title("rests.existence") + ", %", board.status.rests_on.existence});
  summary.rows.push_back({title("rests.operation") + ", %", board.status.rests_on.operation});
  summary.rows.push_back({title("board.holes_total"), static_cast<double>(board.holes_total)});
  summary.rows.push_back({title("column.deviations"), static_cast<double>(board.deviations_open)});
  summary.rows.push_back({title("column.exclusions_waiting"), static_cast<double>(board.status.exclusions_waiting)});
  for (const std::string& taken : board.taken_out) summary.rows.push_back({title("board.taken"), taken});
  for (const std::string& decision : board.decisions) summary.rows.push_back({title("board.decided"), decision});
  for (const BoardChange& change : board.changes) {
    summary.rows.push_back({title("board.changed"), change_words(change, language)});
  }
  summary.rows.push_back({title("board.never_label"), title("never_green")});
  Sheet holes{title("sheet.holes"),
              {{title("column.title"), 44},
               {aspect_words(language, "design"), 14},
               {aspect_words(language, "existence"), 14},
               {aspect_words(language, "operation"), 14},
               {title("column.reason"), 60},
               {title("column.do"), 52}},
              {},
              true};
  for (const Hole& hole : board.holes) {
    const auto cell = [&](const std::string& verdict, bool by_hand) {
      return VerdictCell{verdict, verdict_words(language, verdict, by_hand)};
    };
    holes.rows.push_back({hole.title, cell(hole.verdict.design, hole.verdict.overridden.design),
                          cell(hole.verdict.existence, hole.verdict.overridden.existence),
                          cell(hole.verdict.operation, hole.verdict.overridden.operation), hole.detail, hole.action});
  }
  const WorkbookHead head{title("board.title"), board.organisation, board.mark, title("page_of"), language};
  return write_workbook(head, {summary, holes, chapters_of(board, language)});
}

}  // namespace waarborg::report
