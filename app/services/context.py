"""The one composed object, passed by argument to every verb."""

from collections.abc import Collection
from pathlib import Path

from app.assist.place.loading import Loader
from app.assist.remote import Generator
from app.bundle.installing.around import Installation
from app.core.catalog import Catalog, Model
from app.core.paths import account_dir
from app.core.policy import Policy
from app.core.settings import Settings
from app.ingest.remote import Reader
from app.search.remote import Embedder
from app.search.searcher import Searcher
from app.services import installed_parts
from app.services.guarding import opening
from app.services.guarding import policy as site_policy
from app.services.guarding.admission import Admission
from app.services.site_models import adapter_header, read_catalogue
from app.store.audit import Audit
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.documents import Documents
from app.store.drafts import Drafts
from app.store.files import Files
from app.store.holders import Holders
from app.store.ledger import Ledger
from app.store.links import Links
from app.store.roots import Roots
from app.store.searches import Searches
from app.store.vault.sealer import Sealer
from app.store.vault.unlocking import Unlock
from app.worker.sandbox.dumps import no_dumps

CONTEXT_HITS = 8
"""Hits handed to an answer; the prompt's token budget decides how many of them it holds."""


class Workspace:
    """One home folder with its store, its searcher and its children: two with models, one that draws pages.

    Children start on first use; nothing slow happens here.
    """

    def __init__(
        self,
        home: Path,
        settings: Settings,
        catalog: Catalog,
        database: Database,
        installation: Installation | None = None,
        policy: Policy | None = None,
        account: Path | None = None,
    ) -> None:
        self.home = home
        self.policy = policy or Policy()
        """What the site forbids or fixes; not `present` where there is none."""
        self.audit = Audit(database, account or account_dir())
        self.admission = Admission(self.policy, self.audit)
        self.installation = installation
        """What the program is part of; None in a checkout."""
        self.settings = settings
        self.catalog = catalog
        self.database = database
        self.sealer = database.sealer
        self.documents = Documents(database, self.policy.collections)
        self.files = Files(database)
        self.roots = Roots(database)
        self.ledger = Ledger(database)
        self.links = Links(database)
        self.holders = Holders(database)
        self.searches = Searches(database)
        self.conversations = Conversations(database)
        self.drafts = Drafts(database)
        self.previewer = Reader()
        self.embed_model = catalog.choose("embed", settings.embed_model)
        self.chat_model = catalog.choose("chat", settings.chat_model)
        self.adapter = _adapter(catalog, settings, self.chat_model)
        self.embedder = Embedder(self.embed_model, settings.encoding_threads())
        self.searcher = Searcher(
            home, database, self.embedder, admit=self.admission.query, only=self.policy.collections
        )
        self.generator = chat_generator(
            home, settings, self.chat_model, self.adapter, self.policy.models, sealer=self.sealer
        )

    @classmethod
    def open(
        cls,
        home: Path,
        settings: Settings | None = None,
        *,
        unlock: Unlock | None = None,
        installation: Installation | None = None,
        policy: Policy | None = None,
    ) -> "Workspace":
        """Open or make the workspace. Raises the STO and KEY errors of Database (WorkspaceLocked where it is encrypted
        and `unlock` is missing), BadRequestFile for a settings file that is not in its form, CatalogDamaged,
        ModelUnknown, InstalledDamaged and what policy.in_force and opening.opened raise. `installation`: None means
        the one around the running program; `policy`: None means the installation's."""
        installation = installation or installed_parts.here()
        policy = policy if policy is not None else site_policy.in_force(installation)
        chosen = (settings if settings is not None else load_settings(home)).under(policy.settings)
        catalog = read_catalogue(home, installation)
        database = Database(home, unlock)
        if database.sealer.encrypts:
            no_dumps()  # before anything is read
        try:
            made = cls(home, chosen, catalog, database, installation, policy, unlock.account if unlock else None)
            opening.opened(database, made.audit, policy, installation)
            return made
        except BaseException:
            database.close()
            raise

    def close(self) -> None:
        self.searcher.close()
        self.previewer.close()
        self.embedder.close()
        self.generator.close()
        self.database.close()


def chat_generator(
    home: Path,
    settings: Settings,
    model: Model,
    adapter: Model | None,
    allowed: Collection[str] = (),
    *,
    sealer: Sealer | None = None,
) -> Generator:
    """A generator of any chat model under this workspace's settings; nothing is loaded yet. `allowed` is the policy's
    list of weights, empty: all; what is kept of prompts goes through `sealer`, None: a plain workspace's."""
    return Generator(
        Loader(
            model,
            settings.generation_threads(),
            settings.encoding_threads(),
            settings.context_tokens,
            gpu_layers=settings.gpu_layers,
            cache=home / "cache",
            adapter=adapter_header(adapter) if adapter is not None else None,
            allowed=allowed,
            sealer=sealer,
        )
    )


def load_settings(home: Path) -> Settings:
    """The defaults overlaid with the workspace's settings.toml. Raises BadRequestFile."""
    return Settings().with_file(home / "settings.toml")


def _adapter(catalog: Catalog, settings: Settings, chat_model: Model) -> Model | None:
    """The chosen adapter, where it is one for the chosen model. Raises ModelUnknown."""
    found = catalog.get(settings.adapter) if settings.adapter else None
    return found if found is not None and found.base == chat_model.id else None
