package score

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rehearse/prompts"
	"rehearse/transcribe"
)

const spokenAnswer = "Ну вот, сначала мы э-э смотрим медленные запросы в базе. Потом добавили пять индексов, и кешируем данные в редисе. " +
	"Шардирование мы не использовали. We don't write postmortems, but we do review the code."

// found returns the words of answer that quote is taken from, "" for none.
func found(answer, quote string) string {
	lex, stems := theLexicon(), newStemmer()
	a := readAnswer(transcribe.Transcript{Text: answer}, read("", lex, stems), lex, stems)
	place, ok := a.findQuote(quote, lex, stems)
	if !ok {
		return ""
	}
	return a.span(place.first, place.last)
}

func TestAQuoteIsFoundAsItWasSaid(t *testing.T) {
	for quote, want := range map[string]string{
		"кешируем данные в редисе":                             "кешируем данные в редисе",
		"«Кешируем, данные: в редисе!»":                        "кешируем данные в редисе",
		"кишируем данные в редисе":                             "кешируем данные в редисе", // a letter
		"смотрим медленный запрос в базе":                      "смотрим медленные запросы в базе",
		"сначала мы смотрим медленные запросы":                 "сначала мы э-э смотрим медленные запросы", // a hesitation
		"смотрим медленные запросы … кешируем данные в редисе": "кешируем данные в редисе",
		"смотрим медленные запросы в базе... в редисе":         "смотрим медленные запросы в базе",
		"добавили пять индексов":                               "добавили пять индексов",
		"we don’t write postmortems":                           "We don't write postmortems",
		"редисе":                                               "редисе",
		"редис":                                                "редисе",
		"добавили шесть индексов":                              "", // another number
		"добавили 5 индексов и ещё 7":                          "",
		"шардирование мы использовали":                         "", // a denial left out
		"мы не кешируем данные в редисе":                       "", // a denial put in
		"we do write postmortems":                              "",
		"мы поставили мемкеш":                                  "",
		"смотрим медленные запросы … мы поставили мемкеш":      "", // one half is invented
		"":   "",
		"…":  "",
		"«»": "",
		strings.Repeat("кешируем данные в редисе ", longestQuote): "",
		strings.Repeat("в… базе… ", 1<<17):                        "",
	} {
		if got := found(spokenAnswer, quote); got != want {
			t.Errorf("%.60q is found as %q, want %q", quote, got, want)
		}
	}
	if got := found("", "что угодно"); got != "" {
		t.Errorf("found %q in an empty answer", got)
	}
	if got := found(spokenAnswer, spokenAnswer); got != strings.TrimRight(spokenAnswer, ".") {
		t.Errorf("a short answer is found in itself as %q", got)
	}
}

// Any run of words of an answer is found, and as words of it.
func TestWhatWasSaidIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		answer := text(t, "answer")
		lex, stems := theLexicon(), newStemmer()
		a := readAnswer(transcribe.Transcript{Text: answer}, read("", lex, stems), lex, stems)
		if len(a.words) == 0 {
			return
		}
		first := rapid.IntRange(0, len(a.words)-1).Draw(t, "first")
		last := rapid.IntRange(first, min(len(a.words), first+longestQuote)-1).Draw(t, "last")
		place, ok := a.findWords(slices.Clone(a.words[first:last+1]), lex)
		if !ok {
			t.Fatalf("%q is not found in %q", a.span(first, last), answer)
		}
		for i := range place.last - place.first + 1 {
			if a.words[place.first+i].form != a.words[first+i].form {
				t.Fatalf("%q is found as %q", a.span(first, last), a.span(place.first, place.last))
			}
		}
	})
}

// Whatever a judge replies, the report is honest: it is what Evaluate promises,
// and praise has its words.
func TestAnyReplyGivesAnHonestReport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := prompts.Question{Text: text(t, "question")}
		for i := range rapid.IntRange(0, 5).Draw(t, "points") {
			q.Points = append(q.Points, prompts.Point{
				ID: string(rune('a' + i)), Text: text(t, "point"), Depth: 1, Heading: rapid.Bool().Draw(t, "heading"),
			})
		}
		answer := transcribe.Transcript{Text: text(t, "answer")}
		before := Evaluate(q, answer, nil, nil, Options{})
		quotes := rapid.OneOf(rapid.Just(answer.Text), rapid.SampledFrom(phrases), rapid.String())
		said := model(func(_, user string) (string, error) {
			var marks []mark
			for _, p := range askedIn(user) {
				marks = append(marks, mark{p.ID, quotes.Draw(t, "quote"), "r", rapid.SampledFrom([]string{"yes", "part", "no", "opposite", "?"}).Draw(t, "verdict")})
			}
			return replyOf(marks...), nil
		})
		r, cost, err := Judge(t.Context(), said, q, answer, before, JudgeOptions{Headings: true})
		if len(r.Points) != len(q.Points) || r.Counted != before.Counted || (err == nil) != (cost.Ruled > 0 || cost.Points == 0) {
			t.Fatalf("%d of %d points, %d counted, cost %+v, %v", len(r.Points), len(q.Points), r.Counted, cost, err)
		}
		if !(0 <= r.CoverageLow && r.CoverageLow <= r.Coverage && r.Coverage <= r.CoverageHigh && r.CoverageHigh <= 1) {
			t.Fatalf("coverage %v in %v–%v", r.Coverage, r.CoverageLow, r.CoverageHigh)
		}
		for i, p := range r.Points {
			checkPoint(t, p, answer.Text)
			if p.Judged == nil {
				continue
			}
			if !strings.Contains(answer.Text, p.Judged.Quote) || p.Judged.Taken != (p.Verdict != before.Points[i].Verdict) {
				t.Fatalf("%+v in %q", p.Judged, answer.Text)
			}
			if p.Verdict.Credit() > before.Points[i].Verdict.Credit() && (p.Judged.Quote == "" || p.Evidence != p.Judged.Quote) {
				t.Fatalf("%q gained credit by %q, quote %q", p.Text, p.Evidence, p.Judged.Quote)
			}
		}
	})
}
