package main

import (
	"bufio"
	"context"
	"io"
	"strings"
	"time"
	"unicode"

	"golang.org/x/term"
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
		if key == escape && r.Buffered() > 0 {
			skipSequence(r)
			continue
		}
		k.keys <- key
	}
}

const ctrlC, escape = 3, 27

// skipSequence reads what follows an escape at once: an arrow, a function key, a
// text that was pasted. None of them means anything here, and their letters are
// no keys.
func skipSequence(r *bufio.Reader) {
	const pasted, pastedEnd = "200~", "\x1b[201~"
	kind, _, err := r.ReadRune()
	if err != nil || kind != '[' && kind != 'O' { // a key with Alt
		return
	}
	var sequence strings.Builder
	for {
		b, err := r.ReadByte()
		if err != nil {
			return
		}
		sequence.WriteByte(b)
		if b >= '@' && b <= '~' {
			break
		}
	}
	if sequence.String() != pasted {
		return
	}
	for sequence.Reset(); !strings.HasSuffix(sequence.String(), pastedEnd); {
		b, err := r.ReadByte()
		if err != nil {
			return
		}
		sequence.WriteByte(b)
	}
}

// key returns the next key without waiting for Enter, in the Latin letter that
// is printed on it. The end of the input, Ctrl-C and a signal are q.
func (a *app) key(ctx context.Context) rune {
	const ctrlD = 4
	if a.leaving {
		return 'q'
	}
	defer a.rawInput()()
	select {
	case key, open := <-a.keys():
		if !open || key == ctrlC || key == ctrlD || key == escape {
			return 'q'
		}
		return latinKey(key)
	case <-ctx.Done():
		return 'q'
	}
}

// dropKeys forgets what was typed before there was something to answer: an x
// meant for nothing must not throw away an answer. Ctrl-C is never meant for
// nothing: the next key is q then.
func (a *app) dropKeys() {
	const settle = 30 * time.Millisecond // for the terminal to hand over what it holds
	defer a.rawInput()()
	for {
		select {
		case key, open := <-a.keys():
			if !open {
				return
			}
			a.leaving = a.leaving || key == ctrlC
		case <-time.After(settle):
			return
		}
	}
}

// rawInput makes single keys arrive, until the function that it returns is
// called. Where the input is no terminal it does nothing.
func (a *app) rawInput() (restore func()) {
	file, ok := a.in.(interface{ Fd() uintptr })
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return func() {}
	}
	state, err := term.MakeRaw(int(file.Fd()))
	if err != nil {
		return func() {}
	}
	return func() { term.Restore(int(file.Fd()), state) }
}

// latinKey returns the Latin letter on the key that gave a Russian one: a
// person does not change the layout to press p.
func latinKey(key rune) rune {
	const russian, latin = "йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."
	key = unicode.ToLower(key)
	before, _, found := strings.Cut(russian, string(key))
	if !found {
		return key
	}
	return rune(latin[len([]rune(before))])
}

// waitForEnter calls enter at the first Enter. The end of the input is none: a
// script without one ends by --max or by a signal.
func (a *app) waitForEnter(enter func(), ended <-chan struct{}) {
	for {
		select {
		case key, open := <-a.keys():
			if !open {
				return
			}
			if key == '\n' || key == '\r' {
				enter()
				return
			}
		case <-ended:
			return
		}
	}
}

// readLine returns the next line that the person types.
func (a *app) readLine(ctx context.Context) (string, error) {
	var line strings.Builder
	for {
		select {
		case key, open := <-a.keys():
			if !open || key == '\n' || key == '\r' {
				return strings.TrimSpace(line.String()), nil
			}
			line.WriteRune(key)
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}
