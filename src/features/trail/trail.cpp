// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/trail.h"

#include <fmt/format.h>

#include "features/trail/nodes.h"
#include "features/trail/queries.h"
#include "features/trail/search.h"
#include "features/trail/tiles.h"

namespace waarborg::trail {
namespace {

struct Head {
  std::int64_t size = 0;
  std::string edge;
  std::string checkpoint;
};
BOOST_DESCRIBE_STRUCT(Head, (), (size, edge, checkpoint))

std::string body_of(const Author& author, const NewEntry& entry, std::int64_t sequence, const std::string& at) {
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
    body["state"] = entry.state == "deleted" ? entry.state : crypto::sha256_hex(entry.state);
  }
  return json::canonical(body);
}

/// An entry of the log holds at most 65535 bytes: long texts are replaced by their hash, which proves them as well.
NewEntry shortened(NewEntry entry) {
  constexpr std::size_t kKept = 2000;
  constexpr std::size_t kLabel = 500;
  for (Change& change : entry.changes) {
    for (std::string* text : {&change.before, &change.after}) {
      if (text->size() > kKept) *text = "sha256:" + crypto::sha256_hex(*text);
    }
  }
  if (entry.changes.size() > 12) {
    std::string all = json::canonical(json::encode(entry.changes));
    if (all.size() > 50'000) entry.changes = {{"*", "", "sha256:" + crypto::sha256_hex(all)}};
  }
  if (entry.subject_label.size() > kLabel) {
    std::size_t end = kLabel;  // the first byte that goes; never in the middle of a letter
    while (end > 0 && (static_cast<unsigned char>(entry.subject_label[end]) & 0xC0U) == 0x80U) --end;
    entry.subject_label.resize(end);
  }
  return entry;
}

/// One of the lines of `states` is the text that was hashed.
bool is_state(const std::string& hash, std::string_view states) {
  while (true) {
    const std::size_t end = states.find('\n');
    if (crypto::sha256_hex(states.substr(0, end)) == hash) return true;
    if (end == std::string_view::npos) return false;
    states.remove_prefix(end + 1);
  }
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

Trail::Trail(crypto::SigningKey key, std::string origin) : key_(std::move(key)), origin_(std::move(origin)) {}

std::string Trail::origin_of(const OrganisationId& organisation) const { return origin_ + "/" + organisation.text; }

std::int64_t Trail::add(db::Transaction& tx, const Author& author, const NewEntry& entry, Moment now) {
  return add_all(tx, author, {&entry, 1}, now);
}

std::int64_t Trail::add_all(db::Transaction& tx, const Author& author, std::span<const NewEntry> entries, Moment now) {
  tx.execute(sql::kHeadInsert, author.organisation, CompactTree().to_text());
  const auto head = tx.row<Head>(sql::kHeadLock, author.organisation);
  auto tree = head ? CompactTree::from_text(head->edge) : std::nullopt;
  if (!tree) throw db::DatabaseError("trail: the head of the log is damaged");
  const auto first = static_cast<std::int64_t>(tree->size());
  const std::string at = waarborg::to_text(now);
  Nodes nodes(tx, author.organisation);
  for (const NewEntry& given : entries) {
    const NewEntry entry = shortened(given);
    const auto sequence = static_cast<std::int64_t>(tree->size());
    const std::string body = body_of(author, entry, sequence, at);
    const Hash leaf = leaf_hash(body);
    tree->append(leaf);
    tx.execute(sql::kEntryInsert, author.organisation, sequence, at, author.account, author.name, entry.action,
               entry.subject_kind, entry.subject, entry.subject_label, body, to_hex(leaf));
    nodes.keep(tree->size());
  }
  if (entries.empty()) return first;
  const Checkpoint state{origin_of(author.organisation), tree->size(), tree->root(), {}};
  tx.execute(sql::kHeadUpdate, tree->size(), tree->to_text(), sign_checkpoint(state, key_), author.organisation);
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

Verification Trail::verify(db::Transaction& tx, const OrganisationId& organisation,
                           const std::map<std::string, StateReader>& readers) const {
  Verification result{organisation, 0, "", {}};
  const auto problem = [&](std::string key, std::string what) {
    result.problems.push_back({std::move(key), {{"what", std::move(what)}}});
  };
  CompactTree tree;
  TileRoots tiles;
  std::map<std::pair<std::string, std::string>, std::string> latest;  // (kind, id) → state hash
  for (std::int64_t from = 0;; from += 1000) {
    const auto entries = range(tx, organisation, from, 1000);
    for (const Entry& entry : entries) {
      if (entry.sequence != static_cast<std::int64_t>(tree.size())) {
        problem("trail.verify.gap", std::to_string(tree.size()));
        return result;
      }
      const Hash leaf = leaf_hash(entry.body);
      if (to_hex(leaf) != entry.leaf) problem("trail.verify.entry_differs", std::to_string(entry.sequence));
      tree.append(leaf);
      tiles.append(leaf);
      const auto body = json::parse(entry.body);
      if (!body || !body->is_object()) {
        problem("trail.verify.entry_differs", std::to_string(entry.sequence));
        continue;
      }
      const json::Object& object = body->as_object();
      for (const auto& [column, text] : {std::pair<const char*, const std::string*>{"at", &entry.at},
                                         {"account", &entry.account},
                                         {"actor", &entry.actor},
                                         {"action", &entry.action},
                                         {"subject", &entry.subject},
                                         {"subject_kind", &entry.subject_kind},
                                         {"subject_label", &entry.subject_label}}) {
        const json::Value* stated = object.if_contains(column);
        if (stated == nullptr || !stated->is_string() || stated->as_string() != *text) {
          problem("trail.verify.column_differs", fmt::format("{} ({})", entry.sequence, column));
        }
      }
      if (const json::Value* state = object.if_contains("state"); state != nullptr && state->is_string()) {
        latest[{entry.subject_kind, entry.subject}] = std::string(state->as_string());
      }
    }
    if (entries.size() < 1000) break;
  }
  result.size = tree.size();
  const Hash root = tree.root();
  result.root = crypto::base64_encode(std::string_view(reinterpret_cast<const char*>(root.data()), root.size()));
  const auto head = tx.row<Head>(sql::kHeadGet, organisation);
  if (!head) {
    if (tree.size() > 0) problem("trail.verify.head_missing", organisation.text);
    return result;
  }
  if (head->size != static_cast<std::int64_t>(tree.size()) || head->edge != tree.to_text()) {
    problem("trail.verify.root_differs", std::to_string(tree.size()));
  }
  const auto note = parse_note(head->checkpoint);
  const auto stated = note ? parse_checkpoint(note->text) : std::unexpected(note.error());
  if (!stated || !is_signed_by(*note, verifier(organisation)) || stated->size != tree.size() || stated->root != root) {
    problem("trail.verify.checkpoint_differs", organisation.text);
  }
  if (!tiles.agree(tx, organisation)) problem("trail.verify.tiles_differ", organisation.text);
  for (const auto& [kind, reader] : readers) {
    const auto now = reader(tx, organisation);
    for (const auto& [id, state] : now) {
      const auto known = latest.find({kind, id});
      if (known == latest.end()) {
        problem("trail.verify.record_unknown", kind + " " + id);
      } else if (!is_state(known->second, state)) {
        problem("trail.verify.record_differs", kind + " " + id);
      }
    }
    for (const auto& [subject, state] : latest) {
      if (subject.first == kind && state != "deleted" && !now.contains(subject.second)) {
        problem("trail.verify.record_missing", kind + " " + subject.second);
      }
    }
  }
  return result;
}

}  // namespace waarborg::trail
