package recordings

import (
	"context"
	"runtime"
	"slices"
)

// Rebuilt is what Rebuild found.
type Rebuilt struct {
	Attempts   int
	Unfinished int     // folders without attempt.json: an answer is being recorded, or copied here
	Damaged    []error // attempts that cannot be read, most of them a *DamagedError
}

// Rebuild throws the index away and makes it again from the folders. Damaged
// attempts do not stop it. The error is an *IndexError when no index can be
// kept in Cache; nothing of the person's is lost by that.
func (s *Store) Rebuild(ctx context.Context) (Rebuilt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closeIndex()
	unlock, err := s.lockIndex(ctx)
	if err != nil {
		return Rebuilt{}, err
	}
	defer unlock()
	ix, err := s.renew(ctx)
	if err != nil {
		return Rebuilt{}, err
	}
	s.index = ix
	var rebuilt Rebuilt
	if err := s.fill(ctx, ix, rebuilt.count); err != nil {
		s.closeIndex()
		return Rebuilt{}, err
	}
	ix.swept = true
	return rebuilt, nil
}

func (r *Rebuilt) count(e entry) {
	switch {
	case e.damage != nil:
		r.Damaged = append(r.Damaged, e.damage)
	case e.found:
		r.Attempts++
	default:
		r.Unfinished++
	}
}

// batch is how many attempts are read between two meetings of goroutines.
const batch = 64

// lookAll reads attempts on all processors and hands them to put one by one, in
// the order of ids: a full-text index takes ascending numbers fastest.
func (s *Store) lookAll(ctx context.Context, ids []int64, put func(entry) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type work struct {
		ids  []int64
		done chan []entry
	}
	workers := min(runtime.GOMAXPROCS(0), 1+len(ids)/batch)
	todo, order := make(chan work), make(chan work, 2*workers)
	go func() {
		defer close(order)
		defer close(todo)
		for part := range slices.Chunk(ids, batch) {
			w := work{part, make(chan []entry, 1)}
			for _, queue := range []chan work{order, todo} {
				select {
				case queue <- w:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	for range workers {
		go func() {
			r := newReader()
			for w := range todo {
				w.done <- s.lookEach(r, w.ids)
			}
		}()
	}
	for w := range order {
		select {
		case entries := <-w.done:
			for _, e := range entries {
				if err := put(e); err != nil {
					return err
				}
			}
		case <-ctx.Done():
		}
	}
	return ctx.Err()
}

func (s *Store) lookEach(r *reader, ids []int64) []entry {
	entries := make([]entry, 0, len(ids))
	for _, id := range ids {
		entries = append(entries, s.look(r, idOf(id)))
	}
	return entries
}
