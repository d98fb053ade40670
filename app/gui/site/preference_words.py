"""The fields of core.settings in words: what each is, what it does, and the names of its choices."""

from PySide6.QtCore import QCoreApplication


def label(name: str) -> str:
    """A field without words is shown by its own name."""
    names = {
        "language": QCoreApplication.translate("preferences", "Language"),
        "threads": QCoreApplication.translate("preferences", "Processor threads"),
        "context_tokens": QCoreApplication.translate("preferences", "Length that the model reads at once"),
        "gpu_layers": QCoreApplication.translate("preferences", "Layers on the graphics card"),
        "memory_mib": QCoreApplication.translate("preferences", "Memory for taking files in"),
        "search_history": QCoreApplication.translate("preferences", "Remember searches"),
        "keep_conversations": QCoreApplication.translate("preferences", "Keep conversations"),
        "unsupported": QCoreApplication.translate("preferences", "Sentences that no article carries"),
        "writing": QCoreApplication.translate("preferences", "When the model writes"),
    }
    return names.get(name, name)


def sentence(name: str) -> str:
    sentences = {
        "language": QCoreApplication.translate("preferences", "The language of the window and of the command line."),
        "threads": QCoreApplication.translate(
            "preferences", "More threads answer faster, and other programs become slower."
        ),
        "context_tokens": QCoreApplication.translate(
            "preferences", "A longer one holds more articles and conversation, and needs more memory."
        ),
        "gpu_layers": QCoreApplication.translate(
            "preferences", "0 uses no graphics card. Where there is none, it changes nothing."
        ),
        "memory_mib": QCoreApplication.translate(
            "preferences", "What taking files in may use while you work on this PC."
        ),
        "search_history": QCoreApplication.translate(
            "preferences", "Off: no search is remembered, and no conversation is kept."
        ),
        "keep_conversations": QCoreApplication.translate(
            "preferences", "Off: a conversation is gone when the window closes."
        ),
        "unsupported": QCoreApplication.translate(
            "preferences", "Sentences of an answer for which no article was found."
        ),
        "writing": QCoreApplication.translate(
            "preferences", "Answers are cut from the articles first; this says when the model writes besides."
        ),
    }
    return sentences.get(name, "")


def choice(name: str, value: str) -> str:
    """A value of a field with choices."""
    names = {
        ("language", "ko"): "한국어",
        ("language", "en"): "English",
        ("unsupported", "mark"): QCoreApplication.translate("preferences", "Mark them"),
        ("unsupported", "drop"): QCoreApplication.translate("preferences", "Leave them out"),
        ("writing", "auto"): QCoreApplication.translate("preferences", "Where the articles alone may not do"),
        ("writing", "always"): QCoreApplication.translate("preferences", "Always"),
        ("writing", "never"): QCoreApplication.translate("preferences", "Never"),
    }
    return names.get((name, value), value)


def special(name: str) -> str:
    """What the least value of a number means, where it means something of its own."""
    names = {
        "threads": QCoreApplication.translate("preferences", "Chosen for this PC"),
        "gpu_layers": QCoreApplication.translate("preferences", "As many as fit"),
        "memory_mib": QCoreApplication.translate("preferences", "A quarter of the PC's memory"),
    }
    return names.get(name, "")


def unit(name: str) -> str:
    """Behind a number."""
    names = {
        "threads": QCoreApplication.translate("preferences", " threads"),
        "context_tokens": QCoreApplication.translate("preferences", " tokens"),
        "gpu_layers": QCoreApplication.translate("preferences", " layers"),
        "memory_mib": " MiB",
    }
    return names.get(name, "")
