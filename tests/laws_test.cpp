// The rules of the house, as a test. The include table is read from docs/house.md, so that the
// picture stays true.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "base/text.hpp"

namespace fs = std::filesystem;
using namespace proofbox;

namespace {

fs::path const source = PROOFBOX_SOURCE_DIR;

struct File {
  std::string name;    // "emulator/box/box.cpp"
  std::string folder;  // of the include table: "box", "engines/sqs", "services"
  std::string text;
};

std::string read(fs::path const& path) {
  std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

std::string folder_of(std::string const& name) {
  auto const parts = split(name, '/');
  if (parts[0] == "services")
    return "services";
  if (parts.size() == 2)
    return "main";
  return parts[1] == "engines" ? "engines/" + std::string{parts[2]} : std::string{parts[1]};
}

std::vector<File> sources() {
  std::vector<File> files;
  for (auto const* root : {"emulator", "services"})
    for (auto const& entry : fs::recursive_directory_iterator{source / root}) {
      auto const extension = entry.path().extension();
      if (extension != ".cpp" && extension != ".hpp")
        continue;
      auto const name = fs::relative(entry.path(), source).generic_string();
      files.push_back({name, folder_of(name), read(entry.path())});
    }
  std::sort(files.begin(), files.end(),
            [](auto const& left, auto const& right) { return left.name < right.name; });
  return files;
}

// ---- the include table ----

using Table = std::map<std::string, std::set<std::string>>;

// Reads "| live, sim | base, shape, ports |" rows below the heading "| folder | may include |".
Table include_table(std::string const& markdown) {
  Table table;
  std::istringstream lines{markdown};
  std::string line;
  bool inside = false;
  while (std::getline(lines, line)) {
    if (line.starts_with("| folder | may include |")) {
      inside = true;
      continue;
    }
    if (!inside || line.starts_with("|---"))
      continue;
    if (!line.starts_with('|'))
      break;
    auto const cells = split(line, '|');
    for (auto const folder : split(cells[1], ','))
      for (auto const allowed : split(cells[2], ','))
        table[std::string{trim(folder)}].insert(std::string{trim(allowed)});
  }
  return table;
}

// The row of a folder: "engines/X" stands for every engine.
std::set<std::string> allowed_in(Table const& table, std::string const& folder) {
  auto const key = folder.starts_with("engines/") ? std::string{"engines/X"} : folder;
  auto const row = table.find(key);
  return row == table.end() ? std::set<std::string>{} : row->second;
}

bool may_include(Table const& table, std::string const& folder, std::string const& header) {
  auto const slash = header.find('/');
  auto const first = header.substr(0, slash);
  auto const allowed = allowed_in(table, folder);
  if (first == folder || allowed.contains(first) || allowed.contains("everything"))
    return true;
  if (first != "engines")
    return folder == "services" && !table.contains(first);  // the services' own folders
  auto const engine = header.substr(0, header.find('/', 8));
  if (engine == folder || allowed.contains("engines"))
    return true;
  return allowed.contains("`engines/*/shapes.hpp`") && header.ends_with("shapes.hpp");
}

std::vector<std::string> own_includes(std::string const& text) {
  static std::regex const include{R"re((?:^|\n)#include "([^"]+)")re"};
  std::vector<std::string> headers;
  for (std::sregex_iterator at{text.begin(), text.end(), include}, end; at != end; ++at)
    headers.push_back((*at)[1]);
  return headers;
}

std::vector<std::string> wrong_includes(Table const& table, File const& file) {
  std::vector<std::string> wrong;
  for (auto const& header : own_includes(file.text))
    if (file.folder != "main" && !may_include(table, file.folder, header))
      wrong.push_back(file.name + " includes " + header);
  return wrong;
}

// ---- words that belong to certain folders ----

struct Reserved {
  char const* what;
  char const* pattern;
  std::vector<std::string> folders;  // or files
};

std::vector<Reserved> const& reserved() {
  static std::vector<Reserved> const words{
      {"a wall clock",
       R"(system_clock|steady_clock|high_resolution_clock|clock_gettime|gettimeofday|\btime\(nullptr\))",
       {"live"}},
      {"loose chance", R"(random_device|\bs?rand\(|_distribution\b|mt19937)", {"live"}},
      {"a thread",
       R"(<thread>|<mutex>|<atomic>|<condition_variable>|std::thread|std::mutex|std::atomic)",
       {"live"}},
      {"Boost", R"(<boost/)", {"live", "emulator/shape/json.cpp"}},
      {"GMime", R"(<gmime/)", {"emulator/engines/ses/mime_reading.cpp"}},
      {"SQLite", R"(<sqlite3\.h>)", {"sqlite"}},
  };
  return words;
}

std::vector<std::string> misplaced_words(File const& file) {
  std::vector<std::string> found;
  for (auto const& word : reserved()) {
    bool const at_home =
        std::any_of(word.folders.begin(), word.folders.end(),
                    [&](auto const& place) { return place == file.folder || place == file.name; });
    if (!at_home && std::regex_search(file.text, std::regex{word.pattern}))
      found.push_back(file.name + " has " + word.what);
  }
  if (file.name.ends_with(".hpp") && file.text.find("<nlohmann/json.hpp>") != std::string::npos)
    found.push_back(file.name + " is a header with nlohmann/json");
  return found;
}

// ---- the compiler's trap ----

// The expression that a co_await at this offset awaits.
std::string_view awaited(std::string_view text, std::size_t at) {
  int depth = 0;
  auto end = at;
  for (; end < text.size(); ++end) {
    auto const c = text[end];
    if (c == '(' || c == '[' || c == '{')
      ++depth;
    if (c == ')' || c == ']' || c == '}')
      --depth;
    if (depth < 0 || (depth == 0 && c == ';'))
      break;
  }
  return text.substr(at, end - at);
}

std::vector<std::string> braces_in_awaits(File const& file) {
  static std::regex const lambda{R"((^|[(,=\s])\[[^\]]*\]\s*[({])"};
  std::vector<std::string> found;
  constexpr std::string_view keyword = "co_await ";
  std::string code;
  std::istringstream lines{file.text};
  for (std::string line; std::getline(lines, line);)
    code += line.substr(0, line.find("//")) + '\n';
  for (auto at = code.find(keyword); at != std::string::npos; at = code.find(keyword, at + 1)) {
    auto const expression = std::string{awaited(code, at + keyword.size())};
    if (expression.find('{') != std::string::npos || std::regex_search(expression, lambda))
      found.push_back(file.name + ": co_await " + expression);
  }
  return found;
}

// ---- headers and apis ----

bool has_opening_sentence(File const& file) { return file.text.starts_with("// "); }

// Operations are the structs of shapes.hpp that have an Output.
std::vector<std::string> operations_in(std::string const& shapes) {
  static std::regex const top{R"((?:^|\n)struct (\w+) \{)"};
  std::vector<std::string> operations;
  for (std::sregex_iterator at{shapes.begin(), shapes.end(), top}, end; at != end; ++at) {
    auto const begin = static_cast<std::size_t>(at->position());
    auto const body = shapes.substr(begin, shapes.find("\n};", begin) - begin);
    if (body.find("struct Output") != std::string::npos ||
        body.find("using Output") != std::string::npos)
      operations.push_back((*at)[1]);
  }
  return operations;
}

bool has_row(std::string const& api, std::string const& operation) {
  return std::regex_search(api, std::regex{"operation<\\s*(\\w+::)*" + operation + "\\s*,"});
}

std::string joined(std::vector<std::string> const& findings) {
  std::string text;
  for (auto const& finding : findings)
    text += finding + '\n';
  return text;
}

template <class Check>
std::string findings(Check const& check) {
  std::vector<std::string> all;
  for (auto const& file : sources())
    for (auto const& finding : check(file))
      all.push_back(finding);
  return joined(all);
}

}  // namespace

TEST_CASE("Every include goes down the house", "[laws]") {
  auto const table = include_table(read(source / "docs/house.md"));
  REQUIRE(table.size() > 10);
  CHECK(findings([&](File const& file) { return wrong_includes(table, file); }) == "");
}

TEST_CASE("Every folder of the house has its row in the include table", "[laws]") {
  auto const table = include_table(read(source / "docs/house.md"));
  for (auto const& file : sources())
    if (file.folder != "main") {
      INFO(file.name);
      CHECK_FALSE(allowed_in(table, file.folder).empty());
    }
}

TEST_CASE("Clocks, chance, threads, Boost and SQLite stay where they belong", "[laws]") {
  CHECK(findings(misplaced_words) == "");
}

TEST_CASE("No brace and no capturing lambda stands inside a co_await expression", "[laws]") {
  CHECK(findings(braces_in_awaits) == "");
}

TEST_CASE("Every header begins with a sentence on what it is", "[laws]") {
  CHECK(findings([](File const& file) {
          bool const silent = file.name.ends_with(".hpp") && !has_opening_sentence(file);
          return silent ? std::vector{file.name} : std::vector<std::string>{};
        }) == "");
}

TEST_CASE("Every operation that has a shape has a row in its service's api", "[laws]") {
  auto const all = sources();
  for (auto const& file : all) {
    if (!file.folder.starts_with("engines/") || !file.name.ends_with("shapes.hpp"))
      continue;
    std::string apis;
    for (auto const& other : all)
      if (other.folder == file.folder && other.name.ends_with("api.cpp"))
        apis += other.text;
    for (auto const& operation : operations_in(file.text)) {
      INFO(file.name << ": " << operation);
      CHECK(has_row(apis, operation));
    }
  }
}

TEST_CASE("The laws see what breaks them", "[laws]") {
  auto const table = include_table(read(source / "docs/house.md"));
  CHECK(wrong_includes(table,
                       {"emulator/engines/sqs/x.cpp", "engines/sqs", "#include \"box/box.hpp\"\n"})
            .size() == 1);
  CHECK(wrong_includes(table, {"emulator/engines/sqs/x.cpp", "engines/sqs",
                               "#include \"engines/sns/shapes.hpp\"\n"})
            .size() == 1);
  CHECK(wrong_includes(table,
                       {"emulator/lambda/x.cpp", "lambda", "#include \"engines/sqs/engine.hpp\"\n"})
            .size() == 1);
  CHECK(wrong_includes(table,
                       {"emulator/lambda/x.cpp", "lambda", "#include \"engines/sqs/shapes.hpp\"\n"})
            .empty());
  CHECK(
      wrong_includes(table, {"emulator/box/x.cpp", "box", "#include \"shop/shop.hpp\"\n"}).size() ==
      1);
  CHECK(misplaced_words({"emulator/box/x.cpp", "box", "std::chrono::system_clock::now()"}).size() ==
        1);
  CHECK(misplaced_words({"emulator/box/x.cpp", "box", "std::random_device chance;"}).size() == 1);
  CHECK(
      misplaced_words({"emulator/live/x.cpp", "live", "std::chrono::system_clock::now()"}).empty());
  CHECK(braces_in_awaits({"x.cpp", "box", "auto x = co_await f(Statement{\"a\"});"}).size() == 1);
  CHECK(braces_in_awaits({"x.cpp", "box", "co_await f([&] { return 1; });"}).size() == 1);
  CHECK(braces_in_awaits({"x.cpp", "box", "if (co_await f(list[0])) { g(); }"}).empty());
}
