// base/scratch.hpp: large memory that is given back is kept for whoever asks next: what a quarter took, the next one takes again. Otherwise the
// system maps, clears and unmaps the pages of large arrays in every quarter, which is half the time of a World of a million agents.
#pragma once
#include <cstddef>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace entrepot {

/// Memory that a World keeps. It holds no state: a copy keeps memory of its own, and begins with none. Several threads may use one.
class Scratch {
  class Blocks;
  std::shared_ptr<Blocks> blocks_;
  static std::shared_ptr<Blocks> none();
  static void* take(Blocks& blocks, std::size_t bytes);
  static void give(Blocks& blocks, void* memory) noexcept;

 public:
  /// Smaller arrays are left to the system, which keeps those by itself.
  static constexpr std::size_t least_bytes = std::size_t{1} << 21;

  Scratch() : blocks_{none()} {}
  Scratch(const Scratch&) : Scratch() {}
  Scratch& operator=(const Scratch&) { return *this; }
  Scratch(Scratch&&) noexcept = default;
  Scratch& operator=(Scratch&&) noexcept = default;
  ~Scratch() = default;

  /// Bytes that wait for somebody.
  std::size_t kept_bytes() const;

  /// Gives memory as it comes: what is constructed without arguments is not filled. The memory lives as long as anything that was made in it.
  template <class T> class Allocator {
    template <class> friend class Allocator;
    std::shared_ptr<Blocks> blocks_;  // none: all from the system

   public:
    using value_type = T;
    using propagate_on_container_copy_assignment = std::true_type;
    using propagate_on_container_move_assignment = std::true_type;
    using propagate_on_container_swap = std::true_type;
    Allocator() = default;
    Allocator(const Scratch& scratch) : blocks_{scratch.blocks_} {}                      // NOLINT(google-explicit-constructor)
    template <class U> Allocator(const Allocator<U>& other) : blocks_{other.blocks_} {}  // NOLINT(google-explicit-constructor)
    bool operator==(const Allocator& other) const { return blocks_ == other.blocks_; }

    T* allocate(std::size_t n) {
      const bool large = blocks_ && n >= least_bytes / sizeof(T);
      if (large && n > static_cast<std::size_t>(-1) / 2 / sizeof(T)) throw std::bad_array_new_length();
      return large ? static_cast<T*>(take(*blocks_, n * sizeof(T))) : std::allocator<T>().allocate(n);
    }
    void deallocate(T* at, std::size_t n) noexcept {
      if (blocks_ && n >= least_bytes / sizeof(T)) give(*blocks_, at);
      else std::allocator<T>().deallocate(at, n);
    }
    template <class U> void construct(U* at) { ::new (static_cast<void*>(at)) U; }
    template <class U, class... Args> void construct(U* at, Args&&... args) {
      ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
    }
  };
  /// An array in it; `Vector<T>(n, scratch)` is not filled.
  template <class T> using Vector = std::vector<T, Allocator<T>>;
};

}  // namespace entrepot
