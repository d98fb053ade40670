"""The tables, as a list of steps from one schema version to the next.

`PRAGMA user_version` holds the number of steps taken. A released step is never edited.
"""

STEPS = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
    INSERT INTO meta VALUES ('generation', 0);

    CREATE TABLE documents (
        id          TEXT PRIMARY KEY,
        collection  TEXT NOT NULL,
        root        BLOB NOT NULL,     -- the folder or file that was indexed, in the file system's bytes
        raw_path    BLOB NOT NULL,     -- absolute, in the file system's bytes
        path        TEXT NOT NULL,     -- relative to root, NFC, for people
        sha256      TEXT NOT NULL,     -- of the file
        size        INTEGER NOT NULL,
        modified    INTEGER NOT NULL,  -- ns since the epoch
        format      TEXT NOT NULL,
        title       TEXT NOT NULL,
        kind        TEXT NOT NULL,
        number      TEXT NOT NULL,
        ministry    TEXT NOT NULL,
        effective   TEXT NOT NULL,     -- ISO date or empty
        status      TEXT NOT NULL,
        text        TEXT NOT NULL,
        text_sha256 TEXT NOT NULL,     -- damage that SQLite does not notice is found by this
        parser      INTEGER NOT NULL,  -- version of the parser that read it
        revision    INTEGER NOT NULL,  -- generation at which it was stored
        UNIQUE (collection, raw_path)
    );

    CREATE TABLE passages (
        id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: caches refer to it
        document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        ordinal     INTEGER NOT NULL,
        locator     TEXT NOT NULL,
        label       TEXT NOT NULL,
        heading     TEXT NOT NULL,
        breadcrumb  TEXT NOT NULL,
        text        TEXT NOT NULL,
        start       INTEGER NOT NULL,
        end         INTEGER NOT NULL,
        page        INTEGER NOT NULL,
        UNIQUE (document_id, ordinal)
    );
    CREATE INDEX passages_by_label ON passages (document_id, label);

    CREATE TABLE vectors (
        model      TEXT NOT NULL,      -- SHA-256 of the weights and version of the windows
        passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
        window     INTEGER NOT NULL,
        vector     BLOB NOT NULL,      -- little-endian float16
        PRIMARY KEY (model, passage_id, window)
    ) WITHOUT ROWID;
    CREATE INDEX vectors_by_passage ON vectors (passage_id);

    CREATE TABLE failures (
        collection TEXT NOT NULL,
        root       BLOB NOT NULL,
        raw_path   BLOB NOT NULL,
        path       TEXT NOT NULL,
        sha256     TEXT NOT NULL,      -- empty when the bytes could not be read
        size       INTEGER NOT NULL,
        code       TEXT NOT NULL,
        params     TEXT NOT NULL,      -- JSON object
        PRIMARY KEY (collection, raw_path)
    ) WITHOUT ROWID;
    """,
    """
    ALTER TABLE documents ADD COLUMN promulgated TEXT NOT NULL DEFAULT '';  -- ISO date or empty
    ALTER TABLE documents ADD COLUMN history TEXT NOT NULL DEFAULT '';      -- amendments, one a line
    ALTER TABLE passages ADD COLUMN ocr INTEGER NOT NULL DEFAULT 0;         -- percent; 0: no recognised text

    CREATE TABLE roots (
        collection TEXT NOT NULL,
        root       BLOB NOT NULL,      -- a folder or file that was given, in the file system's bytes
        excludes   TEXT NOT NULL,      -- JSON list of patterns
        PRIMARY KEY (collection, root)
    ) WITHOUT ROWID;

    CREATE TABLE files (
        collection  TEXT NOT NULL,
        raw_path    BLOB NOT NULL,     -- absolute; a member of a container: the container's, a slash, its own name
        root        BLOB NOT NULL,
        path        TEXT NOT NULL,     -- relative to root, NFC, for people
        container   BLOB NOT NULL,     -- raw_path of the file on disk that holds it; empty for a file on disk
        sha256      TEXT NOT NULL,     -- empty when the bytes could not be read, or need not be
        size        INTEGER NOT NULL,
        modified    INTEGER NOT NULL,  -- ns since the epoch
        checked     INTEGER NOT NULL,  -- ns since the epoch when the bytes were last hashed
        state       TEXT NOT NULL,     -- core.types.FileState
        code        TEXT NOT NULL,     -- why, or what to know; empty: nothing to say
        params      TEXT NOT NULL,     -- JSON object
        parser      INTEGER NOT NULL,
        document_id TEXT NOT NULL,     -- empty when nothing was taken in
        PRIMARY KEY (collection, raw_path)
    ) WITHOUT ROWID;
    CREATE INDEX files_by_container ON files (collection, container) WHERE container <> x'';
    CREATE INDEX files_by_document ON files (document_id) WHERE document_id <> '';

    INSERT INTO roots SELECT DISTINCT collection, root, '[]' FROM documents
        UNION SELECT DISTINCT collection, root, '[]' FROM failures;
    INSERT INTO files SELECT collection, raw_path, root, path, x'', sha256, size, modified, 0, 'indexed', '', '{}',
        parser, id FROM documents;
    INSERT INTO files SELECT collection, raw_path, root, path, x'', sha256, size, 0, 0, 'failed', code, params, 0, ''
        FROM failures;
    DROP TABLE failures;
    """,
)
