package score

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// Replies in the form of each server lead to one report.
func TestReplyInEachServersForm(t *testing.T) {
	q := questionOf("Как храните данные?", "Кеширование в Redis", "Репликация PostgreSQL")
	const answer = "Ну, горячее кешируем в редиске. Остальное лежит на диске."
	files, err := filepath.Glob("testdata/judge/*.txt")
	if err != nil || len(files) < 5 {
		t.Fatalf("replies %q, %v", files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			recorded, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			r := ask(t, model(func(_, user string) (string, error) {
				return renumbered(string(recorded), askedIn(user)), nil
			}), q, answer)
			if diff := cmp.Diff([]Verdict{Covered, Missed}, verdicts(r)); diff != "" {
				t.Error(diff)
			}
			made, not := r.Points[0], r.Points[1]
			if !made.Sure || !strings.Contains(made.Judged.Quote, "редиске") || !strings.Contains(answer, made.Judged.Quote) {
				t.Errorf("sure %t by %q", made.Sure, made.Judged.Quote)
			}
			if made.Judged.Reason != "Назван кеш в Redis." || not.Judged.Reason != "О репликации ничего не сказано." || not.Judged.Quote != "" {
				t.Errorf("%+v, %+v", made.Judged, not.Judged)
			}
		})
	}
}

// renumbered gives the reply about points 1 and 2 the numbers under which they
// were asked about.
func renumbered(reply string, asked []askedPoint) string {
	if asked[0].Text == "Кеширование в Redis" {
		return reply
	}
	swap := strings.NewReplacer(`"id": "1"`, `"id":"2"`, `"id": "2"`, `"id":"1"`, `"id":"1"`, `"id":"2"`, `"id":"2"`, `"id":"1"`, `"id": 1`, `"id":2`, `"id": 2`, `"id":1`)
	return swap.Replace(reply)
}

// From whatever a model says, only what fits is taken.
func TestWhatFitsIsTakenFromAReply(t *testing.T) {
	yes := func(id string) string { return `{"id":` + id + `,"verdict":"yes","quote":"q","reason":"r"}` }
	list := func(entries ...string) string { return `{"points":[` + strings.Join(entries, ",") + `]}` }
	taken := ruling{Covered, "q", "r"}
	deep := strings.Repeat("[", 20000) + strings.Repeat("]", 20000)
	tests := map[string]struct {
		reply string
		want  map[int]ruling
	}{
		"as asked":                  {list(yes(`"1"`), yes(`"2"`)), map[int]ruling{0: taken, 1: taken}},
		"one is missing":            {list(yes(`"2"`)), map[int]ruling{1: taken}},
		"ids of others":             {list(yes(`"0"`), yes(`"3"`), yes(`"-1"`), yes(`"99999999999999999999"`), yes(`"p1"`), yes(`1.5`), yes(`"2"`)), map[int]ruling{1: taken}},
		"ids of other types":        {list(yes(`null`), yes(`[1]`), yes(`{"a":1}`), yes(`true`), yes(`2`)), map[int]ruling{1: taken}},
		"no id":                     {list(`{"verdict":"yes"}`, yes(`"1"`)), map[int]ruling{0: taken}},
		"the same twice":            {list(yes(`"1"`), yes(`"1"`)), map[int]ruling{0: taken}},
		"two verdicts on one":       {list(yes(`"1"`), `{"id":"1","verdict":"no"}`, yes(`"1"`), yes(`"2"`)), map[int]ruling{1: taken}},
		"other verdicts":            {list(`{"id":"1","verdict":"covered"}`, `{"id":"1","verdict":"yes, fully"}`, `{"id":"1","verdict":""}`, `{"id":"1"}`, `{"id":"1","verdict":["yes"]}`, yes(`"2"`)), map[int]ruling{1: taken}},
		"a quote that is a list":    {list(`{"id":"1","verdict":"yes","quote":["q"]}`, yes(`"2"`)), map[int]ruling{1: taken}},
		"entries of other types":    {list(`null`, `7`, `"yes"`, `[]`, yes(`"2"`)), map[int]ruling{1: taken}},
		"more than was asked for":   {`{"note":{"a":[1]},` + strings.TrimPrefix(list(yes(`"1"`)), "{"), map[int]ruling{0: taken}},
		"no JSON":                   {"Да, все пункты раскрыты.", nil},
		"nothing":                   {"", nil},
		"half":                      {list(yes(`"1"`), yes(`"2"`))[:60], nil},
		"thoughts alone":            {"<think>" + list(yes(`"1"`)), map[int]ruling{0: taken}},
		"thoughts, then no JSON":    {"<think>" + list(yes(`"1"`)) + "</think> Да.", nil},
		"an empty list":             {list(), nil},
		"an empty object":           {"{}", nil},
		"points that are no list":   {`{"points":"yes"}`, nil},
		"NaN":                       {`{"points":[{"id":NaN,"verdict":"yes"}]}`, nil},
		"every verdict is refused":  {list(`{"id":"1","verdict":"yep"}`), nil},
		"every point is torn":       {list(yes(`"1"`), `{"id":"1","verdict":"part"}`), nil},
		"a reply of brackets":       {deep, nil},
		"braces the wrong way":      {"} yes {", nil},
		"a reply that is a verdict": {`"yes"`, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := readRulings(test.reply, 2)
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(ruling{})); diff != "" {
				t.Error("(-want +got):\n" + diff)
			}
			if (test.want == nil) != errors.Is(err, ErrNoVerdicts) {
				t.Errorf("error %v", err)
			}
		})
	}
}

