"""The sixty letters that export is tried with: each way of ending is there, and each is read back."""

import pytest

from app.core.drafts import Part
from app.core.paths import assets_dir
from app.letters import forms
from app.letters.composing import compose
from app.letters.read_back import letter as reading
from tests.fakes import letters
from tests.fakes.letters import Case

FORMS = forms.load(assets_dir() / "templates")
CASES = letters.cases()


@pytest.mark.parametrize("case", CASES, ids=[one.name for one in CASES])
def test_each_is_read_back(case: Case) -> None:
    form = FORMS.get(case.letter.form)
    text = compose.plain(compose.sheet(case.letter, form, case.columns))
    for name in (form.id, ""):
        again = reading.letter(text, FORMS, name, case.columns)
        assert compose.plain(compose.sheet(again, FORMS.get(again.form), case.columns)) == text


def test_every_way_of_ending_is_there() -> None:
    ways = set()
    for case in CASES:
        form = FORMS.get(case.letter.form)
        if not form.ends:
            continue
        sheet = compose.sheet(case.letter, form, case.columns)
        text = [at for at, line in enumerate(sheet.lines) if line.part in (Part.BODY, Part.TABLE, Part.ATTACHMENT)][-1]
        alone = any(line.part is Part.END for line in sheet.lines)
        table = sheet.lines[text].table
        blank = table is not None and any("이하 빈칸" in row for row in table.rows)
        ways.add((sheet.lines[text].part, alone, blank))
    assert ways == {
        (Part.BODY, False, False),
        (Part.BODY, True, False),
        (Part.ATTACHMENT, False, False),
        (Part.ATTACHMENT, True, False),
        (Part.TABLE, True, False),
        (Part.TABLE, False, True),
    }
