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
    CREATE INDEX documents_by_revision ON documents (revision, id);  -- spares reading every text for a number behind it
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
    """
    -- who is cited: the title of a law, or a letter's number, as a text names it
    CREATE TABLE cited (
        id       INTEGER PRIMARY KEY,
        spelling TEXT NOT NULL UNIQUE,  -- core.titles.spelling of the name
        name     TEXT NOT NULL
    );

    -- what a text cites; where that stands is looked up when it is asked for
    CREATE TABLE links (
        passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
        start      INTEGER NOT NULL,  -- in the passage's text
        length     INTEGER NOT NULL,
        relation   INTEGER NOT NULL,  -- place in core.types.Relation
        cited_id   INTEGER NOT NULL,  -- 0: the document itself
        place      INTEGER NOT NULL,  -- store.places: 조, 별표, 부칙; 0: none named
        part       INTEGER NOT NULL,  -- store.places: 항, 호, 목
        last_place INTEGER NOT NULL,  -- the other end of a range; 0: no range
        last_part  INTEGER NOT NULL,
        PRIMARY KEY (passage_id, start)
    ) WITHOUT ROWID;
    CREATE INDEX links_by_cited ON links (cited_id, place) WHERE cited_id > 0;
    CREATE INDEX links_by_range ON links (cited_id, last_place) WHERE cited_id > 0 AND last_place > place;

    CREATE INDEX documents_by_title ON documents (
        replace(replace(replace(replace(replace(replace(replace(replace(
            title, ' ', ''), ',', ''), 'ㆍ', ''), '·', ''), '‧', ''), '・', ''), '･', ''), '•', ''),
        collection, effective, id, title
    );
    CREATE INDEX documents_by_number ON documents (replace(number, ' ', '')) WHERE number <> '';
    """,
    """
    -- searches that were made, one row each however often; the text of a question is nobody else's business
    CREATE TABLE past_searches (
        query TEXT PRIMARY KEY,        -- store.searches: text and filters as JSON
        asked INTEGER NOT NULL         -- ns since the epoch, the last time
    ) WITHOUT ROWID;
    CREATE INDEX past_searches_by_time ON past_searches (asked);

    CREATE TABLE saved_searches (
        name  TEXT PRIMARY KEY,
        query TEXT NOT NULL
    ) WITHOUT ROWID;

    INSERT INTO meta VALUES ('history', 1);  -- whether searches are remembered
    """,
    """
    -- vectors in the order of their coming, and the passages that have gone: an index follows by two numbers
    CREATE TABLE arrived (
        id         INTEGER PRIMARY KEY AUTOINCREMENT,
        model      TEXT NOT NULL,      -- SHA-256 of the weights and version of the windows
        passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
        window     INTEGER NOT NULL,
        vector     BLOB NOT NULL       -- little-endian float16; never changed
    );
    INSERT INTO arrived (model, passage_id, window, vector)
        SELECT model, passage_id, window, vector FROM vectors ORDER BY model, passage_id, window;
    DROP TABLE vectors;
    ALTER TABLE arrived RENAME TO vectors;
    CREATE UNIQUE INDEX vectors_by_passage ON vectors (passage_id, model, window);

    CREATE TABLE departed (
        number     INTEGER PRIMARY KEY AUTOINCREMENT,
        passage_id INTEGER NOT NULL
    );
    CREATE TRIGGER passages_depart AFTER DELETE ON passages BEGIN
        INSERT INTO departed (passage_id) VALUES (old.id);
    END;
    """,
    """
    -- questions and their answers, as they were shown: a citation is readable when its document has gone
    CREATE TABLE conversations (
        id      INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: a window may still hold a forgotten one
        started INTEGER NOT NULL,                   -- ns since the epoch
        touched INTEGER NOT NULL                    -- ns since the epoch, the last time; no two alike
    );
    CREATE INDEX conversations_by_time ON conversations (touched);

    CREATE TABLE exchanges (
        id              INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        question        TEXT NOT NULL,
        standalone      TEXT NOT NULL,     -- the question as it was looked for
        asked           INTEGER NOT NULL,  -- ns since the epoch
        collections     TEXT NOT NULL,     -- JSON list
        text            TEXT NOT NULL,
        abstained       INTEGER NOT NULL,
        reason          TEXT NOT NULL,
        reason_params   TEXT NOT NULL,     -- JSON object
        statements      TEXT NOT NULL,     -- JSON list of [start, end, verdict, [citation numbers]]
        citations       TEXT NOT NULL,     -- JSON list of core.answers.KeptCitation
        passages        TEXT NOT NULL,     -- JSON list: ids of the passages cited, in the order of their numbers
        model           TEXT NOT NULL,
        extracted       INTEGER NOT NULL,  -- so much of the text was cut from the articles
        folded          TEXT NOT NULL      -- store.conversations: question and answer, as they are searched
    );
    CREATE INDEX exchanges_by_conversation ON exchanges (conversation_id, id);
    """,
    """
    -- what is being written, with all that it came from; it stays until its writer removes it
    CREATE TABLE drafts (
        id      INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: a window may still hold a removed one
        started INTEGER NOT NULL,                   -- ns since the epoch
        touched INTEGER NOT NULL,                   -- ns since the epoch, the last time; no two alike
        form    TEXT NOT NULL,
        title   TEXT NOT NULL,
        content TEXT NOT NULL,                      -- JSON of core.drafts.Draft
        digest  BLOB NOT NULL,                      -- SHA-256 of content
        folded  TEXT NOT NULL                       -- title, letter and notes, as they are searched
    );
    CREATE INDEX drafts_by_time ON drafts (touched);

    CREATE TABLE draft_versions (
        draft_id   INTEGER NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
        number     INTEGER NOT NULL,                -- from 1 on; the last one stays, so none is used twice
        made       INTEGER NOT NULL,                -- ns since the epoch
        cause      TEXT NOT NULL,                   -- core.kept_drafts.Cause
        name       TEXT NOT NULL,                   -- the user's; empty: none
        branch     TEXT NOT NULL,                   -- who wrote past a newer state, and from which; empty: nobody
        title      TEXT NOT NULL,
        characters INTEGER NOT NULL,
        content    TEXT NOT NULL,
        digest     BLOB NOT NULL,
        PRIMARY KEY (draft_id, number)
    );
    """,
    """
    -- what was done that is recorded: core.chain. Nothing here is ever changed or taken out
    CREATE TABLE audit (
        number INTEGER PRIMARY KEY,  -- from 1 on
        body   TEXT NOT NULL,        -- canonical JSON of the entry
        digest TEXT NOT NULL,        -- SHA-256 of body, hex
        seal   TEXT NOT NULL         -- HMAC of digest under the writer's key, hex
    );
    CREATE INDEX audit_by_kind ON audit (json_extract(body, '$.kind'), number);
    CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;
    CREATE TRIGGER audit_keeps BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;
    """,
)