// A reply that cannot be used changes nothing, is not kept, and is shown in
// short.
func TestUnusableReplyChangesNothing(t *testing.T) {
	q := questionOf("Что?", "Индексы", "Кеш")
	const answer = "Индексы и кеш."
	before := judge(q, answer)
	opts := JudgeOptions{Cache: ReplyCache{Keep: func(string, string) { t.Error("the reply was kept") }}}
	long := model(func(_, _ string) (string, error) { return "Да.\x1b[31m\n" + strings.Repeat("да ", 1<<18), nil })
	r, cost, err := Judge(t.Context(), long, q, transcriptOf(answer), before, opts)
	var failed *JudgeError
	if !errors.As(err, &failed) || !errors.Is(err, ErrNoVerdicts) || failed.Points != 2 {
		t.Fatalf("error %v", err)
	}
	if utf8.RuneCountInString(failed.Reply) > longestReason+1 || !strings.HasPrefix(failed.Reply, "Да.[31m да") {
		t.Errorf("reply is shown as %q", failed.Reply)
	}
	if diff := cmp.Diff(before, r); diff != "" || cost.Calls != 1 || cost.Ruled != 0 {
		t.Errorf("cost %+v, report:\n%s", cost, diff)
	}
}

// Reasons are one line of plain text, however long and strange they come.
func TestReasonsAreCleaned(t *testing.T) {
	for said, want := range map[string]string{
		"  Сказано\n\tверно. ":               "Сказано верно.",
		"a\x00b\x1b[0mc\u0085d\u2028e":       "ab[0mc d e",
		"\u202eзеркало\u202c \u2066x\u2069":  "зеркало x",
		"\ufeff\u200b\U000e0041тег":          "тег",
		strings.Repeat("ж", 1<<20):           strings.Repeat("ж", longestReason) + "…",
		strings.Repeat("ж", longestReason):   strings.Repeat("ж", longestReason),
		strings.Repeat("ж ", longestReason):  strings.TrimSpace(strings.Repeat("ж ", longestReason/2)) + "…",
		"bad \xff bytes":                     "bad � bytes",
		strings.Repeat(" \n", 1<<10) + "end": "end",
	} {
		if got := oneLine(said); got != want {
			t.Errorf("%.40q is shown as %.80q, want %.80q", said, got, want)
		}
	}
	marks := map[string]mark{"Индексы": {Verdict: "yes", Quote: "Индексы", Reason: strings.Repeat("очень ", 1<<17) + "\u202e"}}
	r := ask(t, grader(marks), questionOf("Что?", "Индексы"), "Индексы.")
	if n := utf8.RuneCountInString(r.Points[0].Judged.Reason); n > longestReason+1 {
		t.Errorf("a reason of %s letters is stored", strconv.Itoa(n))
	}
}
