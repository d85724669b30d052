// One description, every codec: each kind of member goes through JSON, Query, XML and rows.
#include <catch2/catch.hpp>

#include "shape/json.hpp"
#include "shape/limits.hpp"
#include "shape/query.hpp"
#include "shape/row.hpp"
#include "shape/xml.hpp"

using namespace proofbox;

namespace {

struct Inner {
  std::string name;
  std::optional<std::int64_t> count;
  bool operator==(Inner const&) const = default;
  static Shape const& shape() {
    static Shape const shape =
        Describe<Inner>("Inner")
            .member("Name", &Inner::name, required)
            .member("Count", &Inner::count, optional.between(1, 10, "Must be between 1 and 10."));
    return shape;
  }
};

struct Everything {
  std::string text;
  std::int64_t integer = 0;
  double number = 0;
  bool boolean = false;
  Blob blob;
  Instant instant{};
  std::optional<std::string> maybe;
  std::vector<std::string> list;
  std::vector<Inner> structures;
  Map<std::string> map;
  Map<Inner> map_of_structures;
  Inner structure;
  bool operator==(Everything const&) const = default;
  static Shape const& shape() {
    static Shape const shape =
        Describe<Everything>("Everything")
            .member("Text", &Everything::text, required)
            .member("Integer", &Everything::integer)
            .member("Number", &Everything::number)
            .member("Boolean", &Everything::boolean)
            .member("Blob", &Everything::blob)
            .member("Instant", &Everything::instant)
            .member("Maybe", &Everything::maybe)
            .member("List", &Everything::list)
            .member("Structures", &Everything::structures)
            .member("Map", &Everything::map, optional.entry_names("Key", "Value"))
            .member("MapOfStructures", &Everything::map_of_structures,
                    optional.query_name("Entry").entry_names("Name", "Value"))
            .member("Structure", &Everything::structure);
    return shape;
  }
};

Everything full() {
  Everything all;
  all.text = "도넛 \"<&>\"\r\n";
  all.integer = -42;
  all.number = 1.5;
  all.boolean = true;
  all.blob.bytes = std::string{"\0\1\xff", 3};
  all.instant = *parse_instant("2023-05-25T00:00:00Z");
  all.maybe = "here";
  all.list = {"a", "b"};
  all.structures = {{"one", 1}, {"two", std::nullopt}};
  all.map = {{"k", "v"}, {"l", "w"}};
  all.map_of_structures = {{"x", {"inner", 3}}};
  all.structure = {"s", 9};
  return all;
}

Form form_of(std::string_view text) { return *read_form(text); }

}  // namespace

TEST_CASE("JSON gives every kind of member, in the order of the description") {
  CHECK(to_json(full()) ==
        "{\"Text\":\"도넛 "
        "\\\"<&>\\\"\\r\\n\",\"Integer\":-42,\"Number\":1.5,\"Boolean\":true,\"Blob\":\"AAH/\","
        "\"Instant\":1684972800,\"Maybe\":\"here\",\"List\":[\"a\",\"b\"],"
        "\"Structures\":[{\"Name\":\"one\",\"Count\":1},{\"Name\":\"two\"}],\"Map\":{\"k\":\"v\","
        "\"l\":\"w\"},"
        "\"MapOfStructures\":{\"x\":{\"Name\":\"inner\",\"Count\":3}},\"Structure\":{\"Name\":"
        "\"s\",\"Count\":9}}");
}

TEST_CASE("JSON leaves out what is absent or empty") {
  CHECK(to_json(Everything{}) ==
        "{\"Text\":\"\",\"Integer\":0,\"Number\":0.0,\"Boolean\":false,\"Blob\":\"\",\"Instant\":0,"
        "\"Structure\":{\"Name\":\"\"}}");
}

TEST_CASE("What JSON wrote, JSON reads") {
  Everything read;
  CHECK_FALSE(from_json(to_json(full()), read));
  CHECK(read == full());
}

TEST_CASE("JSON skips unknown members whatever is in them, and takes null as absent") {
  Inner read;
  CHECK_FALSE(
      from_json(R"({"Other":{"a":[1,{"b":"c"}]},"Name":"n","More":[[[]]],"Count":null})", read));
  CHECK(read == Inner{"n", std::nullopt});
}

TEST_CASE("JSON names what does not fit, with its path") {
  auto const misfit = [](std::string_view text) {
    Everything read;
    auto const found = from_json(text, read);
    return found ? found->member : std::string{"fits"};
  };
  CHECK(misfit(R"({"Text":1})") == "Text");
  CHECK(misfit(R"({"Text":"t","Integer":"1"})") == "Integer");
  CHECK(misfit(R"({"Text":"t","Integer":1.5})") == "Integer");
  CHECK(misfit(R"({"Text":"t","Boolean":"true"})") == "Boolean");
  CHECK(misfit(R"({"Text":"t","Blob":"*"})") == "Blob");
  CHECK(misfit(R"({"Text":"t","List":"a"})") == "List");
  CHECK(misfit(R"({"Text":"t","List":[1]})") == "List");
  CHECK(misfit(R"({"Text":"t","Map":[]})") == "Map");
  CHECK(misfit(R"({"Text":"t","Structures":[{"Name":"a"},{"Count":1}]})") == "Structures.2.Name");
  CHECK(misfit(R"({"Text":"t","MapOfStructures":{"k":{"Name":true}}})") ==
        "MapOfStructures.k.Name");
  CHECK(misfit(R"({"Text":"t","Structure":{"Count":1}})") == "Structure.Name");
}

