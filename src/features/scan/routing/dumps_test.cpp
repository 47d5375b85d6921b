// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/routing/dumps.h"

#include <gtest/gtest.h>

namespace waarborg::scan::routing {
namespace {

/// What covers that address: "AS64496 192.0.2.0/24-25, ".
std::string told(const PrefixIndex& index, const char* inner) {
  std::string out;
  for (const Claim& one : index.covering(*read_prefix(inner))) {
    out += "AS" + std::to_string(one.asn) + " " + to_text(one.prefix) + "-" + std::to_string(one.most) + ", ";
  }
  return out;
}

template <class Read>
std::string fault_of(const Result<Read>& read) {
  return read ? "none" : read.error().what.key.substr(std::string("scan.routing.").size()) + " " + read.error().where;
}

TEST(VrpDump, in_json_is_read_as_each_validator_writes_it) {
  const char* const kForms[] = {
      // rpki-client: numbers, a trust anchor and when it ends
      R"({"metadata":{"buildtime":"2026-11-30T08:00:00Z","roas":2},
          "roas":[{"asn":64496,"prefix":"192.0.2.0/24","maxLength":25,"ta":"ripe","expires":1764489600},
                  {"asn":64497,"prefix":"2001:db8::/32","maxLength":48,"ta":"ripe","expires":1764489600}],
          "bgpsec_keys":[{"asn":1,"ski":"00"}]})",
      // Routinator: the AS as a text
      R"({"metadata":{"generated":1764489600,"generatedTime":"2026-11-30T08:00:00Z"},
          "roas":[{"asn":"AS64496","prefix":"192.0.2.0/24","maxLength":25,"ta":"ripe"},
                  {"asn":"AS64497","prefix":"2001:db8::/32","maxLength":48,"ta":"ripe"}]})",
      // with escapes, in another order, with things that nobody asked for
      R"( {"roas":[{"source":[{"asn":1,"prefix":"x"}],"prefix":"192.0.2.0\/24","maxLength":25,"asn":"64496","x":null},
                   {"maxLength":48,"prefix":"2001:db8::/32","asn":"as64497"}],
           "metadata":{"buildtime":"2026-11-30T08:00:00Z"}} )"};
  for (const char* form : kForms) {
    const auto dump = read_vrps(form);
    ASSERT_TRUE(dump) << fault_of(dump) << form;
    EXPECT_EQ("AS64496 192.0.2.0/24-25, ", told(dump->vrps, "192.0.2.1/32"));
    EXPECT_EQ("AS64497 2001:db8::/32-48, ", told(dump->vrps, "2001:db8::1/128"));
    EXPECT_EQ(2U, dump->vrps.size());
    EXPECT_EQ(parse_moment("2026-11-30T08:00:00Z"), dump->at);
  }
}

TEST(VrpDump, in_csv_finds_its_columns_by_name) {
  const char* const kForms[] = {
      "ASN,IP Prefix,Max Length,Trust Anchor\nAS64496,192.0.2.0/24,25,ripe\nAS64497,2001:db8::/32,48,ripe\n",
      "asn,ip prefix,max length,trust anchor,expires\r\n64496,192.0.2.0/24,25,ripe,1\r\n64497,2001:db8::/32,48,ripe,1",
      R"("Trust Anchor","Max Length","IP Prefix","ASN"

"ripe","25","192.0.2.0/24","AS64496"
"ripe","48","2001:db8::/32","AS64497"
)"};
  for (const char* form : kForms) {
    const auto dump = read_vrps(form);
    ASSERT_TRUE(dump) << fault_of(dump) << form;
    EXPECT_EQ("AS64496 192.0.2.0/24-25, ", told(dump->vrps, "192.0.2.1/32"));
    EXPECT_EQ("AS64497 2001:db8::/32-48, ", told(dump->vrps, "2001:db8::1/128"));
    EXPECT_FALSE(dump->at);
  }
}

TEST(VrpDump, without_a_greatest_length_allows_the_network_itself) {
  EXPECT_EQ("AS1 192.0.2.0/24-24, ",
            told(read_vrps(R"({"roas":[{"asn":1,"prefix":"192.0.2.0/24"}]})")->vrps, "192.0.2.0/24"));
  EXPECT_EQ("AS1 192.0.2.0/24-24, ",
            told(read_vrps("ASN,IP Prefix,Max Length\nAS1,192.0.2.0/24,\n")->vrps, "192.0.2.0/24"));
}

