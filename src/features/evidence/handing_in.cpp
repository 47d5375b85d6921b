// SPDX-License-Identifier: EUPL-1.2
//
// Handing in: a record, its file, or both together.
#include "features/evidence/media.h"
#include "features/evidence/queries.h"
#include "features/evidence/rules.h"
#include "features/evidence/store.h"

namespace waarborg::evidence {
namespace {

struct Submission {
  std::string body_sha256;
  std::string evidence;
};
BOOST_DESCRIBE_STRUCT(Submission, (), (body_sha256, evidence))

/// Of everything that was handed in: the same again is a repeat.
std::string print_of(const EvidenceInput& input, const std::optional<HandedFile>& file) {
  json::Value value = json::encode(input);
  if (file) {
    value.as_object()["file"] = json::Object{
        {"name", file->name}, {"media_type", file->media_type}, {"sha256", crypto::sha256_hex(file->bytes)}};
  }
  return crypto::sha256_hex(json::canonical(value));
}

/// What the same key from the same account gave earlier; nothing when this is the first time.
Result<std::optional<Stored>> earlier(db::Transaction& tx, const auth::Actor& who, const std::string& key,
                                      const Submission& now_given, Moment now) {
  tx.execute(sql::kSubmissionForget, who.organisation, now - std::chrono::hours(kSubmissionHours));
  // Of two at the same time the second waits here for the first, and then finds its row.
  if (tx.execute(sql::kSubmissionInsert, who.organisation, who.account, key, now_given.body_sha256, now_given.evidence,
                 now) != 0) {
    return std::optional<Stored>{};
  }
  const auto first = tx.row<Submission>(sql::kSubmissionGet, who.organisation, who.account, key);
  if (!first || first->body_sha256 != now_given.body_sha256) return fail(FaultKind::kConflict, "evidence.key_reused");
  auto known = find_stored(tx, who.organisation, first->evidence);
  if (!known) return fail(FaultKind::kNotFound, "evidence.not_found");
  return known;
}

/// A file that lies in the store.
struct KeptFile {
  std::string name;
  std::string sha256;
  std::int64_t size = 0;
  std::string media_type;
};

/// Judged by its own bytes before anything is written.
Result<KeptFile> kept_in(fs::FileStore& files, const HandedFile& file) {
  if (file.bytes.empty()) return invalid("evidence.file.empty");
  auto media_type = admitted_media_type(file.media_type, file.bytes);
  if (!media_type) return std::unexpected(media_type.error());
  auto sha256 = files.put(file.bytes);
  if (!sha256) return std::unexpected(sha256.error());
  return KeptFile{clean_file_name(file.name), std::move(*sha256), static_cast<std::int64_t>(file.bytes.size()),
                  std::move(*media_type)};
}

void take(KeptFile file, Stored& stored) {
  stored.file_name = std::move(file.name);
  stored.sha256 = std::move(file.sha256);
  stored.size = file.size;
  stored.media_type = std::move(file.media_type);
}

}  // namespace

Result<EvidenceDetail> Evidence::add(const auth::Actor& who, const EvidenceInput& given, const std::string& key,
                                     const std::optional<HandedFile>& file) {
  if (auto ok = auth::require(who, "evidence.add"); !ok) return std::unexpected(ok.error());
  if (key.size() > 200) return invalid("evidence.key_too_long", "idempotency-key");
  EvidenceInput input = given;
  if (auto ok = check(input, clock_.today()); !ok) return std::unexpected(ok.error());
  const std::string body = print_of(input, file);
  const Moment now = clock_.now();
  std::optional<KeptFile> kept;
  if (file) {
    {
      // The disk is filled only for a record that can stand, and never under the write lock.
      db::Transaction look = database_.read();
      if (auto can = make(look, who, input, now); !can) return std::unexpected(can.error());
    }
    auto put = kept_in(files_, *file);
    if (!put) return std::unexpected(put.error());
    kept = std::move(*put);
  }
  db::Transaction tx = database_.write();
  auto stored = make(tx, who, input, now);
  if (!stored) return std::unexpected(stored.error());
  if (!key.empty()) {
    const auto first = earlier(tx, who, key, {body, stored->id}, now);
    if (!first) return std::unexpected(first.error());
    if (*first) return shown(tx, who, **first);
  }
  if (kept) take(std::move(*kept), *stored);
  insert(tx, who.organisation, *stored);
  record(tx, who, "evidence.add", nullptr, *stored, now);
  EvidenceDetail detail = shown(tx, who, *stored);
  tx.commit();
  return detail;
}

Result<Stored> Evidence::writable(db::Transaction& tx, const auth::Actor& who, const std::string& id) const {
  auto stored = find_stored(tx, who.organisation, id);
  if (!stored) return fail(FaultKind::kNotFound, "evidence.not_found");
  if (stored->withdrawn_at) return fail(FaultKind::kConflict, "evidence.withdrawn");
  if (stored->collector_account != who.account.text) return fail(FaultKind::kForbidden, "evidence.file.not_collector");
  if (stored->review != "pending") return fail(FaultKind::kConflict, "evidence.file.decided");
  if (!stored->report_sha256.empty()) return fail(FaultKind::kConflict, "evidence.file.imported");
  return std::move(*stored);
}

Result<EvidenceDetail> Evidence::put_file(const auth::Actor& who, const std::string& id, std::string_view bytes,
                                          std::string_view declared_type, std::string_view name, std::int64_t seen) {
  if (auto ok = auth::require(who, "evidence.add"); !ok) return std::unexpected(ok.error());
  {
    // Look before the disk is filled; the same again under the write lock.
    db::Transaction tx = database_.read();
    if (auto stored = writable(tx, who, id); !stored) return std::unexpected(stored.error());
  }
  auto kept = kept_in(files_, {bytes, std::string(declared_type), std::string(name)});
  if (!kept) return std::unexpected(kept.error());
  db::Transaction tx = database_.write();
  auto stored = writable(tx, who, id);
  if (!stored) return std::unexpected(stored.error());
  if (seen >= 0 && seen != stored->version) return fail(FaultKind::kConflict, "evidence.changed");
  const Stored before = *stored;
  take(std::move(*kept), *stored);
  if (!save(tx, who, "evidence.file", before, *stored, clock_.now())) {
    return fail(FaultKind::kConflict, "evidence.changed");
  }
  EvidenceDetail detail = shown(tx, who, *stored);
  tx.commit();
  return detail;
}

Result<StoredFile> Evidence::file(const auth::Actor& who, const std::string& id) {
  if (auto ok = auth::require(who, "evidence.read"); !ok) return std::unexpected(ok.error());
  std::optional<Stored> stored;
  {
    db::Transaction tx = database_.read();
    stored = find_stored(tx, who.organisation, id);
  }
  if (!stored || stored->sha256.empty()) return fail(FaultKind::kNotFound, "evidence.file.none");
  auto bytes = files_.get(stored->sha256);
  if (!bytes) return std::unexpected(bytes.error());
  return StoredFile{std::move(*bytes), stored->file_name, stored->media_type};
}

}  // namespace waarborg::evidence
