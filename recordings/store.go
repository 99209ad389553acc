package recordings

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// Names in the data folder. An attempt is a folder of its own.
const (
	attemptsDir = "recordings"
	trashDir    = "trash"

	attemptFile = "attempt.json"
	draftFile   = "draft.json"
	soundFile   = "answer.wav"
	partFile    = "answer.wav.part"
	rescueFile  = "answer.wav.rescue"
	reserveFile = "reserve"
)

// maxAttempt bounds attempt.json: an hour of word times has a tenth of it.
const maxAttempt = 64 << 20

// ErrNoAttempt is returned for an attempt that is not there.
var ErrNoAttempt = errors.New("no such attempt")

// A Store keeps attempts in a data folder.
type Store struct {
	// Cache is the folder in which an index makes searching fast; "" has one
	// made in memory when it is needed. It is set before the first use.
	Cache string
	// Broken hears why an index could not be used, before another takes its
	// place: one made anew, or one in memory. It may be nil.
	Broken func(error)
	// Reading hears how many attempts the index is about to take in, which are
	// some 10,000 a second. It may be nil.
	Reading func(attempts int)

	dir  string
	disk disk
	rand io.Reader        // of IDs
	host string           // whose drafts Recover may take
	now  func() time.Time // what the times of files are measured with

	mu    sync.Mutex // of index
	index *index     // nil until needed
}

// Open returns the store in dir, which it makes if need be. Random bytes for
// IDs come from rand, the name of this machine is host.
func Open(dir string, rand io.Reader, host string) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("open the data folder: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the data folder: %w", err)
	}
	s := &Store{dir: dir, disk: folder{root}, rand: rand, host: host, now: time.Now}
	if err := s.disk.Mkdir(attemptsDir); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	return s, nil
}

// Dir returns the folder in which the attempt id is kept.
func (s *Store) Dir(id string) string { return filepath.Join(s.dir, attemptsDir, id) }

func (s *Store) attemptPath(id string) string { return filepath.Join(s.Dir(id), attemptFile) }

// Sound returns the path of the recording of the attempt id.
func (s *Store) Sound(id string) string { return filepath.Join(s.Dir(id), soundFile) }

// Save writes a back. A reader sees the old attempt or the new one, never
// half: the file is replaced by a rename.
func (s *Store) Save(a Attempt) error {
	err := s.save(a)
	if err == nil {
		s.reindex(a.ID)
	}
	return err
}

func (s *Store) save(a Attempt) error {
	if !validID(a.ID) {
		return fmt.Errorf("%w: %q", ErrNoAttempt, a.ID)
	}
	data, err := encode(a)
	if err != nil {
		return err
	}
	return replace(s.disk, path.Join(attemptsDir, a.ID, attemptFile), data)
}

// encode writes JSON that a person can read, in UTF-8 and with < as <.
func encode(v any) ([]byte, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(v)
	return []byte(b.String()), err
}

// Load returns the attempt that name means: an ID, the beginning of just one
// ID, or "last". The error is ErrNoAttempt when there is none.
func (s *Store) Load(name string) (Attempt, error) {
	id, err := s.resolve(name)
	if err != nil {
		return Attempt{}, err
	}
	return s.read(id)
}

func (s *Store) read(id string) (Attempt, error) {
	data, err := readFile(s.disk, path.Join(attemptsDir, id, attemptFile), maxAttempt)
	if errors.Is(err, fs.ErrNotExist) {
		return Attempt{}, fmt.Errorf("%w: %s", ErrNoAttempt, id)
	}
	if err != nil {
		return Attempt{}, fmt.Errorf("read the attempt %s: %w", id, err)
	}
	var a Attempt
	if err := json.Unmarshal(data, &a); err != nil {
		return Attempt{}, &DamagedError{s.Dir(id), err}
	}
	if a.ID != id {
		return Attempt{}, &DamagedError{s.Dir(id), fmt.Errorf("attempt.json is of %q", a.ID)}
	}
	return a, nil
}

// An AmbiguousError tells of a name with which more than one ID begins.
type AmbiguousError struct {
	Name string
	IDs  []string // the newest first
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%d attempts begin with %q", len(e.IDs), e.Name)
}

// A DamagedError tells of an attempt that cannot be read. Its sound may still
// be good.
type DamagedError struct {
	Dir string
	Err error
}

func (e *DamagedError) Error() string { return fmt.Sprintf("damaged attempt in %s: %v", e.Dir, e.Err) }

func (e *DamagedError) Unwrap() error { return e.Err }

// List returns all attempts, the oldest first. The error joins what could not
// be read; the attempts that could are returned all the same.
func (s *Store) List() ([]Attempt, error) {
	ids, err := s.ids()
	if err != nil {
		return nil, err
	}
	var list []Attempt
	var broken []error
	for _, id := range ids {
		a, err := s.read(id)
		if errors.Is(err, ErrNoAttempt) { // a draft, or one being removed
			continue
		}
		if err != nil {
			broken = append(broken, err)
			continue
		}
		list = append(list, a)
	}
	return list, errors.Join(broken...)
}

// ids returns the names of the attempts' folders, the oldest first.
func (s *Store) ids() ([]string, error) {
	numbers, err := s.numbers()
	return convert(numbers, idOf), err
}

// resolve finds the attempt that name means. Where the index cannot say at once,
// the names of the folders do: what was just recorded must be found whatever
// befalls a cache.
func (s *Store) resolve(name string) (string, error) {
	if validID(name) {
		return name, nil
	}
	if id, ok := s.newest(); ok && name == "last" {
		return id, nil
	}
	numbers, err := s.numbers()
	if err != nil {
		return "", err
	}
	var found []string
	for _, number := range slices.Backward(numbers) {
		id := idOf(number)
		switch {
		case name == "last" && s.has(id, attemptFile):
			return id, nil
		case name != "" && strings.HasPrefix(id, name):
			found = append(found, id)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	if len(found) > 1 {
		return "", &AmbiguousError{name, found}
	}
	return "", fmt.Errorf("%w: %q", ErrNoAttempt, name)
}

func (s *Store) has(id, name string) bool {
	f, err := s.disk.Open(path.Join(attemptsDir, id, name), os.O_RDONLY)
	if err != nil {
		return false
	}
	f.Close()
	return true
}

const timeLayout = "20060102-150405"

// newID returns an ID that sorts by time: the second, its 256th part, and two
// bytes of chance.
func (s *Store) newID(at time.Time) (string, error) {
	var chance [2]byte
	if _, err := io.ReadFull(s.rand, chance[:]); err != nil {
		return "", fmt.Errorf("make an ID: %w", err)
	}
	part := at.Nanosecond() / (1e9 / 256)
	return fmt.Sprintf("%s-%02x%x", at.UTC().Format(timeLayout), min(part, 255), chance), nil
}

// validID tells a name that newID may have made: a folder that a person put
// beside the attempts is not ours.
func validID(name string) bool {
	_, ok := parseID(name)
	return ok
}
