// An engine in its place in a box. Only for the files of this folder.
#pragma once

#include "box/box.hpp"
#include "box/box_rows.hpp"

namespace proofbox {

struct Box::Installed {
  Kit const* kit;
  std::unique_ptr<Engine> engine;
  Random random;
  Timer due;                        // the engine's next deadline, on the agenda
  std::optional<Instant> due_at{};  // when it rings
  std::uint64_t resets = 0;  // a parcel of an engine before a reset is nothing to the one after it
};

// A parcel on its way, known to the box for as long as nobody knows whether it arrived.
class Box::Errand {
 public:
  Errand(Box& box, Installed const& from, Parcel const& parcel, std::uint64_t cause)
      : box_(box), from_(from), parcel_(parcel), cause_(cause) {
    place_ = box_.errands_.insert(box_.errands_.end(), this);
  }
  Errand(Errand const&) = delete;
  ~Errand() { leave(); }

  // It has arrived, or not, and the engine knows.
  void leave() {
    if (std::exchange(under_way_, false))
      box_.errands_.erase(place_);
  }

  std::optional<ErrandRow> row() const { return row_of(from_, parcel_, cause_); }
  // Nothing of a parcel that has no row.
  static std::optional<ErrandRow> row_of(Installed const& from, Parcel const& parcel,
                                         std::uint64_t cause) {
    auto row = ParcelRow::of(parcel);
    if (!row)
      return {};
    return ErrandRow{static_cast<std::int64_t>(parcel.number), std::string{from.kit->name},
                     static_cast<std::int64_t>(cause), std::move(*row)};
  }

 private:
  Box& box_;
  Installed const& from_;
  Parcel const& parcel_;
  std::uint64_t cause_;
  std::list<Errand*>::iterator place_;
  bool under_way_ = true;
};

}  // namespace proofbox
