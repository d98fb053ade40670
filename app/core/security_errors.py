"""Faults of policy, audit and the encrypted workspace; core.errors says how they work."""

from app.core.errors import AppError


# --- POL: what the site's policy forbids ------------------------------------------------------
class ModelForbidden(AppError):
    """Parameter `model`."""

    code = "POL-002"


class CollectionForbidden(AppError):
    """Parameter `collection`."""

    code = "POL-003"


class ExportForbidden(AppError):
    """Parameter `format`."""

    code = "POL-004"


class ClipboardForbidden(AppError):
    code = "POL-005"


class PrintingForbidden(AppError):
    code = "POL-006"


class SettingLocked(AppError):
    """Parameter `name`."""

    code = "POL-007"


class PolicyDamaged(AppError):
    """The installed policy is not what was signed: the program does not start without it. Parameter `detail`."""

    code = "POL-008"


class PolicyMalformed(AppError):
    """Parameters `name`, `detail`."""

    code = "POL-009"


class EncryptionRequired(AppError):
    """The policy wants the workspace encrypted, and it is not. Parameter `path`."""

    code = "POL-010"


class MarkedForbidden(AppError):
    """The policy keeps what carries a classification or personal data inside, whoever has seen it. Parameter `marks`:
    message keys."""

    code = "POL-011"


# --- AUD: the audit ---------------------------------------------------------------------------
class AuditBroken(AppError):
    """An entry was changed, taken out or put in. Parameters `place`, `entry`."""

    code = "AUD-001"


class AuditCut(AppError):
    """The end is missing: fewer entries than were sealed. Parameters `place`, `count`, `sealed`."""

    code = "AUD-002"


class AuditUnwritable(AppError):
    """What must be recorded could not be: it is not done. Parameter `path`."""

    code = "AUD-003"


# --- KEY: the workspace at rest ---------------------------------------------------------------
class WorkspaceLocked(AppError):
    """It is encrypted and no key was given. Parameter `path`."""

    code = "KEY-001"


class PassphraseWrong(AppError):
    code = "KEY-002"


class KeyFileDamaged(AppError):
    """Parameter `path`."""

    code = "KEY-003"


class SealBroken(AppError):
    """Encrypted bytes are not what was written. Parameter `name`."""

    code = "KEY-004"


class CipherMissing(AppError):
    """Parameter `name`."""

    code = "KEY-005"


class PassphraseWeak(AppError):
    """Parameter `least`."""

    code = "KEY-006"


class AlreadyEncrypted(AppError):
    code = "KEY-007"


class NotEncrypted(AppError):
    code = "KEY-008"


class AccountKeyMissing(AppError):
    """The key is kept by another account or another PC. Parameter `path`."""

    code = "KEY-009"


class ErasureUnfinished(AppError):
    """A collection is removed, but what the disk kept of it is still under the present key."""

    code = "KEY-010"
