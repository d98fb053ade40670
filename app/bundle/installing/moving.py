"""A rename in one step, as each system does it."""

import os
import sys

if sys.platform == "win32":
    import ctypes
    import time

    _REPLACE, _WRITE_THROUGH = 0x1, 0x8
    _IN_USE = (5, 32)  # ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION: a virus scanner looks at what was just written
    _TRIES, _WAIT = 20, 0.25

    def move(source: str, target: str, source_handle: int | None, target_handle: int | None) -> None:
        """MoveFileEx returns when the name is on the disk. A folder is never replaced. What stays in use for seconds
        is an OSError: the program must be closed first."""
        del source_handle, target_handle
        flags = _WRITE_THROUGH | (0 if os.path.isdir(source) else _REPLACE)  # noqa: PTH112
        call = ctypes.WinDLL("kernel32", use_last_error=True).MoveFileExW
        call.argtypes = (ctypes.c_wchar_p, ctypes.c_wchar_p, ctypes.c_uint32)
        call.restype = ctypes.c_int
        for tries_left in reversed(range(_TRIES)):
            if call(source, target, flags):
                return
            fault = ctypes.get_last_error()
            if fault not in _IN_USE or not tries_left:
                raise ctypes.WinError(fault)
            time.sleep(_WAIT)

else:

    def move(source: str, target: str, source_handle: int | None, target_handle: int | None) -> None:
        """rename(2). The caller syncs the folders."""
        os.replace(source, target, src_dir_fd=source_handle, dst_dir_fd=target_handle)
