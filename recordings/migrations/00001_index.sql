-- +goose Up
PRAGMA application_id = 0x52486978;

CREATE TABLE attempts (
    id             INTEGER PRIMARY KEY, -- the ID as a number that sorts alike
    taken_at       INTEGER NOT NULL,    -- Unix milliseconds
    state          TEXT    NOT NULL,
    length         INTEGER NOT NULL,    -- nanoseconds
    target         INTEGER NOT NULL,    -- nanoseconds
    question       TEXT    NOT NULL,    -- ID
    question_text  TEXT    NOT NULL,
    question_group TEXT    NOT NULL,
    scored         INTEGER NOT NULL,    -- 1 with a report
    coverage       REAL,                -- NULL without counted points
    failure        TEXT    NOT NULL,    -- why state is failed
    modified       INTEGER NOT NULL,    -- of attempt.json, Unix nanoseconds
    size           INTEGER NOT NULL     -- of attempt.json, bytes
) STRICT;

CREATE INDEX attempts_by_question ON attempts (question, id, taken_at);
CREATE INDEX attempts_by_state ON attempts (state);

CREATE TABLE tags (
    tag TEXT    NOT NULL, -- folded
    id  INTEGER NOT NULL,
    PRIMARY KEY (tag, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX tags_by_attempt ON tags (id);

-- What was said, as the transcript writes it.
CREATE TABLE texts (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;

-- The same as stems, to be found by any form of a word.
CREATE VIRTUAL TABLE spoken USING fts5 (
    stems, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);

-- +goose StatementBegin
CREATE TRIGGER attempt_gone AFTER DELETE ON attempts BEGIN
    DELETE FROM tags WHERE id = old.id;
    DELETE FROM texts WHERE id = old.id;
    DELETE FROM spoken WHERE rowid = old.id;
END;
-- +goose StatementEnd

-- Folders to look at again: without an attempt that can be read, or with a draft
-- that is not cleared away.
CREATE TABLE unread (id INTEGER PRIMARY KEY) STRICT;

-- When the folder of the attempts was last changed, as far as it is indexed:
-- Unix nanoseconds, 0 when that is not known.
CREATE TABLE folder (modified INTEGER NOT NULL) STRICT;
INSERT INTO folder VALUES (0);
