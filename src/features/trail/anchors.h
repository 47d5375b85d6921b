// SPDX-License-Identifier: EUPL-1.2
//
// Whoever can write in the database and has no key must not get a signature either. Before a log grows, its edge must
// be what this installation signed; and the last signed checkpoint of each log, its anchor, is kept outside of the
// database, in the data folder, so that a log that was put back to an earlier day or taken away is seen.
//
// An anchor is written after the commit, at most a second later, and may lag behind: a log may be longer than its
// anchor, never shorter. Several servers on one database have each their own; none is made of what was not committed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/id.h"
#include "features/trail/checkpoint.h"
#include "platform/db/database_error.h"
#include "platform/fs/named_files.h"

namespace waarborg::db {
class Database;
}

namespace waarborg::trail {

struct Head;

/// Instead of an entry and a signature.
struct LogDoesNotFit : db::DatabaseError {
  /// @param cause  for the log of the program
  /// @param why    for people; kUnavailable when nothing is known to be wrong and the next time may do
  explicit LogDoesNotFit(const std::string& cause,
                         Fault why = {FaultKind::kConflict, {"trail.log.does_not_fit", {}}, ""})
      : DatabaseError(cause), fault(std::move(why)) {}
  Fault fault;
};

/// May be used by many threads.
class Anchors {
 public:
  /// @param folder  empty: nothing is kept, as in tests of one feature
  /// @param origin  of the installation; the log of an organisation is "<origin>/<organisation id>"
  Anchors(const std::filesystem::path& folder, std::string origin, const crypto::PublicKey& key);

  /// As it stands on the disk now; nothing when there is none. kInvalid trail.note.malformed and the like when it is
  /// not signed by us, kUnavailable fs.disk.
  Result<std::optional<Checkpoint>> of(const OrganisationId& organisation) const;
  /// All that have one. A file whose name no log can have is none, and proves nothing.
  std::vector<OrganisationId> logs() const;

  /// To be called with the head that one holds, before the log grows. Throws LogDoesNotFit, after an alarm in the log
  /// of the program, when it is not what we signed, and while its anchor cannot be read. Costs a check of one
  /// signature, and none for what this process signed or saw last.
  void admit(const OrganisationId& organisation, const Head& head, const CompactTree& tree);
  /// The alarm and LogDoesNotFit, for what the head alone does not tell.
  /// @param cause  for the log of the program
  [[noreturn]] static void refuse(const OrganisationId& organisation, const char* cause);
  /// What was just signed: it becomes the anchor once it is committed.
  void signed_now(const OrganisationId& organisation, const Head& head);

  /// Keeps anchors of what was signed and committed since.
  void keep(db::Database& database);
  /// Of these logs, whether or not this process wrote in them.
  /// @return  those that admit would refuse and how, each after an alarm
  std::map<OrganisationId, Fault> keep(db::Database& database, std::span<const OrganisationId> logs);

 private:
  struct Known {
    bool read = false;                 ///< The anchor was looked for on the disk.
    std::optional<Checkpoint> anchor;  ///< May be older than what another process wrote since.
    std::string edge, checkpoint;      ///< That belong together by our signature.
  };
  /// Why it does not fit, for the log of the program; nullptr when it does. kUnavailable fs.disk when that is not
  /// known.
  Result<const char*> misfit(const OrganisationId& organisation, const Head& head, const CompactTree& tree);
  Result<void> keep(const OrganisationId& organisation, const Head& head);
  Result<Checkpoint> checked(const OrganisationId& organisation, const std::string& note) const;

  const bool kept_;
  fs::NamedFiles files_;
  const std::string origin_;
  const crypto::PublicKey key_;
  std::mutex mutex_;                            ///< Of what follows.
  std::map<std::string, Known> known_;          ///< By organisation.
  std::map<std::string, std::int64_t> signed_;  ///< Size that was signed last and has no anchor yet.
  bool failing_ = false;                        ///< The disk refuses: said once.
};

}  // namespace waarborg::trail
