// SPDX-License-Identifier: EUPL-1.2
#include "base/csv.h"

#include <gtest/gtest.h>

#include <random>

#include "base/encoding.h"

namespace waarborg {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view bytes, CsvOptions options = {}) {
  const auto table = read_csv(bytes, options);
  EXPECT_TRUE(table) << bytes;
  return table ? table->rows : Rows{};
}

void expect_fault(std::string_view bytes, std::string_view key, std::string_view where, CsvOptions options = {}) {
  const auto table = read_csv(bytes, options);
  ASSERT_FALSE(table) << bytes;
  EXPECT_EQ(key, table.error().what.key);
  EXPECT_EQ(where, table.error().where) << bytes;
}

TEST(Csv, reads_the_examples_of_rfc_4180_section_2) {
  const Rows two = {{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}};
  EXPECT_EQ(two, rows_of("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n"));
  EXPECT_EQ(two, rows_of("aaa,bbb,ccc\r\nzzz,yyy,xxx"));
  EXPECT_EQ(two, rows_of("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx"));
  EXPECT_EQ((Rows{{"aaa", "b\r\nbb", "ccc"}}), rows_of("\"aaa\",\"b\r\nbb\",\"ccc\"\r\n"));
  EXPECT_EQ((Rows{{"aaa", "b\"bb", "ccc"}}), rows_of("\"aaa\",\"b\"\"bb\",\"ccc\""));
}

TEST(Csv, keeps_spaces_and_empty_fields_and_skips_empty_lines) {
  EXPECT_EQ((Rows{{" a ", ""}, {"", ""}}), rows_of("\n a ,\n\n,\r\n\r\n"));
  EXPECT_EQ((Rows{{""}, {"x"}}), rows_of("\"\"\nx"));
  EXPECT_EQ(Rows{}, rows_of(""));
}

TEST(Csv, finds_the_delimiter_that_splits_all_records_alike) {
  EXPECT_EQ(';', read_csv("a;b\n1,5;2,5\n3,0;4,0\n")->delimiter);
  EXPECT_EQ('\t', read_csv("a\tb\n1;2\t3\n")->delimiter);
  EXPECT_EQ(',', read_csv("a,b\n\"x;y;z\",2\n")->delimiter);
  EXPECT_EQ(',', read_csv("alone\n1\n")->delimiter);
  EXPECT_EQ((Rows{{"a", "b,c"}}), rows_of("sep=;\r\na;b,c\r\n"));
  EXPECT_EQ((Rows{{"a;b"}}), rows_of("a;b", CsvOptions{.delimiter = ','}));
}

TEST(Csv, reads_the_encodings_that_offices_write) {
  EXPECT_EQ((Rows{{"caf\u00e9"}}), rows_of("\xEF\xBB\xBF"
                                           "caf\xC3\xA9\n"));
  EXPECT_EQ((Rows{{"a", "\u20ac"}}), rows_of(std::string_view("\xFF\xFE"
                                                              "a\0,\0\xAC\x20\n\0",
                                                              10)));
  EXPECT_EQ((Rows{{"a", "\u20ac"}}), rows_of(std::string_view("\xFE\xFF\0a\0,\x20\xAC\0\n", 10)));
  const auto old = read_csv("caf\xE9,\x80\n");
  EXPECT_EQ((Rows{{"caf\u00e9", "\u20ac"}}), old->rows);
  EXPECT_EQ("encoding.guessed_windows_1252", old->warnings.at(0).key);
}

TEST(Csv, every_mistake_names_its_line_and_column) {
  expect_fault("a,b\n1,\"2\n3,4\n", "csv.unclosed_quote", "line 2, column 3");
  expect_fault("a,b\n\"1\"x,2\n", "csv.text_after_quote", "line 2, column 4");
  expect_fault("a,b\n1,2\"\n", "csv.quote_in_field", "line 2, column 4");
  expect_fault("a,b\n1,2\n1,2,3\n", "csv.width", "line 3");
  expect_fault("\"a\nb\",c\n1\n", "csv.width", "line 3");
  expect_fault(std::string_view("a\nb\0c", 5), "encoding.nul", "line 2");
  expect_fault(std::string_view("\xFF\xFE"
                                "a\0\n\0\x00\xD8",
                                8),
               "encoding.broken_utf16", "line 2");
  expect_fault(std::string_view("\xFF\xFE"
                                "a",
                                3),
               "encoding.broken_utf16", "line 1");
}

