// SPDX-License-Identifier: EUPL-1.2
#include "platform/dns/resolver.h"

#include <fmt/format.h>
#include <unbound.h>
#include <unistd.h>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <utility>

#include "base/text.h"
#include "platform/dns/trusting.h"

namespace waarborg::dns {
namespace {

namespace asio = boost::asio;

/// The key signing keys of the root: KSK-2017 and KSK-2024. Source: IANA, root-anchors.xml.
constexpr const char* kRootKeys[] = {
    ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
    ". IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16",
};

constexpr int kClassIn = 1;
constexpr int kNxDomain = 3;

struct DeleteContext {
  void operator()(ub_ctx* context) const { ub_ctx_delete(context); }
};
using Context = std::unique_ptr<ub_ctx, DeleteContext>;

struct Pending {
  explicit Pending(const asio::any_io_executor& executor) : wake(executor) {}
  asio::steady_timer wake;  ///< Goes off at the deadline, or is cancelled when the answer is there.
  Answer answer;
  bool is_answered = false;
};

std::string without_dot(std::string_view name) {
  if (name.size() > 1 && name.ends_with('.')) name.remove_suffix(1);
  return lower(name);
}

Answer read(const ub_result& result) {
  Answer answer;
  answer.ttl = result.ttl;
  answer.security = result.bogus ? Security::kBogus : result.secure ? Security::kSecure : Security::kInsecure;
  if (result.bogus && result.why_bogus) answer.reason = result.why_bogus;
  const bool is_answer = result.rcode == 0 || result.rcode == kNxDomain;
  if (!is_answer && !result.bogus) {
    answer.outcome = Outcome::kFailed;
    answer.security = Security::kUnknown;
    answer.reason = fmt::format("rcode {}", result.rcode);
    return answer;
  }
  if (result.canonname && without_dot(result.canonname) != without_dot(result.qname)) {
    answer.canonical = without_dot(result.canonname);
  }
  const auto type = static_cast<Type>(result.qtype);
  for (int i = 0; result.data && result.data[i]; ++i) {
    if (auto text = to_text(type, {result.data[i], static_cast<std::size_t>(result.len[i])})) {
      answer.records.push_back(std::move(*text));
    }
  }
  answer.outcome = !answer.records.empty()                           ? Outcome::kAnswer
                   : result.nxdomain                                 ? Outcome::kNoName
                   : result.havedata || (result.bogus && !is_answer) ? Outcome::kFailed
                                                                     : Outcome::kNoData;
  return answer;
}

void answered(void* data, int error, ub_result* result) {
  const std::unique_ptr<std::shared_ptr<Pending>> pending(static_cast<std::shared_ptr<Pending>*>(data));
  if (error == 0 && result) {
    (*pending)->answer = read(*result);
  } else {
    (*pending)->answer.outcome = Outcome::kFailed;
    (*pending)->answer.reason = ub_strerror(error);
  }
  (*pending)->is_answered = true;
  (*pending)->wake.cancel();
  ub_resolve_free(result);
}

class Unbound final : public Resolver {
 public:
  Unbound(asio::any_io_executor executor, Context context, std::chrono::milliseconds deadline)
      : executor_(executor),
        context_(std::move(context)),
        deadline_(deadline),
        readable_(std::make_shared<asio::posix::stream_descriptor>(executor, ::dup(ub_fd(context_.get())))) {
    listen(readable_, context_.get());
  }
  ~Unbound() override {
    boost::system::error_code ignored;
    readable_->close(ignored);
  }

  asio::awaitable<Answer> ask(std::string name, Type type) override {
    const auto pending = std::make_shared<Pending>(executor_);
    pending->wake.expires_after(deadline_);
    auto held = std::make_unique<std::shared_ptr<Pending>>(pending);
    int id = 0;
    const int error =
        ub_resolve_async(context_.get(), name.c_str(), std::to_underlying(type), kClassIn, held.get(), answered, &id);
    if (error != 0) {
      pending->answer.outcome = Outcome::kFailed;
      pending->answer.reason = ub_strerror(error);
      co_return std::move(pending->answer);
    }
    auto* const given = held.release();  // the callback takes it
    boost::system::error_code ec;
    if (!pending->is_answered) co_await pending->wake.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    if (!pending->is_answered && ub_cancel(context_.get(), id) == 0) delete given;
    co_return std::move(pending->answer);
  }

 private:
  /// Lets the library call back for as long as the descriptor is open.
  static void listen(const std::shared_ptr<asio::posix::stream_descriptor>& readable, ub_ctx* context) {
    readable->async_wait(asio::posix::descriptor_base::wait_read, [readable, context](boost::system::error_code ec) {
      if (ec || !readable->is_open()) return;
      ub_process(context);
      listen(readable, context);
    });
  }

  asio::any_io_executor executor_;
  Context context_;
  std::chrono::milliseconds deadline_;
  std::shared_ptr<asio::posix::stream_descriptor> readable_;
};

/// Gives the first setting that the library refuses; empty when it takes all.
std::string refused(ub_ctx* context, const Settings& settings) {
  const std::string cache = std::to_string(settings.cache_mb) + "m";
  const std::pair<const char*, std::string> options[] = {
      {"do-not-query-localhost:", settings.ask_loopback ? "no" : "yes"},
      {"msg-cache-size:", cache},
      {"rrset-cache-size:", cache},
      {"outgoing-range:", "4096"},
      {"num-queries-per-thread:", "2048"},
      {"val-bogus-ttl:", "10"},
  };
  for (const auto& [name, value] : options) {
    if (ub_ctx_set_option(context, name, value.c_str()) != 0) return name;
  }
  if (!settings.root_hints.empty() && ub_ctx_set_option(context, "root-hints:", settings.root_hints.c_str()) != 0) {
    return settings.root_hints;
  }
  for (const std::string& address : settings.forward_to) {
    if (ub_ctx_set_fwd(context, address.c_str()) != 0) return address;
  }
  if (!settings.trust_anchors.empty()) {
    return ub_ctx_add_ta_file(context, settings.trust_anchors.c_str()) == 0 ? "" : settings.trust_anchors;
  }
  for (const char* key : kRootKeys) {
    if (ub_ctx_add_ta(context, key) != 0) return key;
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Resolver>> Resolver::open(asio::any_io_executor executor, const Settings& settings) {
  if (settings.trust_forwarder) {
    const std::string where = settings.forward_to.empty() ? "" : settings.forward_to.front();
    return open_trusting(std::move(executor), where, settings.deadline);
  }
  Context context(ub_ctx_create());
  if (!context) return fail(FaultKind::kUnavailable, "dns.no_resolver");
  if (const std::string what = refused(context.get(), settings); !what.empty()) return invalid("dns.settings", what);
  if (::access(settings.trust_anchors.c_str(), R_OK) != 0 && !settings.trust_anchors.empty()) {
    return invalid("dns.settings", settings.trust_anchors);
  }
  if (::access(settings.root_hints.c_str(), R_OK) != 0 && !settings.root_hints.empty()) {
    return invalid("dns.settings", settings.root_hints);
  }
  ub_ctx_async(context.get(), 1);  // a thread of the library; without it, a process
  return std::make_unique<Unbound>(std::move(executor), std::move(context), settings.deadline);
}

}  // namespace waarborg::dns
