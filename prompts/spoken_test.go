package prompts_test

import "testing"

func TestSpokenForm(t *testing.T) {
	for text, want := range map[string]string{
		"**GIL** и `asyncio`":              "GIL и asyncio",
		"см. [ссылка](http://x.y/z) тут":   "см. ссылка тут",
		"[[Kafka]] и [[Redis|кеш]]":        "Kafka и кеш",
		"TODO спросить про отпуск":         "спросить про отпуск",
		"[ ] SELECT * FROM t":              "SELECT * FROM t",
		"a %%заметка%% b":                  "a  b",
		"2 * 2 = 4, snake_case, C++":       "2 * 2 = 4, snake_case, C++",
		"****":                             "****",
		"Избегание Select *":               "Избегание Select *",
		"как ((64a1-bc)) так":              "как  так",
		"массив [1] и вызов f(x)":          "массив [1] и вызов f(x)",
		"среднее 500, максимум 1000 ~ 50%": "среднее 500, максимум 1000 ~ 50%",
	} {
		q := parse(t, "- Q\n\t- "+text+"\n").Questions[0]
		if got := q.Spoken().Points[0].Text; got != want {
			t.Errorf("%q is said %q, want %q", text, got, want)
		}
		if q.Points[0].Text != text {
			t.Errorf("%q was changed to %q", text, q.Points[0].Text)
		}
	}
}
