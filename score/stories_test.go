package score

import (
	"slices"
	"testing"
)

// A story is one answer to one point, and the verdicts that are right.
type story struct {
	name, question, point, answer string
	want                          []Verdict
}

func (s story) tell(t *testing.T) {
	t.Helper()
	r := judge(questionOf(s.question, s.point), s.answer).Points[0]
	if !slices.Contains(s.want, r.Verdict) {
		t.Errorf("%s: %q is %s (%.2f), want %v; evidence %q, reasons %+v", s.name, s.point, r.Verdict, r.Probability, s.want, r.Evidence, r.Reasons)
	}
}

var (
	said   = []Verdict{Covered}
	partly = []Verdict{Partial}
	unsaid = []Verdict{Missed}
	denied = []Verdict{Contradicted}
	notYet = []Verdict{Missed, Partial, Contradicted} // anything but praise
)

func TestPointsInOtherWords(t *testing.T) {
	for _, s := range []story{
		{"verb and noun", "Что делать при росте нагрузки?", "Масштабирование сервиса", "Первым делом масштабируем сервис.", said},
		{"participle", "Что с образами?", "Сборка образа", "Образ собран в докере заранее.", said},
		{"trade slang", "Как храните данные?", "PostgreSQL и Redis", "данные лежат в постгре а горячее в редиске", said},
		{"spelled out", "Стек?", "FastAPI, SQL", "пишем на фаст эй пи ай, знаю эс кью эль", said},
		{"parted by the recogniser", "Где крутится?", "Kubernetes", "всё крутится в кубер нетисе", said},
		{"one slip", "Качества?", "Ответственность", "первое это ответствиность", said},
		{"order of words", "Что с кешем?", "Кеширование данных в Redis", "в Redis данные кешируем", said},
		{"synonyms", "Почему уходишь?", "Рутина", "стало скучно, одно и то же каждый день", said},
		{"English", "Why are you leaving?", "The project is in maintenance mode", "the project has moved to maintenance, it's only support now", said},
		{"English noun and verb", "What do you do first?", "Roll back the last release", "first I would roll the last release back", said},
	} {
		s.tell(t)
	}
}

func TestDenialIsNoPraise(t *testing.T) {
	for _, s := range []story{
		{"not used", "Что делать с медленной ручкой?", "Кеширование данных", "Кеширование данных мы не используем.", denied},
		{"denied behind a dash", "Что делать с базой?", "Шардирование базы", "Шардирование базы — нет, не делали.", notYet},
		{"nobody there", "Кто в команде?", "1 тестировщик", "Тестировщика у нас не было.", notYet},
		{"English", "How do you handle incidents?", "Write a postmortem", "We don't write postmortems.", notYet},
		{"English never", "How do you release?", "Code review before merge", "We never do code review before merge.", notYet},
		{"not only is no denial", "Стек?", "Python и Go", "Не только Python, но и Go.", []Verdict{Covered, Partial}},
		{"«ли» asks", "Что смотришь в коде?", "Зацикливание программы", "Смотрю, нет ли зацикливания в программе.", said},
		{"don't know is no denial", "Стек?", "Redis", "Ну, не знаю, Redis, наверное.", said},
	} {
		s.tell(t)
	}
}

func TestNumbersDecide(t *testing.T) {
	for _, s := range []story{
		{"said in words", "Какие метрики?", "RPS - среднее 500, максимум 1000", "эрпээс в среднем пятьсот, максимум тысяча", said},
		{"another number", "Сколько реплик?", "У каждого сервиса 5 реплик", "у каждого сервиса по три реплики", denied},
		{"a bare number", "Сколько весила партиция?", "250 ГБ", "Партиция весила сто пятьдесят гигабайт.", denied},
		{"a bare number, right", "Сколько весила партиция?", "250 ГБ", "Примерно двести пятьдесят гигабайт.", said},
		{"the last value holds", "Какую зарплату хотите?", "От 300к", "двести... нет, подождите, от трёхсот тысяч", said},
		{"percent in English", "How do you split your time?", "70% coding", "about seventy percent is coding", said},
		{"wrong percent in English", "How do you split your time?", "70% coding", "about thirty percent is coding", denied},
	} {
		s.tell(t)
	}
}

