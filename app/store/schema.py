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
)
