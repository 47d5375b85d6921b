// SPDX-License-Identifier: EUPL-1.2
//
// The web server: routes, static files, health and metrics, and the runner of jobs beside it.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "app/installation.h"
#include "features/job/runner.h"
#include "platform/http/static_files.h"

namespace waarborg::app {

class WebServer {
 public:
  explicit WebServer(Installation& installation);
  ~WebServer();

  /// Serves until stop(). Faults as http::Server::start and http::ensure_self_signed.
  Result<void> start();
  void stop();
  unsigned short port() const;
  /// https://127.0.0.1:8443
  std::string url() const;
  const http::Router& router() const { return router_; }
  const json::Value& openapi() const { return openapi_; }

 private:
  std::string address_of(const http::Request& request) const;
  http::Response quick(const http::Request& request) const;
  std::string metrics() const;
  std::shared_ptr<const std::string> api_page_text(Language language);
  void add_own_routes();
  /// Starts carrying letters when a mail server is set. kInvalid for settings that cannot work.
  Result<void> carry_mail();
  /// Starts keeping anchors of what was committed.
  void keep_anchors();

  Installation& installation_;
  http::Router router_;
  auth::Api api_;
  http::StaticFiles files_;
  json::Value openapi_;
  std::shared_ptr<const std::string> openapi_text_;
  std::mutex api_page_guard_;
  std::map<Language, std::shared_ptr<const std::string>> api_pages_;
  std::unique_ptr<http::Server> server_;
  job::Runner runner_;
  std::atomic<std::int64_t> letters_queued_{0};
  std::atomic<std::int64_t> letters_failed_{0};
  std::jthread postman_;
  std::jthread anchoring_;
  std::atomic<std::uint64_t> failures_{0};  ///< Requests that ended in an exception.
};

}  // namespace waarborg::app
