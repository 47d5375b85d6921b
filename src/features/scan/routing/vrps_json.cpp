// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/routing/vrps_json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <limits>
#include <string>

namespace waarborg::scan::routing {
namespace {

namespace bj = boost::json;

/// Long enough for every text that is read; of a longer one the rest is of no use.
constexpr std::size_t kMostText = 100;

/// Where the list and its objects lie: {"roas": [ {here} ]}, and {"metadata": {here}}.
constexpr int kInList = 2, kInVrp = 3, kInMetadata = 2;

/// Takes what the parser of Boost.JSON meets. The names are those that it calls.
class VrpHandler {
 public:
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;

  bool on_document_begin(bj::error_code&) { return true; }
  bool on_document_end(bj::error_code&) { return true; }

  bool on_object_begin(bj::error_code&) {
    ++depth_;
    if (in_list_ && depth_ == kInVrp) vrp_ = {};
    return true;
  }
  bool on_object_end(std::size_t, bj::error_code& ec) {
    const bool whole = in_list_ && depth_ == kInVrp;
    --depth_;
    return !whole || keep(ec);
  }
  bool on_array_begin(bj::error_code&) {
    ++depth_;
    if (depth_ == kInList && top_ == "roas") has_list_ = in_list_ = true;
    return true;
  }
  bool on_array_end(std::size_t, bj::error_code&) {
    if (depth_ == kInList) in_list_ = false;
    --depth_;
    return true;
  }

  bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) { return gather(part); }
  bool on_key(bj::string_view part, std::size_t, bj::error_code&) {
    gather(part);
    if (depth_ == 1) top_ = text_;
    key_ = std::move(text_);
    text_.clear();
    return true;
  }
  bool on_string_part(bj::string_view part, std::size_t, bj::error_code&) { return gather(part); }
  bool on_string(bj::string_view part, std::size_t, bj::error_code&) {
    gather(part);
    if (in_list_ && depth_ == kInVrp) {
      if (key_ == "asn") vrp_.asn = read_asn(text_);
      if (key_ == "prefix") vrp_.prefix = text_;
      if (key_ == "maxLength") vrp_.is_odd = true;
    } else if (depth_ == kInMetadata && top_ == "metadata" && (key_ == "buildtime" || key_ == "generatedTime")) {
      dump.at = parse_moment(text_);
    }
    text_.clear();
    return true;
  }
  bool on_number_part(bj::string_view, bj::error_code&) { return true; }
  bool on_int64(std::int64_t number, bj::string_view, bj::error_code&) {
    if (!in_list_ || depth_ != kInVrp) return true;
    if (key_ == "asn" && number >= 0 && number <= std::numeric_limits<std::uint32_t>::max()) {
      vrp_.asn = static_cast<std::uint32_t>(number);
    }
    if (key_ == "maxLength") vrp_.most = number;
    return true;
  }
  bool on_uint64(std::uint64_t, bj::string_view, bj::error_code&) { return odd(); }
  bool on_double(double, bj::string_view, bj::error_code&) { return odd(); }
  bool on_bool(bool, bj::error_code&) { return odd(); }
  bool on_null(bj::error_code&) { return odd(); }
  bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
  bool on_comment(bj::string_view, bj::error_code&) { return true; }

  VrpDump dump;
  const char* fault = nullptr;  ///< Set when the reading was stopped here.
  bool has_list() const { return has_list_; }

 private:
  struct Vrp {
    std::optional<std::uint32_t> asn;
    std::string prefix;
    std::optional<std::int64_t> most;
    bool is_odd = false;  ///< A number is none.
  };

  bool gather(bj::string_view part) {
    if (text_.size() < kMostText) text_.append(part.data(), std::min(part.size(), kMostText));
    return true;
  }
  bool odd() {
    if (in_list_ && depth_ == kInVrp && key_ == "maxLength") vrp_.is_odd = true;
    return true;
  }
  bool keep(bj::error_code& ec) {
    const auto vrp = vrp_.is_odd ? std::nullopt : vrp_of(vrp_.asn, vrp_.prefix, vrp_.most);
    if (vrp && dump.vrps.size() < kMostClaims) {
      dump.vrps.add(*vrp);
      return true;
    }
    fault = vrp ? "scan.routing.too_many" : "scan.routing.vrp";
    ec = bj::make_error_code(bj::error::extra_data);  // any: it ends the reading
    return false;
  }

  int depth_ = 0;
  bool has_list_ = false, in_list_ = false;
  std::string top_, key_, text_;
  Vrp vrp_;
};

}  // namespace

Result<VrpDump> read_vrps_json(std::string_view text) {
  bj::basic_parser<VrpHandler> parser(bj::parse_options{});
  bj::error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  VrpHandler& handler = parser.handler();
  if (handler.fault != nullptr) {
    return invalid(handler.fault, "roas[" + std::to_string(handler.dump.vrps.size()) + "]");
  }
  const bool has_more = !error && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos;
  if (error || has_more) return invalid("scan.routing.json", "byte " + std::to_string(read));
  if (!handler.has_list()) return invalid("scan.routing.no_roas");
  return std::move(handler.dump);
}

}  // namespace waarborg::scan::routing
