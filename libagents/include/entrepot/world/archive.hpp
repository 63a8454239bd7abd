// world/archive.hpp: a World as bytes: magic, version, digest of scenario and frame, tables, checksum (XXH3-128) at the end.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "entrepot/world/world.hpp"

namespace entrepot {

inline constexpr std::uint32_t archive_version = 1;

std::string save(const World& world);
/// Throws SnapshotError if the bytes are damaged, of another version, or of another scenario than `scenario`.
/// The frozen layers are not in the bytes: they are taken from `frame`, whose digest must be the same.
World restore(std::string_view bytes, const Digest& scenario, std::shared_ptr<const Frame> frame);

}  // namespace entrepot