TEST_CASE("JSON tells a missing member from a malformed body") {
  Everything read;
  CHECK(from_json("{}", read)->kind == Misfit::Kind::missing);
  for (auto const* text : {"{", "[]", "1", "\"a\"", "null", "{\"Text\":\"a\"} x",
                           "{\"Text\":\"\xff\"}", "{'Text':1}"}) {
    INFO(text);
    auto const misfit = from_json(text, read);
    REQUIRE(misfit);
    CHECK(misfit->kind != Misfit::Kind::missing);
  }
}

TEST_CASE("JSON refuses what is nested too deep instead of following it") {
  std::string const deep(100'000, '[');
  Inner read;
  CHECK(from_json("{\"Other\":" + deep, read)->kind == Misfit::Kind::syntax);
}

TEST_CASE("JSON reads texts that come in parts: escapes, surrogates, long strings") {
  Inner read;
  std::string const tail(100'000, 'x');
  CHECK_FALSE(from_json(R"({"\u004eame":"\ud55c\uae00 \ud83c\udf69 )" + tail + "\"}", read));
  CHECK(read.name == "한글 🍩 " + tail);
}

TEST_CASE("Query reads every kind of member in the flattened style of SQS") {
  Everything read;
  CHECK_FALSE(read_query(
      form_of(
          "Text=a+b%26&Integer=-42&Number=1.5&Boolean=true&Blob=AAH%2F&Instant=2023-05-25T00:00:"
          "00Z&Maybe=here"
          "&List.1=a&List.2=b&Structures.1.Name=one&Structures.1.Count=1&Structures.2.Name=two"
          "&Map.1.Key=k&Map.1.Value=v&Entry.1.Name=x&Entry.1.Value.Name=inner&Structure.Name=s"),
      Everything::shape(), QueryStyle::flattened, &read));
  auto expected = full();
  expected.text = "a b&";
  expected.map = {{"k", "v"}};
  expected.map_of_structures = {{"x", {"inner", std::nullopt}}};
  expected.structure = {"s", std::nullopt};
  CHECK(read == expected);
}

TEST_CASE("Query reads lists and maps in the nested style of all other services") {
  Everything read;
  CHECK_FALSE(read_query(form_of("Text=t&List.member.1=a&List.member.2=b&Map.entry.1.Key=k&Map."
                                 "entry.1.Value=v&Structure.Name=s"),
                         Everything::shape(), QueryStyle::nested, &read));
  CHECK(read.list == std::vector<std::string>{"a", "b"});
  CHECK(read.map == Map<std::string>{{"k", "v"}});
}

TEST_CASE("Query puts the tenth entry behind the second") {
  Everything read;
  CHECK_FALSE(read_query(form_of("Text=t&Structure.Name=s&List.10=j&List.2=b&List.1=a"),
                         Everything::shape(), QueryStyle::flattened, &read));
  CHECK(read.list == std::vector<std::string>{"a", "b", "j"});
}

TEST_CASE("Query names what is missing or of the wrong type") {
  Everything read;
  CHECK(
      read_query(form_of("Integer=1"), Everything::shape(), QueryStyle::flattened, &read)->member ==
      "Text");
  CHECK(read_query(form_of("Text=t&Integer=x"), Everything::shape(), QueryStyle::flattened, &read)
            ->member == "Integer");
  CHECK(read_query(form_of("Text=t&Map.1.Key=k"), Everything::shape(), QueryStyle::flattened, &read)
            ->member == "Map.1");
}

TEST_CASE("A form is refused where it is not UTF-8 or has too many fields") {
  CHECK_FALSE(read_form("a=%ff"));
  std::string many;
  for (int i = 0; i < 20'001; ++i)
    many += "a=1&";
  CHECK_FALSE(read_form(many));
  CHECK(read_form("")->empty());
}

TEST_CASE("XML writes lists and maps in both styles, and escapes what XML would change") {
  Everything all;
  all.text = "<&>\"\r";
  all.list = {"a", "b"};
  all.map = {{"k", "v"}};
  std::string flat;
  write_xml(flat, Everything::shape(), QueryStyle::flattened, &all);
  CHECK(flat.starts_with("<Text>&lt;&amp;&gt;&quot;&#xD;</Text><Integer>0</Integer>"));
  CHECK(flat.find("<List>a</List><List>b</List><Map><Key>k</Key><Value>v</Value></Map>") !=
        std::string::npos);
  std::string nested;
  write_xml(nested, Everything::shape(), QueryStyle::nested, &all);
  CHECK(nested.find("<List><member>a</member><member>b</member></List><Structures></Structures>"
                    "<Map><entry><Key>k</Key><Value>v</Value></entry></Map>") != std::string::npos);
}

TEST_CASE("A row gives back what was put in, and refuses every cut of it") {
  auto const all = full();
  auto const row = write_row(Everything::shape(), &all);
  Everything read;
  CHECK(read_row(row, Everything::shape(), &read));
  CHECK(read == all);
  for (std::size_t length = 0; length < row.size(); ++length) {
    Everything cut;
    CHECK_FALSE(read_row(std::string_view{row}.substr(0, length), Everything::shape(), &cut));
  }
}

TEST_CASE("Limits are found with the member's path") {
  Everything all = full();
  CHECK_FALSE(outside_limits(Everything::shape(), &all));
  all.structure.count = 11;
  auto const misfit = outside_limits(Everything::shape(), &all);
  REQUIRE(misfit);
  CHECK(misfit->member == "Structure.Count");
  CHECK(misfit->value == "11");
  CHECK(misfit->reason == "Must be between 1 and 10.");
}
