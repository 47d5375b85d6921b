// SPDX-License-Identifier: EUPL-1.2
#include "features/report/sheet.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "base/dutch_clock.h"
#include "base/encoding.h"
#include "features/report/temp_folder.h"

namespace waarborg::report {
namespace {

constexpr std::size_t kMostBytes = 32'000;  ///< Excel takes 32,767 characters in a cell.

/// In headers and footers & begins a code.
std::string plain(const std::string& text) {
  std::string out;
  for (const char c : beginning_of(text, 60)) out += c == '&' ? std::string("&&") : std::string(1, c);
  return out;
}

/// Without U+FFFE and U+FFFF, which no XML holds (XML 1.0 section 2.2), and no longer than a cell.
std::string cut(std::string text) {
  for (const char* none : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = 0; (at = text.find(none, at)) != std::string::npos; at += 3)
      text.replace(at, 3, "\xEF\xBF\xBD");
  }
  if (text.size() <= kMostBytes) return text;
  return std::string(beginning_of(text, kMostBytes)) + " …";
}

/// A date in a workbook is the number of days since the last day but one of 1899 (ECMA-376 part 1, 18.17.4.1; from
/// March 1900 on, because 1900 counts as a leap year there).
double days_since_epoch(Moment clock) {
  constexpr Day kEpoch{std::chrono::year{1899} / std::chrono::December / 30};
  return std::chrono::duration<double, std::chrono::days::period>(clock - kEpoch).count();
}

/// The lines that a text takes in a column of that many characters, broken between words as a spreadsheet does. A
/// character that is not Latin may be wider than one; that costs a line too few at worst.
std::size_t lines_of(std::string_view text, std::size_t width) {
  std::size_t lines = 1;
  std::size_t used = 0;
  std::size_t word = 0;  // characters since the last space
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U) continue;  // within a character
    if (c == '\n') {
      ++lines;
      used = word = 0;
      continue;
    }
    word = c == ' ' ? 0 : word + 1;
    if (++used <= width || c == ' ') continue;
    ++lines;
    used = word = word > width ? 1 : word;  // the word goes along; one that fills a line is cut
  }
  return lines;
}

constexpr double kLineHeight = 15;      ///< Points; of a row of one line in Calibri 11.
constexpr std::size_t kMostLines = 27;  ///< A row is 409 points high at most.

constexpr double kMargin = 0.4;  ///< Inches, left and right.
/// Screen pixels, 96 to an inch, on the width of A4 on its side when letters of 11 points are printed at 8.
constexpr double kPageRoom = (11.69 - 2 * kMargin) * 96 * 11 / 8;

/// In Calibri 11 (ECMA-376 part 1, 18.3.1.13).
double pixels_of(const Column& column) { return column.width * 7 + 5; }

/// Pages beside each other, of whole columns and each with the first one, on which no text is below 8 points.
std::uint16_t pages_beside(const std::vector<Column>& columns, std::size_t printed) {
  std::uint16_t pages = 1;
  double used = 0;
  for (std::size_t c = 0; c < printed; ++c) {
    const double wide = pixels_of(columns[c]);
    if (c > 1 && used + wide > kPageRoom) {
      ++pages;
      used = pixels_of(columns[0]);
    }
    used += wide;
  }
  return pages;
}

/// Colours of the screen: text and background.
struct Paint {
  std::uint32_t text;
  std::uint32_t back;
};
const std::map<std::string, Paint>& paints() {
  static const std::map<std::string, Paint> kAll = {{"shown", {0xFFFFFF, 0x15795E}},
                                                    {"partly_shown", {0x12202B, 0xF2D38D}},
                                                    {"refuted", {0xFFFFFF, 0xB3261E}},
                                                    {"not_shown", {0x4A5B68, 0xFFFFFF}},
                                                    {"not_applicable", {0x55656F, 0xDFE5EA}}};
  return kAll;
}

class Book {
 public:
  Book(const std::string& file, Language language) : book_(workbook_new(file.c_str())) {
    head_ = workbook_add_format(book_);
    format_set_bold(head_);
    format_set_font_color(head_, 0xFFFFFF);
    format_set_bg_color(head_, 0x0F2B38);
    format_set_text_wrap(head_);
    format_set_align(head_, LXW_ALIGN_VERTICAL_CENTER);
    text_ = workbook_add_format(book_);
    format_set_text_wrap(text_);
    format_set_align(text_, LXW_ALIGN_VERTICAL_TOP);
    const std::string day = language == Language::kNl ? "dd-mm-yyyy" : "yyyy-mm-dd";
    day_ = dated(day);
    moment_ = dated(day + " hh:mm");
    for (const auto& [verdict, paint] : paints()) {
      lxw_format* format = workbook_add_format(book_);
      format_set_font_color(format, paint.text);
      format_set_bg_color(format, paint.back);
      format_set_text_wrap(format);
      format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
      format_set_border(format, verdict == "not_shown" ? LXW_BORDER_DASHED : LXW_BORDER_THIN);
      format_set_border_color(format, 0x8696A3);
      verdicts_[verdict] = format;
    }
  }

  void properties(const WorkbookHead& head) {
    std::string title = head.title;
    std::string author = head.author;
    std::string mark = head.mark;
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.company = author.data();
    properties.comments = mark.data();
    workbook_set_properties(book_, &properties);
  }

