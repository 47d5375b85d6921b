// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/names/domain_name.h"

#include <gtest/gtest.h>

namespace waarborg::scan {
namespace {

TEST(DomainName, is_found_in_what_people_type) {
  const struct {
    std::string_view text;
    std::string_view name, shown;
    int port;
  } kRows[] = {
      {"example.nl", "example.nl", "example.nl", 443},
      {"  Example.NL \r\n", "example.nl", "example.nl", 443},
      {"\xEF\xBB\xBF\xC2\xA0"
       "example.nl\xE2\x80\x8B",
       "example.nl", "example.nl", 443},
      {"example.nl.", "example.nl", "example.nl", 443},
      {"www.example.nl", "www.example.nl", "www.example.nl", 443},
      {"https://example.nl", "example.nl", "example.nl", 443},
      {"HTTPS://Example.nl/pad?vraag#stuk", "example.nl", "example.nl", 443},
      {"http://example.nl:80/", "example.nl", "example.nl", 443},
      {"http://example.nl:8080/", "example.nl", "example.nl", 8080},
      {"https://example.nl:8443", "example.nl", "example.nl", 8443},
      {"https://example.nl:", "example.nl", "example.nl", 443},
      {"https://jan:geheim@example.nl/", "example.nl", "example.nl", 443},
      {"https://example.com@example.nl/", "example.nl", "example.nl", 443},
      {"https://example.nl?x=http://elders.nl", "example.nl", "example.nl", 443},
      {"//example.nl/x", "example.nl", "example.nl", 443},
      {"example.nl/contact", "example.nl", "example.nl", 443},
      {"example.nl/http://elders.nl", "example.nl", "example.nl", 443},
      {"example.nl:444", "example.nl", "example.nl", 444},
      {"example.nl:80", "example.nl", "example.nl", 80},
      {"info@example.nl", "example.nl", "example.nl", 443},
      {"mailto:info@example.nl?subject=x", "example.nl", "example.nl", 443},
      {"Praktijk Jansen <info@example.nl>", "example.nl", "example.nl", 443},
      {"@example.nl", "example.nl", "example.nl", 443},
      {"caf\xC3\xA9.nl", "xn--caf-dma.nl", "caf\xC3\xA9.nl", 443},
      {"CAF\xC3\x89.NL", "xn--caf-dma.nl", "caf\xC3\xA9.nl", 443},
      {"cafe\xCC\x81.nl", "xn--caf-dma.nl", "caf\xC3\xA9.nl", 443},
      {"xn--caf-dma.nl", "xn--caf-dma.nl", "caf\xC3\xA9.nl", 443},
      {"XN--CAF-DMA.nl", "xn--caf-dma.nl", "caf\xC3\xA9.nl", 443},
      {"info@caf\xC3\xA9.nl", "xn--caf-dma.nl", "caf\xC3\xA9.nl", 443},
      {"fa\xC3\x9F.de", "xn--fa-hia.de", "fa\xC3\x9F.de", 443},    // UTS 46 non-transitional: not fass.de
      {"example\xE3\x80\x82nl", "example.nl", "example.nl", 443},  // ideographic full stop
      {"\xEF\xBD\x85xample.nl", "example.nl", "example.nl", 443},  // full-width e
      {"xn--p1ai.xn--p1ai", "xn--p1ai.xn--p1ai", "\xD1\x80\xD1\x84.\xD1\x80\xD1\x84", 443},
      {"r3---sn-abc.example.nl", "r3---sn-abc.example.nl", "r3---sn-abc.example.nl", 443},
      {"4all.nl", "4all.nl", "4all.nl", 443},
      {"1.2.3.4.nl", "1.2.3.4.nl", "1.2.3.4.nl", 443},
  };
  for (const auto& row : kRows) {
    const auto target = read_target(row.text);
    ASSERT_TRUE(target) << row.text << " " << target.error().what.key;
    EXPECT_EQ(row.name, target->name) << row.text;
    EXPECT_EQ(row.shown, target->shown) << row.text;
    EXPECT_EQ(row.port, target->port) << row.text;
  }
}

TEST(DomainName, that_cannot_be_one_is_refused_with_the_reason) {
  const std::string label(64, 'a'), fine(63, 'a');
  const struct {
    std::string text;
    const char* key;
  } kRows[] = {
      {"", "scan.name.empty"},
      {"  \t", "scan.name.empty"},
      {"https://", "scan.name.empty"},
      {"info@", "scan.name.empty"},
      {"/pad", "scan.name.empty"},
      {std::string(3000, 'a'), "scan.name.too_long"},
      {fine + "." + fine + "." + fine + "." + fine + ".nl", "scan.name.too_long"},
      {label + ".nl", "scan.name.label_too_long"},
      {"caf\xE9.nl", "scan.name.bytes"},
      {"exam\x01ple.nl", "scan.name.control"},
      {"exam\nple.nl", "scan.name.control"},
      {std::string("exam\0ple.nl", 11), "scan.name.control"},
      {"exam\xC2\x85ple.nl", "scan.name.control"},
      {"ftp://example.nl", "scan.name.scheme"},
      {"javascript://example.nl", "scan.name.scheme"},
      {"192.0.2.1", "scan.name.address"},
      {"https://192.0.2.1/", "scan.name.address"},
      {"192.0.2.1:443", "scan.name.address"},
      {"192.0.2", "scan.name.address"},
      {"3221225985", "scan.name.address"},
      {"0x7f.1", "scan.name.address"},
      {"example.0x7f", "scan.name.address"},
      {"[2001:db8::1]", "scan.name.address"},
      {"https://[2001:db8::1]:443/", "scan.name.address"},
      {"2001:db8::1", "scan.name.address"},
      {"\xEF\xBC\x91\xEF\xBC\x99\xEF\xBC\x92.0.2.1", "scan.name.address"},  // full-width digits
      {"example.nl:0", "scan.name.port"},
      {"example.nl:65536", "scan.name.port"},
      {"example.nl:https", "scan.name.port"},
      {"example.nl:-1", "scan.name.port"},
      {"example..nl", "scan.name.empty_label"},
      {".example.nl", "scan.name.empty_label"},
      {"example.nl..", "scan.name.empty_label"},
      {".", "scan.name.empty_label"},
      {"-example.nl", "scan.name.hyphen"},
      {"example-.nl", "scan.name.hyphen"},
      {"_dmarc.example.nl", "scan.name.underscore"},
      {"*.example.nl", "scan.name.wildcard"},
      {"exam ple.nl", "scan.name.character"},
      {"example,nl", "scan.name.character"},
      {"exam%70le.nl", "scan.name.character"},
      {"praktijk; rm -rf.nl", "scan.name.character"},
      {"xn--.nl", "scan.name.hyphen"},
      {"xn--abc-.nl", "scan.name.hyphen"},
      {"xn--zzzzzz99999.nl", "scan.name.idn"},
      {"xn--fass-.xn--a.nl", "scan.name.hyphen"},
      {"\xE2\x80\xAE"
       "ln.elpmaxe",
       "scan.name.idn"},  // turns the text round
      {"\xF0\x9F\x92\xA9.nl", "scan.name.idn"},
      {"localhost", "scan.name.single_label"},
      {"nl", "scan.name.single_label"},
  };
  for (const auto& row : kRows) {
    const auto target = read_target(row.text);
    ASSERT_FALSE(target) << row.text << " is " << target->name;
    EXPECT_EQ(FaultKind::kInvalid, target.error().kind);
    EXPECT_EQ(row.key, target.error().what.key) << row.text;
  }
}

TEST(DomainName, of_a_machine_of_ones_own_may_be_one_label_when_that_is_allowed) {
  EXPECT_EQ("localhost", read_target("localhost", SingleLabel::kAllowed)->name);
  EXPECT_EQ(8443, read_target("https://localhost:8443/", SingleLabel::kAllowed)->port);
  EXPECT_FALSE(read_target("127", SingleLabel::kAllowed));
}

TEST(DomainName, of_the_greatest_length_is_one) {
  const std::string label(63, 'a');
  const std::string name = label + "." + label + "." + label + "." + std::string(58, 'b') + ".nl";
  ASSERT_EQ(kMaxNameBytes, name.size());
  EXPECT_EQ(name, read_target(name + ".")->name);
}

TEST(DomainName, what_was_typed_is_named_in_the_fault) {
  EXPECT_EQ("exam ple.nl", read_target("exam ple.nl").error().where);
  EXPECT_LE(read_target(std::string(200, ' ') + std::string(1000, '!')).error().where.size(), 100U);
}

}  // namespace
}  // namespace waarborg::scan
