package recordings

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
)

// A disk is what keeping needs of a folder of files. The names it takes are
// relative and never leave the folder. Tests put one in its place that fails.
type disk interface {
	Mkdir(name string) error    // also its parents; 0700
	MkdirNew(name string) error // one folder that must not be there; 0700
	Open(name string, flag int) (file, error)
	Rename(from, to string) error
	Remove(name string) error              // a folder with all in it
	Names(folder string) ([]string, error) // in no order
	SyncDir(name string) error
}

type file interface {
	io.ReadWriteSeeker
	io.ReaderAt
	io.WriterAt
	io.Closer
	Sync() error
	Stat() (fs.FileInfo, error)
}

// A folder is the disk of the operating system. Symbolic links that lead out
// of it are not followed.
type folder struct{ root *os.Root }

func (f folder) Mkdir(name string) error { return f.root.MkdirAll(name, 0o700) }

func (f folder) MkdirNew(name string) error { return f.root.Mkdir(name, 0o700) }

func (f folder) Open(name string, flag int) (file, error) {
	if info, err := f.root.Stat(name); err == nil && !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errNotRegular}
	}
	return f.root.OpenFile(name, flag, 0o600)
}

func (f folder) Rename(from, to string) error { return f.root.Rename(from, to) }

func (f folder) Remove(name string) error { return f.root.RemoveAll(name) }

func (f folder) Names(name string) ([]string, error) {
	dir, err := f.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	return dir.Readdirnames(-1)
}

// SyncDir makes the names in a folder durable. Systems on which a folder
// cannot be synced make them durable by themselves.
func (f folder) SyncDir(name string) error {
	d, err := f.root.Open(name)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, os.ErrInvalid) && !errors.Is(err, os.ErrPermission) {
		return err
	}
	return nil
}

// replace puts data at name: a reader sees what was there or all of data.
func replace(d disk, name string, data []byte) error {
	temporary := name + "." + rand.Text()[:8] + ".new" // others may be replacing it too
	f, err := d.Open(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = d.Rename(temporary, name)
	}
	if err == nil {
		err = d.SyncDir(path.Dir(name))
	}
	if err != nil {
		d.Remove(temporary)
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// errNotRegular tells of a pipe or a device where a file should be: reading it
// could wait for ever.
var errNotRegular = errors.New("not a regular file")

// readFile returns the whole of a small file, at most limit bytes of it.
func readFile(d disk, name string, limit int64) ([]byte, error) {
	f, err := d.Open(name, os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("%s is larger than %d bytes", name, limit)
	}
	return data, err
}
