// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/problem.h"

#include <string_view>

#include "base/json.h"
#include "base/phrasebook.h"

namespace waarborg::auth {
namespace {

int status_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::kInvalid:
      return 422;
    case FaultKind::kNotFound:
      return 404;
    case FaultKind::kForbidden:
      return 403;
    case FaultKind::kConflict:
      return 409;
    case FaultKind::kUnavailable:
      return 503;
  }
  return 500;
}

/// The features say "someone was quicker" with a key that ends so.
bool is_stale(const Fault& fault) {
  return fault.kind == FaultKind::kConflict && std::string_view(fault.what.key).ends_with(".changed");
}

}  // namespace

/// The file store and the database say so in the same words, and a client must not try again in a moment.
int status_of(const Fault& fault) {
  if (is_stale(fault)) return 412;
  return std::string_view(fault.what.key).ends_with(".disk_full") ? 507 : status_of(fault.kind);
}

http::Response problem(const http::Request& request, int status, const Message& what, const std::string& where) {
  const Language language = language_of(request.header("accept-language"));
  http::Response response;
  response.status = status;
  response.set("content-type", "application/problem+json; charset=utf-8");
  response.set("content-language", std::string(code_of(language)));
  response.body = json::print(json::Object{{"type", "urn:waarborg:problem:" + what.key},
                                           {"title", std::string(http::reason(status))},
                                           {"status", status},
                                           {"detail", say(language, what)},
                                           {"where", where},
                                           {"request_id", request.id}});
  return response;
}

http::Response problem(const http::Request& request, const Fault& fault) {
  return problem(request, status_of(fault), fault.what, fault.where);
}

}  // namespace waarborg::auth
