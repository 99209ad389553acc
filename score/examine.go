package score

import (
	"rehearse/prompts"
	"rehearse/transcribe"
)

// A judged point is one point laid over the answer and measured.
type judged struct {
	*alignment
	features features
	child    *alignment   // of the point below it that was made best; nil: none
	owned    map[int]bool // numbers of the answer that other points rightly claim, by first word
}

// examine lays all points of q over t and measures them, each beside the
// others.
func examine(q prompts.Question, t transcribe.Transcript, v Vectors) []judged {
	lex, stems := theLexicon(), newStemmer()
	asked := read(q.Text, lex, stems)
	a := readAnswer(t, asked, lex, stems)
	claims := make([]*claim, len(q.Points))
	for i, p := range q.Points {
		claims[i] = compile(p, asked, lex, stems)
	}
	rarify(claims)
	a.findSections(q, claims)
	points := make([]judged, len(q.Points))
	for i := range q.Points {
		al := align(claims[i], a)
		points[i] = judged{alignment: al, features: measure(al, lex)}
	}
	owns := make([][]int, len(points))
	for i := range points {
		owns[i] = points[i].owns()
	}
	for i := range points {
		points[i].owned = ownedByOthers(owns, i)
		points[i].measureNumbers(&points[i].features, points[i].owned)
		points[i].features[featBeaten] = beaten(points, i)
		points[i].features[featOthers] = others(q, points, i)
		made, best := children(q, points, i)
		points[i].features[featChildren] = made
		if best >= 0 {
			points[i].child = points[best].alignment
		}
	}
	measureVectors(points, v)
	return points
}

func ownedByOthers(owns [][]int, i int) map[int]bool {
	owned := make(map[int]bool)
	for k, numbers := range owns {
		if k == i {
			continue
		}
		for _, first := range numbers {
			owned[first] = true
		}
	}
	return owned
}
