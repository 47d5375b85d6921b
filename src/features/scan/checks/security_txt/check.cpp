// SPDX-License-Identifier: EUPL-1.2
//
// Whether somebody who finds a leak can find out whom to tell: /.well-known/security.txt, RFC 9116. Redirects count as
// one answer: the last. The file at the old place, /security.txt, is better than none and still not where it belongs.
#include <algorithm>

#include "base/text.h"
#include "features/scan/check.h"
#include "features/scan/checks/security_txt/security_txt.h"
#include "features/scan/web/answers.h"

namespace waarborg::scan::security_txt {
namespace {

Finding finding(Outcome outcome, const std::string& word, std::vector<std::pair<std::string, std::string>> args = {}) {
  return {outcome, {"scan.security_txt." + word, std::move(args)}, {}, outcome == Outcome::kWarn ? 0 : 10};
}

Finding unknown(const std::string& word) { return {Outcome::kInconclusive, {"scan.security_txt." + word, {}}, {}, 0}; }

/// One question with the redirects that it led through.
struct Chain {
  const HttpExchange* first = nullptr;
  const HttpExchange* last = nullptr;
};

struct Chains {
  Chain place;  ///< /.well-known/security.txt
  Chain old;    ///< /security.txt
};

/// What was asked anew, and what only followed from a redirect.
Chains chains_of(const std::vector<HttpExchange>& exchanges) {
  Chains chains;
  Chain* current = nullptr;
  for (const HttpExchange& exchange : exchanges) {
    const auto url = web::read_url(exchange.url);
    const bool follows = current != nullptr && url && web::target_of(*current->last) == url;
    if (!follows) {
      current = url && url->path == "/security.txt" ? &chains.old : &chains.place;
      current->first = &exchange;
    }
    current->last = &exchange;
  }
  return chains;
}

struct MediaType {
  std::string type;
  std::string charset = "utf-8";  ///< RFC 9116 section 3: unless it is named.
};

MediaType media_type_of(std::string_view content_type) {
  MediaType media;
  const std::size_t semicolon = std::min(content_type.find(';'), content_type.size());
  media.type = lower(trimmed(content_type.substr(0, semicolon)));
  for (std::string_view rest = content_type.substr(semicolon); !rest.empty();) {
    rest.remove_prefix(1);
    const std::string_view part = trimmed(rest.substr(0, rest.find(';')));
    rest.remove_prefix(std::min(rest.find(';'), rest.size()));
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || lower(trimmed(part.substr(0, equals))) != "charset") continue;
    std::string_view value = trimmed(part.substr(equals + 1));
    if (value.size() > 1 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    media.charset = lower(value);
  }
  return media;
}

/// What a remark is about: the line itself, with its number, or the field that is missing. Nothing where only the whole
/// can be pointed at.
std::string about(const Remark& remark, std::string_view body) {
  switch (remark.flaw) {
    case Flaw::kNoContact:
      return "Contact: " + std::string(kAbsent);
    case Flaw::kNoExpires:
      return "Expires: " + std::string(kAbsent);
    case Flaw::kNoEncryption:
      return "Encryption: " + std::string(kAbsent);
    case Flaw::kNoCanonical:
      return "Canonical: " + std::string(kAbsent);
    default:
      break;
  }
  if (remark.line == 0) return {};
  for (std::size_t line = 1; line < remark.line; ++line)
    body.remove_prefix(std::min(body.find('\n'), body.size() - 1) + 1);
  return std::to_string(remark.line) + ": " + std::string(body.substr(0, body.find('\n')));
}

/// What stands in the file, or how it was sent, the worst first; `noted` takes what every remark is about.
Finding judge_file(const Chain& chain, bool old_place, Moment now, bool advice_counts,
                   std::vector<std::string>& noted) {
  const auto content_type = header(*chain.last, "content-type");
  if (!content_type || trimmed(*content_type).empty()) return finding(Outcome::kWarn, "no_type");
  const MediaType media = media_type_of(*content_type);
  if (media.type != "text/plain") return finding(Outcome::kWarn, "wrong_type", {{"type", web::as_seen(media.type)}});
  if (chain.last->body.empty()) return finding(Outcome::kWarn, "empty");
  const SecurityTxt file = read_security_txt(chain.last->body, now, {chain.first->url, chain.last->url});
  const Remark* worst = nullptr;
  for (const Remark& remark : file.remarks) {
    std::string line = web::as_seen(about(remark, chain.last->body));
    const bool is_news = !line.empty() && std::ranges::find(noted, line) == noted.end();
    if (is_news && noted.size() < web::kMaxSeen) noted.push_back(std::move(line));
    if (worst == nullptr || remark.flaw < worst->flaw) worst = &remark;
  }
  if (worst != nullptr && !is_advice(worst->flaw)) {
    return finding(Outcome::kWarn, word_of(worst->flaw), {{"line", std::to_string(worst->line)}});
  }
  if (old_place) return finding(Outcome::kWarn, "old_place");
  if (media.charset != "utf-8" && media.charset != "csutf8") return finding(Outcome::kWarn, "wrong_charset");
  // By RFC 9116 a file may do without what is only advised; an end too far away is the exception (section 2.5.5).
  if (worst != nullptr && (advice_counts || worst->flaw == Flaw::kLongExpiry)) {
    return finding(Outcome::kInfo, word_of(worst->flaw), {{"line", std::to_string(worst->line)}});
  }
  return finding(Outcome::kPass, "good");
}

bool is_found(const Chain& chain) { return chain.last != nullptr && chain.last->status == 200; }

/// Why there is no file to judge: by internet.nl whatever is not 200; by us what is known not to be there.
Finding judge_absence(const Chains& chains, bool own) {
  const Chain& asked = chains.place.last != nullptr ? chains.place : chains.old;
  const HttpExchange& answer = *asked.last;
  if (!web::has_headers(answer)) return unknown("no_answer");
  if (web::is_redirect(answer)) return unknown("redirect");
  if (answer.heard == Heard::kLimited || (own && web::is_block_page(answer))) return web::blocked(answer);
  if (answer.status == 404 || answer.status == 410) return finding(Outcome::kWarn, "missing");
  return finding(Outcome::kWarn, "other_status", {{"status", std::to_string(answer.status)}});
}

Judged judge_address(const WebAddressFacts& at, Moment now) {
  const Chains chains = chains_of(at.security_txt);
  const bool old_place = !is_found(chains.place) && is_found(chains.old);
  const Chain& found = old_place ? chains.old : chains.place;
  std::vector<std::string> noted;
  Judged judged;
  if (is_found(found)) {
    judged.internet_nl = judge_file(found, old_place, now, true, noted);
    judged.own = judge_file(found, old_place, now, false, noted);
  } else {
    judged = {judge_absence(chains, false), judge_absence(chains, true)};
  }
  std::vector<std::string> seen;
  for (const HttpExchange& exchange : at.security_txt) {
    const std::string type = header(exchange, "content-type").value_or("");
    seen.push_back(web::as_seen(at.address + ": " + exchange.url + " " + std::to_string(exchange.status) + " " + type));
  }
  seen.insert(seen.end(), noted.begin(), noted.end());
  if (seen.size() > web::kMaxSeen) seen.resize(web::kMaxSeen);
  return web::resting_on(std::move(judged), seen);
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject) {
  if (web::has_no_address(facts)) return both({Outcome::kNotApplicable, {"scan.web.no_address", {}}, {}, 0});
  std::vector<Judged> judged;
  for (const WebAddressFacts& at : facts.web) {
    if (std::ranges::any_of(at.security_txt, web::has_headers)) judged.push_back(judge_address(at, facts.at));
  }
  if (judged.empty()) return both({Outcome::kInconclusive, {"scan.web.no_answer", {}}, {}, 0});
  return web::worst_of(judged);
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"security_txt", Category::kHeaders, kWebOnly, "5.5 5.6 6.8 8.8", &judge};

}  // namespace waarborg::scan::security_txt
