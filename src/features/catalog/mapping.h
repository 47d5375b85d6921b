// SPDX-License-Identifier: EUPL-1.2
//
// Mappings between frameworks: what people said of them, and what an answer to one end is worth at the other.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_words.h"
#include "base/time.h"
#include "features/catalog/library.h"

namespace waarborg::catalog {

/// A strength of 0 to kWeak tells a reader where to look and carries no verdict; only from kStrong on does "equal" or
/// "superset" carry the whole of one. Without a strength the relation alone decides.
inline constexpr std::int64_t kWeak = 2;
inline constexpr std::int64_t kStrong = 7;

enum class Carry { kNothing, kPart, kWhole };
BOOST_DESCRIBE_ENUM(Carry, kNothing, kPart, kWhole)
enum class MappingState { kProposed, kConfirmed, kRejected };
BOOST_DESCRIBE_ENUM(MappingState, kProposed, kConfirmed, kRejected)
std::string_view to_text(Carry carry);

/// What a full answer to one end says of the other end.
/// @param forward  from source to target; else back.
Carry carry(Relation relation, std::optional<std::int64_t> strength, bool forward);

/// The framework that the URN of a requirement belongs to, by its form; for frameworks that are not installed.
/// "urn:intuitem:risk:req_node:bio2:5.01" → "urn:intuitem:risk:framework:bio2"; ours only lose the ref.
std::string framework_urn_of(std::string_view requirement_urn);

/// One end of a mapping as a screen shows it.
struct MappedEnd {
  std::string urn;
  std::string ref;      ///< The end of the URN when it is not installed.
  std::string title;    ///< Empty when not installed.
  bool in_use = false;  ///< Its framework is one that the organisation works by.
};
BOOST_DESCRIBE_STRUCT(MappedEnd, (), (urn, ref, title, in_use))

struct MappingItem {
  std::string id;
  std::int64_t version = 0;
  MappedEnd source, target;
  json::Word<Relation> relation;
  std::optional<std::int64_t> strength;
  std::string rationale;
  json::Word<Carry> carries;  ///< From source to target.
  json::Word<MappingState> state;
  std::string reviewer;
  std::optional<Moment> reviewed_at;
  std::string review_reason;
};
BOOST_DESCRIBE_STRUCT(MappingItem, (),
                      (id, version, source, target, relation, strength, rationale, carries, state, reviewer,
                       reviewed_at, review_reason))

struct FrameworkEnd {
  std::string urn;
  std::string id;    ///< Empty when not installed.
  std::string name;  ///< The end of the URN when not installed.
  bool in_use = false;
};
BOOST_DESCRIBE_STRUCT(FrameworkEnd, (), (urn, id, name, in_use))

struct RelationCounts {
  std::int64_t equal = 0, superset = 0, subset = 0, intersect = 0, not_related = 0;
};
BOOST_DESCRIBE_STRUCT(RelationCounts, (), (equal, superset, subset, intersect, not_related))

/// How many requirements of the target an answer to the source reaches.
struct Reach {
  std::int64_t whole = 0, part = 0, none = 0;
};
BOOST_DESCRIBE_STRUCT(Reach, (), (whole, part, none))

/// All mappings from one framework to another.
struct MappingPair {
  FrameworkEnd source, target;
  std::int64_t total = 0, proposed = 0, confirmed = 0, rejected = 0;
  RelationCounts relations;  ///< Of those that were not rejected.
  Reach reach;               ///< By what is confirmed.
  Reach possible;            ///< When every proposal were confirmed too.
};
BOOST_DESCRIBE_STRUCT(MappingPair, (),
                      (source, target, total, proposed, confirmed, rejected, relations, reach, possible))

struct MappingQuery {
  std::string source, target;  ///< URNs of frameworks; empty for any.
  std::string state;           ///< proposed confirmed rejected; empty for any.
  std::string relation;        ///< Empty for any.
  std::string text;            ///< In ref, title or rationale.
  std::int64_t after = 0, limit = 50;
};

struct MappingPage {
  std::vector<MappingItem> items;
  std::int64_t total = 0;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(MappingPage, (), (items, total, next))

}  // namespace waarborg::catalog
