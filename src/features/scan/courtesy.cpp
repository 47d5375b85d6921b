// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/courtesy.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "features/scan/addresses.h"

namespace waarborg::scan {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

namespace {

/// Idle addresses and neighbourhoods are forgotten when there are more than so many.
constexpr std::size_t kSweepAt = 10'000;

using Turn = std::shared_ptr<asio::steady_timer>;

struct Address {
  std::size_t inside = 0;
  Clock::time_point not_before{};
  std::deque<Turn> line;  ///< Of those that wait; the first is called when a place comes free.
};

/// On the loop of whoever waits, after what runs there now: one that is about to wait hears it too.
void call(const Turn& turn) {
  asio::post(turn->get_executor(), [turn] { turn->cancel(); });
}

/// A bucket of tokens, one for each new connection.
struct Neighbourhood {
  double tokens = 0;
  Clock::time_point at{};
};

}  // namespace

struct Courtesy::Door {
  explicit Door(CourtesyLimits allowed) : limits(allowed) {}

  void leave(const asio::ip::address& address, bool mail) {
    const std::scoped_lock lock(mutex);
    const auto found = addresses.find(address);
    if (found == addresses.end()) return;
    Address& one = found->second;
    --one.inside;
    if (mail) one.not_before = std::max(one.not_before, Clock::now() + limits.mail_pause);
    if (!one.line.empty()) call(one.line.front());
  }

  /// How long a new connection to this neighbourhood must wait; takes its token at once.
  Clock::duration take_token(const asio::ip::address& address) {
    if (limits.per_second <= 0) return {};
    const auto now = Clock::now();
    auto [found, is_new] = neighbourhoods.try_emplace(neighbourhood(address), Neighbourhood{limits.burst, now});
    Neighbourhood& bucket = found->second;
    const double seconds = std::chrono::duration<double>(now - bucket.at).count();
    bucket.tokens = std::min(limits.burst, bucket.tokens + seconds * limits.per_second) - 1;
    bucket.at = now;
    if (bucket.tokens >= 0) return {};
    return std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double>(-bucket.tokens / limits.per_second));
  }

  void sweep() {
    const auto now = Clock::now();
    if (addresses.size() > kSweepAt) {
      std::erase_if(addresses, [&](const auto& pair) {
        return pair.second.inside == 0 && pair.second.line.empty() && pair.second.not_before <= now;
      });
    }
    if (neighbourhoods.size() > kSweepAt) {
      std::erase_if(neighbourhoods, [&](const auto& pair) {
        const double seconds = std::chrono::duration<double>(now - pair.second.at).count();
        return pair.second.tokens + seconds * limits.per_second >= limits.burst;
      });
    }
  }

  /// Takes a place when there is one and nobody waits before this one.
  /// @param turn  of the asker, who may stand in line with it
  bool take_place(const asio::ip::address& address, std::size_t most_inside, const Turn& turn) {
    Address& one = addresses[address];
    const bool is_next = one.line.empty() || one.line.front() == turn;
    if (one.inside >= most_inside || !is_next) return false;
    if (!one.line.empty()) one.line.pop_front();
    ++one.inside;
    most = std::max(most, one.inside);
    // There may be room for the next in line too.
    if (!one.line.empty() && one.inside < most_inside) call(one.line.front());
    return true;
  }

  std::mutex mutex;  // over all that follows but the limits
  const CourtesyLimits limits;
  std::unordered_map<asio::ip::address, Address> addresses;
  std::unordered_map<std::string, Neighbourhood> neighbourhoods;
  std::size_t most = 0;
};

struct Courtesy::Place::Held {
  std::shared_ptr<Door> door;
  asio::ip::address address;
  bool mail;
  ~Held() { door->leave(address, mail); }
};

Courtesy::Place::Place(std::shared_ptr<Held> held) : held_(std::move(held)) {}
Courtesy::Place::Place(Place&& other) noexcept = default;
Courtesy::Place& Courtesy::Place::operator=(Place&& other) noexcept = default;
Courtesy::Place::~Place() = default;

Courtesy::Courtesy(CourtesyLimits limits) : door_(std::make_shared<Door>(limits)) {}
Courtesy::~Courtesy() = default;

asio::awaitable<Courtesy::Place> Courtesy::enter(asio::ip::address address, bool mail) {
  const std::shared_ptr<Door> door = door_;
  const std::size_t most = mail ? 1 : door->limits.together;
  const auto executor = co_await asio::this_coro::executor;
  const auto turn = std::make_shared<asio::steady_timer>(executor);
  boost::system::error_code ec;
  std::unique_lock lock(door->mutex);
  door->sweep();
  if (!door->take_place(address, most, turn)) {
    door->addresses[address].line.push_back(turn);
    do {
      lock.unlock();
      turn->expires_at(asio::steady_timer::time_point::max());
      co_await turn->async_wait(asio::redirect_error(asio::use_awaitable, ec));
      lock.lock();
    } while (!door->take_place(address, most, turn));
  }
  Place place(std::shared_ptr<Place::Held>(new Place::Held{door, address, mail}));
  const auto now = Clock::now();
  const auto start = std::max(now + door->take_token(address), door->addresses[address].not_before);
  lock.unlock();
  if (start > now) {
    asio::steady_timer pause(executor, start);  // its own: a late call for the turn must not shorten it
    co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ec));
  }
  co_return std::move(place);
}

void Courtesy::back_off(const asio::ip::address& address, std::chrono::milliseconds pause) {
  const std::scoped_lock lock(door_->mutex);
  Address& one = door_->addresses[address];
  one.not_before = std::max(one.not_before, Clock::now() + pause);
}

std::size_t Courtesy::most_together() const {
  const std::scoped_lock lock(door_->mutex);
  return door_->most;
}
std::size_t Courtesy::known_addresses() const {
  const std::scoped_lock lock(door_->mutex);
  return door_->addresses.size();
}

}  // namespace waarborg::scan
