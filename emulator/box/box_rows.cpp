#include "box/box_rows.hpp"

#include <fmt/format.h>

namespace proofbox {

Table const errand_table = table<ErrandRow>("box_parcel");
Table const start_table = table<StartRow>("box_start");
Table const alarm_table = table<AlarmRow>("box_alarm");

Shape const& ErrandRow::shape() {
  static Shape const shape = Describe<ErrandRow>("ErrandRow")
                                 .member("number", &ErrandRow::number)
                                 .member("engine", &ErrandRow::engine)
                                 .member("cause", &ErrandRow::cause)
                                 .member("parcel", &ErrandRow::parcel);
  return shape;
}

Shape const& StartRow::shape() {
  static Shape const shape = Describe<StartRow>("StartRow").member("count", &StartRow::count);
  return shape;
}

Shape const& AlarmRow::shape() {
  static Shape const shape = Describe<AlarmRow>("AlarmRow")
                                 .member("queue", &AlarmRow::queue)
                                 .member("function", &AlarmRow::function)
                                 .member("next", &AlarmRow::next)
                                 .member("before", &AlarmRow::before);
  return shape;
}

std::string errand_key(std::uint64_t number) { return fmt::format("{:020}", number); }

}  // namespace proofbox
