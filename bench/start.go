package main

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// start measures what every call of the program pays. The two programs take
// turns, so that both see the same machine.
func start(ctx context.Context, b *bench) ([]row, error) {
	var rows []row
	for _, args := range [][]string{{"--version"}, {"--help"}, {"completion", "bash"}} {
		r := row{what: "start: `" + strings.Join(args, " ") + "`", against: "a bare cobra program", most: 1.5}
		var ours, bare []time.Duration
		for range pick(b, 60, 15) {
			one, _, err := spend(b.rehearse(ctx, b.dir, args...))
			if err != nil {
				return nil, err
			}
			c := exec.CommandContext(ctx, b.bare, args...)
			c.Env = b.environment(b.dir)
			other, _, err := spend(c)
			if err != nil {
				return nil, err
			}
			ours, bare = append(ours, one.wall), append(bare, other.wall)
			r.ratios = append(r.ratios, one.wall.Seconds()/other.wall.Seconds())
		}
		r.absolute = fmt.Sprintf("%s against %s", ms(middle(ours)), ms(middle(bare)))
		rows = append(rows, r)
	}
	return rows, nil
}
