// SPDX-License-Identifier: EUPL-1.2
#include "platform/log/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <boost/json.hpp>

namespace waarborg::log {
namespace {

spdlog::logger& logger() {
  static const auto kLogger = [] {
    auto made = spdlog::stderr_logger_mt("waarborg");
    made->set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})", spdlog::pattern_time_type::utc);
    return made;
  }();
  return *kLogger;
}

std::string line(std::string_view message, const Values& values) {
  boost::json::object object{{"message", message}};
  for (const auto& [key, value] : values) object[key] = value;
  const std::string text = boost::json::serialize(object);
  return text.substr(1, text.size() - 2);
}

}  // namespace

void info(std::string_view message, const Values& values) { logger().info(line(message, values)); }
void error(std::string_view message, const Values& values) { logger().error(line(message, values)); }

}  // namespace waarborg::log
