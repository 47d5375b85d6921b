// SPDX-License-Identifier: EUPL-1.2
#include "platform/dns/rdata.h"

#include <gtest/gtest.h>

using namespace std::string_view_literals;

namespace waarborg::dns {
namespace {

TEST(Rdata, reads_as_people_write_it) {
  struct Row {
    Type type;
    std::string_view rdata;
    const char* text;
  };
  const Row rows[] = {
      {Type::kA, "\xC0\x00\x02\x01"sv, "192.0.2.1"},
      {Type::kAaaa, "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01"sv, "2001:db8::1"},
      {Type::kNs,
       "\x03NS1\x07"
       "example\0"sv,
       "ns1.example"},
      {Type::kNs, "\0"sv, "."},
      {Type::kNs,
       "\x03"
       "a.b\0"sv,
       "a\\046b"},
      {Type::kMx, "\0\x0a\x02mx\x02nl\0"sv, "10 mx.nl"},
      {Type::kMx, "\0\0\0"sv, "0 ."},
      {Type::kTxt, "\x07v=spf1 \x04-all"sv, "v=spf1 -all"},
      {Type::kTxt, "\0"sv, ""},
      {Type::kCaa, "\0\x05issueletsencrypt.org"sv, "0 issue \"letsencrypt.org\""},
      {Type::kCaa, "\x80\x05issue;"sv, "128 issue \";\""},
      {Type::kTlsa, "\x03\x01\x01\xab\xcd"sv, "3 1 1 abcd"},
      {Type::kDs, "\x4f\x66\x08\x02\xe0"sv, "20326 8 2 e0"},
      {Type::kSoa,
       "\x01"
       "a\0\x01"
       "b\0\0\0\0\x01\0\0\0\x02\0\0\0\x03\0\0\0\x04\0\0\0\x05"sv,
       "a b 1 2 3 4 5"},
      {Type::kHttps, "\0\x01\0"sv, "\\# 3 000100"},
  };
  for (const Row& row : rows) EXPECT_EQ(to_text(row.type, row.rdata), row.text) << name_of(row.type);
}

TEST(Rdata, cut_short_or_too_long_is_nothing) {
  for (const auto& [type, rdata] : {std::pair{Type::kA, "\xC0\0\x02"sv},
                                    {Type::kA, "\xC0\0\x02\x01\x01"sv},
                                    {Type::kNs, "\x03ns"sv},
                                    {Type::kNs, "\x02ns"sv},
                                    {Type::kNs, "\x02ns\0x"sv},
                                    {Type::kNs, "\xC0\x0c"sv},  // compressed
                                    {Type::kMx, "\0\x0a"sv},
                                    {Type::kTxt, "\x05v"sv},
                                    {Type::kCaa, "\0\x09issue"sv},
                                    {Type::kTlsa, "\x03\x01"sv},
                                    {Type::kSoa, "\0\0\0"sv}}) {
    EXPECT_EQ(to_text(type, rdata), std::nullopt) << name_of(type) << " " << rdata.size();
  }
}

TEST(Rdata, types_have_their_names_both_ways) {
  for (const Type type : {Type::kA, Type::kNs, Type::kCname, Type::kSoa, Type::kMx, Type::kTxt, Type::kAaaa, Type::kDs,
                          Type::kDnskey, Type::kTlsa, Type::kHttps, Type::kCaa}) {
    EXPECT_EQ(type_of(name_of(type)), type);
  }
  EXPECT_EQ(name_of(static_cast<Type>(99)), "TYPE99");
  EXPECT_EQ(type_of("NIX"), std::nullopt);
}

}  // namespace
}  // namespace waarborg::dns
