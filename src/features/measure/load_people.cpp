// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/load_people.h"

#include <algorithm>

#include "base/text.h"

namespace waarborg::measure {

People::People(Texts& texts, const std::map<std::string, std::string>& register_names, const LoadTerms& terms)
    : texts_(texts), terms_(terms), register_names_(register_names) {
  for (const auto& [account, person] : terms.person_of_account) {
    const auto name = terms.name_of_account.find(account);
    accounts_of_.emplace(person, name == terms.name_of_account.end() ? "" : name->second);
  }
}

Ref People::person(const std::string& id) {
  if (id.empty()) return kNone;
  const Ref ref = texts_.ref("person:" + id);
  if (who_.contains(ref)) return ref;
  Who who{terms_.signing_in.contains(id), {}};
  if (const auto name = register_names_.find(id); name != register_names_.end()) who.names = {named(name->second)};
  for (auto [at, last] = accounts_of_.equal_range(id); at != last; ++at) {
    who.names.push_back(named(at->second));
  }
  std::erase(who.names, kNone);
  who_.emplace(ref, std::move(who));
  return ref;
}

Ref People::named(const std::string& name) {
  const std::string folded = folded_name(name);
  if (folded.empty()) return kNone;
  const Ref ref = texts_.ref("name:" + folded);
  who_.try_emplace(ref, Who{false, {ref}});
  return ref;
}

bool People::same(Ref a, Ref b) const {
  if (a == kNone || b == kNone || a == b) return a == b && a != kNone;
  const auto left = who_.find(a);
  const auto right = who_.find(b);
  if (left == who_.end() || right == who_.end()) return false;
  if (left->second.signs_in && right->second.signs_in) return false;
  return std::ranges::find_first_of(left->second.names, right->second.names) != left->second.names.end();
}

Ref People::account(const std::string& id, const std::string& name) {
  const auto tied = terms_.person_of_account.find(id);
  return tied == terms_.person_of_account.end() ? named(name) : person(tied->second);
}

Ref People::collector(const evidence::EvidenceFact& fact) {
  const auto known =
      fact.collector_token.empty() ? terms_.name_of_account.end() : terms_.name_of_account.find(fact.collector_account);
  return account(fact.collector_account, known == terms_.name_of_account.end() ? fact.collector : known->second);
}

bool People::owned(const History& history, const Actor& actor, Day covers_from) {
  if (actor.who == kNone) return false;
  return std::ranges::any_of(history.owners_in(covers_from, actor.at),
                             [&](const std::string& owner) { return same(person(owner), actor.who); });
}

bool People::is_independent(const History& history, const Actor& actor, Ref author, Day covers_from) {
  return !same(actor.who, author) && !owned(history, actor, covers_from);
}

Ref People::owner_for(const History& history, const Review& review, Day covers_from) {
  if (owned(history, {review.reviewer, review.at}, covers_from)) return review.reviewer;
  const Ref then = person(history.owner_at(review.at));
  if (then != kNone || history.owners.empty()) return then;
  return as(review.reviewer, person(history.owners.back().owner));
}

Moment People::withdrawal(const History& history, const Actor& by, Ref author, Day covers_from) {
  const bool counts = by.who == kNone || is_independent(history, by, author, covers_from);
  return counts ? by.at : kNever;
}

}  // namespace waarborg::measure
