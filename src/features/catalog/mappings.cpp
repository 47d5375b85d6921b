// SPDX-License-Identifier: EUPL-1.2
//
// Mappings as people see and judge them.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "features/catalog/catalog.h"
#include "features/catalog/queries.h"
#include "features/catalog/store.h"

namespace waarborg::catalog {
namespace {

constexpr std::size_t kMaxReason = 2000;

struct ListedRow {
  std::string id;
  std::int64_t version = 0;
  std::string library_urn, source_urn, target_urn, relation;
  std::optional<std::int64_t> strength;
  std::string rationale_nl, rationale_en, state, reviewer, review_reason;
  std::optional<Moment> reviewed_at;
  std::string source_ref, source_nl, source_en, source_framework, target_ref, target_nl, target_en, target_framework;
};
BOOST_DESCRIBE_STRUCT(ListedRow, (),
                      (id, version, library_urn, source_urn, target_urn, relation, strength, rationale_nl, rationale_en,
                       state, reviewer, review_reason, reviewed_at, source_ref, source_nl, source_en, source_framework,
                       target_ref, target_nl, target_en, target_framework))

/// The frameworks that mappings point into, installed or not.
class Ends {
 public:
  Ends(std::vector<FrameworkRecord> all, const std::vector<FrameworkRecord>& used, Language language)
      : all_(std::move(all)), language_(language) {
    for (const auto& one : all_) by_id_.emplace(one.id, &one);
    for (const auto& one : used) used_.push_back(one.id);
  }

  FrameworkEnd framework(const std::string& id, const std::string& requirement_urn) const {
    const auto found = by_id_.find(id);
    if (found != by_id_.end()) return {found->second->urn, id, found->second->name(language_), in_use(id)};
    const std::string urn = catalog::framework_urn_of(requirement_urn);
    return {urn, "", ref_or_tail("", urn), false};
  }
  std::string urn(const std::string& id, const std::string& requirement_urn) const {
    const auto found = by_id_.find(id);
    return found != by_id_.end() ? found->second->urn : catalog::framework_urn_of(requirement_urn);
  }
  bool in_use(const std::string& id) const { return std::ranges::find(used_, id) != used_.end(); }
  std::int64_t requirements(const std::string& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? 0 : found->second->requirements;
  }

