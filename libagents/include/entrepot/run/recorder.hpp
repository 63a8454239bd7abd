// run/recorder.hpp: copies of named columns at the end of every quarter. Recording draws nothing and changes nothing.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/world/events.hpp"
#include "entrepot/world/stage.hpp"

namespace entrepot {

/// What to record: "table.column" and "events.kind", resolved once by name.
struct RecordPlan {
  struct Want {
    std::string name;
    const TableInfo* table;
    const ColumnInfo* column;
  };
  std::vector<Want> columns;
  Bits<EventKind> events;
  /// Throws UnknownName (with the nearest) for the first name that is not there, or is a text column.
  explicit RecordPlan(std::span<const std::string> names = {});
};

/// One column over time: time x rows x width, rows fastest after width; rows that are born later are NaN (whole numbers: the least
/// 64-bit integer) before. Real numbers are kept as float, whole numbers as 64-bit integers.
struct Cube {
  std::string name;
  bool whole = false;
  std::size_t times = 0, rows = 0, width = 1;
  std::vector<float> real;
  std::vector<std::int64_t> integers;
};

class Recorder {
  RecordPlan plan_;
  std::vector<Cube> cubes_;

 public:
  Recorder(RecordPlan plan, std::size_t quarters);
  void record(const World& world);
  const std::vector<Cube>& cubes() const { return cubes_; }
};

}  // namespace entrepot
