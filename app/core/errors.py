"""Faults a user can meet, as codes. The words live in assets/messages; see core.messages.

The tree is flat: one leaf a situation. Anything that is neither an AppError nor Cancelled is a bug.
Codes are stable once released: help pages and tickets quote them.
"""

from typing import Any, ClassVar


class Cancelled(Exception):
    """The user stopped the work; unwinds quietly."""


class AppError(Exception):
    """A fault with a code and the parameters its message needs."""

    code: ClassVar[str] = ""

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code, params)
        self.params: dict[str, Any] = params


# --- ING: a file could not be taken in -------------------------------------------------------
class FileMissing(AppError):
    code = "ING-001"


class FileUnreadable(AppError):
    """Permission or I/O error while reading the bytes."""

    code = "ING-002"


class FileEncrypted(AppError):
    code = "ING-003"


class FileEmpty(AppError):
    code = "ING-004"


class FileDamaged(AppError):
    """Truncated or corrupt, or not what its first bytes promise."""

    code = "ING-005"


class FormatUnsupported(AppError):
    code = "ING-006"


class FileMislabelled(AppError):
    """A warning: the content is read by what it is, not by its suffix."""

    code = "ING-007"


class NoText(AppError):
    """A scan or an empty body: there is nothing to index."""

    code = "ING-008"


class ReaderTimeout(AppError):
    code = "ING-009"


class ReaderCrashed(AppError):
    """The reader child died or ran out of its memory on this file."""

    code = "ING-010"


class FileTooLarge(AppError):
    """Over the size, ratio or entry limits, before or after unpacking."""

    code = "ING-011"


class FilePartlyRead(AppError):
    """A warning: some of the file (pages, a section, damaged characters) gave no text; the rest is in."""

    code = "ING-012"


class NotADocument(AppError):
    """Skipped: neither its name nor its first bytes are those of a document."""

    code = "ING-013"


class FileExcluded(AppError):
    """Skipped: a pattern that the user gave leaves it out."""

    code = "ING-014"


class LinkSkipped(AppError):
    """Skipped: a symbolic link, which is never followed."""

    code = "ING-015"


class PasswordWrong(AppError):
    """The password that was given does not open the file."""

    code = "ING-016"


class ReadByRecognition(AppError):
    """A notice: `pages` pages were read from pictures, with a mean certainty of `confidence` percent."""

    code = "ING-017"


class NotFoundAgain(AppError):
    """Indexed, yet its own words do not find it."""

    code = "ING-018"


class RecognitionWaiting(AppError):
    """Waiting: `pages` pages are pictures and their turn comes after all text."""

    code = "ING-019"


class RecognitionMissing(AppError):
    """The data for recognising Korean is not installed: `pages` scanned pages gave nothing."""

    code = "ING-020"


class ReadersDisagree(AppError):
    """A notice: two independent readers found different text; the fuller one was taken."""

    code = "ING-021"


class TooManyPages(AppError):
    code = "ING-022"


class TooManyMembers(AppError):
    """A container inside containers, or with more files than `limit`: what came after was left out."""

    code = "ING-023"


class PreviewMissing(AppError):
    """The format has no pages, and the file carries no picture of itself."""

    code = "ING-024"


class FileChanged(AppError):
    """The file is not the one that was indexed: what is shown of it might be another text."""

    code = "ING-025"


# --- STO: the workspace ----------------------------------------------------------------------
class WorkspaceDamaged(AppError):
    code = "STO-001"


class DiskFull(AppError):
    code = "STO-002"


class WorkspaceBusy(AppError):
    """Another window or process is writing to this workspace."""

    code = "STO-003"


class WorkspaceNewer(AppError):
    """The workspace was made by a newer version."""

    code = "STO-004"


class WorkspaceUnwritable(AppError):
    code = "STO-005"


class CollectionMissing(AppError):
    code = "STO-006"


class DocumentMissing(AppError):
    """The document was removed while somebody still looked at it."""

    code = "STO-007"


class ConversationMissing(AppError):
    """Forgotten, or never kept. Parameter `id`."""

    code = "STO-008"


