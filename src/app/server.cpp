// SPDX-License-Identifier: EUPL-1.2
#include "app/server.h"

#include <fmt/format.h>
#include <condition_variable>
#include <mutex>

#include "app/api_page.h"
#include "app/client_address.h"
#include "app/embedded.h"
#include "platform/db/disk_full.h"
#include "platform/db/unavailable.h"
#include "platform/http/certificate.h"
#include "platform/log/log.h"

namespace waarborg::app {
namespace {

using namespace std::chrono_literals;

/// Between two looks for letters to bring to the mail server, and for passwords that were forgotten.
constexpr auto kMailEvery = 5s;

/// How far an anchor lags behind its log; see features/trail/anchors.h.
constexpr auto kAnchorEvery = 1s;

http::Response text(int status, std::string type, std::string body) {
  http::Response response;
  response.status = status;
  response.set("content-type", std::move(type));
  response.body = std::move(body);
  return response;
}

/// What a user may know of an exception: that it happened, and the number under which it stands in the log.
http::Response failure(const http::Request& request, int status, const Message& message, std::string_view what) {
  // The message of an exception can hold data of people; the log gets its kind or place only.
  log::error("request failed", {{"request", request.id}, {"what", std::string(what.substr(0, what.find(':')))}});
  return auth::problem(request, status, message);
}

}  // namespace

WebServer::WebServer(Installation& installation)
    : installation_(installation),
      api_(router_, installation.accounts),
      files_(web_files()),
      runner_(installation.jobs, {.node = installation.node()}) {
  installation_.add_routes(api_);
  api_.section("waarborg");
  add_own_routes();
  openapi_ = api_.openapi();
  openapi_text_ = std::make_shared<const std::string>(json::print(openapi_));
  router_.set_around([this](const http::RouteCard&, const http::Handler& handler, const http::Request& request) {
    try {
      return handler(request);
    } catch (const db::DiskFull& error) {
      ++failures_;
      return failure(request, 507, {"db.disk_full", {}}, error.what());
    } catch (const trail::LogDoesNotFit& error) {
      ++failures_;
      return failure(request, 503, error.fault.what, error.what());
    } catch (const db::Unavailable& error) {
      ++failures_;
      http::Response response = failure(request, 503, {"db.unavailable", {}}, error.what());
      response.set("retry-after", "30");
      return response;
    } catch (const db::UniqueViolation&) {
      // Two at once made the same thing, which only PostgreSQL lets come so far: who came second looks again.
      return auth::problem(request, 409, {"db.made_meanwhile", {}});
    } catch (const std::exception& error) {
      ++failures_;
      return failure(request, 500, {"app.failed", {{"request", request.id}}}, error.what());
    }
  });
  router_.set_fallback([](const http::Request& request, int status) {
    return auth::problem(request, status, {status == 405 ? "app.method_not_allowed" : "app.not_found", {}});
  });
}

WebServer::~WebServer() { stop(); }

void WebServer::add_own_routes() {
  auth::Route route{"/api/v1/openapi.json", "openapi_get", "This document", ""};
  route.anonymous = true;
  api_.raw(http::Method::kGet, route, "application/json", [this](auth::Call&) -> Result<http::Response> {
    http::Response response = text(200, "application/json; charset=utf-8", "");
    response.shared_body = openapi_text_;
    return response;
  });
  // For people: no part of the API itself, so it does not stand in the document.
  http::RouteCard page;
  page.pattern = "/api/v1";
  page.operation = "api_page";
  page.summary = "The API for people";
  page.anonymous = true;
  page.response_type = "text/html";
  router_.add(page, [this](const http::Request& request) {
    const std::string wish = request.query_value("lang").value_or("");
    const Language language = wish.empty() ? language_of(request.header("accept-language")) : language_of(wish);
    http::Response response = text(200, "text/html; charset=utf-8", "");
    response.shared_body = api_page_text(language);
    response.set("content-language", std::string(code_of(language)));
    response.set("content-security-policy", api_page_policy());
    return response;
  });
}

/// Made when it is first asked for: an anonymous visitor costs no more than the bytes.
std::shared_ptr<const std::string> WebServer::api_page_text(Language language) {
  const std::scoped_lock lock(api_page_guard_);
  auto& made = api_pages_[language];
  if (!made) made = std::make_shared<const std::string>(api_page(openapi_, url(), language));
  return made;
}

http::Response WebServer::quick(const http::Request& request) const {
  if (request.path == "/api" || request.path == "/api/" || request.path == "/api/v1/") {
    http::Response response = text(308, "text/plain", "");
    response.set("location", "/api/v1");
    return response;
  }
  if (request.path.starts_with("/api/")) return http::Response{.status = 0};
  if (request.path == "/health") return text(200, "application/json", R"({"status":"ok"})");
  if (request.path == "/metrics") {
    // Figures about the machine are for its own operator.
    return is_local(request) ? text(200, "text/plain; version=0.0.4", metrics()) : text(404, "text/plain", "");
  }
  if (request.path == "/.well-known/security.txt") {
    const Moment expires = installation_.clock().now() + std::chrono::hours(24 * 180);
    return text(200, "text/plain; charset=utf-8",
                "Contact: " + installation_.options().security_contact +
                    "\nPreferred-Languages: nl, en\nExpires: " + waarborg::to_text(expires).substr(0, 19) + "Z\n");
  }
  return files_.serve(request);
}

std::string WebServer::metrics() const {
  const http::Counters c = server_->counters();
  std::string out;
  const auto add = [&](const char* name, const char* kind, std::uint64_t value) {
    out += fmt::format("# TYPE waarborg_{} {}\nwaarborg_{} {}\n", name, kind, name, value);
  };
  add("connections_total", "counter", c.connections);
  add("connections_refused_total", "counter", c.refused);
  add("connections_open", "gauge", c.open);
  add("requests_total", "counter", c.requests);
  add("requests_bad_total", "counter", c.bad);
  add("timeouts_total", "counter", c.timeouts);
  add("failures_total", "counter", c.failures + failures_);
  add("busy_total", "counter", c.busy);
  add("database_statements_total", "counter", installation_.database.statements_run());
  add("housekeeping_seconds", "gauge", static_cast<std::uint64_t>(runner_.last_turn()));
  add("jobs_ended_total", "counter", runner_.ended());
  add("jobs_failed_total", "counter", runner_.failed());
  if (installation_.notices.mails()) {
    add("letters_queued", "gauge", static_cast<std::uint64_t>(letters_queued_.load()));
    add("letters_failed", "gauge", static_cast<std::uint64_t>(letters_failed_.load()));
  }
  return out;
}

std::string WebServer::address_of(const http::Request& request) const {
  return client_address(request, installation_.options().behind_proxy, installation_.options().proxy_addresses);
}

Result<void> WebServer::start() {
  const Options& options = installation_.options();
  http::ServerConfig config;
  config.address = options.address == "localhost" ? "127.0.0.1" : options.address;
  config.port = static_cast<unsigned short>(options.port);
  config.tls = options.tls;
  config.workers = static_cast<unsigned>(options.workers);
  if (options.tls) {
    config.certificate =
        options.certificate.empty() ? options.data / "keys" / "tls.crt" : std::filesystem::path(options.certificate);
    config.key = options.key.empty() ? options.data / "keys" / "tls.key" : std::filesystem::path(options.key);
    if (options.certificate.empty()) {
      auto made = http::ensure_self_signed(config.certificate, config.key, {}, installation_.clock().now());
      if (!made) return made;
    }
  }
  const auto upload = static_cast<std::size_t>(options.max_upload_mb) << 20U;
  config.body_budget = std::max(config.body_budget, 6 * upload);
  if (options.behind_proxy) config.max_connections_per_address = config.max_connections;  // all come from the proxy
  // One account that sends large files leaves workers for others, also when all come from one address; whatever nobody
  // knows yet shares with its address, so that invented tokens bring no more.
  config.party = [this](const http::Request& request) {
    std::string holder = installation_.accounts.holder_of(request);
    return holder.empty() ? address_of(request) : holder;
  };
  config.on_failure = [](const http::Request& request, std::string_view what) {
    // The message of an exception can hold data of people; the log gets its kind of place only.
    log::error("request failed", {{"request", request.id}, {"what", std::string(what.substr(0, what.find(':')))}});
  };
  server_ = std::make_unique<http::Server>(
      config, [this](const http::Request& request) { return quick(request); },
      [this](const http::Request& request) {
        http::Request seen = request;
        seen.remote = address_of(request);
        return router_.handle(std::move(seen));
      },
      [this, upload](http::Method method, std::string_view path) {
        const std::size_t limit = router_.body_limit(method, path);
        constexpr std::size_t kFile = fs::FileStore::kDefaultLimit;
        return limit < kFile ? limit : upload + (limit - kFile);  // a file, and what stands before it
      });
  if (auto started = server_->start(); !started) return started;
  runner_.start();
  keep_anchors();
  return carry_mail();
}

void WebServer::keep_anchors() {
  anchoring_ = std::jthread([this](std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    while (!stop.stop_requested()) {
      try {
        installation_.trail.anchors().keep(installation_.database);
      } catch (const std::exception& error) {
        const std::string_view what = error.what();
        log::error("anchor not kept", {{"cause", std::string(what.substr(0, what.find(':')))}});
      }
      std::unique_lock lock(mutex);
      wake.wait_for(lock, stop, kAnchorEvery, [] { return false; });
    }
  });
}

Result<void> WebServer::carry_mail() {
  auto settings = mail_settings(installation_.options());
  if (!settings) return std::unexpected(settings.error());
  if (!*settings) return {};
  postman_ = std::jthread([this, sender = std::make_shared<mail::Smtp>(**settings)](std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    while (!stop.stop_requested()) {
      try {
        installation_.carry_mail(*sender, stop);
        const notice::Backlog backlog = installation_.notices.backlog();
        letters_queued_ = backlog.queued;
        letters_failed_ = backlog.failed;
      } catch (const std::exception& error) {
        const std::string_view what = error.what();
        log::error("mail failed", {{"what", std::string(what.substr(0, what.find(':')))}});
      }
      std::unique_lock lock(mutex);
      wake.wait_for(lock, stop, kMailEvery, [] { return false; });
    }
  });
  return {};
}

void WebServer::stop() {
  if (postman_.joinable()) {
    postman_.request_stop();
    postman_.join();
  }
  if (server_) server_->stop(10s);
  runner_.stop();
  anchoring_ = {};  // what came since is kept when the installation closes
}

unsigned short WebServer::port() const { return server_ ? server_->port() : 0; }

std::string WebServer::url() const {
  const Options& options = installation_.options();
  if (!options.public_url.empty()) return options.public_url;
  const std::string host = options.address == "0.0.0.0" || options.address == "::" ? "localhost" : options.address;
  return fmt::format("{}://{}:{}", options.tls ? "https" : "http", host, port());
}

}  // namespace waarborg::app