TEST(Csv, holds_its_limits) {
  expect_fault("abcdef", "csv.too_large", "", CsvOptions{.max_bytes = 5});
  expect_fault("a\nb\nc\n", "csv.too_many_rows", "line 4, column 1", CsvOptions{.max_rows = 2});
  expect_fault("a,b,c", "csv.too_many_fields", "line 1, column 5", CsvOptions{.max_fields = 2});
  expect_fault("a,b\n\nc,d\n", "csv.too_many_cells", "line 4, column 1", CsvOptions{.max_cells = 3});
  expect_fault("abc", "csv.field_too_long", "line 1, column 4", CsvOptions{.max_field_bytes = 2});
  EXPECT_EQ((Rows{{"a", "b"}}), rows_of("a,b", CsvOptions{.max_fields = 2, .max_field_bytes = 1}));
}

TEST(Csv, finds_columns_by_name_whatever_the_capitals) {
  const auto table = read_csv("Naam, Datum \n1,2\n");
  EXPECT_EQ(0U, column_of(*table, "naam"));
  EXPECT_EQ(1U, column_of(*table, "DATUM"));
  EXPECT_FALSE(column_of(*table, "x"));
}

TEST(Csv, writes_quotes_only_where_needed) {
  const Rows rows = {{"a", "b,c", "d\"e", "f\ng", ""}};
  EXPECT_EQ("a,\"b,c\",\"d\"\"e\",\"f\ng\",\r\n", write_csv(rows));
  EXPECT_EQ(
      "\xEF\xBB\xBF"
      "a\r\n",
      write_csv(Rows{{"a"}}, CsvStyle{.byte_order_mark = true}));
}

TEST(Csv, disarms_cells_that_a_spreadsheet_would_run) {
  const Rows rows = {{"=1+1", "@SUM(A1)", "+31 6", "-2+3", "-5", "+1,5", "\tx", "a=b"}};
  EXPECT_EQ("\"'=1+1\",\"'@SUM(A1)\",\"'+31 6\",\"'-2+3\",-5,\"+1,5\",\"'\tx\",a=b\r\n",
            write_csv(rows, CsvStyle{.disarm_formulas = true}));
  const Rows hidden = {
      {" =1+1", "\n@x", "\xC2\xA0=x", "\xE2\x80\x8B+x", "\xEF\xBB\xBF=x", "\xEF\xBC\x9Dx", " -5", "  a"}};
  EXPECT_EQ(
      "\"' =1+1\",\"'\n@x\",\"'\xC2\xA0=x\",\"'\xE2\x80\x8B+x\",\"'\xEF\xBB\xBF=x\",\"'\xEF\xBC\x9Dx\", -5,  a\r\n",
      write_csv(hidden, CsvStyle{.disarm_formulas = true}));
}

TEST(Csv, what_is_written_reads_back_the_same) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  static constexpr std::string_view kSigns[] = {"a", "\"", ",", ";",    "\t", "\r",          "\n",
                                                " ", "é",  "€", "sep=", "=",  "\xEF\xBB\xBF"};
  for (int round = 0; round < 2000; ++round) {
    Rows rows(random() % 5);
    for (auto& row : rows) {
      row.resize(1 + random() % 4);
      for (auto& cell : row) {
        for (auto left = random() % 5; left > 0; --left) cell += kSigns[random() % std::size(kSigns)];
      }
    }
    const char delimiter = ",;\t"[random() % 3];
    const std::string written = write_csv(rows, CsvStyle{.delimiter = delimiter});
    const auto again = read_csv(written, CsvOptions{.delimiter = delimiter, .same_width = false});
    ASSERT_TRUE(again) << written;
    ASSERT_EQ(rows, again->rows) << written;
  }
}

TEST(Encoding, knows_utf8_as_rfc_3629_defines_it) {
  for (const char* good :
       {"", "a", "\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_utf8(good)) << good;
  }
  for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC2", "\xE2\x82", "\xFF"}) {
    EXPECT_FALSE(is_utf8(bad)) << bad;
  }
}

TEST(Encoding, every_code_point_survives_utf16) {
  for (char32_t point = 1; point <= 0x10FFFF; point += 37) {
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    std::string utf16 = "\xFE\xFF";
    const auto unit = [&](char32_t value) {
      utf16 += static_cast<char>(value >> 8U);
      utf16 += static_cast<char>(value & 0xFFU);
    };
    if (point < 0x10000) {
      unit(point);
    } else {
      unit(0xD800 + ((point - 0x10000) >> 10U));
      unit(0xDC00 + ((point - 0x10000) & 0x3FFU));
    }
    std::string expected;
    append_utf8(expected, point);
    const auto decoded = decode_text(utf16);
    ASSERT_TRUE(decoded);
    ASSERT_EQ(expected, decoded->text) << static_cast<unsigned>(point);
    ASSERT_TRUE(is_utf8(decoded->text));
  }
}

}  // namespace
}  // namespace waarborg
