// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/router.h"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

#include "platform/http/target.h"

namespace waarborg::http {
namespace {

constexpr std::size_t kMethods = 6;
constexpr Method kAllMethods[kMethods] = {Method::kGet, Method::kHead,  Method::kPost,
                                          Method::kPut, Method::kPatch, Method::kDelete};
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::size_t slot(Method method) { return static_cast<std::size_t>(method == Method::kHead ? Method::kGet : method); }

// Takes the first segment off a path that starts with '/'.
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

}  // namespace

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> written;
  std::unique_ptr<Node> parameter;
  std::array<std::size_t, kMethods> routes{kNone, kNone, kNone, kNone, kNone, kNone};

  bool is_end() const {
    return std::ranges::any_of(routes, [](std::size_t route) { return route != kNone; });
  }

  Node& child(std::string_view segment) {
    if (segment.find_first_of("{}") == std::string_view::npos) {
      auto& next = written[std::string(segment)];
      if (!next) next = std::make_unique<Node>();
      return *next;
    }
    if (!is_parameter(segment)) throw std::logic_error("route: a {name} is a whole segment");
    if (!parameter) parameter = std::make_unique<Node>();
    return *parameter;
  }

  // Visits the nodes at this path, written segments first, until one has the method. `other` becomes the first node
  // that has only other methods. The nodes form a tree, so each is visited at most once.
  const Node* find(std::string_view path, std::size_t method, const Node*& other) const {
    if (path.empty()) {
      if (routes[method] != kNone) return this;
      if (!other && is_end()) other = this;
      return nullptr;
    }
    const std::string_view segment = take_segment(path);
    if (const auto next = written.find(segment); next != written.end()) {
      if (const Node* found = next->second->find(path, method, other)) return found;
    }
    return parameter && !segment.empty() ? parameter->find(path, method, other) : nullptr;
  }

  std::string allowed() const {
    std::string list;
    for (const Method method : kAllMethods) {
      if (routes[slot(method)] == kNone) continue;
      if (!list.empty()) list += ", ";
      list += to_text(method);
    }
    return list;
  }
};

Router::Router()
    : root_(std::make_unique<Node>()), fallback_([](const Request&, int status) { return plain_problem(status); }) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(RouteCard card, Handler handler) {
  if (!card.pattern.starts_with('/')) throw std::logic_error("route: a pattern starts with '/': " + card.pattern);
  if (card.method == Method::kHead) throw std::logic_error("route: HEAD is served by GET: " + card.pattern);
  Node* node = root_.get();
  for (std::string_view rest = card.pattern; !rest.empty();) node = &node->child(take_segment(rest));
  std::size_t& route = node->routes[slot(card.method)];
  if (route != kNone) throw std::logic_error("route: two handlers for " + card.pattern);
  route = cards_.size();
  cards_.push_back(std::move(card));
  handlers_.push_back(std::move(handler));
}

void Router::set_fallback(Fallback fallback) { fallback_ = std::move(fallback); }

void Router::set_around(Around around) { around_ = std::move(around); }

const std::vector<RouteCard>& Router::cards() const { return cards_; }

Response Router::handle(Request request) const {
  const Node* other = nullptr;
  const Node* node = root_->find(request.path, slot(request.method), other);
  if (!node) {
    Response refusal = fallback_(request, other ? 405 : 404);
    if (other) refusal.set("allow", other->allowed());  // RFC 9110 section 15.5.6
    return refusal;
  }
  const std::size_t route = node->routes[slot(request.method)];
  std::string_view path = request.path;
  for (std::string_view pattern = cards_[route].pattern; !pattern.empty();) {
    const std::string_view name = take_segment(pattern);
    const std::string_view value = take_segment(path);
    if (!is_parameter(name)) continue;
    std::string& given = request.params[std::string(name.substr(1, name.size() - 2))];
    given = value;
    std::ranges::replace(given, kSlashInSegment, '/');
  }
  return around_ ? around_(cards_[route], handlers_[route], request) : handlers_[route](request);
}

const RouteCard* Router::find(Method method, std::string_view path) const {
  const Node* other = nullptr;
  const Node* node = path.starts_with('/') ? root_->find(path, slot(method), other) : nullptr;
  return node ? &cards_[node->routes[slot(method)]] : nullptr;
}

std::size_t Router::body_limit(Method method, std::string_view path) const {
  const RouteCard* card = find(method, path);
  return card ? card->body_limit : kUnknownRouteBody;
}

}  // namespace waarborg::http
