// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/export.h"

#include <gtest/gtest.h>

namespace waarborg::auth {
namespace {

struct Line {
  std::string name;
  std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(Line, (), (name, number))

struct OpenGate final : Gate {
  std::expected<Actor, http::Response> admit(const http::Request&, const Route&) override { return Actor{}; }
};

/// A list of so many rows, in pages as long as is asked.
struct Numbers {
  explicit Numbers(std::int64_t count) {
    const Pages<Line> pages = [this, count](Call& call) -> Result<Page<Line>> {
      asked.push_back(call.query("q") + "/" + call.query("after") + "/" + call.query("limit"));
      const auto from = call.query_number("after", 0, 0, count);
      const auto to = std::min(count, from + call.query_number("limit", 50, 1, 500));
      Page<Line> page{{}, count, {}};
      for (std::int64_t i = from; i < to; ++i) page.items.push_back({i == 0 ? "=1+1" : "n", i});
      if (to < count) page.next = std::to_string(to);
      return page;
    };
    Route route{"/api/v1/numbers", "number_list", "Numbers", ""};
    route.query = {{"q", "text"}, {"after", "cursor"}, {"limit", "1 to 500"}};
    add_list<Line>(
        api, route, pages,
        {"auth.column.title",
         {{"auth.column.title", 20, [](const Line& line, Language) { return line.name; }},
          {"auth.column.note", 10, [](const Line& line, Language) { return static_cast<double>(line.number); }}}},
        [this](const Actor&, const Table& table) -> Result<std::string> {
          rows_in_book = table.rows.size();
          return "PK";
        });
  }
  http::Response get(const std::string& tail, std::vector<std::pair<std::string, std::string>> query = {}) {
    http::Request request{.method = http::Method::kGet, .target = "/api/v1/numbers" + tail};
    request.path = request.target;
    request.query = std::move(query);
    return router.handle(std::move(request));
  }

  http::Router router;
  OpenGate gate;
  Api api{router, gate};
  std::vector<std::string> asked;
  std::size_t rows_in_book = 0;
};

TEST(Export, reads_every_page_of_what_was_asked_and_disarms_formulas) {
  Numbers numbers(1200);
  const auto answer = numbers.get("/export.csv", {{"q", "x"}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(numbers.asked, (std::vector<std::string>{"x//500", "x/500/500", "x/1000/500"}));
  EXPECT_EQ(std::ranges::count(answer.body, '\n'), 1201) << "a heading and every row";
  EXPECT_EQ(answer.body.find("\n=1+1"), std::string::npos) << "no cell runs as a formula";
  EXPECT_NE(answer.body.find(";1199"), std::string::npos);

  EXPECT_EQ(numbers.get("/export.xlsx").body, "PK");
  EXPECT_EQ(numbers.rows_in_book, 1200U);
}

TEST(Export, writes_days_and_moments_in_csv_as_iso_8601) {
  Table table;
  table.columns = {{"a", 1}, {"b", 1}, {"c", 1}};
  table.rows = {{dated_cell("2026-11-22"), dated_cell("2026-11-22T09:15:00.000Z"), dated_cell("later")}};
  EXPECT_TRUE(std::holds_alternative<Day>(table.rows[0][0]));
  EXPECT_TRUE(std::holds_alternative<Moment>(table.rows[0][1]));
  EXPECT_NE(csv_of(table).find("2026-11-22;2026-11-22T09:15:00.000Z;later"), std::string::npos) << csv_of(table);
}

TEST(Export, calls_the_file_by_the_title_of_the_list) {
  const auto answer = download_csv("", "Uitslag van een meting");
  const http::Header expected{"content-disposition", "attachment; filename=\"uitslag-van-een-meting.csv\""};
  EXPECT_NE(std::ranges::find(answer.headers, expected), answer.headers.end());
}

TEST(Export, takes_the_filters_of_the_list_but_not_its_pages) {
  Numbers numbers(3);
  EXPECT_EQ(numbers.get("", {{"limit", "2"}}).status, 200);
  EXPECT_EQ(numbers.get("/export.csv", {{"limit", "2"}}).status, 422);
  EXPECT_EQ(numbers.get("/export.xlsx", {{"after", "1"}}).status, 422);
}

TEST(Export, of_a_list_that_is_too_long_asks_for_a_filter_at_the_first_page) {
  Numbers numbers(kMostExported + 1);
  const auto answer = numbers.get("/export.csv");
  EXPECT_EQ(answer.status, 422);
  EXPECT_NE(answer.body.find("auth.export.too_many"), std::string::npos) << answer.body;
  EXPECT_EQ(numbers.asked.size(), 1U);
}

}  // namespace
}  // namespace waarborg::auth
