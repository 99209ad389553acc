package recordings

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"rehearse/audio"
	"rehearse/prompts"
)

// syncEvery is how much sound a power cut may take: the header is refreshed
// and the file synced each time so much has come.
const syncEvery = audio.Rate / 2

// reserve is more than an attempt.json without a transcript needs.
const reserve = 256 << 10

// A draftJSON is draft.json: enough to keep the take when nobody comes back.
type draftJSON struct {
	Host    string          `json:"host"`
	Attempt json.RawMessage `json:"attempt"`
}

// A Draft is an answer that is being recorded. It is an audio.Sink; after Keep
// it is an Attempt, and until then Recover can make it one.
type Draft struct {
	store   *Store
	attempt Attempt
	dir     string // of the attempt, relative to the disk
	lock    *flock.Flock

	file    file
	part    string // name of file
	wav     *audio.WAVWriter
	meter   audio.Meter
	durable int     // samples that a sync has confirmed
	tail    []int16 // samples since then, for a disk that refuses the sync
	made    bool    // the folder is ours
	kept    bool
}

// Begin makes the folder of a new attempt at q, whose answer is to be measured
// against target. Nothing of the answer is written before draft.json is on disk.
func (s *Store) Begin(q prompts.Question, target time.Duration, at time.Time) (*Draft, error) {
	id, err := s.newID(at)
	if err != nil {
		return nil, err
	}
	d := &Draft{
		store:   s,
		dir:     path.Join(attemptsDir, id),
		attempt: Attempt{Version: Version, ID: id, TakenAt: at.UTC(), State: Recorded, Question: q, Target: target},
	}
	if err := d.open(); err != nil {
		d.release()
		if d.made {
			s.disk.Remove(d.dir) // nothing of the person's is in it
		}
		return nil, fmt.Errorf("begin a recording: %w", err)
	}
	return d, nil
}

func (d *Draft) open() error {
	disk := d.store.disk
	if err := disk.MkdirNew(d.dir); err != nil {
		return err
	}
	d.made = true
	// The lock goes before the file is filled: who finds a draft unlocked may
	// take it for abandoned.
	d.lock = flock.New(filepath.Join(d.store.Dir(d.attempt.ID), draftFile), flock.SetPermissions(0o600))
	if locked, err := d.lock.TryLock(); err != nil || !locked {
		return fmt.Errorf("lock %s: %w", draftFile, errors.Join(err, os.ErrExist))
	}
	attempt, err := json.Marshal(d.attempt)
	if err != nil {
		return err
	}
	data, err := encode(draftJSON{d.store.host, attempt})
	if err != nil {
		return err
	}
	if err := fill(disk, path.Join(d.dir, draftFile), data); err != nil {
		return err
	}
	// Room for what Keep writes, given back then: a full disk must not lose the
	// answer that filled it.
	if err := replace(disk, path.Join(d.dir, reserveFile), make([]byte, reserve)); err != nil {
		return err
	}
	return d.create(partFile)
}

// fill writes data into a file that is there, in its place: a rename would
// leave the lock on the old one.
func fill(disk disk, name string, data []byte) error {
	f, err := disk.Open(name, os.O_WRONLY)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return disk.SyncDir(path.Dir(name))
}

// create begins the sound file under name.
func (d *Draft) create(name string) error {
	f, err := d.store.disk.Open(path.Join(d.dir, name), os.O_RDWR|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return err
	}
	wav, err := audio.NewWAVWriter(f)
	if err != nil {
		f.Close()
		return err
	}
	d.file, d.part, d.wav = f, name, wav
	return d.store.disk.SyncDir(d.dir)
}

// ID returns the ID that the attempt will have.
func (d *Draft) ID() string { return d.attempt.ID }

// Level returns how loud the answer was so far.
func (d *Draft) Level() audio.Level { return d.meter.Level() }

// Write keeps frame. After an error what was written before is still kept by
// Keep.
func (d *Draft) Write(frame []int16) (int, error) {
	n, err := d.wav.Write(frame)
	d.meter.See(frame[:n])
	d.tail = append(d.tail, frame[:n]...)
	if err != nil {
		return n, fmt.Errorf("keep the recording: %w", err)
	}
	if len(d.tail) >= syncEvery {
		if err := d.sync(); err != nil {
			return n, fmt.Errorf("keep the recording: %w", err)
		}
	}
	return n, nil
}

