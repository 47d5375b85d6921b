// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/verify.h"

#include <fmt/format.h>

#include "features/trail/counts.h"
#include "features/trail/nodes.h"
#include "features/trail/queries.h"

namespace waarborg::trail {
namespace {

struct Head {
  std::int64_t size = 0;
  std::string edge;
  std::string checkpoint;
};
BOOST_DESCRIBE_STRUCT(Head, (), (size, edge, checkpoint))

/// One reading of a log from its first entry to its last.
class Verifying {
 public:
  Verifying(const Trail& trail, db::Transaction& tx, const OrganisationId& organisation, const Readers& readers,
            const std::optional<Checkpoint>& kept)
      : trail_(trail),
        tx_(tx),
        organisation_(organisation),
        readers_(readers),
        kept_(kept),
        result_{organisation, 0, "", {}} {}

  Verification run() {
    if (!entries()) return std::move(result_);
    if (kept_ && kept_->size > tree_.size()) problem("kept_longer", std::to_string(kept_->size));
    result_.size = tree_.size();
    const Hash root = tree_.root();
    result_.root = crypto::base64_encode(std::string_view(reinterpret_cast<const char*>(root.data()), root.size()));
    if (!head(root)) return std::move(result_);
    if (!tiles_.agree(tx_, organisation_)) problem("tiles_differ", organisation_.text);
    counted(CountOf::kAction, actions_);
    counted(CountOf::kActor, actors_);
    for (const auto& [kind, reader] : readers_.states) states(kind, reader(tx_, organisation_));
    for (const auto& [kind, reader] : readers_.histories) histories(kind, reader(tx_, organisation_));
    return std::move(result_);
  }

 private:
  void problem(const char* key, std::string what) {
    result_.problems.push_back({std::string("trail.verify.") + key, {{"what", std::move(what)}}});
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
    if (kept_ && kept_->size == tree_.size() && kept_->root != tree_.root()) {
      problem("kept_differs", std::to_string(kept_->size));
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
    if (stage.state) {
      latest_[{entry.subject_kind, entry.subject}] = *stage.state;
    } else if (readers_.states.contains(entry.subject_kind)) {
      for (const Change& change : stage.changes) {
        changed_[{entry.subject_kind, entry.subject}][change.field] = change.after;
      }
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

  void counted(CountOf column, const std::map<std::string, std::int64_t>& own) {
    std::map<std::string, std::int64_t> kept;
    for (const Count& one : counts(tx_, organisation_, column)) kept[one.value] = one.entries;
    if (kept != own) problem("counts_differ", organisation_.text);
  }

  void states(const std::string& kind, const std::map<std::string, std::string>& now) {
    for (const auto& [id, state] : now) {
      const auto known = latest_.find({kind, id});
      const auto changed = changed_.find({kind, id});
      if (known != latest_.end()) {
        if (!is_state(known->second, state)) problem("record_differs", kind + " " + id);
      } else if (changed == changed_.end()) {
        problem("record_unknown", kind + " " + id);
      } else if (!adds_up(changed->second, state)) {
        problem("record_differs", kind + " " + id);
      }
    }
    for (const auto& [subject, state] : latest_) {
      if (subject.first == kind && state != "deleted" && !now.contains(subject.second)) {
        problem("record_missing", kind + " " + subject.second);
      }
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
  const std::optional<Checkpoint>& kept_;
  Verification result_;
  CompactTree tree_;
  TileRoots tiles_;
  std::map<std::string, std::int64_t> actions_, actors_;               // entries of each
  std::map<std::pair<std::string, std::string>, std::string> latest_;  // (kind, id) → state hash
  std::map<std::pair<std::string, std::string>, std::map<std::string, std::string>> changed_;
  std::map<std::string, std::map<std::string, std::vector<LoggedStage>>> stages_;
};

}  // namespace

Verification verify(const Trail& trail, db::Transaction& tx, const OrganisationId& organisation, const Readers& readers,
                    const std::optional<Checkpoint>& kept) {
  return Verifying(trail, tx, organisation, readers, kept).run();
}

Verification Trail::verify(db::Transaction& tx, const OrganisationId& organisation,
                           const std::map<std::string, StateReader>& readers) const {
  return trail::verify(*this, tx, organisation, {readers, {}});
}

}  // namespace waarborg::trail
