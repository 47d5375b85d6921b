// SPDX-License-Identifier: EUPL-1.2
//
// The log as people and programs read it: pages, the signed state, the files of C2SP tlog-tiles, and proofs.
#include <algorithm>
#include <charconv>

#include "features/auth/export.h"
#include "features/report/report.h"
#include "features/report/trail_words.h"
#include "features/trail/nodes.h"
#include "features/trail/search.h"

#include "base/text.h"
#include "platform/crypto/crypto.h"

namespace waarborg::report {
namespace {

struct TrailChange {
  std::string field;
  std::string label;  ///< The field in words.
  std::string before;
  std::string after;
  std::string before_words;  ///< Of a code: what it means; of the id of a record: its name. Else empty.
  std::string after_words;
};
BOOST_DESCRIBE_STRUCT(TrailChange, (), (field, label, before, after, before_words, after_words))

struct NamedRecord {
  std::string id;
  std::string name;  ///< As the log last called it, also when it is gone.
};
BOOST_DESCRIBE_STRUCT(NamedRecord, (), (id, name))

struct TrailEntry {
  std::int64_t sequence = 0;
  std::string at;
  std::string actor;
  std::string action;
  std::string action_label;
  std::string subject_kind;
  std::string subject;
  std::string subject_label;
  std::vector<TrailChange> changes;
  std::vector<NamedRecord> names;  ///< Of the records that its changes speak of, by id.
  std::string leaf;
};
BOOST_DESCRIBE_STRUCT(TrailEntry, (),
                      (sequence, at, actor, action, action_label, subject_kind, subject, subject_label, changes, names,
                       leaf))

struct TrailVerification {
  bool ok = false;
  std::int64_t size = 0;
  std::string root;  ///< base64
  std::string key;   ///< Verifier key: what an auditor keeps to check a package or checkpoint with.
  std::vector<std::string> problems;
};
BOOST_DESCRIBE_STRUCT(TrailVerification, (), (ok, size, root, key, problems))

struct TrailProof {
  std::int64_t sequence = 0;
  std::int64_t size = 0;
  std::string entry;               ///< The exact text that is hashed.
  std::string leaf;                ///< base64
  std::string root;                ///< base64
  std::vector<std::string> proof;  ///< base64, from leaf to root.
  std::string checkpoint;
  std::string key;  ///< Verifier key.
};
BOOST_DESCRIBE_STRUCT(TrailProof, (), (sequence, size, entry, leaf, root, proof, checkpoint, key))

std::string base64_of(const trail::Hash& hash) { return crypto::base64_encode(crypto::ByteView(hash)); }

TrailVerification told_of(const trail::Verification& found, const trail::VerifierKey& key, Language language) {
  TrailVerification out{
      found.problems.empty(), static_cast<std::int64_t>(found.size), found.root, trail::to_text(key), {}};
  for (const Message& problem : found.problems) out.problems.push_back(say(language, problem));
  return out;
}

TrailEntry shown(const trail::Entry& entry, Language language) {
  TrailEntry out{entry.sequence,
                 entry.at,
                 entry.actor,
                 entry.action,
                 words_or(language, "trail.action." + entry.action, entry.action),
                 entry.subject_kind,
                 entry.subject,
                 entry.subject_label,
                 {},
                 {},
                 entry.leaf};
  for (const trail::Change& change : trail::changes_of(entry)) {
    out.changes.push_back({change.field, words_or(language, "trail.field." + change.field, change.field), change.before,
                           change.after, words_or(language, "trail.value." + change.before, ""),
                           words_or(language, "trail.value." + change.after, "")});
  }
  return out;
}

/// Gives the records that values point at their names: all on this page in one statement.
void name_records(db::Transaction& tx, const OrganisationId& organisation, std::vector<TrailEntry>& entries) {
  const auto ids_of = [](const TrailEntry& entry) {
    std::vector<std::string> ids;
    for (const TrailChange& change : entry.changes) {
      if (change.field == "id") continue;
      for (const std::string* value : {&change.before, &change.after})
        std::ranges::move(ids_in(*value), std::back_inserter(ids));
    }
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    return ids;
  };
  std::vector<std::string> all;
  for (const TrailEntry& entry : entries) {
    for (std::string& id : ids_of(entry)) all.push_back(std::move(id));
  }
  const Names names = trail::names_of(tx, organisation, all);
  for (TrailEntry& entry : entries) {
    for (const std::string& id : ids_of(entry)) {
      if (const auto found = names.find(id); found != names.end()) entry.names.push_back({id, found->second});
    }
    for (TrailChange& change : entry.changes) {
      if (change.field == "id") continue;
      if (const auto found = names.find(change.before); found != names.end()) change.before_words = found->second;
      if (const auto found = names.find(change.after); found != names.end()) change.after_words = found->second;
    }
  }
}

auth::Page<TrailEntry> page_of(Reports& reports, const auth::Call& call) {
  const trail::Search search{call.query("subject"), call.query("actor"), call.query("action"), call.query("q")};
  const std::int64_t limit = call.query_number("limit", 50, 1, 500);
  const std::int64_t before = call.query_number("after", -1, -1, std::int64_t{1} << 50);
  db::Transaction tx = reports.database().read();
  auth::Page<TrailEntry> page;
  auto entries = trail::find(tx, call.actor.organisation, search, before, limit + 1);
  if (std::ssize(entries) > limit) {
    entries.pop_back();
    page.next = std::to_string(entries.back().sequence);
  }
  for (const trail::Entry& entry : entries) page.items.push_back(shown(entry, call.actor.language));
  name_records(tx, call.actor.organisation, page.items);
  // A page that is the whole list is its own count.
  page.total = before < 0 && !page.next ? static_cast<std::int64_t>(page.items.size())
                                        : trail::count(tx, call.actor.organisation, search);
  return page;
}

struct TrailAction {
  std::string action;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(TrailAction, (), (action, label))

/// What was ever done in this log, in words and in the order of these.
auth::Items<TrailAction> actions_of(Reports& reports, const auth::Call& call) {
  db::Transaction tx = reports.database().read();
  auth::Items<TrailAction> out;
  for (std::string& action : trail::actions(tx, call.actor.organisation)) {
    const std::string label = words_or(call.actor.language, "trail.action." + action, action);
    out.items.push_back({std::move(action), label});
  }
  std::ranges::sort(out.items, {}, [](const TrailAction& one) { return lower(one.label) + one.action; });
  return out;
}

std::string changes_in_words(const TrailEntry& entry, Language language) {
  Names names;
  for (const NamedRecord& record : entry.names) names.emplace(record.id, record.name);
  std::string out;
  for (const TrailChange& change : entry.changes) {
    const std::string before = value_in_words(change.before, names, language);
    const std::string after = value_in_words(change.after, names, language);
    out += (out.empty() ? "" : "; ") + change.label + ": " + (before.empty() ? after : before + " → " + after);
  }
  return out;
}

auth::ListFile<TrailEntry> list_file() {
  using Row = TrailEntry;
  return {"report.trail.list.title",
          {{"report.trail.column.sequence", 10, [](const Row& e, Language) { return static_cast<double>(e.sequence); }},
           {"report.trail.column.at", 22, [](const Row& e, Language) { return auth::dated_cell(e.at); }},
           {"report.trail.column.actor", 24, [](const Row& e, Language) { return e.actor; }},
           {"report.trail.column.action", 28, [](const Row& e, Language) { return e.action_label; }},
           {"report.trail.column.subject", 40, [](const Row& e, Language) { return e.subject_label; }},
           {"report.trail.column.changes", 60,
            [](const Row& e, Language language) { return changes_in_words(e, language); }},
           {"report.trail.column.leaf", 24, [](const Row& e, Language) { return e.leaf; }}}};
}

Result<TrailProof> proof_of(Reports& reports, const auth::Call& call) {
  const std::string text = call.param("sequence");
  std::int64_t sequence = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), sequence);
  const bool number = error == std::errc{} && end == text.data() + text.size() && sequence >= 0;
  db::Transaction tx = reports.database().read();
  const auto& trail = reports.trail();
  const auto found = number ? trail.range(tx, call.actor.organisation, sequence, 1) : std::vector<trail::Entry>{};
  if (found.empty()) return fail(FaultKind::kNotFound, "report.trail.entry_unknown");
  const auto checkpoint = trail::parse_note(trail.checkpoint(tx, call.actor.organisation));
  const auto state = checkpoint ? trail::parse_checkpoint(checkpoint->text) : std::unexpected(checkpoint.error());
  if (!state) return std::unexpected(state.error());
  trail::Nodes nodes(tx, call.actor.organisation);
  const auto index = static_cast<std::uint64_t>(sequence);
  TrailProof out;
  out.sequence = sequence;
  out.size = static_cast<std::int64_t>(state->size);
  out.entry = found.front().body;
  out.leaf = base64_of(trail::leaf_hash(out.entry));
  out.root = base64_of(trail::root_at(state->size, nodes.hash_at()));
  const auto proof = trail::inclusion_proof(index, state->size, nodes.hash_at());
  if (!proof) return fail(FaultKind::kNotFound, "report.trail.entry_unknown");
  for (const trail::Hash& hash : *proof) out.proof.push_back(base64_of(hash));
  out.checkpoint = trail.checkpoint(tx, call.actor.organisation);
  out.key = trail::to_text(trail.verifier(call.actor.organisation));
  return out;
}

}  // namespace

