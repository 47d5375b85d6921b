// SPDX-License-Identifier: EUPL-1.2
#include "features/report/package_log.h"

#include <algorithm>

#include "features/report/package_histories.h"
#include "features/trail/tiles.h"
#include "platform/archive/zip.h"
#include "platform/crypto/crypto.h"

namespace waarborg::report {
namespace {

constexpr std::uint64_t kMostTile = 17U << 20U;  ///< 256 entries of 65,535 bytes with their lengths.

class PackageLog {
 public:
  PackageLog(const archive::ZipReader& zip, const Manifest& manifest, const Trusted& trusted, PackageFacts& facts,
             PackageProblems& problems)
      : zip_(zip), manifest_(manifest), trusted_(trusted), facts_(facts), problems_(problems) {}

  /// False when nothing in it can be trusted.
  bool read() {
    const auto key_text = zip_.read("trail/vkey", 4096);
    const auto note = zip_.read("trail/checkpoint", 1U << 20U);
    if (!key_text || !note) {
      problems_.add("log_missing", key_text ? "trail/checkpoint" : "trail/vkey");
      return false;
    }
    const auto own = trail::parse_verifier_key(std::string_view(*key_text).substr(0, key_text->find('\n')));
    if (!own) {
      problems_.add("log_key", "trail/vkey");
      return false;
    }
    facts_.key = trail::to_text(*own);
    if (trusted_.key && *trusted_.key != *own) problems_.add("other_key", facts_.key);
    const auto state = trail::verify_checkpoint(*note, own->name, trusted_.key.value_or(*own));
    if (!state) {
      problems_.add(state.error().what);
      return false;
    }
    if (own->name != manifest_.log) problems_.add("other_log", own->name);
    if (!trusted_.kept.empty()) {
      auto kept = trail::verify_checkpoint(trusted_.kept, own->name, trusted_.key.value_or(*own));
      if (!kept) {
        problems_.add(Message{"report.check.kept_other", {}});
      } else if (kept->size > state->size) {
        problems_.add("kept_longer", std::to_string(kept->size));
      } else {
        kept_ = std::move(*kept);
      }
    }
    facts_.log_size = static_cast<std::int64_t>(state->size);
    facts_.log_root = crypto::base64_encode(crypto::ByteView(state->root));
    // A log holds at least a byte per entry: what cannot be in the archive is not looked for.
    if (state->size > total_bytes()) {
      problems_.add("log_size", std::to_string(state->size));
      return false;
    }
    const auto read = trail::read_log(
        state->size, state->root,
        [&](const std::string& path) -> std::optional<std::string> {
          auto bytes = zip_.read("trail/" + path, kMostTile);
          if (!bytes) return std::nullopt;
          return std::move(*bytes);
        },
        [&](std::uint64_t index, const std::string& entry) { take(index, entry); });
    if (!read) {
      problems_.add(Message{read.error().what.key + "_in", {{"what", read.error().where}}});
      return false;
    }
    extra_log_files(state->size);
    return true;
  }

  LogFacts said() && { return std::move(out_); }

 private:
  std::uint64_t total_bytes() const {
    std::uint64_t total = 0;
    for (const archive::ZipEntry& entry : zip_.entries()) total += entry.size;
    return total;
  }

  void extra_log_files(std::uint64_t size) {
    std::set<std::string> expected = {"trail/checkpoint", "trail/vkey"};
    for (const auto& name : trail::files_between(0, size)) expected.insert("trail/" + trail::tile_path(name));
    for (const archive::ZipEntry& entry : zip_.entries()) {
      if (entry.path.starts_with("trail/") && !expected.contains(entry.path)) problems_.add("file_extra", entry.path);
    }
  }

  /// The log of today begins with the log of then.
  void compare_with_kept(const std::string& entry) {
    if (!kept_ || tree_.size() >= kept_->size) return;
    tree_.append(trail::leaf_hash(entry));
    if (tree_.size() == kept_->size && tree_.root() != kept_->root) {
      problems_.add("kept_differs", std::to_string(kept_->size));
    }
  }

  void take(std::uint64_t index, const std::string& entry) {
    compare_with_kept(entry);
    const auto value = json::parse(entry);
    if (!value || !value->is_object()) {
      problems_.add("log_entry", std::to_string(index));
      return;
    }
    const json::Object& object = value->as_object();
    if (text_of(object, "organisation") != manifest_.organisation_id) problems_.add("log_other", std::to_string(index));
    const std::string action = text_of(object, "action");
    const std::string kind = text_of(object, "subject_kind");
    const std::string subject = text_of(object, "subject");
    const bool before = index < static_cast<std::uint64_t>(std::max<std::int64_t>(0, manifest_.log_size));
    if (before) {
      trail::LoggedStage stage = trail::logged_stage(object);
      if (!out_.states.take(kind, subject, stage)) problems_.add("log_before", kind + " " + subject);
      if (std::ranges::find(kHistories, kind) != std::end(kHistories)) {
        out_.stages[kind][subject].push_back(std::move(stage));
      }
    }
    if (action.starts_with("applicability.") && kind == "statement" && action != "applicability.submit") {
      out_.decided[subject] = action.substr(14) + " " + text_of(object, "actor") + " " + text_of(object, "at");
    }
    const json::Value* changes = object.if_contains("changes");
    if (changes == nullptr || !changes->is_array()) return;
    for (const json::Value& one : changes->as_array()) {
      if (!one.is_object()) continue;
      const std::string field = text_of(one.as_object(), "field");
      const std::string after = text_of(one.as_object(), "after");
      if (kind == "evidence" && field == "sha256") out_.uploads[subject].insert(after);
      if (kind == "evidence" && field == "*") out_.condensed.insert(subject);
      if (action == "applicability.submit" && field == "sha256") out_.submitted[subject] = after;
      if (action == kPackageAction && field == "manifest_sha256") out_.manifests.insert(after);
    }
  }

  const archive::ZipReader& zip_;
  const Manifest& manifest_;
  const Trusted& trusted_;
  PackageFacts& facts_;
  PackageProblems& problems_;
  std::optional<trail::Checkpoint> kept_;
  trail::CompactTree tree_;  ///< As far as the kept checkpoint.
  LogFacts out_;
};

}  // namespace

void PackageProblems::add(const char* key, const std::string& what) {
  add_counted({std::string("report.check.") + key, {{"what", what}}});
}

void PackageProblems::add_counted(Message one) {
  if (into_.size() + 1 >= kMostProblems) {
    ++more_;
  } else {
    into_.push_back(std::move(one));
  }
}

void PackageProblems::close() {
  if (more_ > 0) into_.push_back({"report.check.more", {{"count", std::to_string(more_)}}});
}

std::optional<LogFacts> read_package_log(const archive::ZipReader& zip, const Manifest& manifest,
                                         const Trusted& trusted, PackageFacts& facts, PackageProblems& problems) {
  PackageLog log(zip, manifest, trusted, facts, problems);
  if (!log.read()) return std::nullopt;
  return std::move(log).said();
}

std::string text_of(const json::Object& object, const char* member) {
  const json::Value* value = object.if_contains(member);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

}  // namespace waarborg::report
