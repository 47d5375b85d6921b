// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/verify.h"

#include <fmt/format.h>

#include "features/trail/beginnings.h"
#include "features/trail/counts.h"
#include "features/trail/head.h"
#include "features/trail/logged_states.h"
#include "features/trail/nodes.h"
#include "features/trail/queries.h"

namespace waarborg::trail {
namespace {

/// One reading of a log from its first entry to its last.
class Verifying {
 public:
  Verifying(const Trail& trail, db::Transaction& tx, const OrganisationId& organisation, const Readers& readers,
            const std::optional<Checkpoint>& kept, const std::optional<Checkpoint>& anchor)
      : trail_(trail),
        tx_(tx),
        organisation_(organisation),
        readers_(readers),
        earlier_{{kept, "kept"}, {anchor, "anchor"}},
        result_{organisation, 0, "", {}} {}

  Verification run() {
    if (!entries()) return std::move(result_);
    for (const auto& [state, name] : earlier_) {
      if (state && state->size > tree_.size()) problem(name + "_longer", std::to_string(state->size));
    }
    result_.size = tree_.size();
    const Hash root = tree_.root();
    result_.root = crypto::base64_encode(std::string_view(reinterpret_cast<const char*>(root.data()), root.size()));
    if (!head(root)) return std::move(result_);
    begun_once();
    if (!tiles_.agree(tx_, organisation_)) problem("tiles_differ", organisation_.text);
    counted(CountOf::kAction, actions_);
    counted(CountOf::kActor, actors_);
    for (const auto& [kind, reader] : readers_.states) states(kind, reader(tx_, organisation_));
    for (const auto& [kind, reader] : readers_.histories) histories(kind, reader(tx_, organisation_));
    for (const auto& reader : readers_.following) {
      for (Message& one : reader(tx_, organisation_)) result_.problems.push_back(std::move(one));
    }
    return std::move(result_);
  }

 private:
  void problem(const std::string& key, std::string what) {
    result_.problems.push_back({"trail.verify." + key, {{"what", std::move(what)}}});
  }

  /// False when an entry is missing: nothing after it can be right.
  bool entries() {
    constexpr std::int64_t kAtOnce = 1000;
    for (std::int64_t from = 0;; from += kAtOnce) {
      const auto some = trail_.range(tx_, organisation_, from, kAtOnce);
      for (const Entry& entry : some) {
        if (entry.sequence != static_cast<std::int64_t>(tree_.size())) {
          problem("gap", std::to_string(tree_.size()));
          return false;
        }
        take(entry);
      }
      if (std::ssize(some) < kAtOnce) return true;
    }
  }

  void take(const Entry& entry) {
    const Hash leaf = leaf_hash(entry.body);
    if (to_hex(leaf) != entry.leaf) problem("entry_differs", std::to_string(entry.sequence));
    tree_.append(leaf);
    for (const auto& [state, name] : earlier_) {
      if (state && state->size == tree_.size() && state->root != tree_.root()) {
        problem(name + "_differs", std::to_string(state->size));
      }
    }
    tiles_.append(leaf);
    ++actions_[entry.action];
    ++actors_[entry.actor];
    const auto body = json::parse(entry.body);
    if (!body || !body->is_object()) {
      problem("entry_differs", std::to_string(entry.sequence));
      return;
    }
    columns(entry, body->as_object());
    remember(entry, body->as_object());
  }

  void columns(const Entry& entry, const json::Object& body) {
    for (const auto& [column, text] : {std::pair<const char*, const std::string*>{"at", &entry.at},
                                       {"account", &entry.account},
                                       {"actor", &entry.actor},
                                       {"action", &entry.action},
                                       {"subject", &entry.subject},
                                       {"subject_kind", &entry.subject_kind},
                                       {"subject_label", &entry.subject_label}}) {
      const json::Value* stated = body.if_contains(column);
      if (stated == nullptr || !stated->is_string() || stated->as_string() != *text) {
        problem("column_differs", fmt::format("{} ({})", entry.sequence, column));
      }
    }
  }

  /// What the entry says of its subject, as far as a reader will ask for it.
  void remember(const Entry& entry, const json::Object& body) {
    LoggedStage stage = logged_stage(body);
    if (!logged_.take(entry.subject_kind, entry.subject, stage)) {
      problem("before_differs", fmt::format("{} {} ({})", entry.subject_kind, entry.subject, entry.sequence));
    }
    if (readers_.histories.contains(entry.subject_kind)) {
      stages_[entry.subject_kind][entry.subject].push_back(std::move(stage));
    }
  }

  bool head(const Hash& root) {
    const auto head = tx_.row<Head>(sql::kHeadGet, organisation_);
    if (!head) {
      if (tree_.size() > 0) problem("head_missing", organisation_.text);
      return tree_.size() == 0;
    }
    if (head->size != static_cast<std::int64_t>(tree_.size()) || head->edge != tree_.to_text()) {
      problem("root_differs", std::to_string(tree_.size()));
    }
    const auto note = parse_note(head->checkpoint);
    const auto stated = note ? parse_checkpoint(note->text) : std::unexpected(note.error());
    if (!stated || !is_signed_by(*note, trail_.verifier(organisation_)) || stated->size != tree_.size() ||
        stated->root != root) {
      problem("checkpoint_differs", organisation_.text);
    }
    return true;
  }

  /// What was taken as it was found is taken once: a second time would make a forgery the truth.
  void begun_once() {
    for (const auto& [action, entries] : actions_) {
      if (entries > 1 && is_beginning(action)) problem("begun_twice", action);
    }
  }

  void counted(CountOf column, const std::map<std::string, std::int64_t>& own) {
    std::map<std::string, std::int64_t> kept;
    for (const Count& one : counts(tx_, organisation_, column)) kept[one.value] = one.entries;
    if (kept != own) problem("counts_differ", organisation_.text);
  }

  void states(const std::string& kind, const std::map<std::string, std::string>& now) {
    for (const auto& [id, state] : now) {
      if (const auto found = logged_.discord_of(kind, id, state)) problem(phrase_of(*found), kind + " " + id);
    }
    for (const std::string& id : logged_.missing(kind, [&](const std::string& id) { return now.contains(id); })) {
      problem(phrase_of(Discord::kMissing), kind + " " + id);
    }
  }

  void histories(const std::string& kind, const Stages& stored) {
    for (const auto& [discord, id] : discords_of(stages_[kind], stored)) {
      problem(phrase_of(discord), kind + " " + id);
    }
  }

  const Trail& trail_;
  db::Transaction& tx_;
  const OrganisationId& organisation_;
  const Readers& readers_;
  const std::vector<std::pair<std::optional<Checkpoint>, std::string>> earlier_;  // state, how problems with it begin
  Verification result_;
  CompactTree tree_;
  TileRoots tiles_;
  std::map<std::string, std::int64_t> actions_, actors_;  // entries of each
  LoggedStates logged_;
  std::map<std::string, std::map<std::string, std::vector<LoggedStage>>> stages_;
};

}  // namespace

Verification verify(const Trail& trail, db::Transaction& tx, const OrganisationId& organisation, const Readers& readers,
                    const std::optional<Checkpoint>& kept, const std::optional<Checkpoint>& anchor) {
  return Verifying(trail, tx, organisation, readers, kept, anchor).run();
}

Verification Trail::verify(db::Transaction& tx, const OrganisationId& organisation,
                           const std::map<std::string, StateReader>& readers) const {
  return trail::verify(*this, tx, organisation, {readers, {}});
}

}  // namespace waarborg::trail
