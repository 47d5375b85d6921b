// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/questions.h"

#include <utility>

namespace waarborg::scan {

namespace asio = boost::asio;

namespace {

DnsOutcome outcome_of(dns::Outcome outcome) {
  switch (outcome) {
    case dns::Outcome::kAnswer:
      return DnsOutcome::kAnswer;
    case dns::Outcome::kNoData:
      return DnsOutcome::kNoData;
    case dns::Outcome::kNoName:
      return DnsOutcome::kNoName;
    case dns::Outcome::kFailed:
      return DnsOutcome::kFailed;
    case dns::Outcome::kTimeout:
      return DnsOutcome::kTimeout;
  }
  return DnsOutcome::kFailed;
}

DnsSecurity security_of(dns::Security security) {
  switch (security) {
    case dns::Security::kSecure:
      return DnsSecurity::kSecure;
    case dns::Security::kInsecure:
      return DnsSecurity::kInsecure;
    case dns::Security::kBogus:
      return DnsSecurity::kBogus;
    case dns::Security::kUnknown:
      return DnsSecurity::kUnknown;
  }
  return DnsSecurity::kUnknown;
}

asio::awaitable<DnsAnswer> ask_resolver(dns::Resolver& resolver, DnsQuestion question) {
  DnsAnswer answer;
  answer.name = question.name;
  answer.type = question.type;
  answer.outcome = DnsOutcome::kFailed;
  const auto type = dns::type_of(question.type);
  if (!type) co_return answer;
  dns::Answer got = co_await resolver.ask(question.name, *type);
  answer.outcome = outcome_of(got.outcome);
  answer.security = security_of(got.security);
  answer.canonical = std::move(got.canonical);
  answer.records = std::move(got.records);
  answer.ttl = got.ttl;
  answer.reason = std::move(got.reason);
  co_return answer;
}

}  // namespace

asio::awaitable<DnsAnswer> Questions::ask(DnsQuestion question) {
  std::string key = question.name + " " + question.type;
  // By name: g++ 12 destroys a closure twice that is made within a co_await.
  Once<DnsAnswer>::Work work = [this, question = std::move(question)] { return ask_resolver(resolver_, question); };
  co_return co_await answers_.get(std::move(key), std::move(work));
}

}  // namespace waarborg::scan
