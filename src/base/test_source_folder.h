// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: where the checkout stands, for the files that a test reads from it.
#pragma once

#include <filesystem>

namespace waarborg::testing {

/// The top of the checkout that the tests were built from. One translation unit knows it, so that a checkout in another
/// folder compiles the rest of the tests to the same bytes.
std::filesystem::path source_folder();

}  // namespace waarborg::testing
