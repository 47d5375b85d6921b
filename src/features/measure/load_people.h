// SPDX-License-Identifier: EUPL-1.2
//
// Who someone is: a person in the register where that is known, else a name. So the same person behind two accounts is
// one, and two people of one name are two once each has an account that is tied to the register (auth/person.h).
// Internal to this feature.
#pragma once

#include <unordered_map>

#include "features/measure/load.h"

namespace waarborg::measure {

class People {
 public:
  /// @param register_names  by person id
  People(Texts& texts, const std::map<std::string, std::string>& register_names, const LoadTerms& terms);

  Ref person(const std::string& id);
  Ref named(const std::string& name);
  Ref account(const std::string& id, const std::string& name);
  /// Of evidence that came by a token: the person behind it, as far as he is known.
  Ref collector(const evidence::EvidenceFact& fact);

  /// Whether they are one person, as auth::same_person says; nobody is not.
  bool same(Ref a, Ref b) const;
  /// `other`, or `one` when they are one person: so that who reads the proof only compares references.
  Ref as(Ref one, Ref other) const { return same(one, other) ? one : other; }

  /// Someone who did something, and when.
  struct Actor {
    Ref who = kNone;
    Moment at{};
  };
  /// Neither the author, nor an owner of the measure at any moment from the first day that is shown to what he did:
  /// handing it over for that moment makes nobody independent.
  bool is_independent(const History& history, const Actor& actor, Ref author, Day covers_from);
  /// The owner against whom a review counts: the reviewer himself when he owned the measure then.
  Ref owner_for(const History& history, const Review& review, Day covers_from);
  /// When something was withdrawn: never, when that was by who it speaks against. Who withdrew it was not always kept.
  Moment withdrawal(const History& history, const Actor& by, Ref author, Day covers_from);

 private:
  bool owned(const History& history, const Actor& actor, Day covers_from);

  Texts& texts_;
  const LoadTerms& terms_;
  const std::map<std::string, std::string>& register_names_;
  std::multimap<std::string, std::string> accounts_of_;  // names by person id, of the accounts that are tied
  struct Who {
    bool signs_in = false;
    std::vector<Ref> names;  // folded
  };
  std::unordered_map<Ref, Who> who_;
};

}  // namespace waarborg::measure
