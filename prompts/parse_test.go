package prompts_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rehearse/prompts"
)

func parse(t *testing.T, text string) prompts.Bank {
	t.Helper()
	bank, err := prompts.Parse(strings.NewReader(text), "bank.md")
	if err != nil {
		t.Fatal(err)
	}
	return bank
}

// outline writes a bank in a form that is easy to compare: the group in
// brackets, `!` before a heading.
func outline(bank prompts.Bank) string {
	var b strings.Builder
	for _, q := range bank.Questions {
		b.WriteString(q.Text + "\n")
		for _, p := range q.Points {
			b.WriteString(strings.Repeat("  ", p.Depth))
			if p.Heading {
				b.WriteString("!")
			}
			if p.Group != "" {
				b.WriteString("[" + p.Group + "] ")
			}
			b.WriteString(p.Text + "\n")
		}
	}
	return b.String()
}

func TestOutlinesPeopleWrite(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"tabs":               {"- Q\n\t- a\n\t\t- b\n\t- c\n", "Q\n  !a\n    b\n  c\n"},
		"spaces":             {"* Q\n  * a\n    * b\n  * c\n", "Q\n  !a\n    b\n  c\n"},
		"other bullets":      {"+ Q\n  • a\n  1. b\n  2) c\n  – d\n", "Q\n  a\n  b\n  c\n  d\n"},
		"BOM and CRLF":       {"\ufeff- Q\r\n\t- a\r\n", "Q\n  a\n"},
		"NBSP":               {"-\u00a0Q\u00a0?\n\t- a\u00a0b\n", "Q ?\n  a b\n"},
		"indented as whole":  {"\t- Q\n\t\t- a\n\t- R\n", "Q\n  a\nR\n"},
		"one stray space":    {"- Q\n\t- a\n - R\n\t- b\n", "Q\n  a\nR\n  b\n"},
		"no newline at end":  {"- Q\n\t- a", "Q\n  a\n"},
		"lazy continuation":  {"- Q\n\t- a\nand more\n\t- b\n", "Q\n  a and more\n  b\n"},
		"a rule":             {"- Q\n\t- a\n\n---\n\n- R\n\t- b\n", "Q\n  a\nR\n  b\n"},
		"a rule at the top":  {"---\n- Q\n\t- a\n---\n- R\n", "Q\n  a\nR\n"},
		"rules of stars":     {"- Q\n\t- a\n* * *\n- R\n", "Q\n  a\nR\n"},
		"a comment":          {"- Q\n\t- a\n<!-- not\n- a question\n-->\n- R\n<!-- open\n- S\n", "Q\n  a\nR <!-- open\nS\n"},
		"fences in a row":    {"- Q\n  ```\n  a\n  ```\n  ```\n  b\n  ```\n", "Q\n  ```\na\n```\n  ```\nb\n```\n"},
		"a minus is no sign": {"- Q\n\t- -5 градусов\n", "Q\n  -5 градусов\n"},
		"skipped level":      {"- Q\n\t- a\n\t\t\t- b\n", "Q\n  !a\n    b\n"},
		"block id":           {"- Q ^q-1\n\t- a ^abc\n\t- x^2\n", "Q\n  a\n  x^2\n"},
		"fence":              {"- Q\n\t- ```sql\n\t  SELECT *\n\t    FROM t\n\t  ```\n\t- b\n", "Q\n  ```sql\nSELECT *\n  FROM t\n```\n  b\n"},
		"fence without sign": {"- Q\n  ~~~\n  - not a point\n  ~~~\n  - b\n", "Q\n  ~~~\n- not a point\n~~~\n  b\n"},
		"open fence is text": {"- Q\n\t- ```\n\t- b\n", "Q\n  ```\n  b\n"},
		"logseq properties":  {"- Q\n  id:: 64a\n  collapsed:: true\n\t- a\n\t  id:: 64b\n\t- target:: 40s\n", "Q\n  a\n"},
		"no property":        {"- Q\n\t- std::vector и map\n\t- Важно:: да\n", "Q\n  std::vector и map\n  Важно:: да\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, outline(parse(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestGroupsAndHeadings(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"two groups are headings": {
			"- Q\n\t- Продуктовая\n\t\t- a\n\t- Аутсорс\n\t\t- b\n",
			"Q\n  ![Продуктовая] Продуктовая\n    [Продуктовая] a\n  ![Аутсорс] Аутсорс\n    [Аутсорс] b\n",
		},
		"words in brackets do not count": {
			"- Q\n\t- Бизнес метрики(в базе MongoDB отдела)\n\t\t- a\n\t- CPU\n\t\t- b\n",
			"Q\n  ![Бизнес метрики(в базе MongoDB отдела)] Бизнес метрики(в базе MongoDB отдела)\n    [Бизнес метрики(в базе MongoDB отдела)] a\n  ![CPU] CPU\n    [CPU] b\n",
		},
		"a group that claims something counts": {
			"- Q\n\t- Команда из 6 человек\n\t\t- a\n\t- Предложить выход\n\t\t- b\n",
			"Q\n  [Команда из 6 человек] Команда из 6 человек\n    [Команда из 6 человек] a\n  [Предложить выход] Предложить выход\n    [Предложить выход] b\n",
		},
		"a lone name is a heading":    {"- Q\n\t- Вкусвилл\n\t\t- a\n", "Q\n  !Вкусвилл\n    a\n"},
		"a lone action is a claim":    {"- Q\n\t- Кеширование\n\t\t- Redis\n", "Q\n  Кеширование\n    Redis\n"},
		"a lone phrase is a claim":    {"- Q\n\t- Оптимизация SQL\n\t\t- a\n\t- b\n", "Q\n  Оптимизация SQL\n    a\n  b\n"},
		"a colon makes a heading":     {"- Q\n\t- Что я делал за 3 года:\n\t\t- a\n", "Q\n  !Что я делал за 3 года:\n    a\n"},
		"the person has the say":      {"- Q\n\t- Вкусвилл\n\t  heading:: false\n\t\t- a\n", "Q\n  Вкусвилл\n    a\n"},
		"without children no heading": {"- Q\n\t- Итак:\n", "Q\n  Итак:\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, outline(parse(t, c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPropertiesOfQuestionAndFile(t *testing.T) {
	bank := parse(t, `---
target: 75
language: en
tags: [go, "work"]
---
# Backend
## Databases
- First
  target:: 1m30s
  tags:: #sql, [[long words]]
  groups:: ANY
	- a
- Second
	- b
# People
- Third
  id:: 64a-b
  target:: soon
	- c
`)
	first, second, third := bank.Questions[0], bank.Questions[1], bank.Questions[2]
	if first.Target != 90*time.Second || first.TargetFrom != prompts.TargetBank || first.GroupMode != prompts.GroupsAny {
		t.Errorf("first: %v from %v, groups %v", first.Target, first.TargetFrom, first.GroupMode)
	}
	if second.Target != 75*time.Second || second.TargetFrom != prompts.TargetFile || second.Language != "en" {
		t.Errorf("second: %v from %v, language %q", second.Target, second.TargetFrom, second.Language)
	}
	if third.ID != "64a-b" || third.Target != 75*time.Second {
		t.Errorf("third: %q, %v", third.ID, third.Target)
	}
	if diff := cmp.Diff([]string{"go", "work", "Backend", "Databases", "sql", "long words"}, first.Tags); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"go", "work", "People"}, third.Tags); diff != "" {
		t.Error(diff)
	}
	want := []prompts.Warning{{Position: prompts.Position{File: "bank.md", Line: 18, Column: 3}, Kind: prompts.WarnBadProperty, Text: "target:: soon"}}
	if diff := cmp.Diff(want, bank.Warnings); diff != "" {
		t.Error(diff)
	}
}

