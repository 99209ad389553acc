package score

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"rehearse/prompts"
	"rehearse/transcribe"
)

// A Chat asks a language model once: schema is the JSON schema of the object
// that it is to reply. api.Client is one.
type Chat interface {
	Chat(ctx context.Context, system, user string, schema []byte) (string, error)
}

// JudgeOptions say what a judge is asked, and how.
type JudgeOptions struct {
	Model      string // the model's name, which tells apart what the cache keeps
	Language   string // of the reasons: Russian, English, or a BCP 47 code; "": that of the answer
	OnlyUnsure bool   // ask about points that are not sure
	Headings   bool   // ask about headings too
	Seed       uint64 // of the order in which the points are asked about
	Cache      ReplyCache
}

// A ReplyCache keeps replies, so that asking again costs nothing. Either
// function may be nil. A key is the SHA-256, in hex, of the model's name and of
// all that the model reads: the instructions, the question, the points, the
// answer.
type ReplyCache struct {
	Recall func(key string) (reply string, ok bool)
	Keep   func(key, reply string) // of usable replies only
}

// A JudgeCost is what asking took.
type JudgeCost struct {
	Calls         int   // of the model
	Recalled      int   // replies that the cache had
	Points        int   // asked about, in calls and from the cache
	Ruled         int   // of these, points with a usable verdict
	BytesSent     int64 // in calls: instructions, question, points, answer, schema
	BytesReceived int64 // in calls
}

// A Judgement is what a judge said of a point, and what was thought before.
type Judgement struct {
	Verdict Verdict     // as the judge gave it
	Quote   string      // an exact substring of the transcript's text; "" when the judge quoted nothing that is there
	Reason  string      // in the judge's words, one line
	Taken   bool        // the point shows this verdict, or as much of it as Quote allows
	Offline PointReport // the point as Evaluate left it
}

// A JudgeError tells that asking the judge ended early.
type JudgeError struct {
	Points int    // that were to be asked about and keep their verdicts
	Reply  string // the beginning of a reply that cannot be used; "" when none came
	Err    error  // of the Chat, or ErrNoVerdicts
}

func (e *JudgeError) Error() string {
	if e.Reply == "" {
		return fmt.Sprintf("asking the judge: %v: %d points keep the verdicts made without it", e.Err, e.Points)
	}
	return fmt.Sprintf("asking the judge: %v, but: %s: %d points keep the verdicts made without it, try another model", e.Err, e.Reply, e.Points)
}

func (e *JudgeError) Unwrap() error { return e.Err }

// pointsPerCall bounds the points of one call: with more, models begin to skip
// some and to mix them up.
const pointsPerCall = 10

// Judge asks c about the points of r, which Evaluate made of q and t, and
// returns r with what the judge said weighed against it: see Judgement. The
// judge never sees the verdict that it may replace. A point that the person
// labelled is not asked about, a point that was judged earlier is judged as if
// it had not been. The same replies give the same report.
//
// Coverage is computed again; Delivery is that of r. The error is a
// *JudgeError. The report is good beside it too: what was ruled before the
// failure holds, the other points are as they were.
func Judge(ctx context.Context, c Chat, q prompts.Question, t transcribe.Transcript, r Report, opts JudgeOptions) (Report, JudgeCost, error) {
	if opts.Language == "" {
		opts.Language = LanguageOf(t.Text)
	}
	left := opts.choose(q, t, r)
	order := rand.New(rand.NewPCG(opts.Seed, 0))
	order.Shuffle(len(left), func(i, k int) { left[i], left[k] = left[k], left[i] })

	var cost JudgeCost
	ruled := make(map[int]ruling, len(left))
	for len(left) > 0 {
		batch := left[:min(pointsPerCall, len(left))]
		rulings, err := cost.ask(ctx, c, writeSheet(q, t, r, batch, opts), opts, len(batch))
		if err != nil {
			err.Points = len(left)
			return settle(q, t, r, ruled), cost, err
		}
		maps.Copy(ruled, numbered(rulings, batch))
		left = left[len(batch):]
	}
	return settle(q, t, r, ruled), cost, nil
}

// numbered returns rulings by the places of their points in the report; batch
// are these places.
func numbered(rulings map[int]ruling, batch []int) map[int]ruling {
	placed := make(map[int]ruling, len(rulings))
	for i, said := range rulings {
		placed[batch[i]] = said
	}
	return placed
}

// choose returns the places in r of the points to ask about.
func (o JudgeOptions) choose(q prompts.Question, t transcribe.Transcript, r Report) []int {
	if strings.TrimSpace(t.Text) == "" {
		return nil
	}
	var chosen []int
	for i, p := range r.Points {
		known := slices.ContainsFunc(q.Points, func(own prompts.Point) bool { return own.ID == p.ID })
		switch {
		case p.Labelled, !known:
		case p.Heading && !o.Headings:
		case o.OnlyUnsure && p.offline().Sure:
		default:
			chosen = append(chosen, i)
		}
	}
	return chosen
}

// offline returns p as it was before a judge was asked.
func (p PointReport) offline() PointReport {
	if p.Judged != nil {
		return p.Judged.Offline
	}
	return p
}

// ask returns the rulings on the points of s, by their order in it, from the
// cache or from c, and adds up what that cost.
func (cost *JudgeCost) ask(ctx context.Context, c Chat, s sheet, opts JudgeOptions, points int) (map[int]ruling, *JudgeError) {
	key := s.key(opts.Model)
	if rulings, ok := opts.Cache.recall(key, points); ok {
		cost.Recalled++
		cost.Points += points
		cost.Ruled += len(rulings)
		return rulings, nil
	}
	cost.Calls++
	cost.Points += points
	cost.BytesSent += int64(len(s.system) + len(s.user) + len(s.schema))
	said, err := c.Chat(ctx, s.system, s.user, s.schema)
	if err != nil {
		return nil, &JudgeError{Err: err}
	}
	cost.BytesReceived += int64(len(said))
	rulings, err := readRulings(said, points)
	if err != nil {
		return nil, &JudgeError{Reply: oneLine(said), Err: err}
	}
	if opts.Cache.Keep != nil {
		opts.Cache.Keep(key, said)
	}
	cost.Ruled += len(rulings)
	return rulings, nil
}

// recall returns the rulings of a reply that is kept; one that was damaged on
// its way is none.
func (c ReplyCache) recall(key string, points int) (map[int]ruling, bool) {
	if c.Recall == nil {
		return nil, false
	}
	said, ok := c.Recall(key)
	if !ok {
		return nil, false
	}
	rulings, err := readRulings(said, points)
	return rulings, err == nil
}
