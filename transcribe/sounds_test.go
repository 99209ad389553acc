package transcribe

import (
	"strings"
	"testing"
)

func TestTermsAreKnownInWhatIsHeardWithoutAHint(t *testing.T) {
	tests := map[string]string{
		"Prometheus":      "и там прометился ещё",
		"Grafana":         "смотрели графону каждый день",
		"масштабирование": "горизонтальный имоз в штабирование",
		"Asterisk":        "стоял Астерийск",
		"Digium":          "карты дегиум",
		"RabbitMQ":        "через рэббит эм кью",
		"Kubernetes":      "в кубер нетис",
		"PostgreSQL":      "на постгрес кюэль",
		"gRPC":            "по джи ар пи си",
		"ClickHouse":      "кликауз",
	}
	for term, heard := range tests {
		if !containsAlike(strings.Fields(heard), term, 1+extraWords) {
			t.Errorf("%s is not found in %q", term, heard)
		}
	}
}

func TestOtherWordsAreNotTakenForTerms(t *testing.T) {
	const heard = "мы выкатывали сервис в четверг и откат занимал одну минуту"
	for _, term := range []string{"Prometheus", "Grafana", "масштабирование", "RabbitMQ", "Kubernetes", "PostgreSQL", "ClickHouse"} {
		if containsAlike(strings.Fields(heard), term, 1+extraWords) {
			t.Errorf("%s is found in %q", term, heard)
		}
	}
	if containsAlike(nil, "Grafana", 5) || containsAlike([]string{"—", ""}, "Grafana", 5) {
		t.Error("a term is found in nothing")
	}
	if containsAlike([]string{"слово"}, "…", 5) {
		t.Error("nothing is found in a word")
	}
}
