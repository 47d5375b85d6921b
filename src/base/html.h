// SPDX-License-Identifier: EUPL-1.2
//
// Writes HTML. Markup comes from literals in this program only; every text and attribute value is escaped, so nothing
// that a user typed becomes markup.
//
//   Html page;
//   page.open("td", {{"class", "ref"}}).text(requirement.ref).close();
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace waarborg {

/// Known when the program is compiled: a tag, a name of an attribute, a style sheet.
class Literal {
 public:
  consteval Literal(const char* text) : text_(text) {}
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

struct Attribute {
  Literal name;
  std::string value;
};
using Attributes = std::initializer_list<Attribute>;

/// Text for an element or a quoted attribute: & < > " ' become references, control characters and bytes that are no
/// UTF-8 become U+FFFD. Line ends and tabs stay.
std::string escape(std::string_view text);

class Html {
 public:
  /// `href` may point into the same page or to a file beside it; an address with a scheme or host becomes "#".
  Html& open(Literal tag, Attributes attributes = {});
  /// Closes the innermost open element.
  Html& close();
  Html& text(std::string_view text);
  /// A whole element with text.
  Html& element(Literal tag, std::string_view text, Attributes attributes = {});
  /// An element without end tag: meta, br.
  Html& single(Literal tag, Attributes attributes = {});
  /// Markup or style as it stands in the program.
  Html& literal(Literal markup);

  /// The whole text. @pre every element was closed.
  const std::string& str() const { return out_; }
  std::size_t depth() const { return open_.size(); }

 private:
  void start(Literal tag, Attributes attributes);
  std::string out_;
  std::vector<std::string_view> open_;
};

}  // namespace waarborg
