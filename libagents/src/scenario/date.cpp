#include <array>

#include "entrepot/scenario/scenario.hpp"

namespace entrepot {
namespace {

std::string digits(int value, std::size_t wide) {
  std::string text = std::to_string(value < 0 ? 0 : value);
  return text.size() < wide ? std::string(wide - text.size(), '0') + text : text;
}
constexpr std::int64_t floor_of(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

std::string Date::text() const { return digits(year, 4) + '-' + digits(month, 2) + '-' + digits(day, 2); }

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, so that the leap day is the last of a year.
std::int64_t days_from_epoch(Date date) {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_of(year, 400), year_of_era = year - era * 400;
  const std::int64_t month_from_march = (date.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

std::int32_t quarter_of(Date start, Date date) {
  const std::int64_t months = (date.year - start.year) * 12 + (date.month - start.month) - (date.day < start.day ? 1 : 0);
  return static_cast<std::int32_t>(floor_of(months, 3));
}

}  // namespace entrepot
