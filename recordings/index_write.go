package recordings

import (
	"context"
	"database/sql"
)

// A writer changes the index, within one transaction.
type writer struct {
	tx                                *sql.Tx
	remove, attempt, tag, text, stems *sql.Stmt
	wait, settle                      *sql.Stmt
}

// write runs change in one transaction: it is in the index as a whole, or not
// at all. No other process writes meanwhile. So who reads a file within change
// puts in what is newest: whoever replaces the file then also comes later.
func (ix *index) write(ctx context.Context, change func(*writer) error) error {
	tx, err := ix.db.BeginTx(ctx, nil)
	if err != nil {
		return &IndexError{ix.path, err}
	}
	defer tx.Rollback()
	w := &writer{tx: tx}
	for query, statement := range map[string]**sql.Stmt{
		"DELETE FROM attempts WHERE id = ?": &w.remove,
		"INSERT INTO attempts (id, taken_at, state, length, target, question, question_text, question_group, scored, coverage, failure, modified, size) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)": &w.attempt,
		"INSERT OR IGNORE INTO tags (tag, id) VALUES (?, ?)": &w.tag,
		"INSERT INTO texts (id, text) VALUES (?, ?)":         &w.text,
		"INSERT INTO spoken (rowid, stems) VALUES (?, ?)":    &w.stems,
		"INSERT OR IGNORE INTO unread (id) VALUES (?)":       &w.wait,
		"DELETE FROM unread WHERE id = ?":                    &w.settle,
	} {
		if *statement, err = tx.PrepareContext(ctx, query); err != nil {
			return &IndexError{ix.path, err}
		}
	}
	if err = change(w); err == nil {
		err = tx.Commit()
	}
	if err != nil {
		return &IndexError{ix.path, err}
	}
	return nil
}

// put replaces what the index knows of an attempt by e.
func (w *writer) put(e entry) error {
	if err := w.forget(e.id); err != nil {
		return err
	}
	return w.add(e)
}

// forget takes an attempt out of the index.
func (w *writer) forget(id int64) error {
	if _, err := w.remove.Exec(id); err != nil { // its text, stems and tags go with it
		return err
	}
	_, err := w.settle.Exec(id)
	return err
}

// add puts an attempt in that the index does not know.
func (w *writer) add(e entry) error {
	if !e.found {
		_, err := w.wait.Exec(e.id)
		return err
	}
	if e.draft {
		if _, err := w.wait.Exec(e.id); err != nil {
			return err
		}
	}
	a, q := e.attempt, e.attempt.Question
	var coverage *float64
	if a.Report != nil {
		coverage = a.Report.Coverage
	}
	if _, err := w.attempt.Exec(e.id, a.TakenAt.UnixMilli(), string(a.State), int64(a.Length), int64(a.Target), q.ID, q.Text, q.Group, a.Report != nil, coverage, a.Failure, e.modified, e.size); err != nil {
		return err
	}
	for _, tag := range q.Tags {
		if _, err := w.tag.Exec(fold(tag), e.id); err != nil {
			return err
		}
	}
	if a.Transcript == nil {
		return nil
	}
	if _, err := w.text.Exec(e.id, a.Transcript.Text); err != nil {
		return err
	}
	_, err := w.stems.Exec(e.id, e.stems)
	return err
}
