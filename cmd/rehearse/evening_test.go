package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const eveningBank = "- Первый вопрос?\n\t- Составной индекс\n- Второй вопрос?\n\t- План запроса\n- Третий вопрос?\n\t- Магазин:\n\t\t- Составной индекс\n\t- Доставка:\n\t\t- Очередь Kafka\n"

// An evening with the program: three questions, the first repeated, its second
// take thrown away, the third while the server is down and finished later.
func TestAnEvening(t *testing.T) {
	h := newHome(t)
	h.env = append(h.env, "REHEARSE_API_KEY=right-key")
	server := speechServer()
	bank := filepath.Join(h.dir, "bank.md")
	if err := os.WriteFile(bank, []byte(eveningBank), 0o600); err != nil {
		t.Fatal(err)
	}
	clip := espeak(t, "Добавил составной индекс.")
	term := h.start("practice", "--bank", bank, "--base-url", server.URL+"/ok/v1")
	seen := 0 // of the screen: each await looks behind the one before it
	await := func(text string) {
		t.Helper()
		until(t, func() bool { return strings.Contains(term.text()[seen:], text) }, func() string {
			return "waiting for " + text + ", the screen shows:\n" + term.text()[seen:]
		})
		seen += strings.Index(term.text()[seen:], text) + len(text)
	}
	answer := func(question string) {
		t.Helper()
		await(question)
		await("Listening")
		h.sink.Play(clip)
		term.press("\n")
		await("Kept as")
	}

	answer("1. Первый вопрос?")
	await("✓")
	await("q enough")
	term.press("s")
	await("- Составной индекс")
	term.press("p")
	await("Playing")
	term.press("\n")
	await("q enough")
	term.press("r")

	answer("1. Первый вопрос?")
	await("q enough")
	term.press("x")
	await("is in the trash")
	term.press("т") // n in the Russian layout

	answer("2. Второй вопрос?")
	await("q enough")
	server.Close()
	term.press("n")

	await("3. Доставка:"[3:]) // the groups are listed, and asked about once
	await("1 alternatives")
	term.press("1")
	answer("3. Третий вопрос?")
	await("no connection to")
	await("q enough")
	term.press("q")
	if code := term.code(); code != exitServer {
		t.Errorf("exit %d, want %d", code, exitServer)
	}

	again := speechServer()
	defer again.Close()
	h.run("score", "--pending", "--bank", bank, "--base-url", again.URL+"/ok/v1")
	var states, groups []string
	for line := range strings.Lines(h.run("history", "--json")) {
		var a struct {
			State    string
			Question struct{ Text, Group string }
		}
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		states = append(states, a.Question.Text+" "+a.State)
		groups = append(groups, a.Question.Group)
	}
	want := "Третий вопрос? done|Второй вопрос? done|Первый вопрос? done"
	if got := strings.Join(states, "|"); got != want {
		t.Errorf("the history is %s, want %s", got, want)
	}
	if groups[0] != "Магазин:" {
		t.Errorf("the best group is %q, want Магазин:", groups[0])
	}
	trash, err := os.ReadDir(filepath.Join(h.dir, "data", "rehearse", "trash"))
	if err != nil || len(trash) != 1 {
		t.Errorf("the trash holds %d, %v", len(trash), err)
	}
}

// Before points and answer go to another machine the person is asked, for each
// purpose by itself. After a no nothing is sent, and the answer is judged.
func TestTheJudgeNeedsAYes(t *testing.T) {
	h := newHome(t)
	config, said := filepath.Join(h.dir, "config.toml"), filepath.Join(h.dir, "said.txt")
	settings := "[embed]\nbase_url = \"https://embed.example.com/v1\"\n[chat]\nbase_url = \"https://chat.example.com/v1\"\nmodel = \"m\"\n"
	for path, text := range map[string]string{config: settings, said: "Добавил составной индекс."} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	term := h.start("score", "--question", "4", "--transcript", said, "--config", config, "--judge")
	term.await("embed.example.com is not this machine. It would be sent: the reference points")
	term.press("n\n")
	term.await("embed.example.com: it was not allowed")
	term.await("chat.example.com is not this machine. It would be sent: the question")
	term.press("n\n")
	term.await("chat.example.com: it was not allowed")
	if code := term.code(); code != 0 || !strings.Contains(term.text(), "Добавил составной индекс") {
		t.Errorf("exit %d:\n%s", code, term.text())
	}
}