func TestOppositeDirectionIsNoPraise(t *testing.T) {
	for _, s := range []story{
		{"more for less", "Что сделали с задержкой?", "Снизили задержку ответа", "Задержку ответа мы подняли.", notYet},
		{"smaller for larger", "Куда хочешь?", "Хочу в более крупную компанию", "Хочу в компанию поменьше.", notYet},
		{"English", "What changed?", "Reduced latency of the API", "We increased latency of the API.", notYet},
	} {
		s.tell(t)
	}
}

func TestSwappedNumbersContradict(t *testing.T) {
	q := questionOf("Чем вы занимались?", "80 % - разработка кода, баги", "20 % - обсуждения архитектуры")
	r := judge(q, "Процентов восемьдесят времени уходило на обсуждения архитектуры. А на разработку кода и баги оставалось двадцать процентов.")
	for _, p := range r.Points {
		if p.Verdict == Covered {
			t.Errorf("%q is covered by %q", p.Text, p.Evidence)
		}
	}
	right := judge(q, "Восемьдесят процентов времени это разработка кода и баги. Остальные двадцать процентов обсуждения архитектуры.")
	if right.Coverage != 1 {
		t.Errorf("coverage %v of the right numbers, want 1: %v", right.Coverage, verdicts(right))
	}
}

func TestEnumerationInPartIsPartial(t *testing.T) {
	stack := "Python, Django, DRF, Kafka, Redis, Celery, Docker, nginx, PostgreSQL, unittest"
	story{"four of ten", "Какой стек?", stack, "питон, джанго, постгрес и редис", partly}.tell(t)
	story{"all ten", "Какой стек?", stack, "питон, джанго, дрф, кафка, редис, селери, докер, энджинкс, постгрес, юниттест", said}.tell(t)
	story{"none", "Какой стек?", stack, "Java, Spring и Oracle.", unsaid}.tell(t)
}

func TestQuestionSaidBackIsNoAnswer(t *testing.T) {
	q := questionOf("Готовы ли вы к переработкам?", "Готов к переработкам, если дедлайн")
	r := judge(q, "Готов ли я к переработкам? К переработкам, вы имеете в виду?")
	if r.Points[0].Verdict != Missed {
		t.Errorf("verdict %s on %q, want missed", r.Points[0].Verdict, r.Points[0].Evidence)
	}
	en := judge(questionOf("How do you handle conflicts in the team?", "I handle conflicts in the team by talking to both sides"),
		"How do I handle conflicts in the team? Good question, let me think.")
	if en.Points[0].Verdict != Missed {
		t.Errorf("verdict %s on %q, want missed", en.Points[0].Verdict, en.Points[0].Evidence)
	}
}

func TestBareTermsExplainNothing(t *testing.T) {
	story{"Russian", "Что делать, если не успеваешь?", "Предупредить людей, чья работа зависит от вашей",
		"Сроки, люди, работа, зависимости, риски, коммуникация, приоритеты, эскалация.", notYet}.tell(t)
	story{"English", "Process and thread?", "A crash in one thread can bring down the whole process",
		"Process, thread, memory, context switching, crash, concurrency, scheduler, kernel.", notYet}.tell(t)
}

func TestGroupsWithTheSamePointsAreToldApart(t *testing.T) {
	q := questionOf("Из кого состоит ваша команда?", "Альфа, 6 человек", "2 бекендера", "1 девопс", "Бета, 5 человек", "2 бекендера", "1 девопс")
	for i := range q.Points {
		q.Points[i].Depth = 2
	}
	q.Points[0].Depth, q.Points[3].Depth = 1, 1
	r := judge(q, "В Альфе нас было шесть человек: два бэкендера и один девопс. В Бете было пять человек, кто именно, уже не помню.")
	if got := verdicts(r); got[1] != Covered || got[2] != Covered || got[4] != Missed || got[5] != Missed {
		t.Errorf("verdicts %v: what was said of one group was counted for the other", got)
	}
}

