// SPDX-License-Identifier: EUPL-1.2
#include "base/html.h"

#include <gtest/gtest.h>

namespace waarborg {
namespace {

TEST(Html, text_never_becomes_markup) {
  Html page;
  page.open("td", {{"class", "a\" onclick=\"alert(1)"}}).text("<script>alert('x')</script> & co").close();

  EXPECT_EQ(
      page.str(),
      "<td class=\"a&quot; onclick=&quot;alert(1)\">&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; co</td>");
}

TEST(Html, an_address_leads_only_inside_the_package) {
  const auto href = [](const std::string& address) {
    Html page;
    page.element("a", "x", {{"href", address}});
    return page.str();
  };

  EXPECT_EQ(href("#m-1"), "<a href=\"#m-1\">x</a>");
  EXPECT_EQ(href("files/0a1b"), "<a href=\"files/0a1b\">x</a>");
  for (const char* bad :
       {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example", "/etc/passwd", "../x",
        "files/../../x", "https://evil.example", " javascript:x", "\tjavascript:x", ""}) {
    EXPECT_EQ(href(bad), "<a href=\"#\">x</a>") << bad;
  }
}

TEST(Html, bytes_that_are_no_text_are_replaced) {
  EXPECT_EQ(escape(std::string("a\0b\x1B", 4)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
  EXPECT_EQ(escape("caf\xC3\xA9"), "caf\xC3\xA9");
  EXPECT_EQ(escape("caf\xE9"), "caf\xEF\xBF\xBD");
  EXPECT_EQ(escape("line\r\nnext\t."), "line\nnext\t.");
}

TEST(Html, elements_close_in_order) {
  Html page;
  page.open("table").open("tr").element("td", "1").close().single("br").close();

  EXPECT_EQ(page.str(), "<table><tr><td>1</td></tr><br></table>");
  EXPECT_EQ(page.depth(), 0U);
}

}  // namespace
}  // namespace waarborg
