// The sources of the page that shows runs, as the build put them into the binary from
// lab/report_page/.
#pragma once

#include <string_view>

namespace proofbox::lab {

// The page has the words PROOFBOX_STYLE, PROOFBOX_DATA and PROOFBOX_SCRIPT where each belongs.
extern std::string_view const report_page;
extern std::string_view const report_style;
extern std::string_view const report_script;

}  // namespace proofbox::lab
