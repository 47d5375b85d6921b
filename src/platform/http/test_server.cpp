// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/test_server.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace waarborg::http::test {

Response text(std::string body) { return {.body = std::move(body)}; }

Response quick_answer(const Request& request) {
  if (request.path == "/quick") return text("quick");
  if (request.path == "/quick-throw") throw std::runtime_error("secret cause");
  return {.status = 0};
}

Response slow_answer(const Request& request) {
  if (request.path == "/throw") throw std::runtime_error("secret cause");
  if (request.path == "/throw-int") throw 7;
  if (request.path == "/missing") return plain_problem(404);
  if (request.path == "/large") return text(std::string(3'000'000, 'x'));
  std::string says = std::string(to_text(request.method)) + " " + request.path;
  for (const auto& [name, value] : request.query) says += " " + name + "=" + value;
  return text(says + " " + request.body);
}

ServerConfig plain_config() {
  ServerConfig config;
  config.port = 0;
  config.tls = false;
  config.workers = 2;
  // A test that is about a deadline sets it; no other one hurries on a busy machine.
  config.header_deadline = config.body_deadline = config.idle = std::chrono::hours{1};
  config.write_deadline = config.handler_deadline = std::chrono::hours{1};
  return config;
}

std::unique_ptr<Server> started(ServerConfig config, Handler slow, Handler quick) {
  auto server = std::make_unique<Server>(std::move(config), std::move(quick), std::move(slow),
                                         [](Method, std::string_view) { return std::size_t{1000}; });
  const auto outcome = server->start();
  EXPECT_TRUE(outcome) << (outcome ? "" : outcome.error().what.key);
  return server;
}

}  // namespace waarborg::http::test
