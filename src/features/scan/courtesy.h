// SPDX-License-Identifier: EUPL-1.2
//
// How hard a scan knocks: never more than a few connections at a time on one address, and so many new ones in a second
// on its neighbourhood. Whoever must wait, waits in line.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace waarborg::scan {

struct CourtesyLimits {
  std::size_t together = 2;                   ///< Connections at a time on one address.
  double per_second = 5;                      ///< New connections a second on a /24 or /48; 0: no limit.
  double burst = 10;                          ///< Of those, at once after a pause.
  std::chrono::milliseconds mail_pause{500};  ///< Between the end of one connection to a mail server and the next.
};

/// For all threads of a process: whoever waits is called on its own loop. A copy is the same one.
class Courtesy {
 public:
  /// A place on an address. Ends with it.
  class Place {
   public:
    Place() = default;
    Place(Place&& other) noexcept;
    Place& operator=(Place&& other) noexcept;
    ~Place();

   private:
    friend class Courtesy;
    struct Held;
    explicit Place(std::shared_ptr<Held> held);
    std::shared_ptr<Held> held_;
  };

  explicit Courtesy(CourtesyLimits limits);
  Courtesy(const Courtesy&) = default;
  Courtesy& operator=(const Courtesy&) = delete;
  ~Courtesy();

  /// Waits for its turn. Mail servers get one connection at a time, and a pause after each.
  boost::asio::awaitable<Place> enter(boost::asio::ip::address address, bool mail);
  /// The peer says that it is too much: nobody comes there until then.
  void back_off(const boost::asio::ip::address& address, std::chrono::milliseconds pause);

  /// The most that were ever on one address at a time; for the tests and the report of a run.
  std::size_t most_together() const;
  std::size_t known_addresses() const;  ///< Kept in memory now.

 private:
  struct Door;
  std::shared_ptr<Door> door_;
};

}  // namespace waarborg::scan
