"""The bill of materials, CycloneDX 1.6 in JSON: packages, native libraries, models, fonts. The same bytes each time."""

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from installer.frozen.inventory import Native, Package, Stock, Weights


def written(stock: Stock, epoch: int) -> str:
    """JSON text. `epoch`, in seconds, is the time that the document bears."""
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, f"munjigi:{stock.version}:{epoch}"))
    bom.metadata.timestamp = datetime.fromtimestamp(epoch, UTC)
    bom.metadata.component = _component("munjigi", ComponentType.APPLICATION, "Apache-2.0", version=stock.version)
    for package in stock.packages:
        bom.components.add(_package(package))
    for native in stock.natives:
        bom.components.add(_native(native))
    for weights in stock.weights:
        bom.components.add(_weights(weights))
    bom.register_dependency(bom.metadata.component, bom.components)
    text: str = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)
    return text + "\n"


def _component(name: str, kind: ComponentType, licence: str, *, version: str = "", sha256: str = "") -> Component:
    found = Component(name=name, type=kind, bom_ref=f"{kind.value}:{name}", version=version or None)
    found.licenses.add(LicenseFactory().make_from_string(licence))
    if sha256:
        found.hashes.add(HashType(alg=HashAlgorithm.SHA_256, content=sha256))
    return found


def _package(package: Package) -> Component:
    made = _component(package.name, ComponentType.LIBRARY, package.licence, version=package.version)
    made.purl = PackageURL("pypi", name=package.name.lower().replace("_", "-"), version=package.version)
    return made


def _native(native: Native) -> Component:
    made = _component(native.path, ComponentType.FILE, native.licence, sha256=native.sha256)
    made.properties.add(Property(name="munjigi:from", value=native.owner or "system"))
    return made


def _weights(weights: Weights) -> Component:
    kind = ComponentType.FILE if weights.id == "NotoSansKR" else ComponentType.MACHINE_LEARNING_MODEL
    made = _component(weights.file, kind, weights.licence, sha256=weights.sha256)
    made.scope = ComponentScope.REQUIRED if weights.inside else ComponentScope.OPTIONAL
    made.properties.add(Property(name="munjigi:origin", value=weights.origin))
    made.properties.add(Property(name="munjigi:in", value="program" if weights.inside else f"model/{weights.id}"))
    return made
