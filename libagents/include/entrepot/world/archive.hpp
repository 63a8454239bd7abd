// world/archive.hpp: a World as bytes: magic, version, digest of scenario and frame, tables, checksum (XXH3-128) at the end.
#pragma once
#include <string>
#include <string_view>

#include "entrepot/world/world.hpp"

namespace entrepot {

inline constexpr std::uint32_t archive_version = 2;

std::string save(const World& world);
/// Throws SnapshotError if the bytes are damaged, of another version, or of another scenario or model than `like`, a World of the same run or the
/// first day of its scenario. The frozen layers are not in the bytes: they are those of `like`.
World restore(std::string_view bytes, const World& like);

}  // namespace entrepot
