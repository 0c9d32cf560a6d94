"""What Windows programs ask of the system: every DLL must be shipped or be Windows' own.

A program folder built under Wine could work there by Wine's DLLs and fail on a real PC; this finds
it without running anything.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from installer.staging import BuildError

X64 = 0x8664
OF_WINDOWS = frozenset(
    """
    advapi32 authz bcrypt bcryptprimitives cabinet cfgmgr32 combase comctl32 comdlg32 crypt32 d2d1
    d3d9 d3d11 d3d12 dbghelp dcomp dnsapi dwmapi dwrite dxgi gdi32 hid imagehlp imm32 iphlpapi
    kernel32 kernelbase mpr msi msvcrt ncrypt netapi32 normaliz ntdll ole32 oleacc oleaut32 opengl32
    powrprof propsys psapi rpcrt4 runtimeobject secur32 setupapi shcore shell32 shlwapi
    uiautomationcore user32 userenv uxtheme version winhttp winmm winspool ws2_32 wtsapi32
    """.split()
)
BY_CONTRACT = ("api-ms-win-", "ext-ms-")  # Windows 10's own names for its parts
BUILT_BY_WINE = (b"Wine builtin DLL", b"Wine placeholder DLL")
TABLES = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")


def check_imports(folder: Path) -> int:
    """How many programs and libraries were looked at. Raises BuildError naming what is wrong."""
    files = [p for p in folder.rglob("*") if p.suffix.lower() in (".exe", ".dll", ".pyd")]
    shipped = {file.name.lower() for file in files}
    wrong = [fault for file in files for fault in _faults(file, shipped)]
    if wrong or not files:
        raise BuildError("\n".join(wrong) or f"no programs in {folder}")
    return len(files)


def _faults(file: Path, shipped: set[str]) -> Iterator[str]:
    import pefile  # of the build's own environment

    content = file.read_bytes()
    if any(mark in content[:256] for mark in BUILT_BY_WINE):
        yield f"{file.name} was built by Wine"
    program = pefile.PE(data=content, fast_load=True)
    if program.FILE_HEADER.Machine != X64:
        yield f"{file.name} is not for 64-bit Windows"
    for name in imported(program):
        if name not in shipped and not is_of_windows(name):
            yield f"{file.name} needs {name}, which is not shipped"


def imported(program: Any) -> list[str]:
    """The DLLs a pefile.PE names, in lower case; also those it loads when it first needs them."""
    import pefile

    program.parse_data_directories([pefile.DIRECTORY_ENTRY[table] for table in TABLES])
    tables = ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT")
    entries = [entry for table in tables for entry in getattr(program, table, [])]
    return [entry.dll.decode().lower() for entry in entries]


def is_of_windows(name: str) -> bool:
    stem = name.removesuffix(".dll").removesuffix(".drv")
    return stem in OF_WINDOWS or name.startswith(BY_CONTRACT)
