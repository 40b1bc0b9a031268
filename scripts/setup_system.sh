#!/usr/bin/env bash
# Installs the system libraries that are missing: setup_system.sh run [test]
#   run   what the program needs; without it nothing starts, so this stops where it cannot install
#   test  what the end-to-end tests need beside; where it cannot be installed they are skipped
# Asks dpkg first, so that a machine which has everything is left alone and needs no network.
set -euo pipefail

run_packages=(
  libportaudio2                                             # the microphone
  libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1   # Qt
  libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 # Qt in an X window
  libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 libxkbcommon-x11-0
  fonts-dejavu-core
)
test_packages=(xvfb pulseaudio pulseaudio-utils libasound2-plugins)

missing() {
  local package
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null) == ii* ]] || echo "$package"
  done
}

as_root() {
  if [[ $(id -u) == 0 ]]; then
    env DEBIAN_FRONTEND=noninteractive "$@"
  else
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  fi
}

may_install() {
  [[ $(id -u) == 0 ]] && return 0
  command -v sudo >/dev/null || return 1
  sudo -n true 2>/dev/null || [[ -t 0 ]] # sudo asks for the password where somebody can type it
}

apt_install() {
  # Nothing is taken away: beside PipeWire's packages, for instance, PulseAudio's cannot stand.
  local apt=(apt-get install --yes --no-remove --no-install-recommends)
  # The package lists may be absent or older than the server's packages.
  as_root "${apt[@]}" "$@" || { as_root apt-get update && as_root "${apt[@]}" "$@"; }
}

# Installs the packages named; says the command and fails where that is not possible.
ensure() {
  local wanted
  mapfile -t wanted < <(missing "$@")
  [[ ${#wanted[@]} == 0 ]] && return 0
  echo "Installing system libraries: ${wanted[*]}"
  if may_install && apt_install "${wanted[@]}"; then
    return 0
  fi
  echo "These system libraries are missing and could not be installed from here. Please run:" >&2
  echo "  sudo apt-get update && sudo apt-get install --no-remove --no-install-recommends ${wanted[*]}" >&2
  return 1
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  if [[ $(uname -s) == Linux ]]; then
    echo "This system has no apt-get, so nothing is installed here. See that it has what Debian calls:"
    echo "  ${run_packages[*]}"
  fi
  exit 0
fi

for group in "$@"; do
  case $group in
    run) ensure "${run_packages[@]}" ;;
    test) ensure "${test_packages[@]}" || echo "The tests that need them will be skipped." >&2 ;;
    *) echo "usage: setup_system.sh run [test]" >&2; exit 2 ;;
  esac
done
