// SPDX-License-Identifier: EUPL-1.2
//
// Records that keep all their stages: the versions of a measure, a proposal and its confirmation. Each stage came with
// an entry of its own, so the whole past of a record is compared with the log, and not only how it stands now: a past
// that was changed behind the program's back does not become right with the next change of the record.
#pragma once

#include <optional>
#include <string_view>

#include "features/trail/trail.h"

namespace waarborg::trail {

/// One stage as the rows of the database tell it.
struct Stage {
  std::string at;       ///< Moment of its entry.
  std::string account;  ///< As Author::account; empty when the rows do not say.
  std::string actor;
  std::string state;            ///< As NewEntry::state.
  std::vector<Change> changes;  ///< As NewEntry::changes; only looked at when an older program wrote no state.
};
BOOST_DESCRIBE_STRUCT(Stage, (), (at, account, actor, state, changes))

/// id → its stages, oldest first, for all records of one kind in one organisation; removed ones too.
using Stages = std::map<std::string, std::vector<Stage>>;
using HistoryReader = std::function<Stages(db::Transaction&, const OrganisationId&)>;

/// One entry of the log, as far as a stage is compared with it.
struct LoggedStage {
  std::string at;
  std::string account;
  std::string actor;
  std::optional<std::string> state;  ///< SHA-256, or "deleted"; nothing in an entry of a program that wrote none.
  std::vector<Change> changes;
  std::optional<std::string> before;  ///< SHA-256 of the state before, or "none"; nothing in an older entry.
};

enum class Discord {
  kUnknown,  ///< The rows are there, the log does not speak of them.
  kDiffers,  ///< They do not say the same.
  kMissing,  ///< The log speaks of a stage that is gone.
};

/// The last part of the phrase for it: "record_unknown" …
const char* phrase_of(Discord discord);

/// From the body of an entry.
LoggedStage logged_stage(const json::Object& body);

/// What is wrong with one record; nothing when the stages are what the entries say, one by one.
/// Entries without a state that come before the first stage are no fault: an older program let a new declaration take
/// the place of the one before.
std::optional<Discord> discord_of(const std::vector<LoggedStage>& entries, const std::vector<Stage>& stages);

/// The records of one kind that differ from the log: kind of difference and id.
std::vector<std::pair<Discord, std::string>> discords_of(const std::map<std::string, std::vector<LoggedStage>>& entries,
                                                         const Stages& stages);

/// A state that was logged in one of two forms, both canonical JSON. It is marked at its beginning, where no row of the
/// database has a say: a text in a row cannot pass for a second form.
std::string either_state(std::string_view now, std::string_view before);

/// The texts of which the SHA-256 may stand in the log: one, or the two of either_state.
std::vector<std::string_view> forms_of(std::string_view state);

/// Whether this is the text that was hashed ("deleted" stands for itself).
/// @param state  as StateReader gives it
bool is_state(std::string_view hash, std::string_view state);

/// Whether a record is what the changes of its entries add up to; for entries of a program that wrote no state.
/// @param last   field → what the last change of it left behind
/// @param state  as StateReader gives it: canonical JSON of the record
bool adds_up(const std::map<std::string, std::string>& last, std::string_view state);

/// Changes as they stand in an entry: long texts are replaced by their hash, which proves them as well.
std::vector<Change> as_logged(std::vector<Change> changes);

/// Canonical JSON without empty fields, so that a field that is added later changes no older state (decision 0011).
std::string without_empty(const json::Object& record);

}  // namespace waarborg::trail