  void add(const WorkbookHead& head, const Sheet& sheet) {
    lxw_worksheet* page = workbook_add_worksheet(book_, sheet.name.c_str());
    if (page == nullptr) return;
    std::vector<SheetCell> titles;
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
      const auto column = static_cast<lxw_col_t>(c);
      worksheet_set_column(page, column, column, sheet.columns[c].width, nullptr);
      worksheet_write_string(page, 0, column, sheet.columns[c].title.c_str(), head_);
      titles.emplace_back(sheet.columns[c].title);
    }
    fit_height(page, 0, sheet.columns, titles);
    for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
      row(page, static_cast<lxw_row_t>(r + 1), sheet.rows[r]);
      fit_height(page, static_cast<lxw_row_t>(r + 1), sheet.columns, sheet.rows[r]);
    }
    worksheet_freeze_panes(page, 1, 0);
    if (sheet.filters && !sheet.columns.empty()) {
      worksheet_autofilter(page, 0, 0, static_cast<lxw_row_t>(sheet.rows.size()),
                           static_cast<lxw_col_t>(sheet.columns.size() - 1));
    }
    set_print(page, sheet);
    worksheet_set_header(page, ("&L" + plain(head.author) + "&R&B" + plain(head.mark)).c_str());
    worksheet_set_footer(page, ("&L" + plain(head.title) + "&R" + head.page_of).c_str());
  }

  bool finish() { return workbook_close(book_) == LXW_NO_ERROR; }

 private:
  lxw_format* dated(const std::string& shown) {
    lxw_format* format = workbook_add_format(book_);
    format_set_num_format(format, shown.c_str());
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_align(format, LXW_ALIGN_LEFT);
    return format;
  }

  static void set_print(lxw_worksheet* page, const Sheet& sheet) {
    worksheet_set_paper(page, 9);  // A4
    worksheet_set_landscape(page);
    worksheet_set_margins(page, kMargin, kMargin, -1, -1);
    worksheet_repeat_rows(page, 0, 0);
    worksheet_repeat_columns(page, 0, 0);
    const std::size_t printed = sheet.columns.size() - sheet.screen_only;
    worksheet_fit_to_pages(page, pages_beside(sheet.columns, printed), 0);
    if (sheet.screen_only > 0) {
      worksheet_print_area(page, 0, 0, static_cast<lxw_row_t>(sheet.rows.size()), static_cast<lxw_col_t>(printed - 1));
    }
  }

  /// Excel finds the height of a row with wrapped text by itself, LibreOffice and what prints unseen do not.
  static void fit_height(lxw_worksheet* page, lxw_row_t at, const std::vector<Column>& columns,
                         const std::vector<SheetCell>& cells) {
    std::size_t lines = 1;
    for (std::size_t c = 0; c < std::min(cells.size(), columns.size()); ++c) {
      const auto* verdict = std::get_if<VerdictCell>(&cells[c]);
      const auto* text = verdict != nullptr ? &verdict->words : std::get_if<std::string>(&cells[c]);
      if (text != nullptr) lines = std::max(lines, lines_of(*text, static_cast<std::size_t>(columns[c].width)));
    }
    if (lines > 1) worksheet_set_row(page, at, kLineHeight * static_cast<double>(std::min(lines, kMostLines)), nullptr);
  }

  void row(lxw_worksheet* page, lxw_row_t at, const std::vector<SheetCell>& cells) {
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const auto column = static_cast<lxw_col_t>(c);
      if (const auto* text = std::get_if<std::string>(&cells[c])) {
        worksheet_write_string(page, at, column, cut(*text).c_str(), text_);
      } else if (const auto* number = std::get_if<double>(&cells[c])) {
        worksheet_write_number(page, at, column, *number, text_);
      } else if (const auto* day = std::get_if<Day>(&cells[c])) {
        worksheet_write_number(page, at, column, days_since_epoch(*day), day_);
      } else if (const auto* moment = std::get_if<Moment>(&cells[c])) {
        worksheet_write_number(page, at, column, days_since_epoch(to_dutch_clock(*moment)), moment_);
      } else {
        const auto& verdict = std::get<VerdictCell>(cells[c]);
        const auto format = verdicts_.find(verdict.verdict);
        worksheet_write_string(page, at, column, verdict.words.c_str(),
                               format == verdicts_.end() ? text_ : format->second);
      }
    }
  }

  lxw_workbook* book_;
  lxw_format* head_ = nullptr;
  lxw_format* text_ = nullptr;
  lxw_format* day_ = nullptr;
  lxw_format* moment_ = nullptr;
  std::map<std::string, lxw_format*> verdicts_;
};

}  // namespace

Result<std::string> write_workbook(const WorkbookHead& head, const std::vector<Sheet>& sheets) {
  const auto folder = TempFolder::make();
  if (!folder) return std::unexpected(folder.error());
  const auto file = folder->file("book.xlsx");
  Book book(file.string(), head.language);
  book.properties(head);
  for (const Sheet& sheet : sheets) book.add(head, sheet);
  if (!book.finish()) return fail(FaultKind::kUnavailable, "report.disk");
  return read_file(file);
}

}  // namespace waarborg::report
