// SPDX-License-Identifier: EUPL-1.2
//
// The optional filters of a list. A statement says `AND (:kind = '' OR kind = :kind)`: an argument that lets every row
// through makes the whole condition true, and a list of 100,000 rows spends a third of its time finding that out for
// each of them. So the statement that is prepared says only what is asked. Internal to platform/db.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/transaction.h"

namespace waarborg::db {

/// Per parameter what makes its optional condition idle: '0' for "" (`AND (:name = '' OR`), '*' for "*", '<' for a
/// number below 0; ' ' for a parameter without one. Empty when the statement has none.
std::string filter_forms(std::string_view sql, std::span<const std::string_view> names);

/// Which filters are idle, one sign for each that there is: statements with the same signs have the same text.
std::string idle_signs(std::string_view forms, const std::vector<Cell>& arguments);

/// The statement without the conditions that their argument makes true, and with nothing but the condition itself where
/// the argument asks something: only then an index can be used for it. Arguments stand in the order of the names.
std::string with_fitting_filters(std::string_view sql, std::span<const std::string_view> names,
                                 const std::vector<Cell>& arguments);

/// Whether the statement names this parameter.
bool has_parameter(std::string_view sql, std::string_view name);

}  // namespace waarborg::db
