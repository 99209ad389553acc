package recordings

import (
	"os"

	"github.com/gofrs/flock"
)

// Claim takes the attempt id for this process and returns whether nobody else
// works on it: two queues must not have one answer transcribed twice. The lock
// is on the folder itself and leaves no file behind. Where folders cannot be
// locked everybody may have it: the worst is work done twice.
func (s *Store) Claim(id string) (release func(), ok bool) {
	lock := flock.New(s.Dir(id), flock.SetFlag(os.O_RDONLY))
	locked, err := lock.TryLock()
	if err != nil {
		return func() {}, true
	}
	return func() { lock.Close() }, locked
}
