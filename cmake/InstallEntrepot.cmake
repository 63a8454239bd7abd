include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
install(TARGETS entrepot EXPORT entrepot-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY libagents/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY libagents/scenarios/ DESTINATION ${CMAKE_INSTALL_DATADIR}/entrepot/scenarios)
# A static library cannot find out where it is: the folder of shipped scenarios is the one that was configured.
install(CODE "
  if(NOT \"\${CMAKE_INSTALL_PREFIX}\" STREQUAL \"${CMAKE_INSTALL_PREFIX}\")
    message(NOTICE \"entrepot: installed to another prefix than was configured. Configure with -DCMAKE_INSTALL_PREFIX=\${CMAKE_INSTALL_PREFIX}, or set ENTREPOT_SCENARIOS=\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/entrepot/scenarios when programs run.\")
  endif()")
install(EXPORT entrepot-targets NAMESPACE entrepot:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/entrepot)
configure_package_config_file(cmake/entrepot-config.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/entrepot-config.cmake
                              INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/entrepot)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/entrepot-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/entrepot-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/entrepot-config-version.cmake
              cmake/FindPcgCpp.cmake cmake/FindXxHash.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/entrepot)
