// SPDX-License-Identifier: EUPL-1.2
//
// The record that asks for reports about TLS (RFC 8460 section 3).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waarborg::scan::tls_rpt {

/// Whether it counts as one: it begins with "v=TLSRPTv1" and a semicolon.
bool is_tls_rpt(std::string_view txt);

/// Where reports go: mailto and https URIs. Nothing when the grammar does not allow the record: no rua, another kind of
/// URI, or a field that is none.
std::optional<std::vector<std::string>> read_record(std::string_view txt);

}  // namespace waarborg::scan::tls_rpt
