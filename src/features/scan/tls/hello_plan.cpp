// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/tls/hello_plan.h"

#include <algorithm>
#include <utility>

#include "features/scan/tls/registry.h"

namespace waarborg::scan {
namespace {

/// Offered at a time when suites are eliminated in parts: some servers look at 64 at most.
constexpr std::size_t kPart = 56;
/// The same when hellos must be small: as many as fit beside all groups and signatures.
constexpr std::size_t kSmallPart = 12;
constexpr std::size_t kTrouble = 256;  ///< Bytes, RFC 7685 section 1.

bool contains(const std::vector<int>& sorted, int number) {
  return std::binary_search(sorted.begin(), sorted.end(), number);
}

void append(std::vector<int>& to, const std::vector<int>& more) { to.insert(to.end(), more.begin(), more.end()); }

/// The server signs its key with it.
bool is_signed(int number) {
  const Suite* suite = suite_of(number);
  return suite != nullptr && (suite->exchange == KeyExchange::kEcdhe || suite->exchange == KeyExchange::kDhe) &&
         suite->authentication != Authentication::kNone;
}

bool is_dhe(int number) {
  const Suite* suite = suite_of(number);
  return suite != nullptr && suite->exchange == KeyExchange::kDhe;
}

std::string asked_of(int version, std::string_view rest) { return std::string(version_word(version)).append(rest); }

}  // namespace

InterviewPlan plan_by(const std::map<int, Level>& suites, HelloTarget target, InterviewDepth depth) {
  InterviewPlan plan;
  plan.target = std::move(target);
  plan.depth = depth;
  for (const int suite : suites_for(kTls12)) {
    const auto found = suites.find(suite);
    const Level level = found == suites.end() ? Level::kInsufficient : found->second;
    if (level == Level::kInsufficient) plan.insufficient.push_back(suite);
    if (level == Level::kPhaseOut) plan.phase_out.push_back(suite);
  }
  return plan;
}

bool offers_less(const HelloOffer& one, const HelloOffer& than) {
  return one.suites.size() < than.suites.size() || one.groups.size() < than.groups.size() ||
         one.signatures.size() < than.signatures.size();
}

HelloPlan::HelloPlan(InterviewPlan plan)
    : plan_(std::move(plan)), topic_(plan_.depth == InterviewDepth::kFull ? Topic::kVersion13 : Topic::kBriefFirst) {
  std::sort(plan_.insufficient.begin(), plan_.insufficient.end());
  std::sort(plan_.phase_out.begin(), plan_.phase_out.end());
}

HelloPlan::Topic HelloPlan::after(Topic topic) {
  if (topic == Topic::kCcm8) return Topic::kDone;
  return static_cast<Topic>(static_cast<int>(topic) + 1);
}

std::optional<HelloOffer> HelloPlan::question() {
  while (topic_ != Topic::kDone) {
    if (topic_ == Topic::kSets && !sets_begun_) begin_sets();
    if (topic_ == Topic::kSets && is_small_ && is_large_set()) split();
    if (auto offer = offer_for(topic_)) {
      HelloOffer sent = is_small_ ? small(*offer) : *offer;
      is_reduced_ = offers_less(sent, *offer);
      return sent;
    }
    topic_ = after(topic_);
  }
  return std::nullopt;
}

std::optional<HelloOffer> HelloPlan::offer_for(Topic topic) const {
  switch (topic) {
    case Topic::kVersion13:
      return tls13_offer(plan_.target);
    case Topic::kVersion12:
      return version_question(kTls12);
    case Topic::kVersion11:
      return version_question(kTls11);
    case Topic::kVersion10:
      return version_question(kTls10);
    case Topic::kVersionSsl3:
      return version_question(kSsl3);
    case Topic::kVersionSsl2:
      return version_question(kSsl2);
    case Topic::kSets:
      return set_question();
    case Topic::kOrderPhaseOut:
    case Topic::kOrderGood:
    case Topic::kOrderWeak:
      return order_question(topic);
    case Topic::kDhe:
      return dhe_question();
    case Topic::kSha1:
    case Topic::kSha224:
      return hash_question(topic);
    case Topic::kCcm8:
      return versions_.contains(kTls13) ? std::optional(ccm8_offer(plan_.target)) : std::nullopt;
    default:
      return brief_question(topic);
  }
}

std::optional<HelloOffer> HelloPlan::version_question(int version) const {
  if (versions_.contains(version)) return std::nullopt;  // it answered a newer hello by this one
  return version_offer(plan_.target, version);
}

std::optional<HelloOffer> HelloPlan::brief_question(Topic topic) const {
  const int best = classic();
  if (topic == Topic::kBriefFirst) {
    const bool below = plan_.depth == InterviewDepth::kBriefBelowTls13;
    return below ? version_offer(plan_.target, kTls12) : combined_offer(plan_.target);
  }
  if (topic == Topic::kBriefWeak) {
    const int version = best == 0 ? kTls12 : best;
    std::vector<int> weak = suites_for(version);
    std::erase_if(weak, [&](int suite) { return level_of(suite) != Level::kInsufficient; });
    if (weak.empty()) return std::nullopt;
    return suites_offer(plan_.target, version, asked_of(version, "_weak"), std::move(weak));
  }
  if (topic != Topic::kBriefOlder || best == kSsl3) return std::nullopt;
  return version_offer(plan_.target, best == 0 ? kTls11 : best - 1);
}

int HelloPlan::classic() const {
  const auto above = versions_.upper_bound(kTls12);
  const int version = above == versions_.begin() ? 0 : *std::prev(above);
  return version >= kSsl3 ? version : 0;
}

Level HelloPlan::level_of(int suite) const {
  if (contains(plan_.insufficient, suite)) return Level::kInsufficient;
  return contains(plan_.phase_out, suite) ? Level::kPhaseOut : Level::kGood;
}

void HelloPlan::add_parts(const std::vector<int>& suites, bool in_front) {
  const std::size_t parts = (suites.size() + part_size() - 1) / part_size();
  std::deque<Set> made;
  for (std::size_t part = 0; part < parts; ++part) {
    Set set{asked_of(classic(), "_suites_") + std::to_string(++parts_), {}};
    for (std::size_t i = part; i < suites.size(); i += parts) set.suites.push_back(suites[i]);
    made.push_back(std::move(set));
  }
  sets_.insert(in_front ? sets_.begin() : sets_.end(), made.begin(), made.end());
}

/// First all that is insufficient at once: most servers refuse that, and then it is over.
void HelloPlan::begin_sets() {
  sets_begun_ = true;
  const int version = classic();
  if (version == 0) return;
  std::vector<int> good;
  std::vector<int> phase_out;
  std::vector<int> weak;
  for (const int suite : suites_for(version)) {
    if (accepted_[version].contains(suite)) continue;
    const Level level = level_of(suite);
    (level == Level::kInsufficient ? weak : level == Level::kPhaseOut ? phase_out : good).push_back(suite);
  }
  // SSL 3 cannot be padded past the sizes that are trouble.
  if (version == kSsl3) {
    add_parts(weak, false);
  } else if (!weak.empty()) {
    // Where there is nothing better, it is the whole elimination.
    const bool is_all = good.empty() && phase_out.empty();
    sets_.push_back({asked_of(version, is_all ? "_suites_0" : "_weak"), std::move(weak)});
  }
  append(good, phase_out);
  add_parts(good, false);
}

std::optional<HelloOffer> HelloPlan::set_question() const {
  if (sets_.empty()) return std::nullopt;
  return suites_offer(plan_.target, classic(), sets_.front().asked, sets_.front().suites);
}

std::size_t HelloPlan::part_size() const { return is_small_ ? kSmallPart : kPart; }

bool HelloPlan::is_large_set() const {
  return topic_ == Topic::kSets && !sets_.empty() && sets_.front().suites.size() > part_size();
}

void HelloPlan::split() {
  const Set set = std::move(sets_.front());
  sets_.pop_front();
  add_parts(set.suites, true);
}

bool HelloPlan::cut_short() {
  if (topic_ != Topic::kSets) return false;
  const bool is_done = sets_begun_ && sets_.empty();
  is_complete_ = is_complete_ && is_done;
  sets_begun_ = true;
  sets_.clear();
  return !is_done;
}

std::vector<int> HelloPlan::accepted_of(Level level) const {
  std::vector<int> suites;
  const auto found = accepted_.find(classic());
  if (found == accepted_.end()) return suites;
  for (const int suite : suites_for(classic())) {
    if (found->second.contains(suite) && level_of(suite) == level) suites.push_back(suite);
  }
  return suites;
}

std::optional<HelloOffer> HelloPlan::order_question(Topic topic) const {
  const std::vector<int> good = accepted_of(Level::kGood);
  const std::vector<int> phase_out = accepted_of(Level::kPhaseOut);
  const std::vector<int> weak = accepted_of(Level::kInsufficient);
  if (good.empty() || (topic == Topic::kOrderWeak ? weak : phase_out).empty()) return std::nullopt;
  std::vector<int> suites;
  if (topic == Topic::kOrderWeak) append(suites, weak);
  if (topic != Topic::kOrderGood) append(suites, phase_out);
  append(suites, good);
  if (topic == Topic::kOrderGood) append(suites, phase_out);
  const char* asked = topic == Topic::kOrderGood   ? "order_good_first"
                      : topic == Topic::kOrderWeak ? "order_weak_first"
                                                   : "order_phase_out_first";
  return suites_offer(plan_.target, classic(), asked, std::move(suites));
}

std::optional<HelloOffer> HelloPlan::dhe_question() const {
  const auto found = accepted_.find(classic());
  if (is_complete_ || found == accepted_.end()) return std::nullopt;
  if (std::any_of(found->second.begin(), found->second.end(), is_dhe)) return std::nullopt;
  return dhe_offer(plan_.target, classic());
}

std::optional<HelloOffer> HelloPlan::hash_question(Topic topic) const {
  const auto found = accepted_.find(kTls12);
  if (found == accepted_.end()) return std::nullopt;
  std::vector<int> all = suites_for(kTls12);
  std::erase_if(all, [](int suite) { return !is_signed(suite); });
  std::vector<int> suites = all;
  std::erase_if(suites, [&](int suite) { return !found->second.contains(suite); });
  if (suites.empty()) suites = std::move(all);
  return topic == Topic::kSha1 ? sha1_offer(plan_.target, std::move(suites))
                               : sha224_offer(plan_.target, std::move(suites));
}

HelloOffer HelloPlan::small(const HelloOffer& offer) const {
  HelloOffer out = shaped(offer, HelloShape::kSmall, is_about_version() ? MayCut::kSuites : MayCut::kNothing);
  return shaped(std::move(out), HelloShape::kUsual);  // one that is not small after all must not be of a size between
}

std::optional<HelloOffer> HelloPlan::in_another_shape() const {
  auto usual = offer_for(topic_);
  if (!usual || usual->version == kSsl2 || is_large_set()) return std::nullopt;
  if (is_small_) return usual;
  HelloOffer other = small(*usual);
  if (hello_bytes(*usual) < kTrouble || hello_bytes(other) >= kTrouble) other = shaped(*usual, HelloShape::kLarge);
  return other == *usual ? std::nullopt : std::optional(std::move(other));
}

void HelloPlan::learn(const HelloFact& fact) {
  versions_.insert(fact.version);
  if (fact.suite != 0) accepted_[fact.version].insert(fact.suite);
}

void HelloPlan::settle_set(Settled how, const HelloFact& fact) {
  Set& set = sets_.front();
  const auto found = std::find(set.suites.begin(), set.suites.end(), fact.suite);
  if (how != Settled::kAccepted || found == set.suites.end()) {
    is_complete_ = is_complete_ && how == Settled::kRefused;
    sets_.pop_front();
    return;
  }
  set.suites.erase(found);
  accepted_[classic()].insert(fact.suite);
  if (set.suites.empty() || set.suites.size() > part_size() || set.asked.ends_with("_weak")) {
    const std::vector<int> rest = std::move(set.suites);
    sets_.pop_front();
    add_parts(rest, true);
  }
}

void HelloPlan::settle(Settled how, const HelloFact& fact) {
  if (topic_ == Topic::kSets && !sets_.empty()) return settle_set(how, fact);
  if (how == Settled::kAccepted && is_about_version()) learn(fact);
  if (topic_ != Topic::kDone) topic_ = after(topic_);
}

}  // namespace waarborg::scan
