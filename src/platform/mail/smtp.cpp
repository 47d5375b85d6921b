// SPDX-License-Identifier: EUPL-1.2
#include "platform/mail/smtp.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>

#include <curl/curl.h>

namespace waarborg::mail {
namespace {

struct Close {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, Close>;
using List = std::unique_ptr<curl_slist, Close>;

void start_library() {
  static const CURLcode kStarted = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (kStarted != CURLE_OK) throw std::runtime_error("libcurl does not start");
}

struct Upload {
  std::string_view rest;
  std::stop_token stop;
};

std::size_t read_part(char* to, std::size_t size, std::size_t count, void* from) {
  auto& upload = *static_cast<Upload*>(from);
  const std::size_t part = std::min(size * count, upload.rest.size());
  std::memcpy(to, upload.rest.data(), part);
  upload.rest.remove_prefix(part);
  return part;
}

int on_progress(void* from, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Upload*>(from)->stop.stop_requested() ? 1 : 0;
}

template <class T>
void set(const Handle& handle, CURLoption option, T value) {
  if (curl_easy_setopt(handle.get(), option, value) != CURLE_OK) throw std::runtime_error("libcurl refuses an option");
}

void set_server(const Handle& handle, const SmtpSettings& s) {
  const std::string url = std::string(s.security == Security::kTls ? "smtps://" : "smtp://") + s.host + ":" +
                          std::to_string(s.port) + (s.helo.empty() ? "" : "/" + s.helo);
  set(handle, CURLOPT_URL, url.c_str());
  set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(handle, CURLOPT_PROXY, "");  // no proxy of the environment
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_USE_SSL, static_cast<long>(s.security == Security::kNone ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!s.ca_file.empty()) {
    set(handle, CURLOPT_CAINFO, s.ca_file.c_str());
    set(handle, CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  if (!s.user.empty()) {
    set(handle, CURLOPT_USERNAME, s.user.c_str());
    set(handle, CURLOPT_PASSWORD, s.password.c_str());
  }
  set(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(s.connect.count()));
  set(handle, CURLOPT_TIMEOUT, static_cast<long>(s.whole.count()));
}

Result<void> outcome(CURLcode code, long reply, const SmtpSettings& s) {
  const std::string where = s.host + ":" + std::to_string(s.port);
  const auto later = [&](const char* key) { return fail(FaultKind::kUnavailable, key, where); };
  switch (code) {
    case CURLE_OK:
      return {};
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return later("mail.unreachable");
    case CURLE_OPERATION_TIMEDOUT:
      return later("mail.timeout");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_USE_SSL_FAILED:
      return later("mail.tls");
    case CURLE_LOGIN_DENIED:
      return later("mail.sign_in");
    default:
      break;
  }
  const bool wants_sign_in = reply == 530 || reply == 534 || reply == 535 || reply == 538;  // RFC 4954 section 6
  if (wants_sign_in) return later("mail.sign_in");
  const std::vector<std::pair<std::string, std::string>> args{{"code", std::to_string(reply)}};
  if (reply >= 500 && reply < 600) return fail(FaultKind::kInvalid, "mail.refused", where, args);
  if (reply >= 400 && reply < 500) return fail(FaultKind::kUnavailable, "mail.later", where, args);
  return later("mail.broken");
}

}  // namespace

Result<void> Smtp::send(const Letter& letter, std::stop_token stop) {
  const auto message = compose(letter);
  if (!message) return std::unexpected(message.error());
  start_library();
  const Handle handle(curl_easy_init());
  if (!handle) throw std::runtime_error("libcurl gives no handle");
  set_server(handle, settings_);
  const List recipients(curl_slist_append(nullptr, letter.to.c_str()));
  if (!recipients) throw std::bad_alloc();
  Upload upload{*message, std::move(stop)};
  set(handle, CURLOPT_MAIL_FROM, letter.from.c_str());
  set(handle, CURLOPT_MAIL_RCPT, recipients.get());
  set(handle, CURLOPT_UPLOAD, 1L);
  set(handle, CURLOPT_READFUNCTION, &read_part);
  set(handle, CURLOPT_READDATA, &upload);
  set(handle, CURLOPT_NOPROGRESS, 0L);
  set(handle, CURLOPT_XFERINFOFUNCTION, &on_progress);
  set(handle, CURLOPT_XFERINFODATA, &upload);
  const CURLcode code = curl_easy_perform(handle.get());
  long reply = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &reply);
  return outcome(code, reply, settings_);
}

}  // namespace waarborg::mail
