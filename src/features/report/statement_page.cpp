// SPDX-License-Identifier: EUPL-1.2
//
// The statement of applicability as a page and as a workbook.
#include <array>

#include "base/written.h"
#include "features/report/sheet.h"
#include "features/report/statement.h"

namespace waarborg::report {
namespace {

std::string words(Language language, const char* key) { return say(language, std::string("report.") + key); }

std::string applies_words(const StatementLine& line, Language language) {
  return words(language, !line.applies ? "undecided" : *line.applies ? "yes" : "no");
}

std::string measure_words(const StatementMeasure& measure, Language language) {
  return measure.title + (measure.coverage == "partly" ? " (" + words(language, "partly") + ")" : "");
}

PageHead head_of(const StatementDocument& statement, Language language) {
  PageHead head;
  head.title = words(language, "vvt.title");
  head.organisation = statement.organisation;
  head.lines = {
      {words(language, "framework"), statement.framework.name},
      {words(language, "version"),
       statement.version == 0 ? words(language, "state.concept") : std::to_string(statement.version)},
      {words(language, "approval"), approval_words(statement, language)},
      {words(language, "verdicts_of"), say(language, Message{"report.period",
                                                             {{"from", written_day(language, statement.period.from)},
                                                              {"to", written_day(language, statement.period.to)}}})},
      {words(language, "printed"), written_day(language, statement.generated_at)}};
  return head;
}

void draw_line(Html& html, const StatementLine& line, Language language) {
  html.open("tr").element("td", line.ref, {{"class", "ref"}});
  html.open("td", {{"class", "title"}}).text(line.title);
  if (line.care_specific) html.text(" ").element("span", words(language, "care"), {{"class", "care"}});
  html.close();
  html.open("td", {{"class", "applies"}});
  const char* look = !line.applies ? "open" : *line.applies ? "yes" : "no";
  html.element("span", applies_words(line, language), {{"class", look}}).close();
  html.element("td", line.reason, {{"class", "reason"}});
  html.open("td", {{"class", "measures"}}).open("ul");
  for (const StatementMeasure& measure : line.measures) html.element("li", measure_words(measure, language));
  html.close();
  if (line.measures.empty() && line.applies.value_or(true)) {
    html.element("span", words(language, "no_measure"), {{"class", "open"}});
  }
  html.close();
  html.open("td", {{"class", "obw"}});
  draw_trio(html, line.verdict, language);
  html.close().close();
}

void draw_chapter(Html& html, const StatementChapter& chapter, Language language) {
  html.element("h2", chapter.ref + "  " + chapter.title);
  html.element("p", tally_words(language, chapter.aspects), {{"class", "dim small"}});
  constexpr std::array kColumns{"ref", "title", "applies", "reason", "measures", "obw"};
  html.open("table", {{"class", "fixed"}}).open("colgroup");
  for (const char* column : kColumns) html.single("col", {{"class", column}});
  html.close().open("thead");
  html.open("tr", {{"class", "running"}}).element("th", words(language, "confidential"), {{"colspan", "6"}}).close();
  html.open("tr");
  for (const char* column : kColumns) {
    html.element("th", say(language, std::string("report.column.") + column), {{"class", column}, {"scope", "col"}});
  }
  html.close().close().open("tbody");
  for (const StatementLine& line : chapter.lines) draw_line(html, line, language);
  html.close().close();
}

std::vector<SheetCell> row_of(const StatementChapter& chapter, const StatementLine& line, Language language) {
  std::string measures;
  std::string owners;
  for (const StatementMeasure& measure : line.measures) {
    measures += (measures.empty() ? "" : "\n") + measure_words(measure, language);
    owners += (owners.empty() ? "" : "\n") + measure.owner;
  }
  const auto cell = [&](const std::string& verdict, bool overridden) {
    return VerdictCell{verdict, verdict_words(language, verdict, overridden)};
  };
  const auto decided = parse_moment(line.decided_at);
  return {line.ref,
          line.title,
          applies_words(line, language),
          line.reason,
          measures,
          owners,
          cell(line.verdict.design, line.verdict.overridden.design),
          cell(line.verdict.existence, line.verdict.overridden.existence),
          cell(line.verdict.operation, line.verdict.overridden.operation),
          chapter.ref + " " + chapter.title,
          line.decided_by,
          decided ? SheetCell(day_of(*decided)) : SheetCell(line.decided_at),
          line.requirement};
}

Sheet legend_of(const StatementDocument& statement, Language language) {
  Sheet sheet{words(language, "sheet.legend"),
              {{words(language, "column.what"), 34}, {words(language, "column.meaning"), 90}},
              {},
              false};
  sheet.rows.push_back({words(language, "mark"), statement.mark});
  sheet.rows.push_back({words(language, "organisation"), statement.organisation});
  for (const auto& [label, value] : head_of(statement, language).lines) sheet.rows.push_back({label, value});
  sheet.rows.push_back(
      {words(language, "counts"), say(language, Message{"report.vvt.counts",
                                                        {{"applies", std::to_string(statement.applies)},
                                                         {"excluded", std::to_string(statement.excluded)},
                                                         {"undecided", std::to_string(statement.undecided)}}})});
  for (const char* verdict : {"shown", "partly_shown", "refuted", "not_shown", "not_applicable"}) {
    sheet.rows.push_back({VerdictCell{verdict, verdict_words(language, verdict)},
                          say(language, std::string("report.meaning.") + verdict)});
  }
  sheet.rows.push_back({say(language, "measure.by_hand"), words(language, "meaning.by_hand")});
  sheet.rows.push_back({words(language, "printing"), words(language, "vvt.screen_only")});
  sheet.rows.push_back({words(language, "board.never_label"), words(language, "never_green")});
  return sheet;
}

}  // namespace

std::string to_html(const StatementDocument& statement, Medium medium, Language language) {
  return page(medium, "wide", head_of(statement, language), language, [&](Html& html) {
    html.element("p",
                 say(language, Message{"report.vvt.counts",
                                       {{"applies", std::to_string(statement.applies)},
                                        {"excluded", std::to_string(statement.excluded)},
                                        {"undecided", std::to_string(statement.undecided)}}}),
                 {{"class", "strong legend"}});
    draw_legend(html, language);
    if (statement.state != "approved") {
      const char* key = statement.approved_version > 0 ? "report.vvt.not_approved_since" : "report.vvt.not_approved";
      html.element("p", say(language, Message{key, {{"version", std::to_string(statement.approved_version)}}}),
                   {{"class", "notice"}});
    }
    if (!statement.note.empty()) html.element("p", statement.note, {{"class", "legend"}});
    for (const StatementChapter& chapter : statement.chapters) draw_chapter(html, chapter, language);
    html.element("p", words(language, "never_green"), {{"class", "never"}});
  });
}

Result<std::string> to_workbook(const StatementDocument& statement, Language language) {
  const auto title = [&](const char* column) { return say(language, std::string("report.column.") + column); };
  Sheet sheet{words(language, "sheet.requirements"),
              {{title("ref"), 8},
               {title("title"), 35},
               {title("applies"), 12},
               {title("reason"), 48},
               {title("measures"), 36},
               {title("owners"), 16},
               {aspect_words(language, "design"), 14},
               {aspect_words(language, "existence"), 14},
               {aspect_words(language, "operation"), 14},
               {title("chapter"), 24},
               {title("decided_by"), 20},
               {title("decided_at"), 12},
               {title("urn"), 40}},
              {},
              true,
              4};  // on paper the number tells the chapter, and the version who approved
  Sheet excluded = sheet;
  excluded.name = words(language, "sheet.excluded");
  for (const StatementChapter& chapter : statement.chapters) {
    for (const StatementLine& line : chapter.lines) {
      sheet.rows.push_back(row_of(chapter, line, language));
      if (line.applies == false) excluded.rows.push_back(sheet.rows.back());
    }
  }
  const WorkbookHead head{words(language, "vvt.title"), statement.organisation, statement.mark,
                          words(language, "page_of"), language};
  return write_workbook(head, {sheet, excluded, legend_of(statement, language)});
}

}  // namespace waarborg::report
