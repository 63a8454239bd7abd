# Everything comes from Debian packages (packages.apt) except pybind11 (PyPI). pcg-cpp has no CMake or pkg-config file.
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED)
find_package(Threads REQUIRED)
find_package(PcgCpp REQUIRED)
find_package(XxHash REQUIRED)
find_package(TomlPlusPlus REQUIRED)
