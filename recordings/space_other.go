//go:build !unix

package recordings

import "errors"

// Free is not known on this system.
func (s *Store) Free() (int64, error) { return 0, errors.ErrUnsupported }