TEST(VrpDump, with_a_fault_is_refused_whole_and_says_where) {
  const struct {
    std::string text;
    const char* fault;
  } kRows[] = {
      {"", "empty "},
      {"{}", "no_roas "},
      {R"({"roas":{}})", "no_roas "},
      {R"({"metadata":{"roas":[{"asn":1,"prefix":"192.0.2.0/24"}]}})", "no_roas "},
      {R"({"roas":[]})", "empty "},
      {R"({"roas":[{"asn":1,"prefix":"192.0.2.0/24"},{"asn":1}]})", "vrp roas[1]"},
      {R"({"roas":[{"asn":1,"prefix":"192.0.2.0/24","maxLength":23}]})", "vrp roas[0]"},
      {R"({"roas":[{"asn":1,"prefix":"192.0.2.0/24","maxLength":33}]})", "vrp roas[0]"},
      {R"({"roas":[{"asn":1,"prefix":"192.0.2.0/24","maxLength":"24"}]})", "vrp roas[0]"},
      {R"({"roas":[{"asn":1,"prefix":"192.0.2.0/24","maxLength":24.5}]})", "vrp roas[0]"},
      {R"({"roas":[{"asn":1,"prefix":"192.0.2.1/24","maxLength":24}]})", "vrp roas[0]"},
      {R"({"roas":[{"asn":-1,"prefix":"192.0.2.0/24","maxLength":24}]})", "vrp roas[0]"},
      {R"({"roas":[{"asn":4294967296,"prefix":"192.0.2.0/24","maxLength":24}]})", "vrp roas[0]"},
      {R"({"roas":[{"asn":"ASX","prefix":"192.0.2.0/24","maxLength":24}]})", "vrp roas[0]"},
      {"ASN;IP Prefix;Max Length\n", "no_columns line 1"},
      {"ASN,IP Prefix,Max Length\n", "empty "},
      {"ASN,IP Prefix,Max Length\nAS1,192.0.2.0/24,24\n\nAS1,192.0.2.0/24\n", "vrp line 4"},
      {"ASN,IP Prefix,Max Length\nAS1,192.0.2.0/24,x\n", "vrp line 2"},
      {"ASN,IP Prefix,Max Length\nAS1,192.0.2.0/24,33\n", "vrp line 2"},
  };
  for (const auto& row : kRows) EXPECT_EQ(row.fault, fault_of(read_vrps(row.text))) << row.text;
  for (const char* cut : {R"({"roas":[{"asn":1,"prefix":"192.0.)", R"({"roas":[{"asn":1,"prefix":"192.0.2.0/24"}])",
                          R"({"roas":[{"asn":1,"prefix":"192.0.2.0/24"}]} x)", "{[", R"({"roas":[{"asn":01}]})"}) {
    EXPECT_TRUE(fault_of(read_vrps(cut)).starts_with("json byte ")) << cut;
  }
  EXPECT_TRUE(fault_of(read_vrps(R"({"roas":)" + std::string(100, '['))).starts_with("json byte "));
}

TEST(RouteDump, is_read_with_its_remarks_and_sets) {
  const auto routes = read_routes(
      "% RIS whois\n\n64496\t192.0.2.0/24\t300\r\n64497\t192.0.2.0/24\t10\n{64496,64498}\t192.0.2.128/25\t40\n"
      "64499\t2001:db8::/32\t300");
  ASSERT_TRUE(routes) << fault_of(routes);
  EXPECT_EQ("AS0 192.0.2.128/25-25, AS64497 192.0.2.0/24-24, AS64496 192.0.2.0/24-24, ",
            told(*routes, "192.0.2.129/32"));
  EXPECT_EQ("AS64499 2001:db8::/32-32, ", told(*routes, "2001:db8::1/128"));
}

TEST(RouteDump, passes_over_what_few_see_and_default_routes) {
  const auto routes = read_routes("1\t192.0.2.0/24\t9\n2\t0.0.0.0/0\t300\n3\t::/0\t300\n4\t192.0.0.0/16\t300\n");
  ASSERT_TRUE(routes) << fault_of(routes);
  EXPECT_EQ("AS4 192.0.0.0/16-16, ", told(*routes, "192.0.2.1/32"));
  EXPECT_EQ(1U, routes->size());
}

TEST(RouteDump, with_a_fault_is_refused_whole_and_says_where) {
  const struct {
    const char* text;
    const char* fault;
  } kRows[] = {
      {"% nothing\n", "empty "},
      {"1\t192.0.2.0/24\t9\n", "empty "},
      {"64496\t192.0.2.0/24\t300\n64496\t192.0.2.0/24\n", "route line 2"},
      {"64496 192.0.2.0/24 300\n", "route line 1"},
      {"64496\t192.0.2.1/24\t300\n", "route line 1"},
      {"64496\t192.0.2.0/24\tmany\n", "route line 1"},
      {"64496\t192.0.2.0/24\t-1\n", "route line 1"},
      {"{64496\t192.0.2.0/24\t300\n", "route line 1"},
      {"{}\t192.0.2.0/24\t300\n", "route line 1"},
      {"{64496,x}\t192.0.2.0/24\t300\n", "route line 1"},
  };
  for (const auto& row : kRows) EXPECT_EQ(row.fault, fault_of(read_routes(row.text))) << row.text;
}

}  // namespace
}  // namespace waarborg::scan::routing
