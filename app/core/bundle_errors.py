"""Faults and notices of bundles: core.errors says how they work, app/bundle/SPEC.md when each is raised."""

from app.core.errors import AppError


class BundleMissing(AppError):
    """No bundle lies on the medium. Parameter `name`."""

    code = "BND-001"


class BundleMalformed(AppError):
    """Metadata are not in the form of SPEC.md. Parameters `name`, `detail`."""

    code = "BND-002"


class SignaturesTooFew(AppError):
    """Fewer valid signatures of distinct keys of the role than its threshold. Parameters `role`, `have`, `need`."""

    code = "BND-003"


class PayloadTypeWrong(AppError):
    """A document of one type stands in the place of another. Parameters `expected`, `found`."""

    code = "BND-004"


class RootChainBroken(AppError):
    """A root does not follow from the one before it. Parameters `version`, `detail`."""

    code = "BND-005"


class RollbackRefused(AppError):
    """(epoch, sequence) is behind what was accepted before. Parameters `offered`, `accepted`."""

    code = "BND-006"


class ReleaseRevoked(AppError):
    """Below the revocation floor. Parameters `offered`, `floor`."""

    code = "BND-007"


class ProductWrong(AppError):
    """Another product or channel. Parameters `expected`, `found`."""

    code = "BND-008"


class PathUnsafe(AppError):
    """A name in the manifest could leave its folder or clash. Parameters `path`, `detail`."""

    code = "BND-009"


class PartMissing(AppError):
    """No medium given holds this part. Parameter `name`."""

    code = "BND-010"


class PartDamaged(AppError):
    """Bytes differ from the signed hash or size. Parameter `name`."""

    code = "BND-011"


class MediumNotPlain(AppError):
    """A link or a special file where a plain one belongs. Parameter `name`."""

    code = "BND-012"


class InstallerBusy(AppError):
    """Another installer works on the same place. Parameter `path`."""

    code = "BND-013"


class InstallNoSpace(AppError):
    """Parameters `need`, `free` (MB), `path`."""

    code = "BND-014"


class InstallUnwritable(AppError):
    """Parameter `path`."""

    code = "BND-015"


class HealthCheckFailed(AppError):
    """The new version did not pass its own check; the old one is in use. Parameters `version`, `detail`."""

    code = "BND-016"


class VersionNotKept(AppError):
    """Parameter `version`."""

    code = "BND-017"


class InstalledDamaged(AppError):
    """An installed file is not what was signed. Parameters `version`, `name`."""

    code = "BND-018"


class TrustMissing(AppError):
    """No trusted root was given and none is installed."""

    code = "BND-019"


class TrustDamaged(AppError):
    """The installation's record of trust is not whole. Parameters `path`, `detail`."""

    code = "BND-020"


class SystemMissing(AppError):
    """The bundle holds no program for this system. Parameter `system`."""

    code = "BND-021"


class SigningKeyBad(AppError):
    """Parameters `name`, `detail`."""

    code = "BND-022"


class SignerUnknown(AppError):
    """The key is not in the role that has to sign. Parameters `key`, `role`."""

    code = "BND-023"


class TokenFailed(AppError):
    """A PKCS#11 token did not do what was asked. Parameter `detail`."""

    code = "BND-024"


class BundleSourceBad(AppError):
    """A file or folder cannot be packed. Parameters `name`, `detail`."""

    code = "BND-025"


class ReleaseOld(AppError):
    """A notice: older than the warning age. Parameters `days`, `limit`."""

    code = "BND-026"


class NotInstalled(AppError):
    """Parameter `path`."""

    code = "BND-027"


class BundleTooLarge(AppError):
    """A document or a count beyond SPEC.md's limits. Parameters `name`, `limit`."""

    code = "BND-028"


class CorpusGone(AppError):
    """A notice: documents that came with an earlier release and are not in the installed one. Parameter
    `collection`."""

    code = "BND-029"
