// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/names/domain_list.h"

#include <gtest/gtest.h>

#include <chrono>

namespace waarborg::scan {
namespace {

/// "1 example.nl [Praktijk] [huisarts]; 2 …"
std::string rows(const Result<DomainList>& list) {
  if (!list) return list.error().what.key;
  std::string all;
  for (const ListedDomain& row : list->rows) {
    all += (all.empty() ? "" : "; ") + std::to_string(row.line) + " " + row.target.name;
    if (!row.organisation.empty()) all += " [" + row.organisation + "]";
    if (!row.sub_sector.empty()) all += " [" + row.sub_sector + "]";
  }
  return all;
}

std::string problems(const Result<DomainList>& list) {
  std::string all;
  for (const LineProblem& problem : list->problems) {
    all += (all.empty() ? "" : "; ") + std::to_string(problem.line) + " " + problem.what.key;
  }
  return all;
}

TEST(DomainList, is_read_in_the_forms_in_which_offices_keep_it) {
  const struct {
    const char* what;
    std::string text;
    const char* expected;
  } kRows[] = {
      {"names", "example.nl\nexample.com\n", "1 example.nl; 2 example.com"},
      {"no last line end, CRLF", "example.nl\r\nhttps://example.com/x", "1 example.nl; 2 example.com"},
      {"empty lines and remarks", "# onze sites\n\nexample.nl\n  \n#x.nl\nexample.com", "3 example.nl; 6 example.com"},
      {"header alone", "domein\nexample.nl\n", "2 example.nl"},
      {"table", "Domein;Organisatie;Soort zorg\nexample.nl;Praktijk Jansen;huisarts\n",
       "2 example.nl [Praktijk Jansen] [huisarts]"},
      {"other order, English", "Sub-sector,Organisation,Domain\nGP,\"Jansen, Pieters\",example.nl\n",
       "2 example.nl [Jansen, Pieters] [GP]"},
      {"naam is the organisation beside a domain", "naam;website\nPraktijk;https://example.nl\n",
       "2 example.nl [Praktijk]"},
      {"naam is the domain alone", "naam;soort zorg\nexample.nl;tandarts\n", "2 example.nl [tandarts]"},
      {"table without header", "example.nl;Praktijk;huisarts\nexample.com;;\n",
       "1 example.nl [Praktijk] [huisarts]; 2 example.com"},
      {"a header has no names", "example.nl;Praktijk\n", "1 example.nl [Praktijk]"},
      {"tabs", "domain\torganisation\nexample.nl\tPraktijk\n", "2 example.nl [Praktijk]"},
      {"sep", "sep=;\ndomein;organisatie\nexample.nl;a,b\n", "3 example.nl [a,b]"},
      {"unknown columns", "id,domein,plaats\n7,example.nl,Goes\n", "2 example.nl"},
      {"short lines", "organisatie,domein\nPraktijk,example.nl\n", "2 example.nl [Praktijk]"},
      {"field over two lines", "domein,organisatie\nexample.nl,\"Praktijk\nJansen\"\nexample.com,x\n",
       "2 example.nl [Praktijk Jansen]; 4 example.com [x]"},
      {"mark",
       "\xEF\xBB\xBF"
       "domein\ncaf\xC3\xA9.nl\n",
       "2 xn--caf-dma.nl"},
      {"Windows-1252", "domein;organisatie\nexample.nl;Caf\xE9\n", "2 example.nl [Caf\xC3\xA9]"},
      {"UTF-16",
       std::string("\xFF\xFE"
                   "a\0.\0n\0l\0\n\0",
                   12),
       "1 a.nl"},
      {"nothing", "", ""},
      {"no column of names", "organisatie;plaats\nPraktijk;Goes\n", "scan.list.no_names"},
      {"binary", std::string("a\0b", 3), "encoding.nul"},
  };
  for (const auto& row : kRows) EXPECT_EQ(row.expected, rows(read_domain_list(row.text))) << row.what;
}

TEST(DomainList, a_bad_line_is_named_and_the_others_stay) {
  const auto list = read_domain_list(
      "domein,organisatie\nexample.nl,x\n192.0.2.1,y\n\"open,z\nexample.com,\"a\"b\n,leeg\nfout "
      "naam,q\nexample.org,x\n");

  EXPECT_EQ("2 example.nl [x]; 8 example.org [x]", rows(list));
  EXPECT_EQ(
      "3 scan.name.address; 4 csv.unclosed_quote; 5 csv.text_after_quote; 6 scan.name.empty; 7 scan.name.character",
      problems(list));
  EXPECT_EQ(5U, list->problem_count);
  EXPECT_EQ("192.0.2.1", list->problems[0].what.args.back().second);
}

TEST(DomainList, a_name_that_stands_there_more_than_once_is_named_once) {
  const auto list = read_domain_list("b.nl\na.nl\nB.nl.\nhttps://b.nl/\nb.nl:8443\na.nl\n");

  EXPECT_EQ("1 b.nl; 2 a.nl; 5 b.nl", rows(list));
  EXPECT_EQ((std::vector<RepeatedDomain>{{"b.nl", 1, 3}, {"a.nl", 2, 2}}), list->repeated);
  EXPECT_EQ(0U, list->problem_count);
}

TEST(DomainList, says_how_its_letters_were_read) {
  EXPECT_EQ("encoding.guessed_windows_1252", read_domain_list("example.nl;Caf\xE9\n")->warnings.at(0).key);
}

TEST(DomainList, without_bounds_takes_bounded_room_and_time) {
  std::string many;
  for (int i = 0; i < 200'000; ++i) many += i % 2 == 0 ? "d" + std::to_string(i) + ".nl,x,y\n" : "\"x\"y\n";
  const auto start = std::chrono::steady_clock::now();

  const auto list = read_domain_list(many);

  EXPECT_EQ(100'000U, list->rows.size());
  EXPECT_EQ(100'000U, list->problem_count);
  EXPECT_EQ(kMaxListProblems, list->problems.size());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
  EXPECT_EQ("scan.list.too_many_lines", rows(read_domain_list(std::string(kMaxListLines + 1, '\n'))));
  EXPECT_EQ("scan.list.too_large", rows(read_domain_list(std::string(kMaxListBytes + 1, '\n'))));
  EXPECT_EQ("1 scan.list.line_too_long", problems(read_domain_list(std::string(kMaxLineBytes + 1, 'a'))));
}

}  // namespace
}  // namespace waarborg::scan
