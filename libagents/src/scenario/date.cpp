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

Date date_from_epoch(std::int64_t days) {
  const std::int64_t from_march = days + 719468, era = floor_of(from_march, 146097), day_of_era = from_march - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153, month = (month_from_march + 2) % 12 + 1;
  return {static_cast<int>(era * 400 + year_of_era + (month <= 2 ? 1 : 0)), static_cast<int>(month),
          static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1)};
}

std::int32_t quarter_of(Date start, Date date) {
  const std::int64_t months = (date.year - start.year) * 12 + (date.month - start.month) - (date.day < start.day ? 1 : 0);
  return static_cast<std::int32_t>(floor_of(months, 3));
}

std::int32_t quarter_from(Date start, Date date) {
  constexpr std::int64_t middle = 45;
  return quarter_of(start, date_from_epoch(days_from_epoch(date) - middle - 1)) + 1;  // behind the last quarter whose middle is before it
}

}  // namespace entrepot
