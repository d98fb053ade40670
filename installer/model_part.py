"""A model that was added to a workspace (`munjigi model add`), laid out as a component: weights and their catalogue.

`installer/model_part.py HOME ID -o DIR`: DIR is then `source` of a component of kind `model` or `adapter` with that id.
Models of the program's own catalogue need none of this: their folder below models/ is the component.
"""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

from app.core.catalog import FILE  # noqa: E402 - the path of the checkout comes first
from app.core.catalog_text import text  # noqa: E402
from app.core.errors import AppError, ModelUnknown, OutputUnwritable  # noqa: E402
from app.core.messages import Messages  # noqa: E402
from app.services.site_models import read_catalogue  # noqa: E402
from installer.steps.say import language_of_machine, tolerant_output  # noqa: E402


def lay_out(home: Path, model_id: str, out: Path) -> None:
    """Raises ModelUnknown for a model that the site did not add, ModelDamaged, OutputUnwritable."""
    model = read_catalogue(home).get(model_id)
    if not model.site:
        raise ModelUnknown(model=model_id)
    model.verify()
    try:
        out.mkdir(parents=True)
        shutil.copyfile(model.weights, out / model.files[0].path)
        formats = [model.format] if model.format is not None else []
        (out / FILE).write_text(text([model], formats), encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputUnwritable(name=str(out)) from error


def main(argv: Sequence[str]) -> int:
    tolerant_output()
    parser = argparse.ArgumentParser(prog="model_part.py", description="모델을 구성으로 / a model as a component")
    parser.add_argument("home", type=Path, metavar="HOME")
    parser.add_argument("id", metavar="ID")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    chosen = parser.parse_args(argv)
    try:
        lay_out(chosen.home, chosen.id, chosen.output)
    except AppError as error:
        print(Messages.load(language_of_machine() or "ko").for_error(error), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
