#include "entrepot/base/scratch.hpp"

#include <iterator>
#include <map>
#include <mutex>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace entrepot {

class Scratch::Blocks {
  // A block is what it says of its size, then the memory that is given away.
  static constexpr std::size_t head = 64;
  static constexpr std::align_val_t alignment{std::size_t{1} << 21};  // of a large page
  mutable std::mutex mutex_;
  std::multimap<std::size_t, std::byte*> free_;  // by bytes

  static std::byte* made(std::size_t bytes) {
    void* block = ::operator new(bytes, alignment);
#ifdef __linux__
    madvise(block, bytes, MADV_HUGEPAGE);  // fewer faults and fewer misses of addresses; if the system has none, small pages do
#endif
    return static_cast<std::byte*>(block);
  }
  static void remove(std::byte* block) noexcept { ::operator delete(block, alignment); }

 public:
  Blocks() = default;
  Blocks(const Blocks&) = delete;
  Blocks& operator=(const Blocks&) = delete;
  ~Blocks() {
    for (const auto& [bytes, block] : free_) remove(block);
  }

  void* take(std::size_t bytes) {
    {
      const std::lock_guard lock(mutex_);
      const auto found = free_.lower_bound(bytes);
      if (found != free_.end() && found->first <= 2 * bytes) {
        std::byte* block = found->second;
        free_.erase(found);
        return block + head;
      }
      // All are too small: arrays grow, and the largest makes room for the new one. (One that is far too large waits for whoever needs it.)
      if (found == free_.end() && !free_.empty()) {
        const auto largest = std::prev(found);
        remove(largest->second);
        free_.erase(largest);
      }
    }
    std::byte* block = made(head + bytes);
    ::new (static_cast<void*>(block)) std::size_t{bytes};
    return block + head;
  }

  void give(void* memory) noexcept {
    std::byte* block = static_cast<std::byte*>(memory) - head;
    try {
      const std::lock_guard lock(mutex_);
      const std::size_t bytes = *std::launder(reinterpret_cast<std::size_t*>(block));
      free_.emplace_hint(free_.lower_bound(bytes), bytes,
                         block);  // before its equals: the last one given is taken first, it is in the cache
    } catch (...) {
      remove(block);  // no room to write it down
    }
  }

  std::size_t kept_bytes() const {
    const std::lock_guard lock(mutex_);
    std::size_t sum = 0;
    for (const auto& [bytes, block] : free_) sum += bytes;
    return sum;
  }
};

std::shared_ptr<Scratch::Blocks> Scratch::none() { return std::make_shared<Blocks>(); }
void* Scratch::take(Blocks& blocks, std::size_t bytes) { return blocks.take(bytes); }
void Scratch::give(Blocks& blocks, void* memory) noexcept { blocks.give(memory); }
std::size_t Scratch::kept_bytes() const { return blocks_ ? blocks_->kept_bytes() : 0; }

}  // namespace entrepot
