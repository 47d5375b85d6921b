// SPDX-License-Identifier: EUPL-1.2
//
// The files of the web application, embedded in the program and already compressed.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "platform/http/http.h"

namespace waarborg::http {

/// One embedded file. An empty `gzip` or `brotli` means: not kept in that form.
struct Asset {
  std::string_view path;  ///< /assets/index-3fa9.js
  std::string_view type;  ///< text/javascript; charset=utf-8
  std::string_view identity;
  std::string_view gzip;
  std::string_view brotli;
  std::string_view etag;  ///< Hash of the content, without quotes.
  bool immutable;         ///< The name holds a hash of the content, so a browser may keep it for a year.
};

enum class Encoding { kIdentity, kGzip, kBrotli };

/// The encoding to send under this Accept-Encoding (RFC 9110 section 12.5.3): the highest weight wins, and at equal
/// weight brotli before gzip before identity. An absent header means identity only.
Encoding choose_encoding(std::string_view accept_encoding, bool has_gzip, bool has_brotli);

/// Whether If-None-Match names this quoted tag (RFC 9110 section 13.1.2, weak comparison).
bool tag_matches(std::string_view if_none_match, std::string_view quoted_tag);

class StaticFiles {
 public:
  /// Copies the assets once. `page` is the path of the asset that answers every other path without a dot in its last
  /// segment, outside /api and /health: the screens of the application, routed in the browser. Empty for none.
  explicit StaticFiles(std::span<const Asset> assets, std::string_view page = "/index.html");

  /// Answers GET and HEAD; status 0 when there is no such file or another method is used.
  Response serve(const Request& request) const;

 private:
  struct Kept {
    std::string type;
    std::string etag;
    bool immutable = false;
    // Shared with the connections that are writing them.
    std::shared_ptr<const std::string> identity, gzip, brotli;
  };
  const Kept* find(const std::string& path, std::string_view accept) const;

  std::map<std::string, Kept, std::less<>> kept_;
  std::string page_;
};

}  // namespace waarborg::http
