"""A chat template is told by fixed strings, or refused; its program is run with nothing in its hands."""

import pytest

from app.assist.chat.reading import Unfit, derive
from app.assist.chat.strings import Specials, control_strings, same, thinks, written
from app.core.catalog import Catalog
from app.core.paths import models_dir
from tests.fakes.gguf_models import CHATML, EXAONE, FAMILIES, GEMMA, LLAMA3, SOLAR

NONE = Specials("", "", False)
TALK = [("system", "규칙"), ("user", "물음"), ("assistant", "답"), ("user", "또 물음")]
INST = (
    "{{ bos_token }}{% for m in messages %}{% if (m['role'] == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('must alternate') }}{% endif %}{% if m['role'] == 'user' %}"
    "{{ '[INST] ' + m['content'] + ' [/INST]' }}{% else %}{{ m['content'] + eos_token }}{% endif %}{% endfor %}"
)
LAST_TURN = INST.replace("(m['role'] == 'user') != (loop.index0 % 2 == 0)", "false")
THOUGHT = CHATML.replace("'<|im_start|>assistant\n' }}{% endif %}", "'<|im_start|>assistant\n<think>\n' }}{% endif %}")
CHOICE = CHATML.replace(
    "'<|im_start|>assistant\n' }}{% endif %}",
    "'<|im_start|>assistant\n' }}{% if not enable_thinking %}{{ '<think>\n\n</think>\n\n' }}{% endif %}{% endif %}",
)


def test_chatml() -> None:
    found = derive(CHATML, NONE, "x")
    assert found.id == "x" and same(found, Catalog.load(models_dir()).formats["chatml"])
    assert written(found, TALK) == (
        "<|im_start|>system\n규칙<|im_end|>\n<|im_start|>user\n물음<|im_end|>\n<|im_start|>assistant\n답<|im_end|>\n"
        "<|im_start|>user\n또 물음<|im_end|>\n<|im_start|>assistant\n"
    )


@pytest.mark.parametrize(
    ("template", "name", "bos", "eos"),
    [
        (LLAMA3, "llama3", "<|begin_of_text|>", "<|eot_id|>"),
        (EXAONE, "exaone", "[BOS]", "[|endofturn|]"),
        (GEMMA, "gemma", "<bos>", "<end_of_turn>"),
        (SOLAR, "solar-open", "", "<|end|>"),
    ],
)
def test_the_formats_of_the_catalogue_are_what_their_families_print(
    template: str, name: str, bos: str, eos: str
) -> None:
    assert same(derive(template, Specials(bos, eos, False), "x"), Catalog.load(models_dir()).formats[name])


def test_every_family_of_the_tests_has_strings() -> None:
    for family in FAMILIES.values():
        found = derive(family.template, Specials(family.control[0], family.stop, False), "x")
        assert control_strings(found) <= set(family.control)


def test_a_family_without_a_system_turn_gets_the_rules_before_the_first_question() -> None:
    found = derive(INST, Specials("<s>", "</s>", False), "x")
    assert written(found, TALK) == "<s>[INST] 규칙\n\n물음 [/INST]답</s>[INST] 또 물음 [/INST]"


def test_the_first_token_of_a_text_is_there_once() -> None:
    for template in (CHATML, "{{ bos_token }}" + CHATML):
        assert derive(template, Specials("<s>", "", True), "x").begin == "<s>"
    assert derive("{{ bos_token }}" + CHATML, Specials("<s>", "", False), "x").begin == "<s>"
    assert derive(CHATML, Specials("<s>", "", False), "x").begin == ""
    # a bos that is the opening of a turn is left to the turn
    assert derive(CHATML, Specials("<|im_start|>", "", False), "x").openings["system"] == "<|im_start|>system\n"


def test_the_form_without_a_thought_is_taken_where_there_is_one() -> None:
    assert derive(CHOICE, NONE, "x").reply.endswith("<think>\n\n</think>\n\n")
    assert not thinks(derive(CHOICE, NONE, "x"))
    assert thinks(derive(THOUGHT, NONE, "x"))


UNFIT = {
    "{% if": "syntax",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}": "run",
    "{{ cycler.__init__.__globals__.os.system('true') }}": "run",
    "{% include 'secrets.txt' %}": "run",
    "{{ 1 / 0 }}": "run",
    "{{ messages.append(1) }}": "run",
    "{{ strftime_now('%d') }}" + CHATML: "run",
    "{{ range(10 ** 9) | list }}": "run",
    "{{ messages | length }}": "order",
    CHATML.replace("m['content']", "m['content'] | upper"): "order",
    CHATML.replace("for m in messages", "for m in messages | reverse"): "order",
    CHATML.replace("m['content']", "m['content'] + m['content']"): "order",
    "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}": "no-control-tokens",
    CHATML.replace("{{ '<|im_start|>'", "{{ loop.index | string + '<|im_start|>'"): "irregular",
    CHATML.replace("+ '<|im_end|>", "+ (m['content'] | length | string) + '<|im_end|>"): "irregular",
    CHATML.replace("m['content']", "(m['content'] | replace('%', ''))"): "irregular",
    "{{ '<|x|>' * 2000 }}" + CHATML: "long",
    "{{ raise_exception('no') }}": "refuses",
    "": "order",
}


@pytest.mark.parametrize("template", UNFIT)
def test_what_strings_cannot_tell_is_refused(template: str) -> None:
    with pytest.raises(Unfit) as caught:
        derive(template, NONE, "x")
    assert caught.value.token == UNFIT[template]


def test_a_template_that_shows_the_last_turn_otherwise_is_refused() -> None:
    shown = LAST_TURN.replace("'[INST] ' +", "('[LAST] ' if loop.last else '[INST] ') +")
    with pytest.raises(Unfit):
        derive(shown, Specials("<s>", "</s>", False), "x")
