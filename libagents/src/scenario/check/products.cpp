// What products, their vendors and their dates mean together.
#include <algorithm>

#include "scenario/read/draft.hpp"

namespace entrepot::reading {
namespace {

void check_vendor(Draft& draft, std::size_t i) {
  const Products& p = draft.out.start.products;
  const Firms& f = draft.out.start.firms;
  if (!p.vendor[i]) return;
  const std::size_t v = p.vendor[i].index();
  if (f.roles[v].word != 0 && !f.roles[v].has(FirmRole::designer))
    draft.problems.add(draft.csv("products").at(i, "vendor"), "no-designer",
                       std::string("the vendor ") + quoted(f.id[v]) + " is no designer", "add the role to data/firms.csv");
  if (p.sold[i] > 0.0 && f.capacity[v] == 0.0)
    draft.problems.add(draft.csv("products").at(i, "sold"), "no-capacity",
                       quoted(p.id[i]) + " was sold, but its vendor " + quoted(f.id[v]) + " has a capacity of 0",
                       "write the capacity in data/firms.csv");
}

/// Days, not quarters: what came in the second half of the last quarter is on the market from quarter 0, but has been sold before.
void check_dates(Draft& draft, std::size_t i) {
  const Products& p = draft.out.start.products;
  if (!(p.sold[i] > 0.0) || !draft.start_known) return;
  const Position sold = draft.csv("products").at(i, "sold");
  const auto released = parse_date(draft.csv("products").raw(i, "released")),
             withdrawn = parse_date(draft.csv("products").raw(i, "withdrawn"));
  if (released && *released >= draft.out.start_date)
    draft.problems.add(sold, "not-yet-released", quoted(p.id[i]) + " was sold in the quarter before the start, but is released later",
                       "write 0, or an earlier day in released");
  if (withdrawn && quarter_of(draft.out.start_date, *withdrawn) < -1)
    draft.problems.add(sold, "already-withdrawn", quoted(p.id[i]) + " was sold in the quarter before the start, but was withdrawn before",
                       "write 0, or a later day in withdrawn");
}

/// The first day is calibrated on the mix of last quarter's sales.
void check_sold(Draft& draft) {
  const Products& p = draft.out.start.products;
  if (std::all_of(p.sold.begin(), p.sold.end(), [](double sold) { return sold == 0.0; }))
    draft.problems.add({draft.csv("products").file}, "nothing-sold", "no product was sold in the quarter before the start",
                       "demand is calibrated on its sales: write them in the column sold");
}

void check_parents(Draft& draft) {
  const Products& p = draft.out.start.products;
  std::map<std::string, std::vector<std::string>> waits;
  for (std::size_t i = 0; i < p.id.size(); ++i)
    if (p.parent[i] && !p.id[i].empty()) waits[p.id[i]] = {p.id[p.parent[i].index()]};
  for (const auto& circle : circles(waits)) {
    const auto row = draft.index("products").find(circle.front());
    if (row < 0) continue;
    draft.problems.add(draft.csv("products").at(static_cast<std::size_t>(row), "parent"), "circle",
                       std::string("products are each other's parents in a circle: ") + circle_text(circle), "leave one parent empty");
  }
}

}  // namespace

void check_products(Draft& draft) {
  const std::size_t n = draft.out.start.products.id.size();
  for (std::size_t i = 0; i < n; ++i) {
    check_vendor(draft, i);
    check_dates(draft, i);
  }
  if (draft.has_table("products")) check_sold(draft);
  if (draft.index("products").complete()) check_parents(draft);
}

}  // namespace entrepot::reading