func TestReasonsNameWhatWasHeard(t *testing.T) {
	r := judge(questionOf("Стек?", "RabbitMQ, Kafka, Celery"), "у нас рэббит эм кью и кафка").Points[0]
	if len(r.Reasons.Heard) != 2 || r.Reasons.Heard[0].Want != "RabbitMQ" || r.Reasons.Heard[0].Said != "рэббит эм кью" {
		t.Errorf("heard %+v, want RabbitMQ as рэббит эм кью, and Kafka", r.Reasons.Heard)
	}
	if !slices.Equal(r.Reasons.Missing, []string{"Celery"}) {
		t.Errorf("missing %q, want Celery", r.Reasons.Missing)
	}
	whole := judge(questionOf("Что делать с базой?", "Шардирование, оптимизация тяжёлых запросов"), "я бы занялся шардированием").Points[0]
	if !slices.Equal(whole.Reasons.Missing, []string{"оптимизация тяжёлых запросов"}) {
		t.Errorf("missing %q, want the facet as a whole", whole.Reasons.Missing)
	}
	wrong := judge(questionOf("Сколько реплик?", "У каждого сервиса 5 реплик"), "у каждого сервиса три реплики").Points[0]
	if len(wrong.Reasons.Conflicts) == 0 || wrong.Reasons.Conflicts[0].Kind != ConflictNumber {
		t.Errorf("conflicts %+v, want a number", wrong.Reasons.Conflicts)
	}
}

func TestOrderAndRolesAreHeard(t *testing.T) {
	for _, s := range []story{
		{"after for before", "Как мигрируете?", "Бэкап до миграции", "Бэкап делаем уже после миграции.", denied},
		{"before, as asked", "Как мигрируете?", "Бэкап до миграции", "Перед миграцией обязательно делаем бэкап.", said},
		{"steps turned round", "Что сделали?", "Сначала подняли сервис, потом искали причину", "Сначала искали причину, потом подняли сервис.", denied},
		{"range turned round", "Что со временем ответа?", "Время ответа упало с 2 секунд до 80 мс", "Время ответа упало с 80 миллисекунд до двух секунд.", denied},
		{"he for me", "О чём спорили?", "Он хотел Kafka, я RabbitMQ", "Я хотел Kafka, а он RabbitMQ.", denied},
		{"he and me", "О чём спорили?", "Он хотел Kafka, я RabbitMQ", "Он хотел кафку, а я рэббит.", said},
		{"numbers swapped", "Сколько хотите?", "250 на руки, на испытательном сроке 220", "на руки двести двадцать а на испытательном двести пятьдесят", notYet},
		{"one protocol for another", "TCP and UDP?", "TCP guarantees delivery and order, UDP does not", "UDP guarantees delivery and order and TCP does not.", denied},
		{"staging and production", "How do you deploy?", "It goes to staging first, then to production", "It goes to production first and then to staging.", denied},
		{"no for yes", "Готовы к командировкам?", "Да, до 2 раз в месяц", "Нет, к командировкам я не готов.", denied},
		{"affirmed what the point denies", "Как храните секреты?", "Секреты не хранить в репозитории", "Пароли лежат прямо в репозитории, так удобнее хранить секреты.", notYet},
	} {
		s.tell(t)
	}
}

func TestMishearingsAreHeard(t *testing.T) {
	for _, s := range []story{
		{"preposition glued on", "Как ускорили?", "Закешировал результат в Redis на 5 минут", "Результат закешивал вредис на 5 минут", said},
		{"number split in two", "Что со временем?", "Время ответа упало до 80 мс", "Время ответа упало до 8 десяти миллисекунд", said},
		{"term parted", "Где крутится?", "Kubernetes", "всё в кубер нетис", said},
		{"term with a number in it", "Чем нагружаете?", "k6 перед релизами", "перед релизами гоняем ка шесть", said},
	} {
		s.tell(t)
	}
}

// A word of refusal must not be heard in a slip of the recogniser: «вредис» is
// no «вредно».
func TestMishearingIsNoDenial(t *testing.T) {
	story{"glued preposition", "Как вы ускорили медленный запрос?", "Закешировал результат в Redis на 5 минут",
		"Добавил индекс. Результат закешивал вредис на 5 минут.", said}.tell(t)
}
