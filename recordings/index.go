package recordings

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// An index answers what the folders know, faster. It is only a cache: a broken,
// deleted or foreign one is made again from the folders, and where it cannot be
// written one in memory takes its place.
//
// What is noticed when:
//
//   - what this program writes (Save, Keep, Remove, Restore), at once;
//   - attempts that came or went by other hands, at the next use: they change
//     the time of the folder that holds them;
//   - an attempt.json that other hands changed, by its time and size: of the
//     newest 1,000 attempts at the first use in a process, of an older one when
//     it is among the results, and of all by Rebuild;
//   - a folder without a readable attempt.json is looked at again at each use.
type index struct {
	db    *sql.DB
	path  string // "" in memory
	swept bool   // the newest attempts were compared with their files
}

// An IndexError tells of an index that could not be made or used.
type IndexError struct {
	Path string // "" in memory
	Err  error
}

func (e *IndexError) Error() string {
	if e.Path == "" {
		return fmt.Sprintf("index the attempts in memory: %v", e.Err)
	}
	return fmt.Sprintf("index the attempts in %s: %v", e.Path, e.Err)
}

func (e *IndexError) Unwrap() error { return e.Err }

// Close ends the use of the index. The next search opens it again.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.closeIndex()
}

func (s *Store) closeIndex() error {
	if s.index == nil {
		return nil
	}
	err := s.index.db.Close()
	s.index = nil
	return err
}

// indexed calls use with an index that agrees with the folders. It may call it
// again, with a better index. Damaged joins the attempts that cannot be read.
func (s *Store) indexed(ctx context.Context, use func(*index) error) (damaged, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ways := [...]func(context.Context) (*index, error){s.openIndex, s.newIndex, s.memoryIndex}
	for way := 0; way < len(ways); way++ {
		if s.index == nil {
			s.index, err = ways[way](ctx)
		}
		if err == nil {
			damaged, err = s.sync(ctx, s.index)
		}
		if err == nil {
			err = use(s.index)
		}
		if err == nil || ctx.Err() != nil {
			return damaged, err
		}
		s.closeIndex()
		if s.Broken != nil && way < len(ways)-1 {
			s.Broken(err)
		}
		if inUse(err) { // and whole: no reason to throw it away
			way = max(way, len(ways)-2)
		}
	}
	return damaged, err
}

// reindexWait is how long keeping an answer may be held up by its index.
const reindexWait = 2 * time.Second

// reindex brings the index up to date with the attempt id, which this process
// has just written or moved. What it cannot do now, a later sync does.
func (s *Store) reindex(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), reindexWait)
	defer cancel()
	if s.index == nil && s.Cache != "" {
		s.index, _ = s.openIndex(ctx)
	}
	if s.index == nil {
		return
	}
	_ = s.index.write(ctx, func(w *writer) error { return w.put(s.look(newReader(), id)) })
}

// inUse tells that another process keeps the index for longer than we wait.
func inUse(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code()&0xff == sqlite3.SQLITE_BUSY || e.Code()&0xff == sqlite3.SQLITE_LOCKED)
}