json::Value told(const trail::Verification& found, const trail::VerifierKey& key, Language language) {
  return json::encode(told_of(found, key, language));
}

void add_trail_routes(auth::Api& api, Reports& reports, const auth::WriteWorkbook& workbook) {
  auth::add_list<TrailEntry>(
      api,
      {"/api/v1/trail",
       "trail_list",
       "The log, newest first",
       "trail.read",
       false,
       1U << 20,
       {{"subject", "id of a record"},
        {"actor", "part of a name"},
        {"action", "an action, or what stands before its dot: measure finds measure.create and measure.change"},
        {"q", "part of the name of what it is about, or of who did it"},
        auth::counted_after(),
        {"limit", "1 to 500"}}},
      [&](auth::Call& call) -> Result<auth::Page<TrailEntry>> { return page_of(reports, call); }, list_file(),
      workbook);
  api.get<auth::Items<TrailAction>>(
      {"/api/v1/trail/actions", "trail_actions", "Every action that this log holds, in words", "trail.read"},
      [&](auth::Call& call) -> Result<auth::Items<TrailAction>> { return actions_of(reports, call); });
  api.raw(
      http::Method::kGet,
      {"/api/v1/trail/checkpoint", "trail_checkpoint", "Signed state of the log (C2SP tlog-checkpoint)", "trail.read"},
      "text/plain", [&](auth::Call& call) -> Result<http::Response> {
        db::Transaction tx = reports.database().read();
        http::Response response;
        response.set("content-type", "text/plain; charset=utf-8");
        response.body = reports.trail().checkpoint(tx, call.actor.organisation);
        return response;
      });
  api.raw(http::Method::kGet,
          {"/api/v1/trail/tile",
           "trail_tile",
           "A file of the log (C2SP tlog-tiles)",
           "trail.read",
           false,
           1U << 20,
           {{"path", "tile/0/000, tile/entries/000.p/7 …"}}},
          "application/octet-stream", [&](auth::Call& call) -> Result<http::Response> {
            db::Transaction tx = reports.database().read();
            auto bytes = reports.trail().tile(tx, call.actor.organisation, call.query("path"));
            if (!bytes) return std::unexpected(bytes.error());
            http::Response response;
            response.set("content-type", "application/octet-stream");
            response.body = std::move(*bytes);
            return response;
          });
  api.get<TrailProof>(
      auth::Route{"/api/v1/trail/proof/{sequence}", "trail_proof", "Proof that an entry is in the log", "trail.read"}
          .with_path(auth::number("sequence", "Number of the entry, from 0.", 0, std::int64_t{1} << 50U)),
      [&](auth::Call& call) { return proof_of(reports, call); });
}

}  // namespace waarborg::report
