package engine

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

// A running is a server that was found: what its state file says of it, and
// what it says itself.
type running struct {
	Address string `json:"address"` // 127.0.0.1:PORT
	PID     int    `json:"pid"`
	Version string `json:"version"` // of the program that it runs
	Model   string `json:"model"`

	EmbeddingModel string `json:"embedding_model"` // empty where the system has none

	status string // loading, ok, failed
	key    string
}

func (r running) server() Server {
	return Server{
		BaseURL:        "http://" + r.Address + "/v1",
		Key:            r.key,
		Model:          r.Model,
		EmbeddingModel: r.EmbeddingModel,
	}
}

// serves tells whether r can be used as it is for model.
func (r running) serves(model string) bool {
	return r.Version == programVersion() && r.Model == model && r.status != "failed"
}

// find returns the server that runs, of whatever version and model. A state
// file whose process is gone, or whose address answers anything but what it
// says, counts as none.
func (e *Engine) find(ctx context.Context) (running, bool) {
	r, err := e.readState()
	if err != nil || !alive(r.PID) {
		return running{}, false
	}
	key, err := os.ReadFile(e.state("key"))
	if err != nil {
		return running{}, false
	}
	r.key = strings.TrimSpace(string(key))
	said, err := health(ctx, r.Address, r.key)
	if err != nil || said.PID != r.PID || said.Version != r.Version || said.Model != r.Model {
		return running{}, false
	}
	r.status = said.Status
	return r, true
}

// readState reads the file that a server writes when it listens.
func (e *Engine) readState() (running, error) {
	b, err := os.ReadFile(e.state("server.json"))
	if err != nil {
		return running{}, err
	}
	var r running
	if err := json.Unmarshal(b, &r); err != nil {
		return running{}, err
	}
	if !strings.HasPrefix(r.Address, "127.0.0.1:") {
		return running{}, errors.New("the state file names an address that is not this machine's")
	}
	return r, nil
}

// A healthReply is what /health says.
type healthReply struct {
	Status  string `json:"status"`
	Model   string `json:"model"`
	PID     int    `json:"pid"`
	Version string `json:"version"`
}

// healthPatience is for a machine at work: the answer itself takes milliseconds.
const healthPatience = 3 * time.Second

func health(ctx context.Context, address, key string) (healthReply, error) {
	ctx, cancel := context.WithTimeout(ctx, healthPatience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/health", nil)
	if err != nil {
		return healthReply{}, err
	}
	req.Header.Set("Authorization", "Bearer "+key)
	// Directly: no proxy gets the key, no redirect leads it elsewhere.
	resp, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		return healthReply{}, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return healthReply{}, errors.New(resp.Status)
	}
	var h healthReply
	return h, json.NewDecoder(http.MaxBytesReader(nil, resp.Body, 4<<10)).Decode(&h)
}

// Stop ends the server that runs, if one does, and waits until it no longer
// listens. What it is transcribing is cut off.
func (e *Engine) Stop(ctx context.Context) error {
	unlock, err := e.lockStart(ctx)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // no state folder: nothing ever ran
	}
	if err != nil {
		return err
	}
	defer unlock()
	if r, ok := e.find(ctx); ok {
		return e.stop(ctx, r)
	}
	return nil
}

// stopPatience is more than a server takes to let its requests go.
const stopPatience = 10 * time.Second

// stop asks r's process to end, and makes it end when it does not.
func (e *Engine) stop(ctx context.Context, r running) error {
	p, err := os.FindProcess(r.PID)
	if err != nil {
		return err
	}
	if err := terminate(p); err != nil && alive(r.PID) {
		return err
	}
	patient, cancel := context.WithTimeout(ctx, stopPatience)
	defer cancel()
	if waitUntil(patient, r.gone) {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := p.Kill(); err != nil && alive(r.PID) {
		return err
	}
	waitUntil(ctx, r.gone)
	return ctx.Err()
}

// gone tells that nothing listens at r's address. The process ID alone would
// not do: where nobody reaps orphans it stays.
func (r running) gone() bool {
	if !alive(r.PID) {
		return true
	}
	conn, err := net.DialTimeout("tcp", r.Address, healthPatience)
	if err != nil {
		return true
	}
	_ = conn.Close()
	return false
}

// waitUntil asks every 50 ms, until the answer is yes or ctx ends.
func waitUntil(ctx context.Context, ask func() bool) bool {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for !ask() {
		select {
		case <-ctx.Done():
			return false
		case <-tick.C:
		}
	}
	return true
}
