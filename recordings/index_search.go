package recordings

import (
	"context"
	"errors"
	"strings"
	"time"
)

// A Filter chooses attempts: those that meet all of its conditions. The zero
// Filter chooses every attempt.
type Filter struct {
	Question      string    // its ID
	Tag           string    // of the question, in any case
	Since         time.Time // taken then or later
	CoverageUnder float64   // 0 to 1; attempts without a coverage are not under it; 0 asks nothing
	State         State
	Text          string // words that were said, in any form; those in quotes, in that order
	Limit         int    // how many at most; 0 is all
}

// A Summary is a line of the history.
type Summary struct {
	ID             string
	TakenAt        time.Time // UTC
	State          State
	Failure        string // why State is Failed
	Length, Target time.Duration
	QuestionID     string
	Question       string
	Group          string
	Scored         bool    // there is a report
	Counted        bool    // and Coverage means something
	Coverage       float64 // 0 to 1
	Snippet        Snippet // with Filter.Text
}

// Search returns the attempts that f chooses, the newest first. When some
// attempts cannot be read the error joins what is wrong with them, a
// *DamagedError each, and the others are returned all the same. How soon
// changes by other hands are noticed, the comment on index says.
func (s *Store) Search(ctx context.Context, f Filter) ([]Summary, error) {
	var list []Summary
	var more error
	damaged, err := s.indexed(ctx, func(ix *index) (err error) {
		list, more, err = s.search(ctx, ix, f)
		return err
	})
	return list, errors.Join(damaged, more, err)
}

// Latest returns when each question was last practised, by the question's ID.
// Errors are as those of Search.
func (s *Store) Latest(ctx context.Context) (map[string]time.Time, error) {
	latest := map[string]time.Time{}
	damaged, err := s.indexed(ctx, func(ix *index) error {
		clear(latest)
		return ix.latest(ctx, latest)
	})
	return latest, errors.Join(damaged, err)
}

// patience is how often a search begins anew because a file among its results
// changed.
const patience = 3

// search never shows what an attempt.json no longer says, unless that changes
// all the time.
func (s *Store) search(ctx context.Context, ix *index, f Filter) (list []Summary, damaged, err error) {
	var failed []error
	for range patience {
		var stale []int64
		list, stale, err = s.query(ctx, ix, f)
		if err != nil || len(stale) == 0 {
			break
		}
		damaged, err = s.refresh(ctx, ix, nil, stale)
		failed = append(failed, damaged)
		if err != nil {
			break
		}
	}
	return list, errors.Join(failed...), err
}

// query returns what the index knows, and what of it is not true any more.
func (s *Store) query(ctx context.Context, ix *index, f Filter) (list []Summary, stale []int64, err error) {
	words := newStemmer()
	match, stems := words.wanted(f.Text)
	if f.Text != "" && match == "" {
		return nil, nil, nil
	}
	query, values := f.query(match)
	rows, err := ix.db.QueryContext(ctx, query, values...)
	if err != nil {
		return nil, nil, &IndexError{ix.path, err}
	}
	defer rows.Close()
	for rows.Next() {
		var id, taken, modified, size int64
		var coverage *float64
		var text string
		var m Summary
		if err := rows.Scan(&id, &taken, &m.State, &m.Length, &m.Target, &m.QuestionID, &m.Question, &m.Group, &m.Scored, &coverage, &m.Failure, &modified, &size, &text); err != nil {
			return nil, nil, &IndexError{ix.path, err}
		}
		if s.changed(id, modified, size) {
			stale = append(stale, id)
		}
		m.ID, m.TakenAt, m.Counted = idOf(id), time.UnixMilli(taken).UTC(), coverage != nil
		if coverage != nil {
			m.Coverage = *coverage
		}
		m.Snippet = words.snippet(text, stems)
		list = append(list, m)
	}
	if err := rows.Err(); err != nil {
		return nil, nil, &IndexError{ix.path, err}
	}
	return list, stale, nil
}

// query returns f in SQL. Match is f.Text in FTS5's language.
func (f Filter) query(match string) (query string, values []any) {
	text, from, by := "''", "attempts a", "a.id"
	var where []string
	ask := func(condition string, value any) {
		where, values = append(where, condition), append(values, value)
	}
	if match != "" {
		// Full text first: it comes sorted by number, and an end can be made early.
		text, from, by = "t.text", "spoken CROSS JOIN attempts a ON a.id = spoken.rowid CROSS JOIN texts t ON t.id = a.id", "spoken.rowid"
		ask("spoken MATCH ?", match)
	}
	if f.Question != "" {
		ask("a.question = ?", f.Question)
	}
	if f.Tag != "" {
		ask("a.id IN (SELECT id FROM tags WHERE tag = ?)", fold(f.Tag))
	}
	if !f.Since.IsZero() {
		ask("a.id >= ?", f.Since.Unix()<<24) // IDs begin with that time: older ones need no look
		ask("a.taken_at >= ?", f.Since.UnixMilli())
	}
	if f.CoverageUnder != 0 {
		ask("a.coverage < ?", f.CoverageUnder)
	}
	if f.State != "" {
		ask("a.state = ?", string(f.State))
	}
	query = "SELECT a.id, a.taken_at, a.state, a.length, a.target, a.question, a.question_text, a.question_group, a.scored, a.coverage, a.failure, a.modified, a.size, " + text + " FROM " + from
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	query += " ORDER BY " + by + " DESC"
	if f.Limit > 0 {
		query += " LIMIT ?"
		values = append(values, f.Limit)
	}
	return query, values
}

// latest steps from question to question: there are far fewer than attempts.
func (ix *index) latest(ctx context.Context, latest map[string]time.Time) error {
	rows, err := ix.db.QueryContext(ctx, `
		WITH RECURSIVE asked (question) AS (
			SELECT min(question) FROM attempts
			UNION ALL
			SELECT (SELECT min(question) FROM attempts WHERE question > asked.question) FROM asked WHERE question IS NOT NULL
		)
		SELECT question, (SELECT taken_at FROM attempts a WHERE a.question = asked.question ORDER BY id DESC LIMIT 1)
		FROM asked WHERE question IS NOT NULL`)
	if err != nil {
		return &IndexError{ix.path, err}
	}
	defer rows.Close()
	for rows.Next() {
		var question string
		var taken int64
		if err := rows.Scan(&question, &taken); err != nil {
			return &IndexError{ix.path, err}
		}
		latest[question] = time.UnixMilli(taken).UTC()
	}
	if err := rows.Err(); err != nil {
		return &IndexError{ix.path, err}
	}
	return nil
}
