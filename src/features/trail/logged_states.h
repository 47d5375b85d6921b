// SPDX-License-Identifier: EUPL-1.2
//
// What a log says last of each record, gathered entry by entry: records are held against it by verify in the database,
// and by the check of an audit package.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "features/trail/histories.h"

namespace waarborg::trail {

class LoggedStates {
 public:
  /// The next entry about this record, in the order of the log.
  /// @return  false when it was written over another state than the log told last: the record, or an entry about it,
  /// had
  ///          been changed behind the program's back, whatever stands there now
  bool take(const std::string& kind, const std::string& id, const LoggedStage& entry);

  /// Nothing when the record is as the log says. One whose entries an older program wrote without a state must be what
  /// their changes add up to.
  /// @param state  as StateReader gives it
  std::optional<Discord> discord_of(const std::string& kind, const std::string& id, std::string_view state) const;
  /// The same of a record of which only the hash is known. Of entries without a state it cannot tell.
  /// @param hashes  SHA-256 of each form of its state
  std::optional<Discord> discord_of_hashes(const std::string& kind, const std::string& id,
                                           const std::vector<std::string>& hashes) const;

  /// Ids of this kind that exist by the log and of which `is_there` says no; ascending.
  std::vector<std::string> missing(const std::string& kind,
                                   const std::function<bool(const std::string& id)>& is_there) const;

 private:
  using Subject = std::pair<std::string, std::string>;              // kind, id
  std::map<Subject, std::string> states_;                           // SHA-256, or "deleted"
  std::map<Subject, std::map<std::string, std::string>> unstated_;  // field → after; of entries without a state
};

}  // namespace waarborg::trail
