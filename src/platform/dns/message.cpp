// SPDX-License-Identifier: EUPL-1.2
#include "platform/dns/message.h"

#include <utility>

#include "base/text.h"

namespace waarborg::dns {
namespace {

constexpr unsigned kClassIn = 1;
constexpr unsigned kOpt = 41;            // RFC 6891 section 6.1.1
constexpr unsigned kExtendedError = 15;  // RFC 8914 section 2
constexpr std::size_t kMaxName = 255;    // RFC 1035 section 3.1
constexpr int kMostJumps = 64;
constexpr std::size_t kMostErrorText = 200;

void put(std::string& out, unsigned value, int size = 2) {
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFFU);
}

bool put_name(std::string& out, std::string_view name) {
  const std::size_t before = out.size();
  while (!name.empty() && name != ".") {
    const std::size_t end = std::min(name.find('.'), name.size());
    if (end == 0 || end > 63 || name.substr(0, end).find('\\') != std::string_view::npos) return false;
    out += static_cast<char>(end);
    out += name.substr(0, end);
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  out += '\0';
  return out.size() - before <= kMaxName;
}

/// Takes from a place onwards; once something is missing it is spoilt and gives nothing more.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes), end_(bytes.size()) {}

  unsigned number(std::size_t size) {
    unsigned value = 0;
    for (const char c : take(size)) value = value << 8U | static_cast<unsigned char>(c);
    return value;
  }
  std::string_view take(std::size_t size) {
    if (spoilt_ || size > end_ - at_) {
      spoilt_ = true;
      return {};
    }
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }
  /// On the wire, with its pointers followed (RFC 1035 section 4.1.4): each leads back, so that it ends.
  std::string name() {
    std::string out;
    std::size_t at = at_, limit = end_;
    bool jumped = false;
    for (int jumps = 0; !spoilt_;) {
      if (at >= limit) break;
      const auto size = static_cast<unsigned char>(bytes_[at]);
      if (size >= 0xC0U) {
        if (at + 1 >= limit || ++jumps > kMostJumps) break;
        const std::size_t to = (size & 0x3FU) << 8U | static_cast<unsigned char>(bytes_[at + 1]);
        if (!std::exchange(jumped, true)) at_ = at + 2;
        if (to >= at) break;
        at = to;
        limit = bytes_.size();
        continue;
      }
      if (size > 63 || at + 1 + size > limit || out.size() + 1 + size > kMaxName) break;
      out += bytes_.substr(at, std::size_t{1} + size);
      at += std::size_t{1} + size;
      if (size > 0) continue;
      if (!jumped) at_ = at;
      return out;
    }
    spoilt_ = true;
    return {};
  }
  /// Nothing beyond so many bytes from here, until done().
  void within(std::size_t size) {
    if (size > end_ - at_) spoilt_ = true;
    if (!spoilt_) end_ = at_ + size;
  }
  bool done() {
    const bool whole = !spoilt_ && at_ == end_;
    end_ = bytes_.size();
    return whole;
  }
  bool is_spoilt() const { return spoilt_; }
  std::size_t left() const { return end_ - at_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0, end_;
  bool spoilt_ = false;
};

std::string words_of(const std::string& wire_name) { return to_text(Type::kNs, wire_name).value_or(""); }

/// The data of one record; names are compressed in those types only that RFC 3597 section 4 allows it in.
std::string rdata_of(Reader& in, Type type, std::size_t size) {
  switch (type) {
    case Type::kNs:
    case Type::kCname:
      return in.name();
    case Type::kMx: {
      std::string out(in.take(2));
      return out + in.name();
    }
    case Type::kSoa: {
      std::string out = in.name();
      out += in.name();
      return out += in.take(20);
    }
    default:
      return std::string(in.take(size));
  }
}

std::string error_of(std::string_view options) {
  Reader in(options);
  while (in.left() > 0) {
    const unsigned code = in.number(2);
    const std::string_view value = in.take(in.number(2));
    if (in.is_spoilt()) break;
    if (code != kExtendedError || value.size() < 2) continue;
    const std::string number = std::to_string(Reader(value).number(2));
    const std::string text = one_line(std::string(value.substr(2, kMostErrorText)));
    return text.empty() ? number : number + ": " + text;
  }
  return {};
}

}  // namespace

std::optional<std::string> question_bytes(std::uint16_t id, std::string_view name, Type type, Checking checking,
                                          Recursion recursion) {
  std::string out;
  put(out, id);
  constexpr unsigned kRecursionDesired = 0x0100, kAuthentic = 0x0020, kCheckingDisabled = 0x0010;
  put(out, (recursion == Recursion::kWanted ? kRecursionDesired : 0U) |
               (checking == Checking::kWanted ? kAuthentic : kCheckingDisabled));
  for (const unsigned count : {1U, 0U, 0U, 1U}) put(out, count);
  if (!put_name(out, name)) return std::nullopt;
  put(out, std::to_underlying(type));
  put(out, kClassIn);
  out += '\0';  // the root, which owns OPT
  put(out, kOpt);
  put(out, kMaxDatagram);
  put(out, 0, 4);
  put(out, 0);
  return out;
}

std::optional<Message> read_message(std::string_view bytes) {
  Reader in(bytes);
  Message out;
  out.id = static_cast<std::uint16_t>(in.number(2));
  const unsigned flags = in.number(2);
  const unsigned questions = in.number(2), answers = in.number(2), authorities = in.number(2), more = in.number(2);
  if (in.is_spoilt()) return std::nullopt;
  out.is_answer = (flags & 0x8000U) != 0;
  out.is_truncated = (flags & 0x0200U) != 0;
  out.is_authentic = (flags & 0x0020U) != 0;
  out.rcode = flags & 0x000FU;
  const bool may_lack_question = out.is_answer && out.rcode != 0;
  if (questions != 1 && !(questions == 0 && may_lack_question)) return std::nullopt;
  if (questions == 1) {
    out.name = words_of(in.name());
    out.type = static_cast<Type>(in.number(2));
    if (in.number(2) != kClassIn || in.is_spoilt()) return std::nullopt;
  }
  for (unsigned i = 0; i < answers + authorities + more; ++i) {
    const std::string owner = in.name();
    const unsigned type = in.number(2), record_class = in.number(2), ttl = in.number(4), size = in.number(2);
    in.within(size);
    std::string rdata = rdata_of(in, static_cast<Type>(type), size);
    if (!in.done()) {
      if (out.is_truncated) break;  // cut where it was full
      return std::nullopt;
    }
    if (i < answers && record_class == kClassIn) {
      out.answers.push_back({words_of(owner), static_cast<Type>(type), ttl, std::move(rdata)});
    } else if (i >= answers + authorities && type == kOpt) {
      out.rcode |= ttl >> 24U << 4U;
      out.error = error_of(rdata);
    }
  }
  return out;
}

}  // namespace waarborg::dns
