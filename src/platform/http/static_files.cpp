// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/static_files.h"

#include <algorithm>

#include "base/text.h"

namespace waarborg::http {
namespace {

std::string_view take_until(std::string_view& list, char separator) {
  const std::size_t end = std::min(list.find(separator), list.size());
  const std::string_view item = trimmed(list.substr(0, end));
  list.remove_prefix(std::min(end + 1, list.size()));
  return item;
}

bool same_word(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(left, right, {}, lower, lower);
}

// RFC 9110 section 12.4.2: 0, 1 and up to three decimals between, here in thousandths. A malformed weight is 0.
int weight(std::string_view parameters) {
  const std::string_view item = take_until(parameters, ';');
  if (item.empty()) return 1000;
  if (!item.starts_with("q=") && !item.starts_with("Q=")) return 0;
  const std::string_view number = item.substr(2);
  if (number.empty() || number.size() > 5 || (number[0] != '0' && number[0] != '1')) return 0;
  int thousandths = (number[0] - '0') * 1000;
  if (number.size() > 1 && number[1] != '.') return 0;
  int unit = 100;
  for (const char c : number.substr(std::min<std::size_t>(2, number.size()))) {
    if (c < '0' || c > '9') return 0;
    thousandths += (c - '0') * unit;
    unit /= 10;
  }
  return thousandths <= 1000 ? thousandths : 0;
}

struct Weights {
  int identity = -1, gzip = -1, brotli = -1, any = -1;  // -1: not named
};

Weights read_weights(std::string_view accept) {
  Weights weights;
  while (!accept.empty()) {
    std::string_view item = take_until(accept, ',');
    const std::string_view name = take_until(item, ';');
    const int q = weight(item);
    if (same_word(name, "br")) weights.brotli = q;
    if (same_word(name, "gzip") || same_word(name, "x-gzip")) weights.gzip = q;
    if (same_word(name, "identity")) weights.identity = q;
    if (name == "*") weights.any = q;
  }
  return weights;
}

std::shared_ptr<const std::string> share(std::string_view bytes) {
  return bytes.empty() ? nullptr : std::make_shared<const std::string>(bytes);
}

/// A path of a screen: without a dot at its end, or asked for by a browser that goes there (a requirement's address
/// ends on its number, "8.13").
bool is_page(std::string_view path, std::string_view accept) {
  if (path == "/api" || path.starts_with("/api/") || path == "/health" || path.starts_with("/health/")) return false;
  if (path.starts_with("/assets/")) return false;
  return accept.find("text/html") != std::string_view::npos ||
         path.substr(path.rfind('/') + 1).find('.') == std::string_view::npos;
}

}  // namespace

Encoding choose_encoding(std::string_view accept_encoding, bool has_gzip, bool has_brotli) {
  const Weights weights = read_weights(accept_encoding);
  const auto of = [&](int named) { return named >= 0 ? named : std::max(weights.any, 0); };
  // Identity is acceptable unless refused, but gives way to an encoding that was asked for.
  int best = weights.identity >= 0 ? weights.identity : 0;
  Encoding chosen = Encoding::kIdentity;
  if (const int q = of(weights.gzip); has_gzip && q > 0 && q >= best) {
    best = q;
    chosen = Encoding::kGzip;
  }
  if (const int q = of(weights.brotli); has_brotli && q > 0 && q >= best) chosen = Encoding::kBrotli;
  return chosen;
}

bool tag_matches(std::string_view if_none_match, std::string_view quoted_tag) {
  while (!if_none_match.empty()) {
    std::string_view tag = take_until(if_none_match, ',');
    if (tag == "*") return true;
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == quoted_tag) return true;
  }
  return false;
}

StaticFiles::StaticFiles(std::span<const Asset> assets, std::string_view page) : page_(page) {
  for (const Asset& asset : assets) {
    kept_[std::string(asset.path)] = {std::string(asset.type), std::string(asset.etag),
                                      asset.immutable,         std::make_shared<const std::string>(asset.identity),
                                      share(asset.gzip),       share(asset.brotli)};
  }
}

const StaticFiles::Kept* StaticFiles::find(const std::string& path, std::string_view accept) const {
  auto found = kept_.find(path);
  if (found == kept_.end() && is_page(path, accept)) found = kept_.find(page_);
  return found == kept_.end() ? nullptr : &found->second;
}

Response StaticFiles::serve(const Request& request) const {
  if (request.method != Method::kGet && request.method != Method::kHead) return {.status = 0};
  const Kept* kept = find(request.path, request.header("accept"));
  if (!kept) return {.status = 0};

  Response response;
  response.shared_body = kept->identity;
  std::string tag = "\"" + kept->etag;
  // A strong tag names exact bytes, so each encoding has its own (RFC 9110 section 8.8.3.3).
  switch (choose_encoding(request.header("accept-encoding"), kept->gzip != nullptr, kept->brotli != nullptr)) {
    case Encoding::kIdentity:
      break;
    case Encoding::kGzip:
      response.shared_body = kept->gzip;
      response.set("content-encoding", "gzip");
      tag += "-gz";
      break;
    case Encoding::kBrotli:
      response.shared_body = kept->brotli;
      response.set("content-encoding", "br");
      tag += "-br";
      break;
  }
  tag += '"';
  response.set("vary", "accept-encoding");
  response.set("cache-control", kept->immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (tag_matches(request.header("if-none-match"), tag)) {
    response.status = 304;
    response.shared_body = nullptr;
    std::erase_if(response.headers, [](const Header& header) { return header.name == "content-encoding"; });
  } else {
    response.set("content-type", kept->type);
  }
  response.set("etag", std::move(tag));
  return response;
}

}  // namespace waarborg::http