class WorkspaceNewerBeside(AppError):
    """A notice: a newer version made its own copy; what it wrote is not in ours. Parameter `name`."""

    code = "STO-009"


class WorkspaceOlderWritten(AppError):
    """A notice: an older version has gone on with the file that ours was made from. Parameter `name`."""

    code = "STO-010"


# --- SRC: search -----------------------------------------------------------------------------
class NothingIndexed(AppError):
    code = "SRC-001"


class EmbedderFailed(AppError):
    """Dense search is off for now; lexical search goes on."""

    code = "SRC-002"


class MeaningBehind(AppError):
    """A notice: `passages` passages have no vector yet and are found by their words only."""

    code = "SRC-003"


class ThesaurusLineBad(AppError):
    """A warning: line `line` of the site's own words is no rule; line 0: the file could not be read."""

    code = "SRC-004"


# --- LLM: models -----------------------------------------------------------------------------
class ModelMissing(AppError):
    code = "LLM-001"


class ModelDamaged(AppError):
    """Size or SHA-256 differs from the catalogue."""

    code = "LLM-002"


class ModelUnknown(AppError):
    """No such id in the catalogue."""

    code = "LLM-003"


class ModelUnloadable(AppError):
    """llama.cpp refused the file, or there is not enough memory."""

    code = "LLM-004"


class ModelDied(AppError):
    """The llm child ended in the middle of its work."""

    code = "LLM-005"


class PromptTooLong(AppError):
    code = "LLM-006"


class CatalogDamaged(AppError):
    code = "LLM-007"


class ModelTooLarge(AppError):
    """Parameters `model`, `needs` and `free` (MiB)."""

    code = "LLM-008"


class ModelUnsupported(AppError):
    """This build of llama.cpp does not know the architecture. Parameters `model`, `architecture`."""

    code = "LLM-009"


class TemplateUnknown(AppError):
    """A chat template that cannot be turned into fixed strings. Parameters `model`, `detail`."""

    code = "LLM-010"


class AdapterMismatch(AppError):
    """A LoRA adapter made for another model. Parameters `adapter`, `model`."""

    code = "LLM-011"


class ModelFileBad(AppError):
    """Not a GGUF file, or one whose header breaks its own rules. Parameters `name`, `detail`."""

    code = "LLM-012"


class DeviceFailed(AppError):
    """A graphics card gave out and the model went on elsewhere. Parameters `device`, `model`."""

    code = "LLM-013"


class PersonalDataAsked(AppError):
    """A question holds personal data: it is answered, and not kept. Parameter `kinds`."""

    code = "LLM-014"


class ModelBusy(AppError):
    """A model of that name is there already, or in use. Parameter `model`."""

    code = "LLM-015"


class ModelShipped(AppError):
    """A model that came with the program is not taken out. Parameter `model`."""

    code = "LLM-016"


class ModelInUse(AppError):
    """A model that answers now, or that an adapter stands on. Parameter `model`."""

    code = "LLM-017"


# --- SYS: the program itself -----------------------------------------------------------------
class ChildUnstartable(AppError):
    code = "SYS-001"


class BadRequestFile(AppError):
    """A batch or settings file that is not in its form."""

    code = "SYS-002"


class DisplayMissing(AppError):
    """No display, or Qt could not use it."""

    code = "SYS-003"


class OutputUnwritable(AppError):
    code = "SYS-004"


class ReaderUnlocked(AppError):
    """A notice: on this PC the reader could open files, or take memory without end; it reads all the same."""

    code = "SYS-005"


class RecognitionAbsent(AppError):
    """A notice: the data for recognising Korean in pictures is not installed; all else works."""

    code = "SYS-006"


class RunDiffers(AppError):
    """A file of answers given under other circumstances: another model, other documents, settings or questions.
    Parameter `name`."""

    code = "SYS-007"


class ProgramDamaged(AppError):
    """A file of the program is not the one that was built. Parameter `name`."""

    code = "SYS-008"


def error_for_code(code: str, params: dict[str, Any]) -> AppError:
    """The AppError leaf of a code that came from a child. Raises KeyError for an unknown code."""
    leaves = {leaf.code: leaf for leaf in AppError.__subclasses__()}
    return leaves[code](**params)
