# Header only here, compiled in one unit of ours (scenario/text/toml.cpp): the packaged library aborts on malformed input,
# because its assertions cannot be switched off from outside (docs/decisions/0003-toml.md).
find_path(TomlPlusPlus_INCLUDE_DIR toml++/toml.h)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(TomlPlusPlus REQUIRED_VARS TomlPlusPlus_INCLUDE_DIR)
if(TomlPlusPlus_FOUND AND NOT TARGET TomlPlusPlus::TomlPlusPlus)
  add_library(TomlPlusPlus::TomlPlusPlus INTERFACE IMPORTED)
  target_include_directories(TomlPlusPlus::TomlPlusPlus SYSTEM INTERFACE ${TomlPlusPlus_INCLUDE_DIR})
endif()
mark_as_advanced(TomlPlusPlus_INCLUDE_DIR)
