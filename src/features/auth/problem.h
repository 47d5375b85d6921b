// SPDX-License-Identifier: EUPL-1.2
//
// Faults as clients see them: problem documents (RFC 9457) with the type urn:waarborg:problem:<key>.
#pragma once

#include <string>

#include "base/result.h"
#include "platform/http/http.h"

namespace waarborg::auth {

/// HTTP status (RFC 9110 section 15) of a fault: that of its kind; 412 when someone was quicker (a key on `.changed`),
/// 507 when the disk is full (a key on `.disk_full`).
int status_of(const Fault& fault);

/// The problem document in the language of the request (accept-language), with the id of the request.
http::Response problem(const http::Request& request, const Fault& fault);
http::Response problem(const http::Request& request, int status, const Message& what, const std::string& where = {});

}  // namespace waarborg::auth
