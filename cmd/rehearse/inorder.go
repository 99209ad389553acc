package main

import (
	"context"
	"iter"
	"sync"
)

// readAhead is how many results, for each job, may wait for an earlier one that
// takes longer.
const readAhead = 8

// inOrder runs work over the inputs, on at most jobs of them at a time, and
// gives the results in the order of the inputs. After ctx no more is begun; what
// was begun is given.
func inOrder[In, Out any](ctx context.Context, jobs int, inputs iter.Seq[In], work func(In) Out) iter.Seq[Out] {
	return func(yield func(Out) bool) {
		ctx, cancel := context.WithCancel(ctx)
		slots := make(chan struct{}, jobs)
		queue := make(chan chan Out, readAhead*jobs)
		var group sync.WaitGroup
		defer group.Wait()
		defer cancel()
		group.Go(func() {
			defer close(queue)
			for in := range inputs {
				result := make(chan Out, 1)
				select {
				case slots <- struct{}{}:
				case <-ctx.Done():
					return
				}
				select {
				case queue <- result:
				case <-ctx.Done():
					return
				}
				group.Go(func() {
					defer func() { <-slots }()
					result <- work(in)
				})
			}
		})
		for result := range queue {
			if !yield(<-result) {
				return
			}
		}
	}
}
