#include "entrepot/decisions/buy/settle.hpp"
namespace entrepot::buying { std::vector<Redesign> redesigns(const World&, const Turn&, const DemandSide&, const Shadows&, const BuyParameters&) { return {}; } }
