// run/recorder.hpp: copies of named columns at the end of every quarter. Recording draws nothing and changes nothing.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/world/model.hpp"

namespace entrepot {

/// What to record: "table.column" and "events.kind" of a model, resolved once by name.
struct RecordPlan {
  struct Want {
    std::string name;
    const TableInfo* table;
    const ColumnInfo* column;
  };
  std::vector<Want> columns;
  std::vector<std::string> events;
  /// Throws UnknownName (with the nearest) for the first name that is not there, or is a text column.
  RecordPlan(std::span<const std::string> names, const Model& model);
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
  /// A column at the end of one quarter; laid out once, when the run is over.
  struct Shot {
    bool whole = false;
    std::size_t rows = 0, width = 1;
    std::vector<float> real;
    std::vector<std::int64_t> integers;
  };
  RecordPlan plan_;
  std::size_t quarters_;
  std::vector<std::vector<Shot>> shots_;  // by column, by quarter

 public:
  Recorder(RecordPlan plan, std::size_t quarters);
  void record(const World& world);
  std::vector<Cube> cubes() const;
};

}  // namespace entrepot
