# Warnings of our own targets only: never a usage requirement.
function(entrepot_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor
                         -Wold-style-cast -Woverloaded-virtual -Wdouble-promotion)
  if(ENTREPOT_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
