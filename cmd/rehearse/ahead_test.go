package main

import (
	"context"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
)

// While the person speaks: the model is loaded before the first word, each piece
// is added to what was said, pieces that come while a request runs are taken
// together, and nobody waits for any of it.
func TestPiecesAreEmbeddedAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, over := context.WithCancel(t.Context())
		var seen []string
		replies := make(chan struct{})
		h := newAhead(ctx, func(_ context.Context, said string) {
			seen = append(seen, said)
			<-replies
		})
		synctest.Wait()
		h.hear("Сначала план.")
		h.hear("Потом индекс.") // both return though the first request runs
		replies <- struct{}{}
		synctest.Wait()
		h.hear("И кеш.")
		replies <- struct{}{}
		synctest.Wait()
		replies <- struct{}{}
		over()
		synctest.Wait()
		h.hear("Уже никто не слушает.")
		want := []string{"", "Сначала план. Потом индекс.", "Сначала план. Потом индекс. И кеш."}
		if diff := cmp.Diff(want, seen); diff != "" {
			t.Error("(-want +got):\n" + diff)
		}
	})
}
