#include "entrepot/world/archive.hpp"

#include <cstring>

#include "entrepot/base/errors.hpp"
#include "entrepot/world/frame.hpp"

namespace entrepot {
namespace {

constexpr std::string_view magic = "entrepot-world\n";

template <class T> void put(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);  // NOLINT: bytes of a trivially copyable value
}
template <class T> T take(std::string_view& in) {
  if (in.size() < sizeof(T))
    throw SnapshotError("the snapshot ends early", std::to_string(in.size()) + " bytes", std::to_string(sizeof(T)) + " bytes or more");
  T value;
  std::memcpy(&value, in.data(), sizeof value);
  in.remove_prefix(sizeof value);
  return value;
}

void put_text(std::string& out, std::string_view text) {
  put(out, static_cast<std::uint64_t>(text.size()));
  out += text;
}
std::string take_text(std::string_view& in) {
  const auto length = take<std::uint64_t>(in);
  if (length > in.size())
    throw SnapshotError("the snapshot ends early", std::to_string(in.size()) + " bytes", std::to_string(length) + " bytes");
  std::string text(in.substr(0, length));
  in.remove_prefix(length);
  return text;
}

}  // namespace

std::string save(const World& world) {
  std::string out{magic};
  put(out, archive_version);
  put(out, world.scenario);
  put(out, world.frame ? world.frame->digest : Digest{});
  put(out, world.quarter);
  put(out, static_cast<std::uint64_t>(world.parameters.names().size()));
  for (std::size_t i = 0; i < world.parameters.names().size(); ++i) {
    put_text(out, world.parameters.names()[i]);
    put(out, world.parameters.values()[i]);
  }
  for (const TableInfo* t : all_tables(world)) {
    put_text(out, t->name);
    save(out, t->columns, t->of(world));
  }
  put(out, digest_of(std::string_view{out}));
  return out;
}

World restore(std::string_view bytes, const World& like) {
  if (bytes.substr(0, magic.size()) != magic)
    throw SnapshotError("these bytes are no snapshot of a world", "another beginning", "\"entrepot-world\"");
  if (bytes.size() < magic.size() + sizeof(archive_version) + sizeof(Digest))
    throw SnapshotError("the snapshot ends early", std::to_string(bytes.size()) + " bytes", "a whole snapshot");
  std::string_view in = bytes.substr(magic.size());
  const auto version = take<std::uint32_t>(in);
  if (version != archive_version)
    throw SnapshotError("the snapshot is of another version", std::to_string(version), std::to_string(archive_version));
  std::string_view sum = bytes.substr(bytes.size() - sizeof(Digest));
  const Digest stored = take<Digest>(sum), counted = digest_of(bytes.substr(0, bytes.size() - sizeof(Digest)));
  if (stored != counted) throw SnapshotError("the snapshot is damaged: its checksum does not fit", counted.hex(), stored.hex());
  in.remove_suffix(sizeof(Digest));
  World world;
  world.scenario = take<Digest>(in);
  if (world.scenario != like.scenario)
    throw SnapshotError("the snapshot is of another scenario", world.scenario.hex(), like.scenario.hex());
  const auto frame_digest = take<Digest>(in);
  if (frame_digest != (like.frame ? like.frame->digest : Digest{}))
    throw SnapshotError("the snapshot has other frozen layers", frame_digest.hex(), like.frame ? like.frame->digest.hex() : "none");
  world.frame = like.frame;
  world.catalogue = like.catalogue;
  world.own = like.own;
  world.quarter = take<std::int64_t>(in);
  auto names = std::make_shared<std::vector<std::string>>();
  std::vector<double> values;
  const auto count = take<std::uint64_t>(in);
  for (std::uint64_t i = 0; i < count; ++i) {
    names->push_back(take_text(in));
    values.push_back(take<double>(in));
  }
  world.parameters = Parameters(std::move(names), std::move(values));
  for (const TableInfo* t : all_tables(world)) {
    if (const std::string name = take_text(in); name != t->name)
      throw SnapshotError("the snapshot is of another model: a table", name, t->name);
    restore(in, t->columns, t->of(world));
  }
  if (!in.empty()) throw SnapshotError("the snapshot is longer than its tables", std::to_string(in.size()) + " bytes more", "none");
  derive(world);
  world.own.settle(world);
  return world;
}

}  // namespace entrepot
