// SPDX-License-Identifier: EUPL-1.2
//
// Asking one server: connections in, facts out, nothing judged. Internal to this feature.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "features/scan/courtesy.h"
#include "features/scan/facts.h"
#include "features/scan/rule_set.h"
#include "platform/net/tcp.h"
#include "platform/net/tls_client.h"

namespace waarborg::scan {

/// Source: domain/scanning 5.2; a connect that hangs is the dearest, so it has the shortest.
struct Deadlines {
  std::chrono::milliseconds connect{3000};
  std::chrono::milliseconds hello{4000};
  std::chrono::milliseconds handshake{6000};
  std::chrono::milliseconds http{6000};
  std::chrono::milliseconds mail{10'000};  ///< Banner and each answer of a mail server.
  std::chrono::milliseconds web_address{45'000};
  std::chrono::milliseconds mail_server{60'000};
  std::chrono::milliseconds name_server{5000};        ///< Each question to one. Source: internet.nl.
  std::chrono::milliseconds name_server_pause{1000};  ///< Before one that was silent is asked again.
};

/// What all probes of a process share. Everything in it outlives them.
struct Probing {
  boost::asio::any_io_executor executor;
  Courtesy& courtesy;
  net::TlsRoots& roots;
  Deadlines deadlines;
  const std::map<int, Level>& suites;  ///< Of the rules: what is asked for first.
  std::string user_agent;              ///< Says who scans and how to reach him.
  std::string mail_name;               ///< For EHLO.
  bool deep_mail = false;              ///< All hellos to mail servers, not the few that strict ones bear.
  Courtesy* questions = nullptr;       ///< Of questions to name servers, which bear more; null: as connections.
};

Heard heard_of(net::Ending ending);
/// Whether it was silent or limited us, and may answer at another moment.
bool is_mute(Heard heard);

/// A connection in its turn, or how it ended. The place is held as long as the visit lasts.
struct Visit {
  Courtesy::Place place;
  std::unique_ptr<net::Tcp> tcp;
  net::Ending ending;
};
boost::asio::awaitable<Visit> visit(Probing& probing, boost::asio::ip::address address, unsigned short port, bool mail,
                                    net::Deadline last);

/// HTTP on port 80, TLS and HTTP on `port`.
boost::asio::awaitable<WebAddressFacts> probe_web(Probing& probing, std::string name, boost::asio::ip::address address,
                                                  unsigned short port);
/// A page that counts only over a trusted connection (RFC 8461 section 3.3): without one it is kTlsFailed.
boost::asio::awaitable<HttpExchange> probe_trusted_page(Probing& probing, std::string host, std::string path,
                                                        boost::asio::ip::address address, std::size_t body_limit);
boost::asio::awaitable<MailServerFacts> probe_mail(Probing& probing, std::string host,
                                                   boost::asio::ip::address address);

/// From STARTTLS to a server that is ready for a hello; at once for the web.
boost::asio::awaitable<Visit> visit_for_hello(Probing& probing, boost::asio::ip::address address, unsigned short port,
                                              bool mail, net::Deadline last);
/// All hellos of an interview, each on its own connection.
boost::asio::awaitable<std::vector<HelloFact>> interview(Probing& probing, std::string name,
                                                         boost::asio::ip::address address, unsigned short port,
                                                         bool mail, net::Deadline last);
/// How often the server lets the client begin a new handshake, of at most eleven; -1 when that is not known, or when
/// these hellos show nothing below TLS 1.3.
boost::asio::awaitable<int> count_renegotiations(Probing& probing, const std::vector<HelloFact>& hellos,
                                                 std::string name, boost::asio::ip::address address,
                                                 unsigned short port, bool mail, net::Deadline last);
/// A whole handshake on a connection that is ready for one.
HandshakeFact fact_of(const net::Handshake& handshake);

}  // namespace waarborg::scan
