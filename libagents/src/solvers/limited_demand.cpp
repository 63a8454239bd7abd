#include "entrepot/solvers/limited_demand.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <limits>

#include "base/wide.hpp"
#include "entrepot/base/real.hpp"

namespace entrepot::solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int most_steps = 60;

/// What the demand of a row is made of; e and the like are inside the nest.
struct Row {
  const double *e, *unit, *spent, *spent_open, *nest, *elsewhere, *spent_elsewhere, *money;
  const double *y, *power, *total, *wanted;
  double* quantity;
};
/// Adds the rows' demand of what is limited, and its slope with respect to t.
ENTREPOT_CLONES void add_rows(Row r, const double* factor, double own_price, double nest, double response, double* demand, double* slope,
                              std::size_t n) {
  ENTREPOT_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) {
    const bool any = r.unit[i] > 0.0;  // else the row has nothing that is limited
    const double y = any ? r.y[i] : 1.0;
    const double value = r.nest[i] * r.power[i], value_y = value / y;
    const double y_falls = -own_price * factor[i] * r.e[i] / y;     // slope of ln y
    const double gain_slope = nest * value * y_falls / r.total[i];  // of ln T
    // What the budget allows: chosen/spent, both less the factor 1/T that they have in common.
    const double limited_spent = factor[i] * r.spent[i], nest_spent = r.spent_open[i] + limited_spent;
    const double chosen = value + r.elsewhere[i], all_spent = value_y * nest_spent + r.spent_elsewhere[i];
    const double spent = all_spent > 0.0 ? all_spent : 1.0, affordable = r.money[i] * chosen / spent;
    const bool capped = affordable < r.wanted[i];
    r.quantity[i] = capped ? affordable : r.wanted[i];
    const double spent_slope = value_y * ((nest - 1.0) * y_falls * nest_spent - own_price * limited_spent);
    const double affordable_slope = nest * value * y_falls / (chosen > 0.0 ? chosen : 1.0) - spent_slope / spent;
    const double quantity_slope = capped ? affordable_slope : response * gain_slope;  // of ln C
    const double d = any ? r.quantity[i] * value_y * factor[i] * r.unit[i] / r.total[i] : 0.0;
    demand[i] += d;
    slope[i] += d * (quantity_slope + (nest - 1.0) * y_falls - own_price - gain_slope);
  }
}

/// A search by buyer: ln(demand/limit), demand and its slope with respect to t, and the bracket of t.
struct Search {
  const double *above, *demand, *slope;
  double *t, *low, *high;
};
/// One step of Newton's method, or half the bracket where that leaves it, for whoever is not near its limit. False if everybody is.
ENTREPOT_CLONES bool advance_all(Search s, std::size_t n) {
  std::int64_t open = 0;
  ENTREPOT_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) {
    const double above = s.above[i], t = s.t[i];
    const bool near = above < LimitedDemand::tolerance && above > -LimitedDemand::tolerance, too_much = above > 0.0;
    const double low = !near && too_much ? t : s.low[i], high = !near && !too_much ? t : s.high[i];
    const double slope = s.slope[i] / (s.demand[i] > 0.0 ? s.demand[i] : 1.0);
    const bool falls = s.demand[i] > 0.0 && slope < 0.0;
    const double newton = t - above / (falls ? slope : -1.0), halved = high < infinity ? 0.5 * (low + high) : 2.0 * low + 1.0;
    const double next = falls && newton > low && newton < high ? newton : halved;
    s.t[i] = near ? t : next;
    s.low[i] = low;
    s.high[i] = high;
    open += near ? 0 : 1;
  }
  return open > 0;
}

}  // namespace

LimitedDemand::LimitedDemand(Parameters parameters) : p_{parameters}, beta_{parameters.own_price * parameters.nest} {}

void LimitedDemand::start(std::size_t buyers, std::size_t rows) {
  const std::initializer_list<std::span<double>*> of_buyer{&limit,   &ordered, &log_markup, &factor,     &above_,  &low_,    &high_,
                                                           &demand_, &slope_,  &s_,         &rest_of_s_, &raised_, &scratch_};
  const std::initializer_list<std::span<double>*> of_row{
      &limited,       &open, &unit,   &spent_limited, &spent_open, &elsewhere, &spent_elsewhere, &outside, &wanted,  &money,   &in_nest,
      &out_of_nest,   &gain, &index,  &now_wanted,    &quantity,   &nest,      &rest_,           &e_,      &e_open_, &e_unit_, &e_spent_,
      &e_spent_open_, &y_,   &log_y_, &power_,        &total_,     &log_total_};
  buyers_ = buyers;
  rows_ = rows;
  room_.assign((of_buyer.size() + of_row.size() * rows) * buyers, 0.0);
  double* next = room_.data();
  const auto give = [&](std::initializer_list<std::span<double>*> all, std::size_t size) {
    for (std::span<double>* x : all) {
      *x = {next, size};
      next += size;
    }
  };
  give(of_buyer, buyers);
  give(of_row, rows * buyers);
}

