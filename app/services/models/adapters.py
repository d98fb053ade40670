"""Which model a LoRA adapter was made for: its matrices must fit that model's, one by one."""

from collections.abc import Iterable

from app.assist.gguf import header as gguf
from app.assist.gguf.header import Header
from app.core.catalog import CHAT, Model
from app.core.errors import AdapterMismatch, AppError, ModelFileBad

_A, _B = ".lora_a", ".lora_b"


def base_for(header: Header, models: Iterable[Model], wanted: str, adapter: str) -> Model:
    """The model of that id, or without one the first of `models` that the adapter fits.

    Raises AdapterMismatch, and ModelFileBad for an adapter without whole pairs of matrices.
    """
    pairs = _pairs(header, adapter)
    for model in models:
        if model.role == CHAT and model.id == (wanted or model.id) and _fits(header, pairs, model):
            return model
    raise AdapterMismatch(adapter=adapter, model=wanted or header.architecture)


def _pairs(header: Header, adapter: str) -> dict[str, tuple[tuple[int, ...], tuple[int, ...]]]:
    """The shapes of a and b by the name of the tensor that they change."""
    shapes = {tensor.name: tensor.shape for tensor in header.tensors}
    found = {}
    for name, shape in shapes.items():
        if name.endswith(_A):
            other = shapes.get(name.removesuffix(_A) + _B)
            if other is None or len(shape) < 2 or len(other) < 2 or shape[1] != other[0]:
                raise ModelFileBad(name=adapter, detail="adapter-pair")
            found[name.removesuffix(_A)] = (shape, other)
    if not found or len(found) * 2 != len(shapes):
        raise ModelFileBad(name=adapter, detail="adapter-pair")
    return found


def _fits(header: Header, pairs: dict[str, tuple[tuple[int, ...], tuple[int, ...]]], model: Model) -> bool:
    try:
        base = gguf.read(model.weights)
    except AppError:  # missing or broken: it can be nobody's base now
        return False
    if base.architecture != header.architecture:
        return False
    shapes = {tensor.name: tensor.shape for tensor in base.tensors}
    return all(
        name in shapes and (a[0], b[1]) == shapes[name][:2] if name != "token_embd.weight" else name in shapes
        for name, (a, b) in pairs.items()
    )
