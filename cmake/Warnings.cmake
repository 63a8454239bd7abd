# Warnings of our own targets only: never a usage requirement.
function(entrepot_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor
                         -Wold-style-cast -Woverloaded-virtual -Wdouble-promotion)
  # GCC 12 warns of `"literal" + std::string` at -O3 without cause (GCC bug 105651, mended in 13).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE -Wno-restrict)
  endif()
  if(ENTREPOT_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
