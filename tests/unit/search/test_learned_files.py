"""A missing or damaged file of what was learned: its message names the model and the file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.errors import AppError, ModelDamaged, ModelMissing
from app.core.messages import LANGUAGES, Messages
from app.search.lexical import weights
from app.search.rank import model
from app.search.thesaurus import related

Load = Callable[[Path], object]
LOADERS: list[tuple[Load, str]] = [
    (model.Model.load, model.FILE),
    (weights.Weights.load, weights.FILE),
    (related.Related.load, related.FILE),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("load", "file"), LOADERS)
def test_its_message_names_the_model_and_the_file(tmp_path: Path, load: Load, file: str, language: str) -> None:
    for kind, text in ((ModelMissing, None), (ModelDamaged, "{}"), (ModelDamaged, "["), (ModelDamaged, "\xff")):
        if text is not None:
            (tmp_path / file).write_text(text, encoding="latin-1")
        with pytest.raises(AppError) as caught:
            load(tmp_path)
        assert type(caught.value) is kind
        said = Messages.load(language).for_error(caught.value).text
        assert "ranking" in said and file in said and "?" not in said
