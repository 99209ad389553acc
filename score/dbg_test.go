package score

import (
	"fmt"
	"os"
	"testing"
)

func TestDbg(t *testing.T) {
	txt := os.Getenv("DBG")
	if txt == "" {
		t.Skip("no DBG")
	}
	st := newStemmer()
	lex := theLexicon()
	a := readAnswer(txt, read("", lex, st), lex, st)
	for c, cl := range a.clauses {
		fmt.Printf("%d %q list=%v echo=%v marks=%+v denied=", c, a.span(cl.first, cl.last), cl.list, cl.echo, a.marks[c])
		for i := cl.first; i <= cl.last; i++ {
			fmt.Printf("%.1f ", a.denied[i])
		}
		fmt.Println()
	}
	for _, w := range a.words {
		fmt.Printf("%s/%s/%s ", w.form, w.stem, w.root)
	}
	fmt.Println()
}
