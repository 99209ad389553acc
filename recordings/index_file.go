package recordings

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// indexApplication marks a file as ours; the first migration writes it.
const indexApplication = 0x52486978

// lockWait is how long another process may keep the index to itself. After that
// one in memory does: a process that hangs must hold nobody up.
const lockWait = 3 * time.Second

// errForeign tells of a database that is none of ours, or of a newer program.
var errForeign = errors.New("not an index of this program")

// The index of a data folder has a folder of its own in the cache. A fresh
// index gets a new number for its name: SQLite's side files are known by their
// names, and a process that still has the old index open must not touch ours.
func (s *Store) indexDir() string {
	sum := sha256.Sum256([]byte(s.dir))
	return filepath.Join(s.Cache, "index-"+hex.EncodeToString(sum[:8]))
}

// openIndex opens the index that is there, else a fresh one.
func (s *Store) openIndex(ctx context.Context) (*index, error) {
	if s.Cache == "" {
		return s.memoryIndex(ctx)
	}
	unlock, err := s.lockIndex(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	return openDatabase(ctx, filepath.Join(s.indexDir(), fmt.Sprintf("%d.db", max(s.generation(), 1))))
}

// newIndex throws away the index that is there and makes an empty one.
func (s *Store) newIndex(ctx context.Context) (*index, error) {
	unlock, err := s.lockIndex(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	return s.renew(ctx)
}

// renew is newIndex for who has the lock.
func (s *Store) renew(ctx context.Context) (*index, error) {
	if s.Cache == "" {
		return s.memoryIndex(ctx)
	}
	dir := s.indexDir()
	fresh := s.generation() + 1
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, &IndexError{dir, err}
	}
	for _, e := range entries {
		if generationOf(e.Name()) > 0 {
			os.RemoveAll(filepath.Join(dir, e.Name())) // where it fails, the next one tries again
		}
	}
	return openDatabase(ctx, filepath.Join(dir, fmt.Sprintf("%d.db", fresh)))
}

// memoryIndex returns an empty index that lasts as long as the process.
func (s *Store) memoryIndex(ctx context.Context) (*index, error) { return openDatabase(ctx, "") }

// generation returns the number of the newest index, 0 without one.
func (s *Store) generation() int {
	entries, _ := os.ReadDir(s.indexDir())
	newest := 0
	for _, e := range entries {
		newest = max(newest, generationOf(e.Name()))
	}
	return newest
}

// generationOf returns the number in 7.db and in the names of its side files.
func generationOf(name string) int {
	number, kind, _ := strings.Cut(name, ".")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || !strings.HasPrefix(kind, "db") {
		return 0
	}
	return n
}

// lockIndex keeps other processes from opening or filling the index. One in
// memory needs no lock.
func (s *Store) lockIndex(ctx context.Context) (unlock func(), err error) {
	if s.Cache == "" {
		return func() {}, nil
	}
	dir := s.indexDir()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, &IndexError{dir, err}
	}
	ctx, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	lock := flock.New(filepath.Join(dir, "lock"), flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, 5*time.Millisecond); err != nil {
		return nil, &IndexError{dir, fmt.Errorf("wait for another process: %w", err)}
	}
	return func() { lock.Close() }, nil
}

// openDatabase opens or makes the database at path, "" is memory.
func openDatabase(ctx context.Context, path string) (*index, error) {
	source := ":memory:"
	if path != "" {
		// SQLite would make the file readable to all; its side files take after it.
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, &IndexError{path, err}
		}
		f.Close()
		source = (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
	}
	db, err := sql.Open("sqlite", source+"?_txlock=immediate&_pragma=busy_timeout(2000)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=cell_size_check(1)")
	if err != nil {
		return nil, &IndexError{path, err}
	}
	db.SetMaxOpenConns(1) // a database in memory is that of its connection
	if err := migrate(ctx, db); err != nil {
		db.Close()
		return nil, &IndexError{path, err}
	}
	return &index{db: db, path: path}, nil
}

// migrate brings an empty or older database to the form that this program
// knows. Any other is errForeign.
func migrate(ctx context.Context, db *sql.DB) error {
	var application, tables int
	if err := db.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema)").Scan(&application, &tables); err != nil {
		return err
	}
	if application != indexApplication && tables > 0 {
		return errForeign
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		return err
	}
	has, knows, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	if has > knows {
		return errForeign
	}
	if has < knows {
		_, err = provider.Up(ctx)
	}
	return err
}
