// SPDX-License-Identifier: EUPL-1.2
//
// The tamper-evident log: one Merkle log per organisation. Every change of a record is an entry, written in the
// same transaction as the change. Each commit leaves a checkpoint signed by the installation's key.
//
//   trail_.add(tx, actor.author(), {.action = "measure.create", .subject_kind = "measure", .subject = id, ...}, now);
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "features/trail/anchors.h"
#include "features/trail/checkpoint.h"
#include "features/trail/merkle.h"
#include "platform/crypto/crypto.h"
#include "platform/db/transaction.h"

namespace waarborg::trail {

/// The log of what belongs to no organisation: accounts, and which organisations there are.
inline const OrganisationId kInstallation{"installation"};

struct Author {
  OrganisationId organisation;
  std::string account;  ///< Account id, "system" or "collector:<token id>".
  std::string name;
};

struct Change {
  std::string field;
  std::string before;
  std::string after;
};
BOOST_DESCRIBE_STRUCT(Change, (), (field, before, after))

/// Fields that differ between two described values, as text; both from one record.
std::vector<Change> changes_between(const json::Object& before, const json::Object& after);

struct NewEntry {
  std::string action;        ///< "<feature>.<verb>"; label is the phrase `trail.action.<action>`.
  std::string subject_kind;  ///< "measure", "evidence", "system" …
  std::string subject;       ///< Id of the record.
  std::string subject_label;
  std::vector<Change> changes;
  /// Canonical JSON of the record after the change; its SHA-256 goes into the entry, so that `verify` finds a row
  /// that was changed behind the program's back. "deleted" when it is gone; empty when the kind has no state reader.
  std::string state;
  /// As `state`, of the record as it stood in the database before the change; empty when there was none. What is
  /// written over a record that is not what the log says of it would make a forgery the truth: that is refused.
  std::string before;
};

/// One entry as it stands in the log; `body` is the exact text that is hashed.
struct Entry {
  std::int64_t sequence = 0;  ///< From 0.
  std::string at;
  std::string account;
  std::string actor;
  std::string action;
  std::string subject_kind;
  std::string subject;
  std::string subject_label;
  std::string body;
  std::string leaf;  ///< Leaf hash, hex.
};
BOOST_DESCRIBE_STRUCT(Entry, (),
                      (sequence, at, account, actor, action, subject_kind, subject, subject_label, body, leaf))

std::vector<Change> changes_of(const Entry& entry);

struct Filter {
  std::string subject;
  std::string actor;   ///< Part of the name, lower case.
  std::string action;  ///< One action, or all below it: "record" is also record.create.
};

/// id → canonical JSON of the record now, for all records of one kind in one organisation.
using StateReader = std::function<std::map<std::string, std::string>(db::Transaction&, const OrganisationId&)>;

struct Verification {
  OrganisationId organisation;
  std::uint64_t size = 0;
  std::string root;               ///< base64
  std::vector<Message> problems;  ///< Empty when everything fits.
};

class Trail {
 public:
  /// @param origin  name of the installation, such as "waarborg/0190ab…"; the log of an organisation is
  ///                "<origin>/<organisation id>".
  /// @param anchors  folder for the last signed state of each log, outside of the database; empty: none is kept.
  Trail(crypto::SigningKey key, std::string origin, const std::filesystem::path& anchors = {});

  /// Appends one entry and signs the new state. Throws db::DatabaseError only: LogDoesNotFit when the log is not what
  /// was signed before, or the record not what the log says (trail.record.does_not_fit). Then nothing is signed.
  std::int64_t add(db::Transaction& tx, const Author& author, const NewEntry& entry, Moment now);
  /// These entries in their order, signed once: a third of the work of one by one. Gives the first sequence number.
  std::int64_t add_all(db::Transaction& tx, const Author& author, std::span<const NewEntry> entries, Moment now);

  /// The first entry of something that is kept in the log of the installation from now on, with what there is already.
  /// False when it began before, by what the log itself says: then nothing is to be added. Nor is it when that log is
  /// not whole (beginnings.h), or who took an entry away would have it made anew. may_begin asks without writing.
  bool begin(db::Transaction& tx, const std::string& action, Moment now);
  bool may_begin(db::Transaction& tx, const std::string& action) const;

  /// Newest first. `before` is a sequence number (exclusive), or -1 for the newest.
  std::vector<Entry> page(db::Transaction& tx, const OrganisationId& organisation, const Filter& filter,
                          std::int64_t before, std::int64_t limit) const;
  std::int64_t count(db::Transaction& tx, const OrganisationId& organisation, const Filter& filter) const;
  /// Oldest first: entries [from, from + limit).
  std::vector<Entry> range(db::Transaction& tx, const OrganisationId& organisation, std::int64_t from,
                           std::int64_t limit) const;
  /// Newest first, straight from the entries: the counts by which `page` finds them are nobody's proof.
  std::vector<Entry> of_action(db::Transaction& tx, const OrganisationId& organisation,
                               const std::string& action) const;

  /// Of what is decided by, or copied from, other records: throws LogDoesNotFit (trail.record.does_not_fit) unless the
  /// log says so of each. Id → canonical JSON, as StateReader gives it.
  void hold(db::Transaction& tx, const OrganisationId& organisation, const std::string& kind,
            const std::map<std::string, std::string>& states) const;
  /// Whether this entry is in the log by our signature: of one from which something is decided.
  bool holds(db::Transaction& tx, const OrganisationId& organisation, const Entry& entry) const;

  Anchors& anchors() { return anchors_; }
  /// The latest signed checkpoint (C2SP tlog-checkpoint); empty when the log is.
  std::string checkpoint(db::Transaction& tx, const OrganisationId& organisation) const;
  VerifierKey verifier(const OrganisationId& organisation) const;

  /// A tile or entry bundle by its path ("tile/0/000.p/5"); kNotFound when the log has none.
  Result<std::string> tile(db::Transaction& tx, const OrganisationId& organisation, const std::string& path) const;

  /// Reads the whole log: leaf and body agree, the root follows from the leaves, the checkpoint is signed by us, and
  /// the latest state of each subject equals the record that stands in the database.
  Verification verify(db::Transaction& tx, const OrganisationId& organisation,
                      const std::map<std::string, StateReader>& readers) const;

 private:
  std::string origin_of(const OrganisationId& organisation) const;
  crypto::SigningKey key_;
  std::string origin_;
  Anchors anchors_;
};

}  // namespace waarborg::trail
