"""What a measurement was made with and on."""

import datetime
import os
import platform
import re
import subprocess
import sys
from pathlib import Path


def said(*command, cwd=None):
    """The first line a command prints, or nothing."""
    try:
        result = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=cwd)
    except FileNotFoundError:
        return ""
    lines = result.stdout.strip().splitlines()
    return lines[0] if lines and not result.returncode else ""


def cpu_model():
    """The processor's name, by the system's own account."""
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return said("sysctl", "-n", "machdep.cpu.brand_string") or platform.processor() or platform.machine()


def locked(lock, names):
    """Versions of crates in a lock file, all of them where there are several."""
    text = lock.read_text() if lock.exists() else ""
    found = {}
    for name in names:
        versions = re.findall(rf'name = "{name}"\nversion = "([^"]+)"', text)
        if versions:
            found[name] = ", ".join(versions)
    return found


def python_versions():
    """Versions of the Python peers, asked in another process so that this one stays small."""
    found = {"python": platform.python_version()}
    for package in ("scikit-learn", "numpy", "scipy", "PyStemmer", "polars"):
        code = f"import importlib.metadata as m; print(m.version('{package}'))"
        found[package] = said(sys.executable, "-c", code) or "not installed"
    return found


def stale(root, binary):
    """Whether a source file is younger than the binary that was measured."""
    sources = [root / "Cargo.toml", *(root / "src").rglob("*.rs")]
    return max(path.stat().st_mtime for path in sources) > binary.stat().st_mtime


def gather(root, here, binary):
    """All of it, as JSON takes it. No path of this machine is in it."""
    changed = said("git", "status", "--porcelain", "--", "src", "Cargo.toml", "Cargo.lock", cwd=root)
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": said("git", "rev-parse", "--short=12", "HEAD", cwd=root) + (", with changes" if changed else ""),
        "binary": said(binary, "--version") + (", older than the source" if stale(root, binary) else ""),
        "cpu": f"{cpu_model()}, {os.cpu_count()} cores",
        "system": f"{platform.system()} {platform.release()}",
        "load_average": os.getloadavg()[0],
        "rustc": said("rustc", "--version"),
        "wc": said("wc", "--version"),
        "python": python_versions(),
        "crates": locked(here / "rust" / "Cargo.lock", ["vtext", "linfa-preprocessing", "tantivy", "frostem"]),
    }
