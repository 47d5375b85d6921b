// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/beginnings.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "features/trail/trail.h"

namespace waarborg::trail {
namespace {

constexpr std::array<std::string_view, 2> kBeginnings{"account.sign_ins_begin", "organisation.list_begin"};

bool is_signed(const Trail& trail, db::Transaction& tx, const CompactTree& tree) {
  const std::string note = trail.checkpoint(tx, kInstallation);
  if (tree.size() == 0) return note.empty();
  const VerifierKey key = trail.verifier(kInstallation);
  const auto state = verify_checkpoint(note, key.name, key);
  return state && state->size == tree.size() && state->root == tree.root();
}

}  // namespace

bool is_beginning(std::string_view action) { return std::ranges::find(kBeginnings, action) != kBeginnings.end(); }

bool never_began(const Trail& trail, db::Transaction& tx, const std::string& action,
                 const std::optional<Checkpoint>& anchor) {
  // In the body, which is signed: the column beside it could say anything. A quote in a text has a backslash before it.
  const std::string named = "\"action\":" + json::print(json::Value(action));
  constexpr std::int64_t kAtOnce = 1000;
  CompactTree tree;
  bool begins_as_anchored = !anchor;
  std::int64_t read = kAtOnce;
  for (std::int64_t from = 0; read == kAtOnce; from += kAtOnce) {
    const auto some = trail.range(tx, kInstallation, from, kAtOnce);
    for (const Entry& entry : some) {
      const Hash leaf = leaf_hash(entry.body);
      if (to_hex(leaf) != entry.leaf || entry.body.find(named) != std::string::npos) return false;
      tree.append(leaf);
      if (anchor && anchor->size == tree.size()) begins_as_anchored = anchor->root == tree.root();
    }
    read = std::ssize(some);
  }
  return begins_as_anchored && is_signed(trail, tx, tree);
}

}  // namespace waarborg::trail
