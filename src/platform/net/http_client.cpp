// SPDX-License-Identifier: EUPL-1.2
#include "platform/net/http_client.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include "base/text.h"

namespace waarborg::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using Parser = beast::http::response_parser<beast::http::string_body>;

/// A server that has more to say before its answer has none.
constexpr int kMostInterim = 8;

std::string text_of(const HttpRequest& request) {
  std::string out = "GET " + request.path + " HTTP/1.1\r\nHost: " + request.host + "\r\n";
  for (const auto& [name, value] : request.headers) out += name + ": " + value + "\r\n";
  return out + "\r\n";
}

Ending ending_of_read(const error_code& ec, bool late) {
  using beast::http::error;
  if (late) return Ending::kTimeout;
  if (ec == error::header_limit || ec == error::buffer_overflow) return Ending::kTooLarge;
  if (ec == error::end_of_stream || ec == error::partial_message) return Ending::kClosed;
  if (ec.category() == make_error_code(error::bad_version).category()) return Ending::kGarbage;
  if (ec == asio::ssl::error::stream_truncated) return Ending::kClosed;
  return ending_of(ec, false);
}

HttpAnswer answer_of(Parser& parser, const error_code& ec, bool late) {
  HttpAnswer answer;
  answer.body_cut = ec == beast::http::error::body_limit;
  if (ec && !answer.body_cut && !parser.is_header_done()) {
    answer.ending = ending_of_read(ec, late);
    return answer;
  }
  // A head that came whole is an answer, also when its body never ends.
  answer.ending = Ending::kDone;
  answer.body_cut |= static_cast<bool>(ec);
  answer.status = static_cast<int>(parser.get().result_int());
  for (const auto& field : parser.get()) {
    answer.headers.emplace_back(waarborg::lower({field.name_string().data(), field.name_string().size()}),
                                std::string(field.value().data(), field.value().size()));
  }
  answer.body = std::move(parser.get().body());
  answer.keeps = !ec && parser.keep_alive();
  return answer;
}

template <class Stream>
asio::awaitable<HttpAnswer> exchange(Tcp& tcp, Stream& stream, HttpRequest request) {
  const std::string text = text_of(request);
  error_code ec;
  co_await asio::async_write(stream, asio::buffer(text), asio::redirect_error(asio::use_awaitable, ec));
  if (ec) {
    HttpAnswer broken;
    broken.ending = ending_of_read(ec, tcp.is_late());
    co_return broken;
  }
  beast::flat_buffer buffer(kHttpHeadLimit + 16 * 1024);
  HttpAnswer answer;
  // Answers 1xx come before the one that counts (RFC 9110 section 15.2), and are not asked for.
  for (int interim = 0; interim <= kMostInterim; ++interim) {
    Parser parser;
    parser.header_limit(kHttpHeadLimit);
    parser.body_limit(request.body_limit);
    co_await beast::http::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, ec));
    answer = answer_of(parser, ec, tcp.is_late());
    if (answer.ending != Ending::kDone || answer.status / 100 != 1 || answer.status == 101) co_return answer;
  }
  HttpAnswer endless;
  endless.ending = Ending::kTooLarge;
  co_return endless;
}

}  // namespace

asio::awaitable<HttpAnswer> get(Tcp& tcp, HttpRequest request) {
  return exchange(tcp, tcp.socket(), std::move(request));
}

asio::awaitable<HttpAnswer> get(Tcp& tcp, TlsClient& tls, HttpRequest request) {
  return exchange(tcp, tls.stream(), std::move(request));
}

HttpAnswer read_answer(std::string_view bytes, std::size_t body_limit) {
  Parser parser;
  parser.eager(true);
  parser.header_limit(kHttpHeadLimit);
  parser.body_limit(body_limit);
  error_code ec;
  while (!bytes.empty() && !parser.is_done() && !ec) {
    const std::size_t taken = parser.put(asio::buffer(bytes), ec);
    if (taken == 0) break;
    bytes.remove_prefix(taken);
  }
  if (!parser.got_some()) {
    ec = beast::http::error::end_of_stream;
  } else if (!ec || ec == beast::http::error::need_more) {
    parser.put_eof(ec = {});
  }
  return answer_of(parser, ec, false);
}

}  // namespace waarborg::net