// sync makes what was written durable. When the disk refuses, what came since
// the last good sync may be gone from the file though a reader still sees it:
// the sound is written anew from what is known to be good.
func (d *Draft) sync() error {
	err := d.wav.Header()
	if err == nil {
		err = d.file.Sync()
	}
	if err == nil {
		d.durable += len(d.tail)
		d.tail = d.tail[:0]
		return nil
	}
	if d.part == rescueFile { // the new file fails as well: the disk is gone
		return err
	}
	if rescued := d.rescue(); rescued != nil {
		return errors.Join(err, rescued)
	}
	return nil
}

// rescue copies the durable part to a new file and appends the tail.
func (d *Draft) rescue() error {
	old := d.file
	defer old.Close()
	if err := d.create(rescueFile); err != nil {
		return err
	}
	wav, err := audio.NewWAV(old, int64(2*d.durable)+44, d.part)
	if err != nil && d.durable > 0 {
		return err
	}
	if d.durable > 0 {
		if _, err := audio.Copy(context.Background(), d.wav, wav); err != nil {
			return err
		}
	}
	if _, err := d.wav.Write(d.tail); err != nil {
		return err
	}
	return d.sync()
}

// Keep ends the recording and makes it an attempt: from here on it is safe.
// Dropped is how much sound the device lost. Also after an error the sound
// that was written stays, for Recover.
func (d *Draft) Keep(dropped time.Duration) (Attempt, error) {
	defer d.release()
	d.kept = true // whatever fails from here on, Discard must not take the sound
	err := d.sync()
	if closed := d.file.Close(); err == nil {
		err = closed
	}
	if err != nil && d.durable == 0 {
		return Attempt{}, fmt.Errorf("keep the recording in %s: %w", d.store.Dir(d.ID()), err)
	}
	level := d.meter.Level()
	d.attempt.Length = level.Length
	d.attempt.Audio = Audio{Peak: level.Peak, RMS: level.RMS, Clipped: level.Clipped, Dropped: dropped}
	d.store.disk.Remove(path.Join(d.dir, reserveFile)) // best effort: where it fails, writing will tell
	a, err := d.store.finish(d.attempt, d.part)
	if err != nil {
		return Attempt{}, fmt.Errorf("keep the recording in %s: %w", d.store.Dir(d.ID()), err)
	}
	return a, nil
}

// finish gives the sound its name and writes attempt.json in place of
// draft.json.
func (s *Store) finish(a Attempt, part string) (Attempt, error) {
	dir := path.Join(attemptsDir, a.ID)
	if part != soundFile {
		if err := s.disk.Rename(path.Join(dir, part), path.Join(dir, soundFile)); err != nil {
			return Attempt{}, err
		}
		if err := s.disk.SyncDir(dir); err != nil {
			return Attempt{}, err
		}
	}
	sum, err := s.hash(a.ID)
	if err != nil {
		return Attempt{}, err
	}
	a.Audio.SHA256 = sum
	if err := s.save(a); err != nil {
		return Attempt{}, err
	}
	err = s.clear(a.ID)
	s.reindex(a.ID) // when the draft is gone: the index remembers where one is left
	return a, err
}

// leftovers are what a finished attempt does not need, draft.json last: while
// it is there, Recover looks at the folder again.
var leftovers = [...]string{reserveFile, partFile, rescueFile, draftFile}

func (s *Store) hash(id string) (string, error) {
	f, err := s.disk.Open(path.Join(attemptsDir, id, soundFile), os.O_RDONLY)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Discard removes the draft and what was recorded. After Keep it does nothing:
// it is made to be deferred.
func (d *Draft) Discard() error {
	if d.kept {
		return nil
	}
	d.kept = true
	d.release()
	d.file.Close()
	return d.store.disk.Remove(d.dir)
}

func (d *Draft) release() {
	if d.lock != nil {
		d.lock.Unlock()
	}
}
