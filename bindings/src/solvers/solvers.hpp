// What defines the functions of entrepot.solvers: one register function a file. The rooms are in solvers.cpp.
#pragma once
#include "room.hpp"

namespace entrepot::binding {

void register_adoption(Room& room);
void register_building(Room& room);
void register_clubs(Room& room);
void register_coalition(Room& room);
void register_deterrence(Room& room);
void register_holdup(Room& room);
void register_markets(Room& room);
void register_menus(Room& room);
void register_pie(Room& room);
void register_queues(Room& room);
void register_race(Room& room);
void register_route_choice(Room& room);
void register_routes(Room& room);
void register_rules(Room& room);
void register_trade(Room& room);

}  // namespace entrepot::binding