 private:
  std::vector<FrameworkRecord> all_;
  Language language_;
  std::map<std::string, const FrameworkRecord*> by_id_;
  std::vector<std::string> used_;
};

void count(RelationCounts& counts, const std::string& relation) {
  if (relation == "equal") ++counts.equal;
  if (relation == "superset") ++counts.superset;
  if (relation == "subset") ++counts.subset;
  if (relation == "intersect") ++counts.intersect;
  if (relation == "not_related") ++counts.not_related;
}

Carry carry_of(const ListedRow& row) {
  const auto relation = parse_relation(row.relation);
  return relation ? carry(*relation, row.strength, true) : Carry::kNothing;
}

using Best = std::map<std::string, Carry>;  ///< Target requirement → the best that reaches it.

void reach(Best& best, const std::string& urn, Carry carried) {
  auto& known = best[urn];
  known = std::max(known, carried);
}

Reach reach_of(const Best& best, std::int64_t requirements) {
  Reach out;
  for (const auto& [urn, carried] : best) {
    out.whole += carried == Carry::kWhole;
    out.part += carried == Carry::kPart;
  }
  out.none = std::max<std::int64_t>(0, requirements - out.whole - out.part);
  return out;
}

MappingItem item_of(const ListedRow& row, const Ends& ends, Language language) {
  const bool en = language == Language::kEn;
  return {row.id,
          row.version,
          {row.source_urn, ref_or_tail(row.source_ref, row.source_urn), en ? row.source_en : row.source_nl,
           ends.in_use(row.source_framework)},
          {row.target_urn, ref_or_tail(row.target_ref, row.target_urn), en ? row.target_en : row.target_nl,
           ends.in_use(row.target_framework)},
          row.relation,
          row.strength,
          en ? row.rationale_en : row.rationale_nl,
          std::string(to_text(carry_of(row))),
          row.state,
          row.reviewer,
          row.reviewed_at,
          row.review_reason};
}

bool matches(const MappingItem& item, const MappingQuery& query, const std::string& needle) {
  if (!query.state.empty() && item.state != query.state) return false;
  if (!query.relation.empty() && item.relation != query.relation) return false;
  if (needle.empty()) return true;
  const std::string all = item.source.ref + " " + item.source.title + " " + item.target.ref + " " + item.target.title +
                          " " + item.rationale;
  return lower(all).find(needle) != std::string::npos;
}

Ends ends_of(db::Transaction& tx, const Catalog& catalog, const auth::Actor& who) {
  return {tx.rows<FrameworkRecord>(sql::kFrameworkEvery, who.organisation), catalog.frameworks(tx, who.organisation),
          who.language};
}

/// Saves the mapping with its new word; the trail entry is the caller's.
void judge(db::Transaction& tx, const auth::Actor& who, MappingRow& row, const std::string& state,
           const std::string& reason, Moment now) {
  row.reviewer = state == "confirmed" ? who.name : "";
  row.reviewed_at = state == "proposed" ? std::nullopt : std::optional(now);
  ++row.version;
  tx.execute(sql::kMappingPut, who.organisation, row.id, row.version, row.library_urn, row.source_urn, row.target_urn,
             row.relation, row.strength, row.rationale_nl, row.rationale_en, row.reviewer, row.reviewed_at);
  add_review(tx, who.organisation, row, state, reason, who.name, now);
}

}  // namespace

Result<std::vector<MappingPair>> Catalog::mapping_pairs(const auth::Actor& who) {
  if (auto ok = auth::require(who, "catalog.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  const Ends ends = ends_of(tx, *this, who);
  struct Gathered {
    MappingPair pair;
    Best confirmed, possible;
  };
  std::map<std::pair<std::string, std::string>, Gathered> pairs;
  for (const ListedRow& row : tx.rows<ListedRow>(sql::kMappingEvery, who.organisation)) {
    Gathered& to =
        pairs[{ends.urn(row.source_framework, row.source_urn), ends.urn(row.target_framework, row.target_urn)}];
    if (to.pair.total++ == 0) {
      to.pair.source = ends.framework(row.source_framework, row.source_urn);
      to.pair.target = ends.framework(row.target_framework, row.target_urn);
    }
    ++(row.state == "confirmed" ? to.pair.confirmed : row.state == "rejected" ? to.pair.rejected : to.pair.proposed);
    if (row.state == "rejected") continue;
    count(to.pair.relations, row.relation);
    reach(to.possible, row.target_urn, carry_of(row));
    if (row.state == "confirmed") reach(to.confirmed, row.target_urn, carry_of(row));
  }
  std::vector<MappingPair> out;
  for (auto& [key, gathered] : pairs) {
    const std::int64_t requirements = ends.requirements(gathered.pair.target.id);
    gathered.pair.reach = reach_of(gathered.confirmed, requirements);
    gathered.pair.possible = reach_of(gathered.possible, requirements);
    out.push_back(std::move(gathered.pair));
  }
  // What the organisation can use comes first.
  std::ranges::stable_sort(out, [](const MappingPair& a, const MappingPair& b) {
    return a.source.in_use + a.target.in_use > b.source.in_use + b.target.in_use;
  });
  return out;
}

Result<MappingPage> Catalog::mappings(const auth::Actor& who, const MappingQuery& query) {
  if (auto ok = auth::require(who, "catalog.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  const Ends ends = ends_of(tx, *this, who);
  const std::string needle = lower(query.text);
  MappingPage page;
  for (const ListedRow& row : tx.rows<ListedRow>(sql::kMappingEvery, who.organisation)) {
    if (!query.source.empty() && ends.urn(row.source_framework, row.source_urn) != query.source) continue;
    if (!query.target.empty() && ends.urn(row.target_framework, row.target_urn) != query.target) continue;
    MappingItem item = item_of(row, ends, who.language);
    if (!matches(item, query, needle)) continue;
    const std::int64_t at = page.total++;
    if (at >= query.after && at < query.after + query.limit) page.items.push_back(std::move(item));
  }
  if (query.after + query.limit < page.total) page.next = std::to_string(query.after + query.limit);
  return page;
}

Result<MappingReview> Catalog::review_mapping(const auth::Actor& who, const std::string& id, const std::string& state,
                                              const std::string& reason, std::int64_t seen) {
  if (auto ok = auth::require(who, "catalog.edit"); !ok) return std::unexpected(ok.error());
  if (state != "confirmed" && state != "rejected" && state != "proposed")
    return invalid("base.json.not_choice", "state");
  if (state == "rejected" && reason.empty()) return invalid("catalog.mapping.reason", "reason");
  if (reason.size() > kMaxReason) return invalid("base.json.too_long", "reason");
  const Moment now = clock_.now();
  db::Transaction tx = database_.write();
  auto row = tx.row<MappingRow>(sql::kMappingGet, who.organisation, id);
  if (!row) return fail(FaultKind::kNotFound, "catalog.mapping.not_found");
  if (seen >= 0 && seen != row->version) return fail(FaultKind::kConflict, "catalog.changed");
  // Mappings come by the hundred, so the trail keeps one state per library, not one per mapping.
  const std::int64_t held = hold_library(tx, who.organisation, row->library_urn);
  std::string before = library_state(tx, who.organisation, row->library_urn);
  judge(tx, who, *row, state, reason, now);
  std::string after = library_state(tx, who.organisation, row->library_urn);
  check_added(tx, who.organisation, row->library_urn, held, 1);
  trail_.add(tx, who.author(),
             {"catalog.review_mapping",
              "library",
              row->library_urn,
              ref_or_tail("", row->source_urn) + " → " + ref_or_tail("", row->target_urn),
              {{"state", "", state}, {"relation", "", row->relation}, {"reason", "", reason}},
              std::move(after),
              std::move(before)},
             now);
  tx.commit();
  return MappingReview{row->id, row->version, state, state == "proposed" ? "" : who.name};
}

Result<std::int64_t> Catalog::confirm_mappings(const auth::Actor& who, const std::string& source,
                                               const std::string& target) {
  if (auto ok = auth::require(who, "catalog.edit"); !ok) return std::unexpected(ok.error());
  const Moment now = clock_.now();
  db::Transaction tx = database_.write();
  const Ends ends = ends_of(tx, *this, who);
  struct Confirmed {
    std::int64_t held = 0;
    std::string before;  // state of the library
    std::int64_t mappings = 0;
  };
  std::map<std::string, Confirmed> confirmed;  // by library
  std::int64_t known = 0, made = 0;
  for (const ListedRow& listed : tx.rows<ListedRow>(sql::kMappingEvery, who.organisation)) {
    if (ends.urn(listed.source_framework, listed.source_urn) != source ||
        ends.urn(listed.target_framework, listed.target_urn) != target) {
      continue;
    }
    ++known;
    if (listed.state != "proposed") continue;
    MappingRow row{listed.id,       listed.version,  listed.library_urn,  listed.source_urn,   listed.target_urn,
                   listed.relation, listed.strength, listed.rationale_nl, listed.rationale_en, "",
                   std::nullopt};
    Confirmed& of_library = confirmed[row.library_urn];
    if (of_library.mappings++ == 0) {
      of_library.held = hold_library(tx, who.organisation, row.library_urn);
      of_library.before = library_state(tx, who.organisation, row.library_urn);
    }
    judge(tx, who, row, "confirmed", "", now);
    ++made;
  }
  if (known == 0) return fail(FaultKind::kNotFound, "catalog.mapping.not_found");
  for (auto& [library, of_library] : confirmed) {
    std::string after = library_state(tx, who.organisation, library);
    check_added(tx, who.organisation, library, of_library.held, of_library.mappings);
    trail_.add(tx, who.author(),
               {"catalog.confirm_mappings",
                "library",
                library,
                ref_or_tail("", source) + " → " + ref_or_tail("", target),
                {{"confirmed", "", std::to_string(of_library.mappings)}},
                std::move(after),
                std::move(of_library.before)},
               now);
  }
  tx.commit();
  return made;
}

}  // namespace waarborg::catalog
