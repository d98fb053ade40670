"""A graph of the pack on OpenVINO's CPU runtime: any that takes `words` and `mask` and has one output.

The processor is cut into lanes of one thread each, and a call says how many of them it may use: lanes do not wait for
one another, and a call's number of threads can change without the graph being prepared again.
"""

from collections import deque
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

Job = tuple[Any, Any]
"""(words [batch, length, hidden] float32, mask [batch, length] float32)."""


class Graph:
    """Not safe across threads: OpenVINO's Python part blocks when two threads meet it for the first time at once."""

    def __init__(self, path: Path, lanes: int) -> None:
        """Raises RuntimeError when the runtime cannot use the file."""
        import openvino

        self.runtime = f"OpenVINO {openvino.__version__.split('-')[0]}"
        core = openvino.Core()
        # bfloat16 where the processor multiplies it natively; anywhere else it would be emulated, and slow
        able = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        self.precision = "bf16" if "BF16" in able else "f32"
        options = {
            "INFERENCE_PRECISION_HINT": self.precision,
            "NUM_STREAMS": lanes,
            "INFERENCE_NUM_THREADS": lanes,
            "ENABLE_CPU_PINNING": False,  # the cores are the user's too
        }
        model = core.read_model(path)
        self._compiled = core.compile_model(model, "CPU", options)
        self.notes = _notes(model)
        self.hidden = int(self._compiled.input("words").get_partial_shape()[2].get_length())
        self._requests = [self._compiled.create_infer_request() for _ in range(lanes)]

    def run(self, jobs: Iterable[Job], lanes: int) -> Generator[Any]:
        """The output of each job, in order, on as many lanes at once. The next jobs are asked for while some run."""
        free = deque(self._requests[: max(1, lanes)])
        busy: deque[Any] = deque()
        try:
            for words, mask in jobs:
                if not free:
                    done = busy.popleft()
                    free.append(done)
                    yield _output(done)
                request = free.popleft()
                request.start_async({"words": words, "mask": mask})
                busy.append(request)
            while busy:
                yield _output(busy.popleft())
        finally:
            for request in busy:
                request.wait()


def _output(request: Any) -> Any:
    request.wait()
    return request.get_output_tensor(0).data.copy()


def _notes(model: Any) -> dict[str, str]:
    """What the file says of itself: ONNX's metadata_props."""
    told = dict(model.rt_info.items()).get("framework", {})
    return {str(name): str(value.value) for name, value in told.items()}
