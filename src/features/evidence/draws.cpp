// SPDX-License-Identifier: EUPL-1.2
//
// Drawing the sample of a population: once, by a seed that nobody could choose to his liking.
#include "features/evidence/population_cases.h"
#include "features/evidence/populations.h"
#include "features/evidence/queries.h"
#include "features/evidence/rules.h"
#include "features/evidence/store.h"

namespace waarborg::evidence {
namespace {

struct Title {
  std::string title;
};
BOOST_DESCRIBE_STRUCT(Title, (), (title))

bool has_own_seed(const DrawInput& input) { return input.seed && !input.seed->empty(); }

/// The size of the table until somebody draws.
bool has_own_size(const DrawInput& input, const StoredPopulation& population) {
  return input.size && *input.size != population.sample_size;
}

Result<std::vector<Case>> frozen_cases(const fs::FileStore& files, StoredPopulation& population) {
  const auto csv = files.get(population.file_sha256);
  if (!csv) return std::unexpected(csv.error());
  auto cases = cases_in(*csv, population.key_column);
  if (!cases) return std::unexpected(cases.error());
  const auto hash = population_hash(*cases, sha256_of);
  if (!hash || hex(*hash) != population.sha256) return fail(FaultKind::kUnavailable, "evidence.population.differs");
  return cases;
}

/// The cases drawn, in the order of drawing.
Result<std::vector<Case>> drawn_from(const std::vector<Case>& cases, std::size_t size, const std::string& seed) {
  std::vector<std::string> keys;
  std::map<std::string_view, const Case*> by_key;
  for (const Case& one : cases) {
    keys.push_back(one.key);
    by_key[one.key] = &one;
  }
  const auto sample = draw_sample(std::move(keys), size, seed, sha256_of);
  if (!sample) return std::unexpected(sample.error());
  std::vector<Case> drawn;
  for (const std::string& key : *sample) drawn.push_back(*by_key.at(key));
  return drawn;
}

}  // namespace

Result<StoredPopulation> Populations::drawable(db::Transaction& tx, const auth::Actor& who, const std::string& id,
                                               const DrawInput& input) const {
  auto found = find_population(tx, who.organisation, id);
  if (!found) return fail(FaultKind::kNotFound, "evidence.population.not_found");
  if (found->withdrawn_at) return fail(FaultKind::kConflict, "evidence.withdrawn");
  // Drawing again until the sample pleases is no sample; nor is drawing from the same cases, frozen once more.
  if (found->drawn_at) return fail(FaultKind::kConflict, "evidence.population.drawn");
  const auto besides = tx.row<Title>(sql::kPopulationDrawnBesides, who.organisation, found->measure, found->plan_item,
                                     id, found->covers_to, found->covers_from, found->place_kind, found->place_id);
  if (besides) {
    return fail(FaultKind::kConflict, "evidence.population.drawn_besides", "", {{"title", besides->title}});
  }
  if (auto ok = check(input, found->sample_size, found->case_count); !ok) return std::unexpected(ok.error());
  const bool independent = check_judge(tx, who, *found).has_value();
  // Anyone can compute beforehand what a seed draws.
  if (has_own_seed(input) && !independent) return fail(FaultKind::kForbidden, "evidence.population.seed", "seed");
  const bool below = has_own_size(input, *found) && *input.size < found->sample_size;
  if (below && !(independent && who.may("evidence.review"))) {
    return fail(FaultKind::kForbidden, "evidence.population.size_below", "size");
  }
  return std::move(*found);
}

Result<Population> Populations::draw(const auth::Actor& who, const std::string& id, const DrawInput& input) {
  if (!who.may("evidence.add") && !who.may("evidence.review")) {
    return fail(FaultKind::kForbidden, "auth.forbidden", "evidence.add");
  }
  const std::string seed = has_own_seed(input) ? *input.seed : crypto::random_token(16);
  // A long table is read and hashed before anyone has to wait for it; what was frozen does not change meanwhile.
  auto frozen = [&] {
    db::Transaction tx = database_.read();
    return drawable(tx, who, id, input);
  }();
  if (!frozen) return std::unexpected(frozen.error());
  const auto cases = frozen_cases(files_, *frozen);
  if (!cases) return std::unexpected(cases.error());
  const auto size = static_cast<std::size_t>(input.size.value_or(frozen->sample_size));
  const auto sample = drawn_from(*cases, size, seed);
  if (!sample) return std::unexpected(sample.error());

  db::Transaction tx = database_.write();
  auto found = drawable(tx, who, id, input);
  if (!found) return std::unexpected(found.error());
  const PopulationBefore before = before_change(tx, who.organisation, *found);
  const Moment now = clock_.now();
  if (has_own_size(input, *found)) {
    found->sample_size = *input.size;
    found->size_reason = *input.reason;
  }
  found->seed = seed;
  found->algorithm = kDrawAlgorithm;
  found->drawn_at = now;
  found->drawer = who.name;
  found->drawer_account = who.account.text;
  std::int64_t order = 0;
  for (const Case& one : *sample) {
    tx.execute(sql::kCaseInsert, who.organisation, id, one.key, described(one), ++order);
  }
  // That nothing happened in the period is a judgement too.
  if (sample->empty() && who.may("evidence.review") && check_judge(tx, who, *found)) {
    found->recorded_at = now;
    found->reviewer_account = who.account.text;
    found->reviewer = who.name;
  }
  auto answer = keep(tx, who, "evidence.draw", &before, *found, now);
  if (answer) tx.commit();
  return answer;
}

Result<Population> Populations::confirm_empty(const auth::Actor& who, const std::string& id) {
  if (auto ok = auth::require(who, "evidence.review"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  auto found = find_population(tx, who.organisation, id);
  if (!found) return fail(FaultKind::kNotFound, "evidence.population.not_found");
  if (found->withdrawn_at) return fail(FaultKind::kConflict, "evidence.withdrawn");
  if (!found->drawn_at || found->sample_size > 0) return fail(FaultKind::kConflict, "evidence.population.not_empty");
  if (found->recorded_at) return fail(FaultKind::kConflict, "evidence.population.judged");
  if (auto ok = check_judge(tx, who, *found); !ok) return std::unexpected(ok.error());
  const PopulationBefore before = before_change(tx, who.organisation, *found);
  const Moment now = clock_.now();
  found->recorded_at = now;
  found->reviewer_account = who.account.text;
  found->reviewer = who.name;
  auto answer = keep(tx, who, "evidence.confirm_empty", &before, *found, now);
  if (answer) tx.commit();
  return answer;
}

}  // namespace waarborg::evidence
