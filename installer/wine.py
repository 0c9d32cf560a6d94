"""Wine 10 in a small Debian 13 of its own: real Windows programs run here, code page 936.

Needs root and Debian. Everything mounted or started belongs to one command and is gone with it:
each runs in namespaces of its own.
"""

import os
import shutil
import subprocess
from pathlib import Path

from installer.staging import BuildError, run, say

SYSTEM = Path.home() / ".cache" / "guicang" / "wine"
DEBIAN = "trixie"  # of Wine 10; Wine 8 lacks what Qt's window needs
TOOLS = ("debootstrap", "nsis", "osslsigncode")
INSIDE = (
    "wine",
    "wine64",
    "xvfb",
    "xauth",
    "imagemagick",
    "xdotool",
    "xclip",
    "fonts-wqy-microhei",
)
# only the C++ runtime that we ship: Wine's own would hide that ours is missing
SHIPPED = "msvcp140,msvcp140_1,msvcp140_2,vcruntime140,vcruntime140_1,concrt140"
ENVIRONMENT = {
    "HOME": "/root",
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "LC_ALL": "zh_CN.UTF-8",  # makes the code page 936
    "XDG_RUNTIME_DIR": "/tmp",
    "WINEDEBUG": "-all",
    "WINEDLLOVERRIDES": f"mscoree=;mshtml=;{SHIPPED}=n",
}
ENTER = """
system=$1; work=$2; shift 2
mkdir -p "$system/w"
mount --bind "$work" "$system/w"
mount -t proc proc "$system/proc"
mount --bind /dev "$system/dev"
mount -t tmpfs tmpfs "$system/tmp"
exec chroot "$system" env -i "$@"
"""


def set_up() -> None:
    """Install what is missing: a few minutes and 1.8 GB, once for a machine."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise BuildError("a Windows build needs root on Debian (for a chroot with Wine)")
    if not all(shutil.which(tool) for tool in ("debootstrap", "makensis", "osslsigncode")):
        say(f"installing {' '.join(TOOLS)}")
        run("apt-get", "-q", "update")
        run("apt-get", "-q", "install", "-y", "--no-install-recommends", *TOOLS)
    mark = SYSTEM / "ready"
    if mark.exists():
        return
    say("Wine: a Debian 13 with Wine 10 (a few minutes)")
    shutil.rmtree(SYSTEM, ignore_errors=True)
    mirror = run("apt-get", "indextargets", "--format", "$(SITE)").splitlines()[0]
    base = ("--variant=minbase", "--include=ca-certificates,locales")
    run("debootstrap", *base, DEBIAN, SYSTEM, mirror)
    quiet = ("-qq", "install", "-y", "--no-install-recommends")
    run("chroot", SYSTEM, "apt-get", *quiet, *INSIDE, DEBIAN_FRONTEND="noninteractive")
    with (SYSTEM / "etc" / "locale.gen").open("a") as file:
        file.write("zh_CN.UTF-8 UTF-8\n")
    run("chroot", SYSTEM, "locale-gen")
    mark.touch()


def new_prefix(work: Path, name: str) -> None:
    """A fresh Windows 10 below the work folder, as of a computer nobody has used yet."""
    shutil.rmtree(work / name, ignore_errors=True)
    line = "xvfb-run -a wineboot -i && wine winecfg -v win10"
    in_wine(work, line, prefix=name, timeout_s=180)


def in_wine(work: Path, line: str, *, prefix: str, timeout_s: int, **more: str) -> str:
    """Run a shell line beside Wine, in the work folder (there: /w), and return what it printed.

    Waits until every Windows program it started has ended.
    Raises BuildError when it fails or takes too long; all it started ends then.
    """
    values = ENVIRONMENT | {"WINEPREFIX": f"/w/{prefix}"} | more
    command = (
        *("unshare", "--mount", "--pid", "--fork", "--kill-child"),
        *("bash", "-ec", ENTER, "wine", str(SYSTEM), str(work)),
        *(f"{name}={value}" for name, value in values.items()),
        *("bash", "-c", f"cd /w; {line}\ncode=$?; wineserver -w; exit $code"),
    )
    done = subprocess.run(
        ("timeout", "--kill-after=5", str(timeout_s), *command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    text = _decoded(done.stdout)
    if done.returncode:
        last = "\n".join(text.splitlines()[-25:])
        raise BuildError(f"{line[:200]}: exit code {done.returncode}\n{last}")
    return text


def _decoded(output: bytes) -> str:
    """Line by line: the shell speaks UTF-8, Windows programs code page 936, --json UTF-8."""
    lines = []
    for line in output.splitlines():
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode("gbk", errors="replace"))
    return "\n".join(lines)
