package prompts_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rehearse/prompts"
)

const stack = "- Какой стек?\n\t- Вкусвилл:\n\t\t- Python, Redis\n\t- Sercons\n\t\t- Django\n\t- и ещё\n"

func TestChooseAGroup(t *testing.T) {
	q := parse(t, stack).Questions[0]
	for _, name := range []string{"Вкусвилл:", "вкусвилл", "ВКУСВИЛЛ "} {
		one, err := q.Choose(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(one.Points) != 2 || one.Group != "Вкусвилл:" || one.Points[0].ID != q.Points[0].ID {
			t.Errorf("%q gave %+v", name, one)
		}
	}
	_, err := q.Choose("Ozon")
	var missing *prompts.GroupError
	if !errors.As(err, &missing) || strings.Join(missing.Names, " ") != "Вкусвилл: Sercons" {
		t.Errorf("got %v", err)
	}
	if got := len(q.Alternatives()); got != 2 {
		t.Errorf("%d alternatives, want 2", got)
	}
	lone := parse(t, "- Q\n\t- Вкусвилл\n\t\t- a\n\t- b\n").Questions[0]
	if one, err := lone.Choose("вкусвилл"); err != nil || len(one.Points) != 2 {
		t.Errorf("a lone parent cannot be chosen: %v", err)
	}
}

func TestFind(t *testing.T) {
	bank := parse(t, "- Какой стек у вашей компании\n- Какие метрики вы собирали?\n- Как отслеживали метрики сервисов?\n- Что такое Jira\n")
	for query, want := range map[string]int{
		"2": 2,
		"какие МЕТРИКИ вы собирали": 2,
		"стек":                1,
		"отслеживать метрики": 3,
		"jira":                4,
		bank.Questions[3].ID:  4,
		"Какие  метрики вы собирали ?": 2,
	} {
		if q, err := bank.Find(query); err != nil || q.Number != want {
			t.Errorf("%q found %d, %v; want %d", query, q.Number, err, want)
		}
	}
	for query, want := range map[string]int{"метрики": 2, "docker": 0, "": 0, "99": 0} {
		_, err := bank.Find(query)
		var find *prompts.FindError
		if !errors.As(err, &find) || len(find.Matches) != want {
			t.Errorf("%q: %v, want %d matches", query, err, want)
		}
	}
}

func TestTargetFromOutline(t *testing.T) {
	words := func(n int) prompts.Question {
		return parse(t, "- Вопрос\n\t- "+strings.Repeat("слово ", n)+"\n").Questions[0]
	}
	for _, c := range []struct {
		words            int
		target, overload time.Duration
	}{
		{1, 30 * time.Second, 0},
		{100, 60 * time.Second, 0},
		{220, 120 * time.Second, 0},
		{300, 120 * time.Second, 40 * time.Second},
	} {
		q := words(c.words)
		target, overload := q.OutlineTarget(q.Pace())
		if target != c.target || overload != c.overload {
			t.Errorf("%d words: %v, overloaded by %v; want %v, %v", c.words, target, overload, c.target, c.overload)
		}
	}
}

func TestAnswerLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"- What is a goroutine?\n\t- a light thread\n":                                         "en",
		"- Стек?\n\t- мы писали на Python и Go\n":                                              "ru",
		"- Стек?\n\t- Python, FastAPI, PostgreSQL\n- Почему вы вышли на поиск новой работы?\n": "ru",
		"---\nlanguage: en\n---\n- Вопрос\n":                                                   "en",
	} {
		if got := parse(t, text).Questions[0].Language; got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

// IDs survive what does not change the words.
func TestIdentityOfAnEditedBank(t *testing.T) {
	before := parse(t, "- Какой стек?\n\t- Python\n\t- Redis\n").Questions[0]
	after := parse(t, "- Новый\n- какой  стек\n\t- Go\n\t- redis\n\t- Python\n").Questions[1]
	if before.ID != after.ID || before.Points[0].ID != after.Points[2].ID || before.Points[1].ID != after.Points[1].ID {
		t.Errorf("IDs changed: %+v → %+v", before, after)
	}
}

// Whatever is written, Parse keeps its promises: one-line trimmed texts, IDs
// that differ, places inside the file, depths that grow by one.
func TestAnyBank(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pieces := rapid.SliceOf(rapid.SampledFrom([]string{
			"- ", "* ", "1. ", "\t", "  ", "\n", "\n", "текст", "a:: b", "id:: 1", "```", "# h", "---", "\u00a0", ":", "^x", "\r", "*", "- -", "> ",
		})).Draw(rt, "pieces")
		text := strings.Join(pieces, "")
		bank, err := prompts.Parse(strings.NewReader(text), "b")
		if err != nil {
			rt.Skip()
		}
		lines := strings.Count(text, "\n") + 1
		ids := map[string]bool{}
		for i, q := range bank.Questions {
			if q.Number != i+1 || q.Text != strings.TrimSpace(q.Text) || strings.Contains(q.Text, "\n") {
				rt.Fatalf("question %+v", q)
			}
			if ids[q.ID] || q.Source.Line < 1 || q.Source.Line > lines {
				rt.Fatalf("ID %s or line %d", q.ID, q.Source.Line)
			}
			ids[q.ID] = true
			points := map[string]bool{}
			for _, p := range q.Points {
				if points[p.ID] || p.Text == "" || p.Text != strings.TrimSpace(p.Text) || p.Depth < 1 {
					rt.Fatalf("point %+v", p)
				}
				points[p.ID] = true
			}
		}
	})
}
