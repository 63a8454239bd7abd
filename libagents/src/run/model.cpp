#include "entrepot/run/model.hpp"

#include "entrepot/decisions/account.hpp"
#include "entrepot/decisions/buy.hpp"
#include "entrepot/decisions/license.hpp"
#include "entrepot/decisions/start.hpp"

namespace entrepot {

const Model& standard_model() {
  static const Model model({Stage{Start{}}, Stage{License{}}, Stage{Buy{}}, Stage{Account{}}});
  return model;
}

void initialise(World& world, RunKey key) {
  standard_model().set_up(world, key);
  standard_model().first_day(world, key);
}

}  // namespace entrepot
