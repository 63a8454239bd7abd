// world/parameters.hpp: values of one draw, flat and named. A stage declares a struct of plain doubles and one list; `bind` fills it.
// Sources, distributions and point values stand in the scenario's parameters.csv and nowhere else. Parameters do not change in a run.
#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace entrepot {

struct ParameterInfo {
  std::string_view name, unit;
  double lowest, highest;  ///< allowed values, ends included
  std::size_t offset;      ///< of the member in the stage's struct
  std::string_view doc;
  bool shared = false;  ///< belongs to another stage of the model, which says unit, bounds and meaning
};
/// A parameter of another stage that this one reads too.
constexpr ParameterInfo also_reads(std::string_view name, std::size_t offset) { return {name, "", 0.0, 0.0, offset, "", true}; }
/// The list of a stage's parameters; specialised beside the stage's struct.
template <class S> inline constexpr std::array<ParameterInfo, 0> parameters{};
/// A member without a row does not compile. A struct without members needs no list.
template <class S> constexpr bool all_listed() { return std::is_empty_v<S> || parameters<S>.size() * sizeof(double) == sizeof(S); }

/// Names are shared by all copies; values belong to one draw.
class Parameters {
  std::shared_ptr<const std::vector<std::string>> names_;  // sorted
  std::vector<double> values_;

 public:
  Parameters();
  /// Names must be sorted and unique, values as many. Throws UnknownName otherwise.
  Parameters(std::shared_ptr<const std::vector<std::string>> names, std::vector<double> values);
  const std::vector<std::string>& names() const { return *names_; }
  std::span<const double> values() const { return values_; }
  void set(std::string_view name, double value);
  /// Throws UnknownName with the nearest name.
  double at(std::string_view name) const;
  std::size_t index(std::string_view name) const;
  void fill(std::span<const ParameterInfo> list, void* target) const;
  template <class S> S bind() const {
    S s{};
    fill(parameters<S>, &s);
    return s;
  }
  bool operator==(const Parameters& other) const { return *names_ == *other.names_ && values_ == other.values_; }
};

}  // namespace entrepot
