// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/security_txt/security_txt.h"

#include <gtest/gtest.h>

#include "features/scan/web/testing.h"

namespace waarborg::scan::security_txt {
extern const Check kCheck;

namespace {

using namespace web;

const std::string kUrl = "https://example.nl/.well-known/security.txt";
const std::string kGood = "Contact: https://example.nl/melden\nExpires: 2027-06-30T12:00:00Z\n";
const std::string kSigned =
    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nCanonical: " + kUrl + "\n" + kGood +
    "-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\nabc=\n=AbCd\n-----END PGP SIGNATURE-----\n";

Moment now() { return parse_moment("2026-11-30T12:00:00Z").value(); }

/// "no_contact,expired:2"
std::string remarks(const std::string& text) {
  std::string all;
  for (const Remark& remark : read_security_txt(text, now(), {kUrl, kUrl}).remarks) {
    if (remark.flaw == Flaw::kNotSigned) continue;
    all += (all.empty() ? "" : ",") + std::string(word_of(remark.flaw));
    if (remark.line > 0) all += ":" + std::to_string(remark.line);
  }
  return all;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  return text.replace(text.find(what), what.size(), by);
}

TEST(SecurityTxt, each_rule_has_its_remark) {
  const struct {
    std::string text;
    const char* expected;
  } kRows[] = {
      {kGood, ""},
      {"# Uitleg: zie onze website\r\n\r\n" + replaced(kGood, "\n", "\r\n"), ""},
      {"contact: mailto:a@example.nl\nEXPIRES: 2027-06-30 14:00:00.5+02:00\nEncryption: dns:x\n", ""},
      {"", "no_expires,no_contact"},
      {"Contact: tel:+31-85-123\n", "no_expires"},
      {"Expires: 2027-06-30T12:00:00Z\n", "no_contact"},
      {kGood + "Expires: 2027-06-30T12:00:00Z\n", "many_expires"},
      {replaced(kGood, "2027-06-30", "2026-11-29"), "expired:2"},
      {replaced(kGood, "2027-06-30T12", "2026-11-30T11"), "expired:2"},
      {replaced(kGood, "2027-06-30T12", "2026-11-30T13"), ""},
      {replaced(kGood, "2027-06-30", "2027-12-01"), "long_expiry:2"},
      {replaced(kGood, "2027", "9999"), "long_expiry:2"},
      {replaced(kGood, "2027-06-30", "2027-02-30"), "bad_expires:2"},
      {replaced(kGood, "2027-06-30T12:00:00Z", "30 juni 2027"), "bad_expires:2"},
      {replaced(kGood, "2027-06-30T12:00:00Z", "2027-06-30"), "bad_expires:2"},
      {replaced(kGood, "12:00:00Z", "12:00:00"), "bad_expires:2"},
      {replaced(kGood, "12:00:00Z", "12:00Z"), "bad_expires:2"},
      {kGood + "Contact: info@example.nl\n", "no_uri:3"},
      {kGood + "Policy: http://example.nl/beleid\n", "no_https:3"},
      {kGood + "Contact: mailto:a@example.nl\n", "no_encryption"},
      {kGood + "Canonical: " + kUrl + "\n", ""},
      {kGood + "Canonical: https://www.example.nl/.well-known/security.txt\n", "no_match"},
      {kGood + "Canonical: https://www.example.nl/x\nCanonical: " + kUrl + "\n", ""},
      {kGood + "Preferred-Languages: nl, en-GB\n", ""},
      {kGood + "Preferred-Languages: Nederlands\n", "bad_language:3"},
      {kGood + "Preferred-Languages: nl,\n", "bad_language:3"},
      {kGood + "Preferred-Languages: nl\nPreferred-Languages: en\n", "many_languages"},
      {kGood + "zomaar tekst\n", "not_a_field:3"},
      {kGood + ": waarde\n", "empty_name:3"},
      {kGood + "Policy:\n", "empty_value:3"},
      {kGood + "Policy: \n", "empty_value:3"},
      {kGood + "Policy : https://example.nl/\n", "blank_before_colon:3"},
      {kGood + "Policy:https://example.nl/\n", "no_space:3"},
      {kGood + "Eigen-Veld: wat dan ook\n", ""},
      {kGood.substr(0, kGood.size() - 1), "no_line_end"},
      {"\xEF\xBB\xBF" + kGood, "mark:1"},
      {kGood + "# \xE9\n", "not_utf8"},
  };
  for (const auto& row : kRows) EXPECT_EQ(row.expected, remarks(row.text)) << row.text;
}

TEST(SecurityTxt, of_a_signature_the_form_is_looked_at) {
  const struct {
    const char* what;
    std::string text;
    const char* expected;
  } kRows[] = {
      {"whole", kSigned, ""},
      {"with a version", replaced(kSigned, "SIGNATURE-----\n", "SIGNATURE-----\nVersion: x 1\n"), ""},
      {"dash-escaped", replaced(kSigned, "Contact", "- Contact"), ""},
      {"not on the first line", "\n" + kSigned,
       "signed_late:2,not_a_field:8,not_a_field:10,not_a_field:11,not_a_field:12,not_a_field:13"},
      {"text after it", kSigned + "Policy: https://example.nl/\n", "after_signature:13"},
      {"blank line after it", kSigned + "\n", ""},
      {"not closed", kSigned.substr(0, kSigned.find("-----END")), "bad_signature"},
      {"not begun", kSigned.substr(0, kSigned.find("-----BEGIN PGP SIGNATURE")), "bad_signature"},
      {"nothing in it", replaced(kSigned, "iQEzBAEBCAAdFiEE\nabc=\n", ""), "bad_signature"},
      {"no base64", replaced(kSigned, "abc=", "a?c="), "bad_signature"},
      {"no empty line", replaced(kSigned, "SHA256\n\n", "SHA256\n"), "bad_signature"},
      {"no canonical", replaced(kSigned, "Canonical: " + kUrl + "\n", ""), "no_canonical"},
  };
  for (const auto& row : kRows) EXPECT_EQ(row.expected, remarks(row.text)) << row.what;
  EXPECT_TRUE(read_security_txt(kSigned, now(), {}).is_signed);
  EXPECT_FALSE(read_security_txt(kGood, now(), {}).is_signed);
}

TEST(SecurityTxt, moments_are_those_of_rfc_3339) {
  EXPECT_EQ(parse_moment("2027-06-30T12:00:00Z"), read_expires("2027-06-30t14:00:00.123+02:00"));
  EXPECT_EQ("9999-12-31T23:59:59.000Z", to_text(read_expires("9999-12-31T23:59:59z").value()));
  EXPECT_TRUE(read_expires("0000-01-01T00:00:00Z").has_value());
  EXPECT_TRUE(read_expires("2028-02-29T23:59:60Z").has_value());
  for (const char* text :
       {"", "2027-06-30T12:00:00", "2027-06-30T12:00:00.Z", "2027-06-30T24:00:00Z", "2027-13-01T00:00:00Z",
        "2027-06-30T12:00:00+2:00", "2027-06-30T12:00:00+24:00", "2027-06-30_12:00:00Z", "2027-06-30T12:00:00Z ",
        "20270630T120000Z", "2027-06-30T12:00:00+02:0x"}) {
    EXPECT_EQ(std::nullopt, read_expires(text)) << text;
  }
}

TEST(SecurityTxt, languages_are_told_by_their_form) {
  for (const char* tag : {"nl", "EN", "dUT", "en-GB", "zh-Hant-TW", "de-CH-1996", "x-eigen", "i-klingon"}) {
    EXPECT_TRUE(is_language_tag(tag)) << tag;
  }
  for (const char* tag :
       {"", "n", "Engels", "English", "nl-", "-nl", "nl--be", "nl_NL", "nl-abcdefghi", "12", "*", "x"}) {
    EXPECT_FALSE(is_language_tag(tag)) << tag;
  }
}

HttpExchange file(std::string body, std::string type = "text/plain; charset=utf-8", std::string url = kUrl) {
  HttpExchange exchange = page({}, 200, std::move(url));
  if (!type.empty()) exchange.headers.push_back({"content-type", std::move(type)});
  exchange.body = std::move(body);
  return exchange;
}

DomainFacts with(std::vector<HttpExchange> exchanges) {
  DomainFacts facts = site(page({}));
  facts.web[0].security_txt = std::move(exchanges);
  return facts;
}

TEST(SecurityTxt, where_and_how_it_was_found_counts_too) {
  const std::string old = "https://example.nl/security.txt", html = "text/html";
  HttpExchange limited = page({}, 429, kUrl);
  limited.heard = Heard::kLimited;
  const struct {
    const char* what;
    std::vector<HttpExchange> exchanges;
    const char* internet_nl;
    const char* own;
  } kRows[] = {
      {"good, unsigned", {file(kGood)}, "info not_signed", "pass good"},
      {"good, signed", {file(kSigned)}, "pass good", "pass good"},
      {"other charset word", {file(kSigned, "text/plain;charset=\"CSUTF8\"")}, "pass good", "pass good"},
      {"no charset", {file(kSigned, "Text/Plain")}, "pass good", "pass good"},
      {"latin charset", {file(kSigned, "text/plain; charset=iso-8859-1")}, "warn wrong_charset", "warn wrong_charset"},
      {"html", {file("<html>", html)}, "warn wrong_type", "warn wrong_type"},
      {"no type", {file(kGood, "")}, "warn no_type", "warn no_type"},
      {"empty", {file("")}, "warn empty", "warn empty"},
      {"a flaw", {file("Contact: https://a.nl/\n")}, "warn no_expires", "warn no_expires"},
      {"long expiry", {file(replaced(kSigned, "2027", "2028"))}, "info long_expiry", "info long_expiry"},
      {"nowhere", {page({}, 404, kUrl), page({}, 404, old)}, "warn missing", "warn missing"},
      {"old place", {page({}, 404, kUrl), file(kGood, "text/plain", old)}, "warn old_place", "warn old_place"},
      {"forbidden", {page({}, 403, kUrl), page({}, 404, old)}, "warn other_status", "unknown blocked"},
      {"server error", {page({}, 500, kUrl)}, "warn other_status", "unknown blocked"},
      {"login", {page({}, 401, kUrl)}, "warn other_status", "warn other_status"},
      {"limited", {limited}, "unknown blocked", "unknown blocked"},
      {"silence, then nothing",
       {unheard(Heard::kTimeout, kUrl), page({}, 404, old)},
       "unknown no_answer",
       "unknown no_answer"},
      {"redirect not followed",
       {redirect(kUrl, "https://www.example.nl/.well-known/security.txt")},
       "unknown redirect",
       "unknown redirect"},
      {"redirect followed",
       {redirect(kUrl, "https://www.example.nl/security.txt"),
        file(kSigned, "text/plain", "https://www.example.nl/security.txt")},
       "pass good",
       "pass good"},
      {"redirect to nothing",
       {redirect(kUrl, "https://www.example.nl/x"), page({}, 404, "https://www.example.nl/x"), page({}, 404, old)},
       "warn missing",
       "warn missing"},
  };
  for (const auto& row : kRows) {
    const Judged judged = judge_web(kCheck, with(row.exchanges));
    EXPECT_EQ(row.internet_nl, said_shortly(judged.internet_nl)) << row.what;
    EXPECT_EQ(row.own, said_shortly(judged.own)) << row.what;
  }
}

TEST(SecurityTxt, the_file_is_judged_at_the_moment_of_the_measurement) {
  DomainFacts facts = with({file(kSigned)});
  facts.at = parse_moment("2027-07-01T00:00:00Z").value();

  const Judged judged = judge_web(kCheck, facts);

  EXPECT_EQ("warn expired", said_shortly(judged.own));
  EXPECT_EQ((std::vector<std::string>{"192.0.2.1: " + kUrl + " 200 text/plain; charset=utf-8",
                                      "6: Expires: 2027-06-30T12:00:00Z"}),
            judged.own.seen);
}

TEST(SecurityTxt, without_an_answer_nothing_is_known) {
  EXPECT_EQ("unknown no_answer", said_shortly(judge_web(kCheck, with({})).own));
  EXPECT_EQ("unknown no_answer", said_shortly(judge_web(kCheck, with({unheard(Heard::kReset, kUrl)})).own));
}

TEST(SecurityTxt, a_file_without_bounds_takes_bounded_room) {
  std::string many;
  for (int i = 0; i < 50'000; ++i) many += "x\n";
  const SecurityTxt read = read_security_txt(many, now(), {});
  EXPECT_EQ(kMaxRemarks, read.remarks.size());
}

}  // namespace
}  // namespace waarborg::scan::security_txt
