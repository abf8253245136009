# Sourced by the other scripts: a virtual environment beside the sources, made once and again when the pins change.
# Usage: . scripts/setup.sh user|dev
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv="$root/.venv"
kind=${1:-user}
case $kind in dev) lock=requirements-dev.lock ;; *) lock=requirements.lock ;; esac

find_python() {
  for name in "${GESTAE_PYTHON:-}" python3.12 python3.13 python3.11 python3 python; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 &&
      "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && { echo "$name"; return; }
  done
  echo "gestae: found no Python 3.11, 3.12 or 3.13; install one, or name it in GESTAE_PYTHON" >&2
  return 1
}

install_into() { # uv is several times faster; pip alone does as well
  if "$venv/bin/python" -m pip install --quiet --disable-pip-version-check uv 2>/dev/null &&
    "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" "$@" 2>/dev/null; then
    return
  fi
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
}

stamp=$(cat "$root/$lock" "$root/pyproject.toml" | cksum | tr ' ' -)
# The dev environment has all that the user's has, so either stamp of today's pins will do for a user.
if [ "$kind" = user ] && [ "$(cat "$venv/.stamp-user" 2>/dev/null)" = "$stamp" ]; then
  :
elif [ "$kind" = dev ] && [ "$(cat "$venv/.stamp-dev" 2>/dev/null)" = "$stamp" ]; then
  :
else
  python=$(find_python) || exit 3
  echo "gestae: setting up .venv (once, about half a minute)" >&2
  [ -x "$venv/bin/python" ] || "$python" -m venv "$venv" || exit 3
  install_into --require-hashes -r "$root/$lock" || { echo "gestae: the packages could not be installed" >&2; exit 3; }
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable "$root" ||
    { echo "gestae: the package itself could not be installed" >&2; exit 3; }
  echo "$stamp" >"$venv/.stamp-$kind"
fi
