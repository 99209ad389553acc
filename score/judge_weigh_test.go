package score

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rehearse/transcribe"
)

// What a quote bears out, what the words alone had found, and what is shown.
func TestVerdictsAreWeighed(t *testing.T) {
	const fits, odd, invented = "Кеширование данных добавили", "сидели вечерами", "мы поставили мемкеш"
	tests := map[string]struct {
		own   PointReport
		mark  mark
		shown shown
	}{
		"both say yes":                     {own(Covered, false), mark{Verdict: "yes", Quote: fits}, shown{Covered, true, false, "Кеширование данных"}},
		"both say no":                      {own(Missed, false), mark{Verdict: "no"}, shown{Missed, true, false, ""}},
		"yes, with its words":              {own(Missed, false), mark{Verdict: "yes", Quote: fits}, shown{Covered, true, true, fits}},
		"yes, against a sure no":           {own(Missed, true), mark{Verdict: "yes", Quote: fits}, shown{Covered, false, true, fits}},
		"part, with its words":             {own(Covered, false), mark{Verdict: "part", Quote: fits}, shown{Partial, true, true, fits}},
		"opposite, with its words":         {own(Covered, false), mark{Verdict: "opposite", Quote: fits}, shown{Contradicted, true, true, fits}},
		"yes, without a quote":             {own(Missed, true), mark{Verdict: "yes"}, shown{Missed, true, false, ""}},
		"yes to partial, without a quote":  {own(Partial, false), mark{Verdict: "yes"}, shown{Partial, false, false, "Кеширование данных"}},
		"yes, by words nobody said":        {own(Missed, true), mark{Verdict: "yes", Quote: invented}, shown{Missed, true, false, ""}},
		"yes, by words about other things": {own(Missed, true), mark{Verdict: "yes", Quote: odd}, shown{Partial, false, true, odd}},
		"the same where it was partial":    {own(Partial, true), mark{Verdict: "yes", Quote: odd}, shown{Partial, false, false, "Кеширование данных"}},
		"the same where it was denied":     {own(Contradicted, true), mark{Verdict: "yes", Quote: odd}, shown{Contradicted, false, false, "Кеширование данных"}},
		"no, against a doubt":              {own(Covered, false), mark{Verdict: "no"}, shown{Missed, false, true, ""}},
		"no, against a sure yes":           {own(Covered, true), mark{Verdict: "no"}, shown{Covered, false, false, "Кеширование данных"}},
		"part, without a quote":            {own(Covered, true), mark{Verdict: "part"}, shown{Covered, false, false, "Кеширование данных"}},
		"opposite, without a quote":        {own(Missed, true), mark{Verdict: "opposite"}, shown{Missed, false, false, ""}},
		"a verdict with a stray capital":   {own(Missed, false), mark{Verdict: " Yes\n", Quote: fits}, shown{Covered, true, true, fits}},
	}
	q := questionOf("Что сделали?", "Кеширование данных")
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			const answer = "Кеширование данных добавили в редис. Ещё сидели вечерами. Шардирование мы не делали."
			before := Report{Points: []PointReport{test.own}}
			test.mark.Reason = "Потому что."
			r, _, err := Judge(t.Context(), grader(map[string]mark{"Кеширование данных": test.mark}), q, transcriptOf(answer), before, JudgeOptions{})
			if err != nil {
				t.Fatal(err)
			}
			p := r.Points[0]
			if diff := cmp.Diff(test.shown, shown{p.Verdict, p.Sure, p.Judged.Taken, p.Evidence}); diff != "" {
				t.Error("shown (-want +got):\n" + diff)
			}
			if diff := cmp.Diff(test.own, p.Judged.Offline); diff != "" || p.Judged.Reason != "Потому что." {
				t.Errorf("kept: %q, %s", p.Judged.Reason, diff)
			}
			checkSums(t, r)
			if before.Points[0].Judged != nil {
				t.Error("the report that was given has changed")
			}
		})
	}
}

// own is the verdict of the words alone on the point of the table.
func own(v Verdict, sure bool) PointReport {
	p := PointReport{ID: "a", Text: "Кеширование данных", Verdict: v, Sure: sure, Probability: 0.6}
	if sure {
		p.Probability = 0.9
	}
	if v != Missed {
		p.Evidence = "Кеширование данных"
	}
	return p
}

// shown is what a person sees of a point.
type shown struct {
	Verdict     Verdict
	Sure, Taken bool
	Evidence    string
}

// checkSums checks that what is summed up of the one point of r fits it.
func checkSums(t *testing.T, r Report) {
	t.Helper()
	p := r.Points[0]
	if r.Counted != 1 || r.Coverage != p.Verdict.Credit() || p.Sure && r.CoverageLow != r.CoverageHigh {
		t.Errorf("coverage %v in %v–%v of %s, sure %t", r.Coverage, r.CoverageLow, r.CoverageHigh, p.Verdict, p.Sure)
	}
	if p.Judged.Taken && p.Sure != (p.Probability > judgeDoubted) {
		t.Errorf("probability %v, sure %t", p.Probability, p.Sure)
	}
}

// A quote bears no praise where the words deny the point, or give another
// number.
func TestPraiseIsNotTakenFromADenial(t *testing.T) {
	for point, quote := range map[string]string{
		"Шардирование базы":          "Шардирование базы",
		"У каждого сервиса 5 реплик": "у каждого сервиса три реплики",
		"Снизили задержку ответа":    "задержку ответа мы подняли",
	} {
		q := questionOf("Что сделали с базой?", point)
		answer := "Шардирование базы мы не делали, у каждого сервиса три реплики, задержку ответа мы подняли."
		r := ask(t, grader(map[string]mark{point: {Verdict: "yes", Quote: quote}}), q, answer)
		if p := r.Points[0]; p.Verdict == Covered || p.Judged.Quote == "" {
			t.Errorf("%q is %s by %q", point, p.Verdict, p.Judged.Quote)
		}
	}
}

// The judge's evidence has its time; a term that only the hint produced is no
// evidence.
func TestAJudgesQuoteIsHeardInTheSound(t *testing.T) {
	word := func(at int, text string, hinted bool) transcribe.Word {
		start := time.Duration(at) * time.Second
		return transcribe.Word{Start: start, End: start + time.Second, Text: text, Hinted: hinted}
	}
	q := questionOf("Стек?", "RabbitMQ", "Celery")
	marks := map[string]mark{"RabbitMQ": {Verdict: "yes", Quote: "есть рэббит"}, "Celery": {Verdict: "yes", Quote: "и селери"}}
	said := transcribe.Transcript{Text: "есть рэббит и селери", Segments: []transcribe.Segment{{
		Start: 2 * time.Second, End: 6 * time.Second, Text: "есть рэббит и селери",
		Words: []transcribe.Word{word(2, "есть", false), word(3, "рэббит", false), word(4, "и", false), word(5, "селери", true)},
	}}}
	silent := Report{Points: []PointReport{{ID: "a", Text: "RabbitMQ", Verdict: Missed}, {ID: "b", Text: "Celery", Verdict: Missed}}}
	r, _, err := Judge(t.Context(), grader(marks), q, said, silent, JudgeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	heard, hinted := r.Points[0], r.Points[1]
	if heard.Verdict != Covered || !heard.Timed || heard.Start != 2*time.Second || heard.End != 4*time.Second {
		t.Errorf("%s from %v to %v", heard.Verdict, heard.Start, heard.End)
	}
	if hinted.Verdict == Covered || hinted.Sure {
		t.Errorf("a hinted term is %s, sure %t", hinted.Verdict, hinted.Sure)
	}
}
