// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <array>

#include "features/catalog/mapping.h"
#include "features/catalog/offer.h"

namespace waarborg::catalog {
namespace {

TEST(MappingRules, the_relation_decides_what_an_answer_carries_in_each_direction) {
  struct Row {
    Relation relation;
    Carry forward, back;
  };
  for (const Row& row :
       {Row{Relation::kEqual, Carry::kWhole, Carry::kWhole}, Row{Relation::kSuperset, Carry::kWhole, Carry::kPart},
        Row{Relation::kSubset, Carry::kPart, Carry::kWhole}, Row{Relation::kIntersect, Carry::kPart, Carry::kPart},
        Row{Relation::kNotRelated, Carry::kNothing, Carry::kNothing}}) {
    for (const std::optional<std::int64_t> strength : {std::optional<std::int64_t>(), {7}, {10}}) {
      EXPECT_EQ(carry(row.relation, strength, true), row.forward) << to_text(row.relation);
      EXPECT_EQ(carry(row.relation, strength, false), row.back) << to_text(row.relation);
    }
  }
}

TEST(MappingRules, a_lower_strength_never_carries_more) {
  for (const Relation relation :
       {Relation::kEqual, Relation::kSuperset, Relation::kSubset, Relation::kIntersect, Relation::kNotRelated}) {
    for (const bool forward : {true, false}) {
      Carry before = Carry::kNothing;
      for (std::int64_t strength = 0; strength <= 10; ++strength) {
        const Carry now = carry(relation, strength, forward);
        EXPECT_GE(now, before) << to_text(relation) << " " << strength;
        EXPECT_LE(now, carry(relation, std::nullopt, forward));
        EXPECT_TRUE(strength > kWeak || now == Carry::kNothing);
        EXPECT_TRUE(strength >= kStrong || now != Carry::kWhole);
        before = now;
      }
    }
  }
}

TEST(MappingRules, a_requirement_names_its_framework_by_its_form) {
  EXPECT_EQ(framework_urn_of("urn:waarborg:framework:cbw-2026:21c.2"), "urn:waarborg:framework:cbw-2026");
  EXPECT_EQ(framework_urn_of("urn:intuitem:risk:req_node:nist-csf-2.0:pr.ds-11"),
            "urn:intuitem:risk:framework:nist-csf-2.0");
  EXPECT_EQ(framework_urn_of("urn:intuitem:risk:req_node:iso:a:5:1"), "urn:intuitem:risk:framework:iso");
  EXPECT_EQ(framework_urn_of("nothing"), "nothing");
}

TEST(FrameworkOffer, is_proposed_by_size_or_by_sub_sector) {
  const auto offer = read_offer(
      "urn = \"urn:x\"\noptional = true\n[propose]\nmin_people = 50\nsub_sectors = [\"hospital\"]\n"
      "reason_nl = \"a\"\nreason_en = \"b\"\n");
  ASSERT_TRUE(offer) << offer.error().what.key;
  EXPECT_TRUE(offer->optional);
  EXPECT_TRUE(offer->proposed_for("gp_practice", 50));
  EXPECT_FALSE(offer->proposed_for("gp_practice", 49));
  EXPECT_TRUE(offer->proposed_for("hospital", 2));
}

TEST(FrameworkOffer, a_proposal_without_reason_or_to_nobody_is_a_mistake) {
  const std::array<const char*, 4> bad = {
      "optional = true\n", "urn = \"urn:x\"\n[propose]\nmin_people = 50\n",
      "urn = \"urn:x\"\n[propose]\nreason_nl = \"a\"\nreason_en = \"b\"\n",
      "urn = \"urn:x\"\n[propose]\nsub_sectors = [3]\nreason_nl = \"a\"\nreason_en = \"b\"\n"};
  for (const char* text : bad) {
    const auto offer = read_offer(text);
    ASSERT_FALSE(offer) << text;
    EXPECT_EQ(offer.error().what.key, "catalog.own.missing") << text;
  }
  const auto plain = read_offer("urn = \"urn:x\"\n");
  ASSERT_TRUE(plain);
  EXPECT_FALSE(plain->optional);
  EXPECT_FALSE(plain->proposed_for("hospital", 10'000));
}

}  // namespace
}  // namespace waarborg::catalog
