// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/export.h"

#include <algorithm>

#include "base/csv.h"
#include "base/text.h"

namespace waarborg::auth {
namespace {

bool is_of_page(std::string_view name) { return name == "after" || name == "limit"; }

std::string text_of(const TableCell& cell) {
  if (const auto* number = std::get_if<double>(&cell)) return std::to_string(static_cast<std::int64_t>(*number));
  if (const auto* day = std::get_if<Day>(&cell)) return waarborg::to_text(*day);
  if (const auto* moment = std::get_if<Moment>(&cell)) return waarborg::to_text(*moment);
  return std::get<std::string>(cell);
}

http::Response download(std::string body, const char* type, const std::string& title, const char* ending) {
  std::string name = lower(title);
  std::ranges::replace_if(name, [](char c) { return (c < 'a' || c > 'z') && (c < '0' || c > '9'); }, '-');
  http::Response response;
  response.set("content-type", type);
  response.set("content-disposition", "attachment; filename=\"" + name + ending + "\"");
  response.body = std::move(body);
  return response;
}

}  // namespace

std::string csv_of(const Table& table) {
  std::vector<std::vector<std::string>> rows(1);
  for (const auto& [title, width] : table.columns) rows[0].push_back(title);
  for (const auto& cells : table.rows) {
    auto& row = rows.emplace_back();
    for (const TableCell& cell : cells) row.push_back(text_of(cell));
  }
  return write_csv(rows, {.delimiter = ';', .disarm_formulas = true, .byte_order_mark = true});
}

TableCell dated_cell(const std::string& text) {
  if (const auto day = parse_day(text)) return *day;
  if (const auto moment = parse_moment(text)) return *moment;
  return text;
}

http::Response download_csv(std::string body, const std::string& title) {
  return download(std::move(body), "text/csv; charset=utf-8", title, ".csv");
}

http::Response download_workbook(std::string body, const std::string& title) {
  return download(std::move(body), kWorkbookType, title, ".xlsx");
}

std::string word_of(Language language, const std::string& prefix, const std::string& code) {
  return has_words(language, prefix + code) ? say(language, prefix + code) : code;
}

http::Request next_page(const http::Request& request, const std::string& after) {
  http::Request out = request;
  std::erase_if(out.query, [](const auto& one) { return is_of_page(one.first); });
  out.query.emplace_back("limit", "500");
  if (!after.empty()) out.query.emplace_back("after", after);
  return out;
}

Route export_route(const Route& list, const std::string& ending) {
  Route route = list;
  route.pattern += "/export." + ending;
  route.operation.replace(route.operation.rfind("_list"), 5, "_export_" + ending);
  route.summary = "What the list finds, as a file";
  std::erase_if(route.query, [](const Parameter& one) { return is_of_page(one.name); });
  return route;
}

}  // namespace waarborg::auth
