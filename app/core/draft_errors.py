"""Faults and notices of drafting and export; core.errors has the rest and says how they work."""

from app.core.errors import AppError


# --- DRF: drafting ---------------------------------------------------------------------------
class FormUnknown(AppError):
    """No form of that name. Parameter `name`, `known` (the names there are)."""

    code = "DRF-001"


class FormBad(AppError):
    """A form's file breaks the forms' own rules. Parameters `name`, `detail`."""

    code = "DRF-002"


class NotesEmpty(AppError):
    code = "DRF-003"


class NotesTooLong(AppError):
    """Parameters `characters`, `limit`."""

    code = "DRF-004"


class NotesConflict(AppError):
    """A notice: two values for one thing; neither is put in. Parameters `label`, `values`."""

    code = "DRF-005"


class DraftMissing(AppError):
    """Removed, or never kept. Parameter `id`."""

    code = "DRF-006"


class NotesForeign(AppError):
    """A notice: the notes hold hardly any Korean, and little of them is understood."""

    code = "DRF-007"


class WordingDropped(AppError):
    """A notice: the model worded a fact that is nowhere in the notes, and was not heard. Parameter `label`."""

    code = "DRF-008"


class FactsUntraced(AppError):
    """A notice: so many facts of the draft come from nowhere. Parameter `count`."""

    code = "DRF-009"


class BasisMissing(AppError):
    """A notice: a rule was asked for and none was found for certain. Parameter `query`."""

    code = "DRF-010"


class DraftElsewhere(AppError):
    """Another window has kept a newer state of the draft. Parameter `id`."""

    code = "DRF-011"


class DraftDamaged(AppError):
    """What is stored of one draft, or of one of its versions, is not what was written. Parameter `id`."""

    code = "DRF-012"


class UnitValueBad(AppError):
    """A unit's own value cannot stand on a letter. Parameters `key` (of a field), `value`."""

    code = "DRF-013"


# --- EXP: export -----------------------------------------------------------------------------
class ExportFormatUnknown(AppError):
    """Parameters `name`, `known` (the endings there are)."""

    code = "EXP-001"


class ExportExists(AppError):
    """A file of that name is there, and nobody said that it may go. Parameter `name`."""

    code = "EXP-002"


class ExportInvalid(AppError):
    """The file that was made does not read back as the draft, and was not kept. Parameters `name`, `detail`."""

    code = "EXP-003"


class ExportOpen(AppError):
    """Another program holds the file. Parameter `name`."""

    code = "EXP-004"


class TemplateLacks(AppError):
    """A notice: the form template has no field for some of what the letter says. Parameters `name`, `fields`."""

    code = "EXP-005"


# --- POL: what a site allows -----------------------------------------------------------------
class MarkedDraft(AppError):
    """A draft with personal data or a classification word goes out only if somebody says so. Parameter `marks`."""

    code = "POL-001"
