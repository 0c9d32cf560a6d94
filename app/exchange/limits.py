"""The most memory and time this process may take: the kernel ends it when it takes more."""

import sys

MOST_MEMORY = 2**30  # bytes
MOST_SECONDS = 60


def limit_this_process() -> None:
    """As far as the system lets us; the gate and the parent's clock stand beside it."""
    if sys.platform == "win32":
        _limit_on_windows()
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # people's data would be in it


def _limit_on_windows() -> None:
    """A job object with a limit on this process; Windows has no setrlimit."""
    import ctypes
    from ctypes import wintypes

    limits = (ctypes.c_uint64 * 18)()  # JOBOBJECT_EXTENDED_LIMIT_INFORMATION of 64 bits, by words
    limits[0] = MOST_SECONDS * 10**7  # PerProcessUserTimeLimit, in 100 ns
    limits[2] = 0x100 | 0x2  # LimitFlags: process memory, process time
    limits[14] = MOST_MEMORY  # ProcessMemoryLimit, after the 8 words of basic limits and 6 of IO
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.SetInformationJobObject.argtypes = (
        *(wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD),
    )
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    job, size = kernel.CreateJobObjectW(None, None), ctypes.sizeof(limits)
    if job and kernel.SetInformationJobObject(job, 9, limits, size):
        kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
