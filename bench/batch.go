package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// batch measures whether two jobs score nearly twice as much as one.
func batch(ctx context.Context, b *bench) ([]row, error) {
	bankFile, answers := filepath.Join(b.dir, "batch.md"), filepath.Join(b.dir, "answers.jsonl")
	if err := os.WriteFile(bankFile, largeBank(8<<10), 0o600); err != nil {
		return nil, err
	}
	lines := pick(b, 1000, 300)
	if err := os.WriteFile(answers, spokenAnswers(lines), 0o600); err != nil {
		return nil, err
	}
	r := row{what: "`score --batch --jobs 2`: throughput", against: "`--jobs 1`", least: 1.7}
	var one, two []time.Duration
	for range pick(b, 7, 3) {
		var took [2]time.Duration
		for jobs := 1; jobs <= 2; jobs++ {
			c, _, err := spend(b.rehearse(ctx, b.dir, "score", "--batch", answers, "--bank", bankFile, "--jobs", fmt.Sprint(jobs)))
			if err != nil {
				return nil, err
			}
			took[jobs-1] = c.wall
		}
		one, two = append(one, took[0]), append(two, took[1])
		r.ratios = append(r.ratios, took[0].Seconds()/took[1].Seconds())
	}
	r.absolute = fmt.Sprintf("%d answers in %.2f s against %.2f s", lines, middle(two).Seconds(), middle(one).Seconds())
	return []row{r}, nil
}

func spokenAnswers(lines int) []byte {
	var out []byte
	for i := range lines {
		line, _ := json.Marshal(map[string]any{
			"id": i, "question": fmt.Sprintf("Вопрос %d: как вы ускорили медленный запрос?", i%5),
			"transcript": "Сначала посмотрел план запроса, потом добавил составной индекс, время упало до " + fmt.Sprint(i) + " миллисекунд. " +
				"Ещё закешировал результат в редисе на пять минут, потому что данные меняются редко, и нагрузка на базу стала меньше. " +
				"После этого мы договорились с командой, что на каждый медленный запрос смотрим в дашборде, и завели алерт.",
		})
		out = append(append(out, line...), '\n')
	}
	return out
}
