package recordings

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// sweep is how many of the newest attempts are compared with their files at
// the first use in a process: it takes a few milliseconds, and most people have
// no more.
const sweep = 1000

// tick is more than the coarsest clock of a file system: a folder may change
// twice within it and have the same time.
const tick = 2 * time.Second

// sync makes the index agree with the folders, as far as the comment on index
// promises. Damaged joins the attempts that cannot be read.
func (s *Store) sync(ctx context.Context, ix *index) (damaged, err error) {
	if err := s.syncFolder(ctx, ix); err != nil {
		return nil, err
	}
	unread, err := ix.ids(ctx, "SELECT id FROM unread")
	if err != nil {
		return nil, err
	}
	var stale []int64
	if !ix.swept {
		stale, err = s.stale(ctx, ix, sweep)
		if err != nil {
			return nil, err
		}
	}
	damaged, err = s.refresh(ctx, ix, unread, stale)
	ix.swept = err == nil
	return damaged, err
}

// syncFolder finds the attempts that came or went since the index last saw the
// folder that holds them. While its time is known, nothing did.
func (s *Store) syncFolder(ctx context.Context, ix *index) error {
	same, err := s.unchanged(ctx, ix)
	if err != nil || same {
		return err
	}
	if ix.path != "" {
		unlock, err := s.lockIndex(ctx)
		if err != nil {
			return err
		}
		defer unlock()
		same, err := s.unchanged(ctx, ix) // another process may have done it
		if err != nil || same {
			return err
		}
	}
	return s.fill(ctx, ix, func(entry) {})
}

// unchanged tells whether the index has seen the folder as it is.
func (s *Store) unchanged(ctx context.Context, ix *index) (bool, error) {
	modified, err := s.folderTime()
	if err != nil {
		return false, err
	}
	seen, err := ix.ids(ctx, "SELECT modified FROM folder")
	return slices.Contains(seen, modified), err
}

func (s *Store) folderTime() (int64, error) {
	info, err := os.Stat(filepath.Join(s.dir, attemptsDir))
	if err != nil {
		return 0, fmt.Errorf("read the data folder: %w", err)
	}
	return info.ModTime().UnixNano(), nil
}

// fill brings attempts that the index does not know in, shows them to see, and
// takes out those that are gone. The caller has the lock.
func (s *Store) fill(ctx context.Context, ix *index, see func(entry)) error {
	return ix.write(ctx, func(w *writer) error {
		modified, err := s.folderTime()
		if err != nil {
			return err
		}
		if now := s.now().UnixNano(); max(now-modified, modified-now) < int64(tick) {
			modified = 0 // what happens right after this reading may not show
		}
		there, err := s.numbers()
		if err != nil {
			return err
		}
		known, err := w.known(ctx)
		if err != nil {
			return err
		}
		for _, id := range without(known, there) {
			if err := w.forget(id); err != nil {
				return err
			}
		}
		fresh := without(there, known)
		if s.Reading != nil {
			s.Reading(len(fresh))
		}
		err = s.lookAll(ctx, fresh, func(e entry) error {
			see(e)
			return w.add(e)
		})
		if err != nil {
			return err
		}
		_, err = w.tx.ExecContext(ctx, "UPDATE folder SET modified = ?", modified)
		return err
	})
}

// numbers returns the IDs of the attempts' folders as sorted numbers.
func (s *Store) numbers() ([]int64, error) {
	names, err := s.disk.Names(attemptsDir)
	if err != nil {
		return nil, fmt.Errorf("read the data folder: %w", err)
	}
	var numbers []int64
	for _, name := range names {
		if n, ok := parseID(name); ok {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	return numbers, nil
}

// without returns those of a that are not in b. Both are sorted.
func without(a, b []int64) []int64 {
	var left []int64
	for _, v := range a {
		for len(b) > 0 && b[0] < v {
			b = b[1:]
		}
		if len(b) == 0 || b[0] != v {
			left = append(left, v)
		}
	}
	return left
}

// stale returns those of the newest limit attempts whose files have changed.
func (s *Store) stale(ctx context.Context, ix *index, limit int) ([]int64, error) {
	rows, err := ix.db.QueryContext(ctx, "SELECT id, modified, size FROM attempts ORDER BY id DESC LIMIT ?", limit)
	if err != nil {
		return nil, &IndexError{ix.path, err}
	}
	defer rows.Close()
	var stale []int64
	for rows.Next() {
		var id, modified, size int64
		if err := rows.Scan(&id, &modified, &size); err != nil {
			return nil, &IndexError{ix.path, err}
		}
		if s.changed(id, modified, size) {
			stale = append(stale, id)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, &IndexError{ix.path, err}
	}
	return stale, nil
}

// refresh looks again at attempts: unread ones, of which nothing is known, and
// stale ones, of which something else is.
func (s *Store) refresh(ctx context.Context, ix *index, unread, stale []int64) (damaged, err error) {
	r := newReader()
	var failed []error
	for _, id := range unread {
		e := s.look(r, idOf(id))
		if e.found {
			stale = append(stale, id)
		}
		failed = append(failed, e.damage)
	}
	if len(stale) == 0 {
		return errors.Join(failed...), nil
	}
	err = ix.write(ctx, func(w *writer) error {
		for _, id := range stale {
			e := s.look(r, idOf(id)) // what was read before may be older than what others wrote here
			if err := w.put(e); err != nil {
				return err
			}
			failed = append(failed, e.damage)
		}
		return nil
	})
	return errors.Join(failed...), err
}

// ids returns the numbers that query selects.
func (ix *index) ids(ctx context.Context, query string) ([]int64, error) {
	rows, err := ix.db.QueryContext(ctx, query)
	if err != nil {
		return nil, &IndexError{ix.path, err}
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, &IndexError{ix.path, err}
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		return nil, &IndexError{ix.path, err}
	}
	return ids, nil
}

// known returns the sorted IDs that the index knows anything of. One long
// string is read in half the time of a hundred thousand rows.
func (w *writer) known(ctx context.Context) ([]int64, error) {
	var list sql.NullString
	err := w.tx.QueryRowContext(ctx, "SELECT group_concat(id) FROM (SELECT id FROM attempts UNION ALL SELECT id FROM unread)").Scan(&list)
	if err != nil || !list.Valid {
		return nil, err
	}
	var ids []int64
	for number := range strings.SplitSeq(list.String, ",") {
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids, nil
}
