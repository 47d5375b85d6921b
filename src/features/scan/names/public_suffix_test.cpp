// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/names/public_suffix.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "base/test_source_folder.h"

namespace waarborg::scan {
namespace {

std::string file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

const PublicSuffixes& whole_list() {
  static const PublicSuffixes kList =
      PublicSuffixes::read(file(testing::source_folder() / "content/scan/public_suffix_list.dat"));
  return kList;
}

// Origin: the authors of the list; see fixtures/SOURCE.md.
TEST(PublicSuffix, agrees_with_every_case_of_the_authors_of_the_list) {
  const std::string cases = file(std::filesystem::path(__FILE__).parent_path() / "fixtures/test_psl.txt");
  const std::regex line(R"((^|\n)checkPublicSuffix\((null|'([^']*)'), (null|'([^']*)')\);)");
  std::size_t count = 0;
  for (std::sregex_iterator at(cases.begin(), cases.end(), line), end; at != end; ++at, ++count) {
    const std::string name = (*at)[3].matched ? (*at)[3].str() : "";
    const std::string wanted = (*at)[5].matched ? (*at)[5].str() : "null";
    EXPECT_EQ(wanted, whole_list().registrable(name).value_or("null")) << name;
  }
  EXPECT_EQ(78U, count);
}

TEST(PublicSuffix, the_whole_list_is_read) {
  EXPECT_LT(9000U, whole_list().rules());
  EXPECT_EQ(0U, whole_list().passed_over());
}

TEST(PublicSuffix, tells_the_rules_of_registries_from_those_of_companies) {
  EXPECT_EQ("praktijk.blogspot.com", whole_list().registrable("www.praktijk.blogspot.com"));
  EXPECT_EQ("blogspot.com", whole_list().registrable("www.praktijk.blogspot.com", SuffixSections::kIcann));
  EXPECT_EQ("co.uk", whole_list().suffix("www.example.co.uk", SuffixSections::kIcann));
}

TEST(PublicSuffix, dutch_names) {
  EXPECT_EQ("example.nl", whole_list().registrable("huisarts.praktijk.example.nl."));
  EXPECT_EQ(std::nullopt, whole_list().registrable("nl"));
  EXPECT_EQ("nl", whole_list().suffix("example.nl"));
}

TEST(PublicSuffix, an_exception_goes_before_a_wildcard_and_a_longer_rule_before_a_shorter) {
  const auto list = PublicSuffixes::read("// words\nzorg\n*.zorg\n!vrij.zorg\nb.a.zorg  comment\n\ncarré\n");
  EXPECT_EQ(5U, list.rules());
  EXPECT_EQ("vrij.zorg", list.registrable("x.y.vrij.zorg"));
  EXPECT_EQ("zorg", list.suffix("vrij.zorg"));
  EXPECT_EQ(std::nullopt, list.registrable("a.zorg"));
  EXPECT_EQ("c.a.zorg", list.registrable("c.a.zorg"));
  EXPECT_EQ("c.b.a.zorg", list.registrable("d.c.b.a.zorg"));
  EXPECT_EQ("x.carré", list.registrable("y.x.carré"));
  EXPECT_EQ("x.xn--carr-epa", list.registrable("Y.X.XN--CARR-EPA"));
}

TEST(PublicSuffix, passes_over_what_is_no_rule) {
  const auto list = PublicSuffixes::read("a.*.zorg\n!zorg\nx..zorg\n*\nzorg\r\n" + std::string(70, 'a') + "\n");
  EXPECT_EQ(2U, list.rules());
  EXPECT_EQ(4U, list.passed_over());
  EXPECT_EQ("a.zorg", list.registrable("a.zorg"));
}

TEST(PublicSuffix, an_address_or_no_name_has_no_owner) {
  for (const char* name : {"192.0.2.1", "1", "", ".", "..", "a..nl", "\xFF.nl"}) {
    EXPECT_EQ(std::nullopt, whole_list().registrable(name)) << name;
    EXPECT_EQ(std::nullopt, whole_list().suffix(name)) << name;
  }
}

TEST(PublicSuffix, a_copy_answers_the_same) {
  const PublicSuffixes copy = PublicSuffixes::read("co.zorg\n");
  const PublicSuffixes again = copy;  // NOLINT(performance-unnecessary-copy-initialization)
  EXPECT_EQ("a.co.zorg", again.registrable("b.a.co.zorg"));
}

}  // namespace
}  // namespace waarborg::scan
