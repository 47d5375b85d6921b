// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/anchors.h"

#include "base/id_form.h"
#include "features/trail/head.h"
#include "features/trail/queries.h"
#include "features/trail/trail.h"
#include "platform/db/db.h"
#include "platform/log/log.h"

namespace waarborg::trail {
namespace {

/// The alarm, and what people are told.
LogDoesNotFit refusal(const OrganisationId& organisation, const Result<const char*>& cause) {
  const std::string event = cause ? "log does not fit" : "anchor not read";
  const std::string why = cause ? *cause : cause.error().what.key;
  log::error(event, {{"organisation", organisation.text}, {"cause", why}});
  if (cause) return LogDoesNotFit(event + ": " + why);
  return LogDoesNotFit(event + ": " + why,
                       {FaultKind::kUnavailable, {"trail.log.anchor_unreadable", {{"what", organisation.text}}}, ""});
}

}  // namespace

Anchors::Anchors(const std::filesystem::path& folder, std::string origin, const crypto::PublicKey& key)
    : kept_(!folder.empty()), files_(folder), origin_(std::move(origin)), key_(key) {}

Result<Checkpoint> Anchors::checked(const OrganisationId& organisation, const std::string& note) const {
  const std::string origin = origin_ + "/" + organisation.text;
  return verify_checkpoint(note, origin, {origin, key_});
}

Result<std::optional<Checkpoint>> Anchors::of(const OrganisationId& organisation) const {
  if (!kept_) return std::optional<Checkpoint>();
  const auto note = files_.get(organisation.text);
  if (!note) return std::unexpected(note.error());
  if (!*note) return std::optional<Checkpoint>();
  auto state = checked(organisation, **note);
  if (!state) return std::unexpected(state.error());
  return std::optional(std::move(*state));
}

std::vector<OrganisationId> Anchors::logs() const {
  std::vector<OrganisationId> out;
  if (!kept_) return out;
  for (std::string& name : files_.names()) {
    if (is_id(name) || name == kInstallation.text) out.push_back(OrganisationId{std::move(name)});
  }
  return out;
}

Result<const char*> Anchors::misfit(const OrganisationId& organisation, const Head& head, const CompactTree& tree) {
  const std::scoped_lock lock(mutex_);
  Known& known = known_[organisation.text];
  if (!known.read) {
    auto anchor = of(organisation);
    if (!anchor && anchor.error().kind == FaultKind::kUnavailable) return std::unexpected(anchor.error());
    if (!anchor) return "its anchor is not what was signed";
    known.anchor = std::move(*anchor);
    known.read = true;
  }
  if (known.anchor && known.anchor->size > tree.size()) return "shorter than its anchor";
  if (known.anchor && known.anchor->size == tree.size() && known.anchor->root != tree.root()) {
    return "another than its anchor";
  }
  if (head.size != static_cast<std::int64_t>(tree.size())) return "its size is not that of its edge";
  if (head.checkpoint.empty()) return tree.size() == 0 ? nullptr : "not signed";
  if (head.checkpoint == known.checkpoint && head.edge == known.edge) return nullptr;
  const auto state = checked(organisation, head.checkpoint);
  if (!state) return "not signed by this installation";
  if (state->size != tree.size() || state->root != tree.root()) return "its edge is not what was signed";
  known.edge = head.edge;
  known.checkpoint = head.checkpoint;
  return nullptr;
}

void Anchors::admit(const OrganisationId& organisation, const Head& head, const CompactTree& tree) {
  const auto cause = misfit(organisation, head, tree);
  if (!cause || *cause != nullptr) throw refusal(organisation, cause);
}

void Anchors::refuse(const OrganisationId& organisation, const char* cause) { throw refusal(organisation, cause); }

void Anchors::signed_now(const OrganisationId& organisation, const Head& head) {
  const std::scoped_lock lock(mutex_);
  Known& known = known_[organisation.text];
  known.edge = head.edge;
  known.checkpoint = head.checkpoint;
  if (kept_) signed_[organisation.text] = head.size;
}

void Anchors::keep(db::Database& database) {
  std::vector<OrganisationId> logs;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& [organisation, size] : signed_) logs.push_back(OrganisationId{organisation});
  }
  keep(database, logs);
}

std::map<OrganisationId, Fault> Anchors::keep(db::Database& database, std::span<const OrganisationId> logs) {
  std::map<OrganisationId, Fault> refused;
  if (!kept_) return refused;
  for (const OrganisationId& organisation : logs) {
    std::optional<Head> head;
    {
      db::Transaction tx = database.read();  // sees what is committed, and nothing else may become an anchor
      head = tx.row<Head>(sql::kHeadGet, organisation);
    }
    const auto kept = keep(organisation, head.value_or(Head{0, CompactTree().to_text(), ""}));
    if (!kept) refused.emplace(organisation, kept.error());
  }
  return refused;
}

Result<void> Anchors::keep(const OrganisationId& organisation, const Head& head) {
  const auto tree = CompactTree::from_text(head.edge);
  const auto cause = tree ? misfit(organisation, head, *tree) : "its edge is damaged";
  if (!cause || *cause != nullptr) {
    const std::scoped_lock lock(mutex_);
    signed_.erase(organisation.text);  // said; the next entry says it again
    return std::unexpected(refusal(organisation, cause).fault);
  }
  const Checkpoint now{"", tree->size(), tree->root(), {}};
  // An older one of this process or of another stays when it is longer; one that is damaged stays to be looked at.
  const auto newer = [&](const std::optional<std::string>& old) -> std::optional<std::string> {
    const auto state = old ? checked(organisation, *old) : Result<Checkpoint>(Checkpoint{});
    if (!state || (old && state->size >= now.size)) return std::nullopt;
    return head.checkpoint;
  };
  const auto kept = head.checkpoint.empty() ? Result<void>() : files_.change(organisation.text, newer);
  const std::scoped_lock lock(mutex_);
  if (!kept && !failing_) log::error("anchor not kept", {{"cause", kept.error().what.key}});
  failing_ = !kept;
  if (!kept) return {};  // it fits; the next turn tries again
  if (!head.checkpoint.empty()) known_[organisation.text].anchor = now;
  const auto waiting = signed_.find(organisation.text);
  if (waiting != signed_.end() && waiting->second <= head.size) signed_.erase(waiting);
  return {};
}

}  // namespace waarborg::trail
