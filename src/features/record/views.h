// SPDX-License-Identifier: EUPL-1.2
//
// A view is how one person likes to see a list: search, filters, sorting and columns under a name. It is a setting of
// that person, not content of the organisation, so it is in no trail and nobody else sees it.
#pragma once

#include <string>
#include <vector>

#include "features/auth/actor.h"
#include "features/auth/answers.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"

namespace waarborg::record {

struct ViewFilter {
  std::string field;  ///< As in the query of the list: "kind", "certificate_until.from".
  std::string value;
};
BOOST_DESCRIBE_STRUCT(ViewFilter, (), (field, value))

struct ViewInput {
  std::string name;
  std::string search;
  std::string sort;
  std::vector<ViewFilter> filters;
  std::vector<std::string> columns;  ///< Empty: those that the description lists.
};
BOOST_DESCRIBE_STRUCT(ViewInput, (), (name, search, sort, filters, columns))

struct SavedView {
  std::string id;
  std::string name;
  std::string search;
  std::string sort;
  std::vector<ViewFilter> filters;
  std::vector<std::string> columns;
};
BOOST_DESCRIBE_STRUCT(SavedView, (), (id, name, search, sort, filters, columns))

constexpr std::int64_t kMostViews = 50;  ///< Of one person on one list.

class Views {
 public:
  Views(db::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  Result<auth::Items<SavedView>> list(const auth::Actor& who, const std::string& list);
  /// Replaces the view of that name. kInvalid without a name, for long texts, or for more than kMostViews.
  Result<SavedView> save(const auth::Actor& who, const std::string& list, ViewInput input);
  Result<auth::Nothing> remove(const auth::Actor& who, const std::string& list, const std::string& id);

 private:
  db::Database& database_;
  const Clock& clock_;
};

}  // namespace waarborg::record
