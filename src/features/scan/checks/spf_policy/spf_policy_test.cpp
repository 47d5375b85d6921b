// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/mail_dns/testing.h"

namespace waarborg::scan::spf_policy {
extern const Check kCheck;

namespace {

using mail_dns::testing::expect;
using mail_dns::testing::facts_of;
using mail_dns::testing::Wanted;

struct Row {
  std::string zone;
  Wanted theirs, own;
};

void check_all(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    const Judged judged = kCheck.judge(facts_of(kCheck, row.zone), {}, Subject::kMail);
    expect(kCheck, row.theirs, *judged.internet_nl, "internet.nl: " + row.zone);
    expect(kCheck, row.own, judged.own, "own: " + row.zone);
  }
}

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

/// A record with includes of i0.example.nl and on, which let one address send each.
std::string includes(int count) {
  std::string record = "example.nl TXT v=spf1";
  std::string zone;
  for (int i = 0; i < count; ++i) {
    const std::string name = "i" + std::to_string(i) + ".example.nl";
    record += " include:" + name;
    zone += "\n" + name + " TXT v=spf1 ip4:192.0.2." + std::to_string(i) + " -all";
  }
  return record + " -all" + zone;
}

using enum Outcome;
constexpr Wanted kValid{kPass, "nl_valid", 10};

TEST(SpfPolicy, what_the_record_ends_in) {
  check_all({
      {"example.nl TXT v=spf1 -all", kValid, {kPass, "strict"}},
      {"example.nl TXT v=spf1 ip4:192.0.2.0/24 ~all", kValid, {kPass, "soft"}},
      {"example.nl TXT v=spf1 mx ?all\nexample.nl MX 10 mx.example.nl", {kFail, "nl_all", 2}, {kFail, "neutral"}},
      {"example.nl TXT v=spf1 +all", {kFail, "nl_all", 2}, {kFail, "open"}},
      {"example.nl TXT v=spf1 all", {kFail, "nl_all", 2}, {kFail, "open"}},
      {"example.nl TXT v=spf1", {kFail, "nl_all", 2}, {kFail, "no_all"}},
      {"example.nl TXT v=spf1 ip4:192.0.2.1", {kFail, "nl_all", 2}, {kFail, "no_all"}},
      {"example.nl TXT v=spf1 -all ip4:192.0.2.1", kValid, {kWarn, "after_all"}},
      {"example.nl TXT v=spf1 ptr -all", kValid, {kWarn, "ptr"}},
      {"example.nl TXT v=spf1" + repeated(" ip4:192.0.2.1/32", 30) + " -all", kValid, {kWarn, "too_long"}},
      {"example.nl TXT v=spf1 redirect=_spf.example.nl\n_spf.example.nl TXT v=spf1 -all", kValid, {kPass, "strict"}},
      {"example.nl TXT v=spf1 redirect=_spf.example.nl\n_spf.example.nl TXT v=spf1 ?all",
       {kFail, "nl_redirect", 2},
       {kFail, "neutral"}},
      {"example.nl TXT v=spf1 redirect=_spf.example.nl ~all", kValid, {kPass, "soft"}},
      {"example.nl TXT v=spf1 redirect=%{i}.example.nl", kValid, {kInconclusive, "depends_on_mail"}},
      {"example.nl TXT v=spf1 redirect=_spf.%{d}\n_spf.example.nl TXT v=spf1 -all", kValid, {kPass, "strict"}},
      {"example.nl TXT v=spf1 include:%{i}._spf.example.nl -all", kValid, {kPass, "good_so_far"}},
  });
}

TEST(SpfPolicy, errors_that_make_receivers_give_up) {
  check_all({
      {"example.nl TXT v=spf1 ipv4:192.0.2.1 -all", {kFail, "nl_syntax"}, {kFail, "bad_term"}},
      {"example.nl TXT v=spf1 include:gone.example.nl -all", {kFail, "nl_include", 2}, {kFail, "leads_to_none"}},
      {"example.nl TXT v=spf1 include:i.example.nl -all\ni.example.nl TXT hello",
       {kFail, "nl_include", 2},
       {kFail, "leads_to_none"}},
      {"example.nl TXT v=spf1 include:i.example.nl -all\ni.example.nl TXT v=spf1 -all\ni.example.nl TXT v=spf1 a",
       {kFail, "nl_include", 2},
       {kFail, "leads_to_several"}},
      {"example.nl TXT v=spf1 include:i.example.nl -all\ni.example.nl TXT v=spf1 nonsense -all",
       {kFail, "nl_include", 2},
       {kFail, "bad_term"}},
      {"example.nl TXT v=spf1 redirect=gone.example.nl", {kFail, "nl_redirect", 2}, {kFail, "leads_to_none"}},
      {"example.nl TXT v=spf1 include:a..example.nl -all", {kFail, "nl_include", 2}, {kFail, "bad_name"}},
      {"example.nl TXT v=spf1 include:example.nl -all", {kFail, "nl_lookups", 2}, {kFail, "loop"}},
      {"example.nl TXT v=spf1 include:b.example.nl -all\nb.example.nl TXT v=spf1 redirect=example.nl",
       {kFail, "nl_lookups", 2},
       {kFail, "loop"}},
      {"example.nl TXT v=spf1 mx -all" + repeated("\nexample.nl MX 10 mx.example.nl", 11),
       kValid,
       {kFail, "too_many_servers"}},
      {"example.nl TXT v=spf1 include:i.example.nl -all\ni.example.nl TXT v=spf1 ?all", kValid, {kPass, "strict"}},
      {"example.nl TXT v=spf1 include:i.example.nl -all\ni.example.nl TXT v=spf1 ip4:192.0.2.1",
       kValid,
       {kPass, "strict"}},
      {"example.nl TXT v=spf1 include:i.example.nl -all\ni.example.nl TXT v=spf1 +all",
       {kFail, "nl_include", 2},
       {kPass, "strict"}},
  });
}

TEST(SpfPolicy, at_most_ten_lookups_over_the_whole_and_internet_nl_counts_in_its_own_way) {
  const std::string found = "\nexample.nl A 192.0.2.1\nexample.nl MX 10 mx.example.nl";
  check_all({
      {includes(10), kValid, {kPass, "strict"}},
      {includes(11), {kFail, "nl_lookups", 2}, {kFail, "too_many_lookups"}},
      {includes(40), {kFail, "nl_lookups", 2}, {kFail, "far_too_many_lookups"}},
      // Too many without an include is never noticed there.
      {"example.nl TXT v=spf1" + repeated(" a", 10) + " -all" + found, kValid, {kPass, "strict"}},
      {"example.nl TXT v=spf1" + repeated(" a", 11) + " -all" + found, kValid, {kFail, "too_many_lookups"}},
      // "a:" and "a/" are not counted there, and a sign before "a" hides it.
      {"example.nl TXT v=spf1 include:i.example.nl" + repeated(" a:example.nl", 10) +
           " -all\ni.example.nl TXT v=spf1 -all" + found,
       kValid,
       {kFail, "too_many_lookups"}},
      {"example.nl TXT v=spf1 include:i.example.nl" + repeated(" a/24", 10) + " -all\ni.example.nl TXT v=spf1 -all" +
           found,
       kValid,
       {kFail, "too_many_lookups"}},
      {"example.nl TXT v=spf1 include:i.example.nl" + repeated(" a", 10) + " -all\ni.example.nl TXT v=spf1 -all" +
           found,
       {kFail, "nl_lookups", 2},
       {kFail, "too_many_lookups"}},
      // Any term with "mx" in it counts there, also one that asks nothing.
      {"example.nl TXT v=spf1 include:i.example.nl" + repeated(" x=mx", 10) + " -all\ni.example.nl TXT v=spf1 -all",
       {kFail, "nl_lookups", 2},
       {kPass, "strict"}},
      // What comes after "all" asks nothing.
      {"example.nl TXT v=spf1 -all" + repeated(" a", 11) + found, kValid, {kWarn, "after_all"}},
      // Deep counts as wide.
      {"example.nl TXT v=spf1 include:b.example.nl a -all\nb.example.nl TXT v=spf1" + repeated(" mx", 9) + " -all" +
           found + "\nb.example.nl MX 5 mx.example.nl",
       kValid,
       {kFail, "too_many_lookups"}},
  });
}

TEST(SpfPolicy, at_most_two_lookups_that_find_nothing_and_internet_nl_does_not_look) {
  check_all({
      {"example.nl TXT v=spf1 a:x.example.nl mx:y.example.nl -all", kValid, {kPass, "strict"}},
      {"example.nl TXT v=spf1 a:x.example.nl mx:y.example.nl exists:z.example.nl -all",
       kValid,
       {kFail, "too_many_void"}},
      {"example.nl TXT v=spf1 a:x.example.nl a:y.example.nl a:z.example.nl -all\nz.example.nl AAAA 2001:db8::1",
       kValid,
       {kPass, "strict"}},
      {"example.nl TXT v=spf1 a:x.example.nl a:y.example.nl a:z.example.nl -all\nz.example.nl A ?",
       kValid,
       {kInconclusive, "void_unknown"}},
      {"example.nl TXT v=spf1 a:x.example.nl a:z.example.nl -all\nz.example.nl A ?", kValid, {kPass, "strict"}},
      {"example.nl TXT v=spf1 exists:%{i}.x.nl exists:%{i}.y.nl exists:%{i}.z.nl -all", kValid, {kPass, "strict"}},
  });
}

TEST(SpfPolicy, silence_is_never_wrong) {
  check_all({
      {"example.nl TXT ?", {kInconclusive, "unanswered"}, {kInconclusive, "unanswered"}},
      {"example.nl TXT #", {kInconclusive, "bogus"}, {kInconclusive, "bogus"}},
      {"example.nl TXT v=spf1 include:i.example.nl -all\ni.example.nl TXT ?",
       {kInconclusive, "unanswered"},
       {kInconclusive, "unanswered"}},
      {"example.nl TXT v=spf1 include:i.example.nl -all\ni.example.nl TXT #",
       {kInconclusive, "unanswered"},
       {kInconclusive, "bogus"}},
      {"example.nl TXT v=spf1 redirect=i.example.nl\ni.example.nl TXT ~",
       {kInconclusive, "unanswered"},
       {kInconclusive, "unanswered"}},
      // What is known to be wrong stays so, whatever is silent beside it.
      {"example.nl TXT v=spf1 include:i.example.nl include:gone.example.nl -all\ni.example.nl TXT ?",
       {kInconclusive, "unanswered"},
       {kFail, "leads_to_none"}},
      {"", {kNotApplicable, "no_record"}, {kNotApplicable, "no_record"}},
      {"example.nl TXT v=spf1 -all\nexample.nl TXT v=spf1 a",
       {kNotApplicable, "no_record"},
       {kNotApplicable, "no_record"}},
      {"example.nl TXT v=spf10 -all", {kFail, "nl_syntax"}, {kNotApplicable, "no_record"}},
  });
}

TEST(SpfPolicy, a_tree_made_with_ill_will_comes_to_an_end) {
  std::string zone = "example.nl TXT v=spf1 include:a0.example.nl -all";
  for (int i = 0; i < 40; ++i) {
    const std::string next = "a" + std::to_string(i + 1) + ".example.nl";
    zone += "\na" + std::to_string(i) + ".example.nl TXT v=spf1" + repeated(" include:" + next, 50) + " -all";
  }
  DomainFacts facts = facts_of(kCheck, zone.substr(0, zone.find("\na11.")));
  EXPECT_GT(60U, facts.dns.size());
  EXPECT_EQ(kFail, kCheck.judge(facts, {}, Subject::kMail).own.outcome);
  EXPECT_EQ(kFail, kCheck.judge(facts, {}, Subject::kMail).internet_nl->outcome);
}

}  // namespace
}  // namespace waarborg::scan::spf_policy
