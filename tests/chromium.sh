# Sourced by `make test`: finds Chromium for the tests that open reports in a browser, or installs it.
# Sets GRAPHCHECK_CHROMIUM to the program. VENV names the environment that holds Playwright.

graphcheck_find_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
        command -v "$name" && return 0
    done
    "$VENV/bin/python" - <<'PYTHON'
import sys
from pathlib import Path
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    path = playwright.chromium.executable_path
if not Path(path).exists():
    sys.exit(1)
print(path)
PYTHON
}

graphcheck_apt_chromium() {
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then root=; else root="sudo -n"; fi
    $root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq chromium
}

if [ -z "$GRAPHCHECK_CHROMIUM" ]; then
    VENV="${VENV:-.venv}"
    if ! GRAPHCHECK_CHROMIUM="$(graphcheck_find_chromium)"; then
        echo "no Chromium found; installing one for the tests …"
        log="$(mktemp)"
        timeout 300 "$VENV/bin/python" -m playwright install chromium >"$log" 2>&1 ||
            graphcheck_apt_chromium >"$log" 2>&1 || tail -n 5 "$log"
        rm -f "$log"
        GRAPHCHECK_CHROMIUM="$(graphcheck_find_chromium)" ||
            echo "Chromium could not be installed; install it (Debian: apt-get install chromium)," \
                "or set GRAPHCHECK_CHROMIUM to a browser's program. Tests that need it are skipped."
    fi
fi
export GRAPHCHECK_CHROMIUM
