// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/load_people.h"

#include <algorithm>

#include "base/text.h"

namespace waarborg::measure {

People::People(Texts& texts, const std::map<std::string, std::string>& register_names, const LoadTerms& terms)
    : texts_(texts), terms_(terms) {
  for (const auto& [id, name] : register_names) person_named_.emplace(folded_name(name), id);
}

Ref People::named(const std::string& name) {
  const std::string folded = folded_name(name);
  if (folded.empty()) return kNone;
  const auto known = person_named_.find(folded);
  return known == person_named_.end() ? texts_.ref("name:" + folded) : person(known->second);
}

Ref People::account(const std::string& id, const std::string& name) {
  const auto tied = terms_.person_of_account.find(id);
  return tied == terms_.person_of_account.end() ? named(name) : person(tied->second);
}

Ref People::collector(const evidence::EvidenceFact& fact) {
  const auto known = fact.collector_token.empty() ? terms_.name_of_account.end()
                                                  : terms_.name_of_account.find(fact.collector_account);
  return account(fact.collector_account, known == terms_.name_of_account.end() ? fact.collector : known->second);
}

bool People::owned(const History& history, const Actor& actor, Day covers_from) {
  if (actor.who == kNone) return false;
  return std::ranges::any_of(history.owners_in(covers_from, actor.at),
                             [&](const std::string& owner) { return person(owner) == actor.who; });
}

bool People::is_independent(const History& history, const Actor& actor, Ref author, Day covers_from) {
  return actor.who != author && !owned(history, actor, covers_from);
}

Ref People::owner_for(const History& history, const Review& review, Day covers_from) {
  if (owned(history, {review.reviewer, review.at}, covers_from)) return review.reviewer;
  return person(history.owner_at(review.at));
}

Moment People::withdrawal(const History& history, const Actor& by, Ref author, Day covers_from) {
  const bool counts = by.who == kNone || is_independent(history, by, author, covers_from);
  return counts ? by.at : kNever;
}

}  // namespace waarborg::measure
