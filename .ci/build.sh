# Sourced by ./run and ./check: the Debian packages that proofbox needs, and how it is built.

build_packages=(g++ cmake ninja-build libboost1.81-dev libboost-json1.81-dev nlohmann-json3-dev libsqlite3-dev libssl-dev
                libfmt-dev libspdlog-dev libcli11-dev libmimalloc-dev libgmime-3.0-dev pkg-config
                catch2 libpugixml-dev)

# install_packages NAME...: installs those that are missing, and says which.
install_packages() {
  local missing=() package
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Missing Debian packages: ${missing[*]}. Install them as root." >&2; exit 2; }
    sudo=(sudo)
  fi
  echo "Installing Debian packages: ${missing[*]}" >&2
  "${sudo[@]}" apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# build PRESET TARGET...: configures where that was not done yet, and builds; says nothing when all is up to date.
build() {
  local preset=$1
  shift
  if [ ! -f "build/$preset/build.ninja" ]; then
    echo "Configuring build/$preset" >&2
    cmake --preset "$preset" >/dev/null
    echo "Building; the first time takes about two minutes" >&2
  fi
  cmake --build "build/$preset" --target "$@" -- --quiet >&2
}
