// SPDX-License-Identifier: EUPL-1.2
//
// For the tests of the server: one that is started, with something to ask it.
#pragma once

#include <memory>
#include <string>

#include "platform/http/http.h"

namespace waarborg::http::test {

/// 200 with this body.
Response text(std::string body);

/// Answers /quick; /quick-throw throws; the rest is for slow_answer.
Response quick_answer(const Request& request);

/// Method, path, query and body of the request. /throw throws, /missing is a 404, /large is 3 MB.
Response slow_answer(const Request& request);

/// A free port, no TLS, two workers, and no deadline within the time that tests take.
ServerConfig plain_config();

/// A started server on a port of its own. Bodies may have 1000 bytes.
std::unique_ptr<Server> started(ServerConfig config, Handler slow = slow_answer, Handler quick = quick_answer);

}  // namespace waarborg::http::test
