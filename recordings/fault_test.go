package recordings

import (
	"errors"
	"fmt"
	"syscall"
	"testing"
	"time"

	"rehearse/audio"
	"rehearse/prompts"
)

// A brokenDisk fails at operation number failAt, and at all later ones when it
// stays broken. A write that fails has written half.
type brokenDisk struct {
	disk
	failAt int
	stays  bool
	count  int
	err    error
}

func (b *brokenDisk) next() error {
	b.count++
	if b.count == b.failAt || (b.stays && b.count > b.failAt) {
		return b.err
	}
	return nil
}

func (b *brokenDisk) Mkdir(name string) error {
	return errors.Join(b.next(), b.disk.Mkdir(name))
}

func (b *brokenDisk) MkdirNew(name string) error {
	if err := b.next(); err != nil {
		return err
	}
	return b.disk.MkdirNew(name)
}

func (b *brokenDisk) Open(name string, flag int) (file, error) {
	if err := b.next(); err != nil {
		return nil, err
	}
	f, err := b.disk.Open(name, flag)
	if err != nil {
		return nil, err
	}
	return &brokenFile{f, b}, nil
}

func (b *brokenDisk) Rename(from, to string) error {
	if err := b.next(); err != nil {
		return err
	}
	return b.disk.Rename(from, to)
}

func (b *brokenDisk) Remove(name string) error {
	if err := b.next(); err != nil {
		return err
	}
	return b.disk.Remove(name)
}

func (b *brokenDisk) Names(name string) ([]string, error) {
	if err := b.next(); err != nil {
		return nil, err
	}
	return b.disk.Names(name)
}

func (b *brokenDisk) SyncDir(name string) error {
	if err := b.next(); err != nil {
		return err
	}
	return b.disk.SyncDir(name)
}

type brokenFile struct {
	file
	disk *brokenDisk
}

func (f *brokenFile) Write(p []byte) (int, error) {
	if err := f.disk.next(); err != nil {
		n, _ := f.file.Write(p[:len(p)/2])
		return n, err
	}
	return f.file.Write(p)
}

func (f *brokenFile) WriteAt(p []byte, at int64) (int, error) {
	if err := f.disk.next(); err != nil {
		return 0, err
	}
	return f.file.WriteAt(p, at)
}

func (f *brokenFile) Sync() error {
	if err := f.disk.next(); err != nil {
		return err
	}
	return f.file.Sync()
}

func (f *brokenFile) Close() error {
	return errors.Join(f.disk.next(), f.file.Close())
}

// takeLength is long enough for several syncs.
const takeLength = 3 * audio.Rate / 2

// take records takeLength samples that count upwards and returns how many were
// taken without an error.
func take(s *Store) (written int, a Attempt, err error) {
	d, err := s.Begin(prompts.Question{ID: "q1", Text: "Вопрос"}, time.Minute, time.Date(2026, 11, 23, 14, 5, 9, 0, time.UTC))
	if err != nil {
		return 0, Attempt{}, err
	}
	frame := make([]int16, audio.FrameLen)
	var failed error
	for written < takeLength && failed == nil {
		for i := range frame {
			frame[i] = int16(written + i)
		}
		var n int
		n, failed = d.Write(frame)
		if failed == nil {
			written += n
		}
	}
	a, err = d.Keep(0)
	return written, a, err
}

// Wherever the disk fails, for a moment or for good, and whatever the program
// managed to say of it: what was written is there when the disk is well again.
func TestNoFailureOfTheDiskLosesSound(t *testing.T) {
	for _, stays := range []bool{false, true} {
		for _, fault := range []error{syscall.EIO, syscall.ENOSPC} {
			failAt, ended := 1, false
			for ; !ended; failAt++ {
				s := open(t)
				good := s.disk
				broken := &brokenDisk{disk: good, failAt: failAt, stays: stays, err: fault}
				s.disk = broken
				written, _, _ := take(s)
				ended = broken.count < failAt
				s.disk = good
				if _, recovered := s.Recover(); recovered != nil {
					t.Fatalf("operation %d (%v, stays %v): recover: %v", failAt, fault, stays, recovered)
				}
				if err := keptSamples(s, written); err != nil {
					t.Fatalf("operation %d (%v, stays %v) after %d samples: %v", failAt, fault, stays, written, err)
				}
			}
			t.Logf("%v, stays %v: %d operations", fault, stays, failAt-2)
			if failAt < 100 {
				t.Errorf("only %d operations were broken: the take does not use the disk that fails", failAt)
			}
		}
	}
}

// keptSamples checks that the store holds one attempt that begins with the
// first n samples of a take; with none written it may hold nothing.
func keptSamples(s *Store, n int) error {
	list, err := s.List()
	if err != nil {
		return err
	}
	if n == 0 && len(list) == 0 {
		return nil
	}
	if len(list) != 1 {
		return fmt.Errorf("%d attempts", len(list))
	}
	wav, err := audio.OpenWAV(s.Sound(list[0].ID))
	if err != nil {
		return err
	}
	defer wav.Close()
	samples, err := audio.ReadAll(wav)
	if err != nil {
		return err
	}
	if len(samples) < n {
		return fmt.Errorf("%d of %d samples are there", len(samples), n)
	}
	for i := range n {
		if samples[i] != int16(i) {
			return fmt.Errorf("sample %d is %d", i, samples[i])
		}
	}
	if list[0].Length != audio.Duration(len(samples)) {
		return fmt.Errorf("length %v for %d samples", list[0].Length, len(samples))
	}
	return nil
}

// A disk that refuses one sync may have thrown away what it was given: the
// sound goes into a new file.
func TestARefusedSyncIsNotBelieved(t *testing.T) {
	s := open(t)
	s.disk = &forgetful{disk: s.disk}
	written, _, err := take(s)
	if err != nil || written != takeLength {
		t.Fatalf("%d samples, %v", written, err)
	}
	if err := keptSamples(s, takeLength); err != nil {
		t.Error(err)
	}
}

// forgetful fails the second sync of a file and cuts off what came since the
// first, as Linux may after EIO.
type forgetful struct {
	disk
	syncs int
}

func (d *forgetful) Open(name string, flag int) (file, error) {
	f, err := d.disk.Open(name, flag)
	if err != nil {
		return nil, err
	}
	return &forgetfulFile{file: f, disk: d, sound: len(name) > 5 && name[len(name)-5:] == ".part"}, nil
}

type forgetfulFile struct {
	file
	disk  *forgetful
	sound bool
	good  int64
}

func (f *forgetfulFile) Sync() error {
	if !f.sound {
		return f.file.Sync()
	}
	info, err := f.file.Stat()
	if err != nil {
		return err
	}
	if f.disk.syncs++; f.disk.syncs == 2 {
		zeros := make([]byte, info.Size()-f.good)
		if _, err := f.file.WriteAt(zeros, f.good); err != nil {
			return err
		}
		return syscall.EIO
	}
	f.good = info.Size()
	return f.file.Sync()
}