void LimitedDemand::solve() {
  normalise();
  std::fill(high_.begin(), high_.end(), infinity);
  for (std::size_t i = 0; i < buyers_; ++i) above_[i] = ordered[i] / limit[i];
  real::log(above_, above_);
  guess();
  bool more = true;
  for (int step = 0; more && step < most_steps; ++step) {
    evaluate();
    more = advance_all({above_.data(), demand_.data(), slope_.data(), log_markup.data(), low_.data(), high_.data()}, buyers_);
  }
  finish();
}

void LimitedDemand::normalise() {
  for (std::size_t r = 0; r < nest.size(); ++r) {
    rest_[r] = outside[r] + elsewhere[r];
    const double inverse = nest[r] > 0.0 ? 1.0 / nest[r] : 0.0;
    e_[r] = limited[r] * inverse;
    e_open_[r] = open[r] * inverse;
    e_unit_[r] = unit[r] * inverse;
    e_spent_[r] = spent_limited[r] * inverse;
    e_spent_open_[r] = spent_open[r] * inverse;
  }
}

/// First markups: those of markets whose limited things are all of their nest. T = s e^(-beta t) + 1 - s, and demand goes with
/// T^(eps/beta - 1) e^(-beta t). The row with most of the nest speaks for all.
void LimitedDemand::guess() {
  for (std::size_t i = 0; i < buyers_; ++i) {
    std::size_t most = row(i, 0);
    for (std::size_t z = 1; z < rows_; ++z)
      if (nest[row(i, z)] * wanted[row(i, z)] > nest[most] * wanted[most]) most = row(i, z);
    s_[i] = nest[most];
    rest_of_s_[i] = rest_[most];
  }
  const double bend = p_.elasticity / beta_ - 1.0;
  real::log(rest_of_s_, log_markup);  // where the nest is left
  for (std::size_t i = 0; i < buyers_; ++i) log_markup[i] = (above_[i] + bend * log_markup[i]) / beta_;
  for (int step = 0; step < 3; ++step) {
    for (std::size_t i = 0; i < buyers_; ++i) {
      log_markup[i] = log_markup[i] > 0.0 ? log_markup[i] : 0.0;
      scratch_[i] = -beta_ * log_markup[i];
    }
    real::exp(scratch_, raised_);
    for (std::size_t i = 0; i < buyers_; ++i) {
      raised_[i] *= s_[i];
      factor[i] = raised_[i] + rest_of_s_[i];
    }
    real::log(factor, scratch_);
    for (std::size_t i = 0; i < buyers_; ++i)
      log_markup[i] += (above_[i] + bend * scratch_[i] - beta_ * log_markup[i]) / (beta_ * (1.0 + bend * raised_[i] / factor[i]));
  }
  for (double& t : log_markup) t = t > 0.0 && t < 500.0 ? t : 1.0;
}

/// ln(demand/limit) at the markups, demand and its slope with respect to t. Leaves all rows there.
void LimitedDemand::evaluate() {
  const std::size_t all = rows_ * buyers_;
  for (std::size_t i = 0; i < buyers_; ++i) factor[i] = -p_.own_price * log_markup[i];
  real::exp(factor, factor);
  for (std::size_t z = 0; z < rows_; ++z)
    for (std::size_t i = 0; i < buyers_; ++i) y_[row(i, z)] = e_open_[row(i, z)] + e_[row(i, z)] * factor[i];
  real::log(y_, log_y_);
  for (std::size_t r = 0; r < all; ++r) power_[r] = p_.nest * log_y_[r];
  real::exp(power_, power_);
  for (std::size_t r = 0; r < all; ++r) total_[r] = nest[r] * power_[r] + rest_[r];
  real::log(total_, log_total_);
  for (std::size_t r = 0; r < all; ++r) now_wanted[r] = p_.elasticity / beta_ * log_total_[r];
  real::exp(now_wanted, now_wanted);
  for (std::size_t r = 0; r < all; ++r) now_wanted[r] *= wanted[r];
  std::fill(demand_.begin(), demand_.end(), 0.0);
  std::fill(slope_.begin(), slope_.end(), 0.0);
  for (std::size_t z = 0; z < rows_; ++z) {
    const auto of = [&](std::span<double> x) { return x.data() + z * buyers_; };
    add_rows({of(e_), of(e_unit_), of(e_spent_), of(e_spent_open_), of(nest), of(elsewhere), of(spent_elsewhere), of(money), of(y_),
              of(power_), of(total_), of(now_wanted), of(quantity)},
             factor.data(), p_.own_price, p_.nest, p_.elasticity / beta_, demand_.data(), slope_.data(), buyers_);
  }
  for (std::size_t i = 0; i < buyers_; ++i) above_[i] = demand_[i] / limit[i];
  real::log(above_, above_);
}

void LimitedDemand::finish() {
  for (std::size_t r = 0; r < nest.size(); ++r) {
    const double out = 1.0 / total_[r], in = y_[r] > 0.0 ? power_[r] / y_[r] * out : 0.0;
    out_of_nest[r] = moves(r) ? out : 1.0;
    in_nest[r] = moves(r) ? in : 1.0;
    gain[r] = log_total_[r] / beta_;
    index[r] = -gain[r];
  }
  real::exp(index, index);
}

}  // namespace entrepot::solvers
