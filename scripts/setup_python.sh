#!/usr/bin/env bash
# Creates the environment and installs the pinned dependencies and the project itself, editable:
#   setup_python.sh PYTHON VENV LOCK
set -euo pipefail

python=$1 venv=$2 lock=$3

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Python 3.11 or newer is needed, '${python}' is not; name one with: make PYTHON=/path/to/python3.11" >&2
  exit 1
fi

if ! "$venv/bin/python" -c '' 2>/dev/null; then
  echo "Creating $venv with $("$python" --version)"
  rm -rf "$venv"
  if "$python" -c 'import ensurepip' 2>/dev/null; then
    "$python" -m venv "$venv"
  else # Debian without python3-venv: the system's pip serves the environment instead
    "$python" -m venv --without-pip "$venv"
  fi
fi

if "$venv/bin/python" -c 'import pip' 2>/dev/null; then
  pip=("$venv/bin/python" -m pip)
elif "$python" -c 'import pip' 2>/dev/null; then
  pip=("$python" -m pip --python "$venv/bin/python")
else
  echo "There is no pip. Please run: sudo apt-get install python3-venv python3-pip" >&2
  exit 1
fi

echo "Installing what $lock pins (a few minutes the first time)"
export PIP_DISABLE_PIP_VERSION_CHECK=1
"${pip[@]}" install --quiet --require-hashes --requirement "$lock"
"${pip[@]}" install --quiet --no-deps --no-build-isolation --editable .
