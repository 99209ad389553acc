package prompts_test

import (
	"strings"
	"testing"

	"rehearse/prompts"
)

const beforeEdit = "- Какой стек у вашей компании?\n\t- Python, Redis, Kafka\n- Почему вы ищете работу?\n\t- Рутина на проекте\n- Что такое Jira?\n\t- Система для задач\n"

// identify reads a bank that was read before in another form.
func identify(t *testing.T, known []prompts.Known, text string) (prompts.Bank, []prompts.Known) {
	t.Helper()
	return prompts.Identify(parse(t, text), known)
}

func TestAQuestionKeepsItsIDWhenEdited(t *testing.T) {
	first, known := identify(t, nil, beforeEdit)
	stack, why, jira := first.Questions[0].ID, first.Questions[1].ID, first.Questions[2].ID
	for name, c := range map[string]struct {
		text string
		want []string // "" is a new one
	}{
		"wording":               {strings.Replace(beforeEdit, "Какой стек у вашей компании?", "Какой стек был в компании", 1), []string{stack, why, jira}},
		"points":                {strings.Replace(beforeEdit, "Python, Redis, Kafka", "Go, gRPC и больше ничего", 1), []string{stack, why, jira}},
		"a new one above":       {"- Расскажите о себе\n\t- Меня зовут\n" + beforeEdit, []string{"", stack, why, jira}},
		"moved and edited":      {"- Что такое Jira и зачем?\n\t- Система для задач\n- Другое\n- Ещё\n- Совсем\n- Какой стек у вашей компании?\n\t- Python, Redis, Kafka\n", []string{jira, "", "", "", stack}},
		"replaced in its place": {strings.Replace(beforeEdit, "Какой стек у вашей компании?\n\t- Python, Redis, Kafka", "Опишите рабочий день\n\t- Созвон утром", 1), []string{"", why, jira}},
		"one removed":           {"- Что такое Jira?\n\t- Система для задач\n", []string{jira}},
	} {
		t.Run(name, func(t *testing.T) {
			bank, _ := identify(t, known, c.text)
			old := map[string]bool{stack: true, why: true, jira: true}
			for i, q := range bank.Questions {
				if c.want[i] != "" && q.ID != c.want[i] || c.want[i] == "" && old[q.ID] {
					t.Errorf("%s has the ID %s, want %q", q.Text, q.ID, c.want[i])
				}
			}
		})
	}
}

// An edit step by step ends far from where it began, and an old text that
// comes back as another question gets an ID of its own.
func TestIdentityOverManyReadings(t *testing.T) {
	bank, known := identify(t, nil, "- Какой стек у вашей компании сейчас\n")
	id := bank.Questions[0].ID
	for _, text := range []string{"Какой стек у вашей команды сейчас", "Какой был стек у вашей команды", "Какой был стек на проекте у команды"} {
		bank, known = identify(t, known, "- "+text+"\n")
		if bank.Questions[0].ID != id {
			t.Fatalf("%s lost its history", text)
		}
	}
	bank, _ = identify(t, known, "- Какой был стек на проекте у команды\n- Какой стек у вашей компании сейчас\n")
	if bank.Questions[0].ID != id || bank.Questions[1].ID == id {
		t.Errorf("IDs %s and %s", bank.Questions[0].ID, bank.Questions[1].ID)
	}
	gone, known := identify(t, known, "- Совсем другое\n")
	if gone.Questions[0].ID == id {
		t.Error("another question took the history")
	}
	back, _ := identify(t, known, "- Совсем другое\n- Какой был стек на проекте у команды\n")
	if back.Questions[1].ID != id {
		t.Error("a question that comes back has lost its history")
	}
}

func TestGroupModeIsRemembered(t *testing.T) {
	_, known := identify(t, nil, stack)
	known[0].Groups = prompts.GroupsAny
	bank, known := identify(t, known, stack)
	if bank.Questions[0].GroupMode != prompts.GroupsAny || known[0].Groups != prompts.GroupsAny {
		t.Error("the mode is forgotten")
	}
	bank, _ = identify(t, known, strings.Replace(stack, "стек?\n", "стек?\n  groups:: all\n", 1))
	if bank.Questions[0].GroupMode != prompts.GroupsAll {
		t.Error("the bank has the say")
	}
}

func TestOwnIDIsNeverChanged(t *testing.T) {
	_, known := identify(t, nil, beforeEdit)
	bank, _ := identify(t, known, "- Какой стек у вашей компании?\n  id:: mine\n\t- Python, Redis, Kafka\n")
	if bank.Questions[0].ID != "mine" {
		t.Errorf("the ID is %s", bank.Questions[0].ID)
	}
}