func TestWarningsHaveTheirPlace(t *testing.T) {
	bank := parse(t, "Вступление\n- *Вопрос\n\t- а  б\n    - в\n\t-\n\t\t\t\t- г\n- Как деплоили- Команда из трёх человек\n- Вопрос\n")
	var got []string
	for _, w := range bank.Warnings {
		got = append(got, strings.Join([]string{w.File, string(w.Kind), w.Text}, "|"))
	}
	want := []string{
		"bank.md|loose-text|Вступление",
		"bank.md|stray-bullet|*Вопрос",
		"bank.md|double-space|а  б",
		"bank.md|mixed-indent|",
		"bank.md|empty-bullet|",
		"bank.md|skipped-level|г",
		"bank.md|glued-answer|Как деплоили- Команда из трёх человек",
		"bank.md|no-answer|Как деплоили- Команда из трёх человек",
		"bank.md|no-answer|Вопрос",
		"bank.md|duplicate|Вопрос",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if at := bank.Warnings[2].Position; at.Line != 3 || at.Column != 5 {
		t.Errorf("the double space is at %d:%d, want 3:5", at.Line, at.Column)
	}
	if a, b := bank.Questions[0].ID, bank.Questions[2].ID; a == b {
		t.Errorf("two equal questions share the ID %s", a)
	}
}

func TestBanksThatCannotBeRead(t *testing.T) {
	long := strings.Repeat("я", prompts.MaxLineBytes)
	var deep strings.Builder
	for i := range prompts.MaxDepth + 2 {
		deep.WriteString(strings.Repeat("\t", i) + "- a\n")
	}
	for name, c := range map[string]struct {
		text string
		line int
	}{
		"line":      {"- Q\n- " + long + "\n", 2},
		"depth":     {deep.String(), prompts.MaxDepth + 2},
		"points":    {"- Q\n" + strings.Repeat("\t- a\n", prompts.MaxPoints+1), 1},
		"questions": {strings.Repeat("- Q\n", prompts.MaxQuestions+1), prompts.MaxQuestions + 1},
		"bytes":     {strings.Repeat("\n", prompts.MaxBytes+1), 1},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := prompts.Parse(strings.NewReader(c.text), "bank.md")
			var limit *prompts.LimitError
			if !errors.As(err, &limit) || limit.Line != c.line {
				t.Errorf("got %v, want a limit in line %d", err, c.line)
			}
		})
	}
	_, err := prompts.Parse(strings.NewReader("- Q\n- вопро\xd1\n"), "bank.md")
	var encoding *prompts.EncodingError
	if !errors.As(err, &encoding) || encoding.Line != 2 || encoding.Column != 8 {
		t.Errorf("got %v, want an encoding error at 2:8", err)
	}
}

// The seed bank is a real one. It must read without loss.
func TestSeedBank(t *testing.T) {
	bank := parse(t, string(shared(t, "data/bank-seed.md")))
	var got []string
	for _, q := range bank.Questions {
		got = append(got, q.Text)
		for _, p := range q.Points {
			got = append(got, p.Text)
		}
	}
	var want []string
	for raw := range strings.Lines(string(shared(t, "data/bank-seed.md"))) {
		text := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(raw), "-"))
		if text != "" {
			want = append(want, strings.TrimPrefix(text, "*"))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(bank.Questions) != 38 || len(got)-38 != 113 {
		t.Errorf("%d questions and %d points, want 38 and 113", len(bank.Questions), len(got)-38)
	}
}

// shared reads a file of the data that are kept beside the repository.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	root := os.Getenv("REHEARSE_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	if _, err := os.Stat(root); err != nil {
		t.Skip("shared data: neither ../shared nor $REHEARSE_SHARED is there")
	}
	data, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
