"""CUDA's part of the build: which toolkit a compiler is of, where cuBLAS lies, what CMake is told, whose terms."""

import re
import shutil
import subprocess
from pathlib import Path

from installer.steps.say import Stop

_TOP = re.compile(r"^#\$ TOP=(.+)$", re.MULTILINE)
_RELEASE = re.compile(r"\bV([0-9.]+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LIBRARIES = ("cublas", "cublasLt")
ARCHITECTURES = "75-real;80-real;86-real;89-real;90-real;120a-real"
"""GeForce 16 and 20, A100, GeForce 30, 40, H100, GeForce 50, each with code of its own. llama.cpp's list has PTX for
some: the driver would compile it at every start, because the child may write its cache nowhere. Nor does the code of
8.6 do for 8.9: llama.cpp starts more threads there than it was compiled for."""
OWN = Path(__file__).parent / "blas"
_LINKED = ("PRIVATE CUDA::cudart CUDA::cublas)", "PRIVATE CUDA::cudart)")
"""What llama.cpp's module is linked with: as it comes, and with our functions in it."""


def compiler(nvcc: str) -> str:
    """nvcc itself: what the path finds may be a script or a link elsewhere. Raises Stop when it does not answer."""
    try:
        command = [nvcc, "--dryrun", "-x", "cu", "-c", "/dev/null", "-o", "/dev/null"]
        told = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    except OSError as error:
        raise Stop("nvcc를 시작하지 못했습니다.", "nvcc could not be started.", str(error)) from error
    if (top := _TOP.search(told)) is None:
        raise Stop("nvcc가 아닙니다.", "That is not nvcc.", f"{nvcc}\n{told[-2000:]}")
    return str(Path(top[1]).resolve() / "bin" / "nvcc")


def release(nvcc: str) -> str:
    """The compiler's version, as `13.0.88`; empty when it does not say."""
    told = subprocess.run([nvcc, "--version"], capture_output=True, text=True, check=True).stdout
    found = _RELEASE.search(told)
    return found[1] if found is not None else ""


def options(nvcc: str, architectures: str, cublas: Path | None) -> dict[str, str]:
    # With VMM the module is linked with the graphics driver's library, which a build machine need not have.
    chosen = {"GGML_CUDA": "ON", "GGML_CUDA_NCCL": "OFF", "GGML_CUDA_NO_VMM": "ON"}
    # The toolkit that this compiler is of: another one may come first on the path.
    chosen |= {"CMAKE_CUDA_COMPILER": nvcc, "CUDAToolkit_ROOT": str(Path(nvcc).parent.parent)}
    if architectures:
        chosen["CMAKE_CUDA_ARCHITECTURES"] = architectures
    if cublas is not None:
        chosen["CMAKE_CUDA_FLAGS"] = f'-isystem "{cublas / "include"}"'
        chosen |= {f"CUDA_{name}_LIBRARY": str(_library(cublas, name)) for name in LIBRARIES}
    return chosen


def places(nvcc: str, cublas: Path | None) -> list[Path]:
    """Folders with the libraries that the module is linked with, besides those that the loader looks into."""
    tops = [Path(nvcc).parent.parent, *([cublas] if cublas is not None else [])]
    return [top / name for top in tops for name in ("lib64", "lib") if (top / name).is_dir()]


def _library(cublas: Path, name: str) -> Path:
    """In a wheel of PyPI there is no libcublas.so, only libcublas.so.13. Raises Stop when there is neither."""
    for folder in (cublas / "lib64", cublas / "lib"):
        if found := sorted(folder.glob(f"lib{name}.so*")):
            return found[0]
    raise Stop("그 자리에 cuBLAS가 없습니다.", "There is no cuBLAS in that folder.", str(cublas))


def lay_blas(folder: Path, own: bool) -> None:
    """Lay our functions beside llama.cpp's CUDA sources in `folder` and take cuBLAS out of what they are linked with,
    or the other way round; a build goes on with the other objects. Raises Stop when llama.cpp links otherwise by now.
    """
    listing = folder / "CMakeLists.txt"
    text = listing.read_text(encoding="utf-8")
    old, new = _LINKED if own else _LINKED[::-1]
    if sum(text.count(line) for line in _LINKED) != 1:
        raise Stop("llama.cpp의 CUDA 목록이 다릅니다.", "llama.cpp's list for CUDA has changed.", str(listing))
    if old in text:
        listing.write_text(text.replace(old, new), encoding="utf-8")
    for source in sorted(OWN.glob("*.cu*")):
        if own:
            shutil.copyfile(source, folder / source.name)
        else:
            (folder / source.name).unlink(missing_ok=True)


def terms(nvcc: str, cublas: Path | None) -> str:
    """What goes along with NVIDIA's libraries: their licence, and the notice of the code of theirs that is compiled in.

    Raises Stop when the toolkit has no licence beside it."""
    top = Path(nvcc).parent.parent
    wheel = [cublas.parent.parent] if cublas is not None else []
    places = [top / "EULA.txt", *(path for place in (top / "dist-info", *wheel) for path in _texts(place))]
    licence = next((path for path in places if path.is_file()), None)
    if licence is None:
        raise Stop("CUDA 도구의 사용 허락(EULA.txt)이 없습니다.", "The toolkit's EULA.txt was not found.", str(top))
    parts = [_HEAD, *_notices(top), licence.read_text(encoding="utf-8", errors="replace")]
    return f"\n{'=' * 100}\n\n".join(parts)


_HEAD = """libcudart, libcublas, libcublasLt: NVIDIA의 것이며 아래의 NVIDIA 사용 허락을 따릅니다
(배포할 수 있는 파일: Attachment A). 고치지 않은 그대로이고, 이 프로그램에서만 쓰며, 떼어 나누어 줄 수 없습니다.
libggml-cuda: llama.cpp (MIT). NVIDIA의 CUB, Thrust, libcu++가 함께 컴파일되어 있습니다.

libcudart, libcublas, libcublasLt are NVIDIA's, under NVIDIA's licence below (distributable files: Attachment A). They
are unchanged, for this program alone, and may not be passed on apart from it.
libggml-cuda is llama.cpp's (MIT); NVIDIA's CUB, Thrust and libcu++ are compiled into it.
"""


def _notices(top: Path) -> list[str]:
    """CUB's notice, which its licence asks to give with what is compiled of it: the first comment of one of its files.

    Empty where the toolkit has no such file."""
    for folder in (top / "include" / "cccl", top / "include"):
        file = folder / "cub" / "device" / "device_radix_sort.cuh"
        if file.is_file() and (comment := _COMMENT.match(file.read_text(encoding="utf-8", errors="replace"))):
            return [comment[0] + "\n"]
    return []


def _texts(folder: Path) -> list[Path]:
    """In a toolkit, or libraries, out of PyPI's wheels."""
    names = ("cuda_runtime", "cublas")
    return [path for name in names for path in sorted(folder.glob(f"nvidia_{name}-*.dist-info/licenses/*"))]
