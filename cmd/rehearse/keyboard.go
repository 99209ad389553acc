package main

import (
	"bufio"
	"io"
)

// A keyboard is the person's input, read in one place: two readers of one
// terminal would take each other's keys.
type keyboard struct{ keys chan rune }

// keys starts reading the input when it is first asked for.
func (a *app) keys() <-chan rune {
	if a.keyboard == nil {
		a.keyboard = &keyboard{make(chan rune)}
		go a.keyboard.read(a.in)
	}
	return a.keyboard.keys
}

// read ends with the input, and otherwise with the program: a read from a
// terminal cannot be called off.
func (k *keyboard) read(in io.Reader) {
	defer close(k.keys)
	r := bufio.NewReader(in)
	for {
		key, _, err := r.ReadRune()
		if err != nil {
			return
		}
		k.keys <- key
	}
}
