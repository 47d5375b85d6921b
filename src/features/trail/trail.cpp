// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/trail.h"

#include <limits>
#include <stdexcept>

#include "base/encoding.h"
#include "base/json_decode.h"
#include "base/json_encode.h"
#include "features/trail/beginnings.h"
#include "features/trail/counts.h"
#include "features/trail/database_code.h"
#include "features/trail/head.h"
#include "features/trail/histories.h"
#include "features/trail/nodes.h"
#include "features/trail/queries.h"
#include "features/trail/record_hold.h"
#include "features/trail/search.h"
#include "features/trail/tiles.h"

namespace waarborg::trail {
namespace {

std::string body_of(const Author& author, const NewEntry& entry, const std::string& before, std::int64_t sequence,
                    const std::string& at) {
  json::Object body{{"sequence", sequence},
                    {"at", at},
                    {"organisation", author.organisation.text},
                    {"account", author.account},
                    {"actor", author.name},
                    {"action", entry.action},
                    {"subject_kind", entry.subject_kind},
                    {"subject", entry.subject},
                    {"subject_label", entry.subject_label},
                    {"changes", json::encode(entry.changes)}};
  if (!entry.state.empty()) {
    body["state"] = state_hash(entry);
    body["before"] = before;
  }
  return json::canonical(body);
}

NewEntry shortened(NewEntry entry) {
  constexpr std::size_t kLabel = 500;
  entry.changes = as_logged(std::move(entry.changes));
  entry.subject_label.resize(beginning_of(entry.subject_label, kLabel).size());
  return entry;
}

/// Whether files_between(0, size) names this file, without making the list.
bool is_file_of(const TileName& name, std::uint64_t size) {
  const unsigned shift = 8 * name.level;
  const std::uint64_t hashes = shift < 64 ? size >> shift : 0;
  const std::uint64_t first = name.index * kTileWidth;
  return first < hashes && name.width == std::min<std::uint64_t>(hashes - first, kTileWidth);
}

}  // namespace

std::vector<Change> changes_between(const json::Object& before, const json::Object& after) {
  const auto text = [](const json::Value* value) -> std::string {
    if (value == nullptr || value->is_null()) return {};
    return value->is_string() ? std::string(value->as_string()) : json::canonical(*value);
  };
  std::vector<Change> changes;
  for (const auto& member : after) {
    if (member.key() == "version") continue;
    const std::string old = text(before.if_contains(member.key()));
    const std::string now = text(&member.value());
    if (old != now) changes.push_back({std::string(member.key()), old, now});
  }
  for (const auto& member : before) {
    if (!after.contains(member.key())) changes.push_back({std::string(member.key()), text(&member.value()), ""});
  }
  return changes;
}

std::vector<Change> changes_of(const Entry& entry) {
  const auto body = json::parse(entry.body);
  if (!body || !body->is_object() || !body->as_object().contains("changes")) return {};
  return json::decode<std::vector<Change>>(body->as_object().at("changes")).value_or(std::vector<Change>{});
}

Trail::Trail(crypto::SigningKey key, std::string origin, const std::filesystem::path& anchors)
    : key_(std::move(key)), origin_(std::move(origin)), anchors_(anchors, origin_, key_.public_key()) {}

std::string Trail::origin_of(const OrganisationId& organisation) const { return origin_ + "/" + organisation.text; }

std::int64_t Trail::add(db::Transaction& tx, const Author& author, const NewEntry& entry, Moment now) {
  return add_all(tx, author, {&entry, 1}, now);
}

std::int64_t Trail::add_all(db::Transaction& tx, const Author& author, std::span<const NewEntry> entries, Moment now) {
  tx.execute(sql::kHeadInsert, author.organisation, CompactTree().to_text());
  const auto head = tx.row<Head>(sql::kHeadLock, author.organisation);
  auto tree = head ? CompactTree::from_text(head->edge) : std::nullopt;
  if (!tree) Anchors::refuse(author.organisation, "its edge is damaged");
  if (tree->size() == 0 && !range(tx, author.organisation, 0, 1).empty()) {
    Anchors::refuse(author.organisation, "its head is gone");
  }
  anchors_.admit(author.organisation, *head, *tree);
  refuse_code_at_work(tx);
  const auto first = static_cast<std::int64_t>(tree->size());
  const std::string at = waarborg::to_text(now);
  Nodes nodes(tx, author.organisation);
  RecordHold records(tx, author.organisation, entries);
  for (const NewEntry& given : entries) {
    const std::string before = records.admit(given);
    const NewEntry entry = shortened(given);
    const auto sequence = static_cast<std::int64_t>(tree->size());
    const std::string body = body_of(author, entry, before, sequence, at);
    // What is in the log stays in it: an entry that no bundle can hold would close the log to every reader for ever.
    if (body.size() > kMaxEntryBytes) throw db::DatabaseError("trail: an entry is too long: " + entry.action);
    const Hash leaf = leaf_hash(body);
    tree->append(leaf);
    tx.execute(sql::kEntryInsert, author.organisation, sequence, at, author.account, author.name, entry.action,
               entry.subject_kind, entry.subject, entry.subject_label, body, to_hex(leaf));
    nodes.keep(tree->size());
  }
  if (entries.empty()) return first;
  count_more(tx, author, entries);
  const Checkpoint state{origin_of(author.organisation), tree->size(), tree->root(), {}};
  const Head now_signed{static_cast<std::int64_t>(tree->size()), tree->to_text(), sign_checkpoint(state, key_)};
  tx.execute(sql::kHeadUpdate, now_signed.size, now_signed.edge, now_signed.checkpoint, author.organisation);
  anchors_.signed_now(author.organisation, now_signed);
  return first;
}

std::vector<Entry> Trail::page(db::Transaction& tx, const OrganisationId& organisation, const Filter& filter,
                               std::int64_t before, std::int64_t limit) const {
  return find(tx, organisation, {filter.subject, filter.actor, filter.action}, before, limit);
}

std::int64_t Trail::count(db::Transaction& tx, const OrganisationId& organisation, const Filter& filter) const {
  return trail::count(tx, organisation, {filter.subject, filter.actor, filter.action});
}

std::vector<Entry> Trail::range(db::Transaction& tx, const OrganisationId& organisation, std::int64_t from,
                                std::int64_t limit) const {
  return tx.rows<Entry>(sql::kEntryRange, organisation, from, limit);
}

std::vector<Entry> Trail::of_action(db::Transaction& tx, const OrganisationId& organisation,
                                    const std::string& action) const {
  constexpr auto kAll = std::numeric_limits<std::int64_t>::max();
  return tx.rows<Entry>(sql::kEntryPageOfAction, organisation, action, kAll, kAll);
}

bool Trail::may_begin(db::Transaction& tx, const std::string& action) const {
  if (!of_action(tx, kInstallation, action).empty()) return false;  // at every start but one
  const auto anchor = anchors_.of(kInstallation);
  return anchor && never_began(*this, tx, action, *anchor);
}

bool Trail::begin(db::Transaction& tx, const std::string& action, Moment now) {
  if (!is_beginning(action)) throw std::logic_error("not in the list of beginnings: " + action);
  // Two servers that start at once: who gets the head second sees the entry of the first.
  tx.execute(sql::kHeadInsert, kInstallation, CompactTree().to_text());
  tx.row<Head>(sql::kHeadLock, kInstallation);
  if (!may_begin(tx, action)) return false;
  add(tx, {kInstallation, "system", "Waarborg"}, {action, "system", "", "", {}, "", ""}, now);
  return true;
}

std::string Trail::checkpoint(db::Transaction& tx, const OrganisationId& organisation) const {
  const auto head = tx.row<Head>(sql::kHeadGet, organisation);
  return head ? head->checkpoint : "";
}

VerifierKey Trail::verifier(const OrganisationId& organisation) const {
  return {origin_of(organisation), key_.public_key()};
}

Result<std::string> Trail::tile(db::Transaction& tx, const OrganisationId& organisation,
                                const std::string& path) const {
  const auto name = parse_tile_path(path);
  const auto head = tx.row<Head>(sql::kHeadGet, organisation);
  if (!name || !head) return fail(FaultKind::kNotFound, "trail.log.file_missing", path);
  if (!is_file_of(*name, static_cast<std::uint64_t>(head->size))) {
    return fail(FaultKind::kNotFound, "trail.log.file_missing", path);
  }
  if (name->entries) {
    std::vector<std::string> bodies;
    for (auto& entry : range(tx, organisation, static_cast<std::int64_t>(name->index * kTileWidth), name->width)) {
      bodies.push_back(std::move(entry.body));
    }
    return encode_bundle(bodies);
  }
  return tile_bytes(*name, Nodes(tx, organisation).hash_at());
}

}  // namespace waarborg::trail
