// SPDX-License-Identifier: EUPL-1.2
//
// Every list is a file too. add_list() declares GET <list>, and beside it GET <list>/export.csv and export.xlsx, which
// take the same filters and order, read the same pages to the end, and say it in the words of the user.
//
//   add_list<EvidenceRow>(api, {"/api/v1/evidence", "evidence_list", …}, pages,
//                         {"evidence.list.title", {{"auth.column.title", 40, …}}}, workbook);
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "features/auth/api.h"
#include "features/auth/table.h"

namespace waarborg::auth {

template <class Row>
struct FileColumn {
  std::string heading;  ///< Phrase.
  double width = 18;    ///< Unit: characters.
  std::function<TableCell(const Row&, Language)> cell;
};

template <class Row>
struct ListFile {
  std::string title;  ///< Phrase; the file is called by it.
  std::vector<FileColumn<Row>> columns;
};

/// Answers one page of a list, by the parameters of the call.
template <class Row>
using Pages = std::function<Result<Page<Row>>(Call&)>;

/// The phrase of a code when there is one, else the code.
std::string word_of(Language language, const std::string& prefix, const std::string& code);

/// The same question for the page after this cursor, as long as a page can be.
http::Request next_page(const http::Request& request, const std::string& after);

/// What a route says of its list, said of the file of it.
Route export_route(const Route& list, const std::string& ending);

/// Everything that the call finds. kInvalid auth.export.too_many beyond kMostExported rows.
template <class Row>
Result<Table> table_of(const Call& call, const Pages<Row>& pages, const ListFile<Row>& file) {
  const Language language = call.actor.language;
  Table table;
  table.title = say(language, file.title);
  for (const auto& column : file.columns) table.columns.emplace_back(say(language, column.heading), column.width);
  for (std::string after;;) {
    const http::Request request = next_page(call.request, after);
    Call asked{request, call.actor};
    auto page = pages(asked);
    if (!page) return std::unexpected(page.error());
    if (page->total > kMostExported || std::ssize(table.rows) > kMostExported) {
      return invalid("auth.export.too_many", "", {{"most", std::to_string(kMostExported)}});
    }
    for (const Row& row : page->items) {
      auto& cells = table.rows.emplace_back();
      for (const auto& column : file.columns) cells.push_back(column.cell(row, language));
    }
    if (!page->next) return table;
    after = *page->next;
  }
}

/// The two files of a list that is declared elsewhere.
template <class Row>
void add_exports(Api& api, const Route& list, Pages<Row> given, ListFile<Row> described, WriteWorkbook workbook) {
  const auto pages = std::make_shared<const Pages<Row>>(std::move(given));
  const auto file = std::make_shared<const ListFile<Row>>(std::move(described));
  api.raw(http::Method::kGet, export_route(list, "csv"), "text/csv",
          [pages, file](Call& call) -> Result<http::Response> {
            const auto table = table_of(call, *pages, *file);
            if (!table) return std::unexpected(table.error());
            return download_csv(csv_of(*table), table->title);
          });
  api.raw(http::Method::kGet, export_route(list, "xlsx"), kWorkbookType,
          [pages, file, workbook = std::move(workbook)](Call& call) -> Result<http::Response> {
            if (!workbook) return fail(FaultKind::kUnavailable, "auth.export.no_workbook");
            const auto table = table_of(call, *pages, *file);
            if (!table) return std::unexpected(table.error());
            auto book = workbook(call.actor, *table);
            if (!book) return std::unexpected(book.error());
            return download_workbook(std::move(*book), table->title);
          });
}

template <class Row>
void add_list(Api& api, const Route& list, Pages<Row> pages, ListFile<Row> file, WriteWorkbook workbook) {
  api.get<Page<Row>>(list, pages);
  add_exports<Row>(api, list, std::move(pages), std::move(file), std::move(workbook));
}

}  // namespace waarborg::auth
