// SPDX-License-Identifier: EUPL-1.2
#include "base/html.h"

#include <algorithm>
#include <cassert>

#include "base/encoding.h"

namespace waarborg {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_local(std::string_view address) {
  if (address.starts_with("#")) return true;
  if (address.empty() || address.starts_with("/") || address.find("..") != std::string_view::npos) return false;
  return std::ranges::all_of(address, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("/._-#").find(c) != std::string_view::npos;
  });
}

}  // namespace

std::string escape(std::string_view text) {
  const bool utf8 = is_utf8(text);
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '\n':
      case '\t':
        out += c;
        break;
      case '\r':
        break;
      default:
        if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !utf8)) {
          out += kReplacement;
        } else {
          out += c;
        }
    }
  }
  return out;
}

void Html::start(Literal tag, Attributes attributes) {
  out_ += '<';
  out_ += tag.text();
  for (const Attribute& attribute : attributes) {
    const bool refused = attribute.name.text() == "href" && !is_local(attribute.value);
    out_ += ' ';
    out_ += attribute.name.text();
    out_ += "=\"";
    out_ += refused ? "#" : escape(attribute.value);
    out_ += '"';
  }
  out_ += '>';
}

Html& Html::open(Literal tag, Attributes attributes) {
  start(tag, attributes);
  open_.push_back(tag.text());
  return *this;
}

Html& Html::close() {
  assert(!open_.empty());
  out_ += "</";
  out_ += open_.back();
  out_ += '>';
  open_.pop_back();
  return *this;
}

Html& Html::text(std::string_view text) {
  out_ += escape(text);
  return *this;
}

Html& Html::element(Literal tag, std::string_view words, Attributes attributes) {
  return open(tag, attributes).text(words).close();
}

Html& Html::single(Literal tag, Attributes attributes) {
  start(tag, attributes);
  return *this;
}

Html& Html::literal(Literal markup) {
  out_ += markup.text();
  return *this;
}

}  // namespace waarborg
