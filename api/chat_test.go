package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	judged     = `{"points":[{"verdict":"yes","quote":"выкатываем в четверг"}]}`
	testSchema = `{"type":"object","properties":{"points":{"type":"array"}},"required":["points"],"additionalProperties":false}`
)

func ask(t *testing.T, c *Client) (string, error) {
	t.Helper()
	return c.Chat(t.Context(), "Суди строго", "Мы выкатываем в четверг.", []byte(testSchema))
}

func saying(content string) http.HandlerFunc {
	quoted, err := json.Marshal(content)
	if err != nil {
		panic(err) // no string fails
	}
	return status(http.StatusOK, fmt.Sprintf(`{"choices":[{"message":{"role":"assistant","content":%s},"finish_reason":"stop"}]}`, quoted))
}

func TestEveryServerRepliesAlike(t *testing.T) {
	for _, name := range []string{"openai.json", "ollama.json", "llama-cpp.json", "vllm.json", "mistral.json"} {
		t.Run(name, func(t *testing.T) {
			client, _, _ := serveFor(t, Chat, recorded(t, http.StatusOK, "chat/"+name))
			said, err := ask(t, client)
			if err != nil {
				t.Fatal(err)
			}
			if compact := strings.NewReplacer("\n", "", "  ", "", `: `, `:`, `, `, `,`).Replace(said); compact != judged {
				t.Errorf("said %s", said)
			}
			if got := client.Usage(); got != (Usage{Requests: 1, Prompt: 412, Completion: 21}) {
				t.Errorf("usage %+v", got)
			}
		})
	}
}

func TestChatAsksForTheSchemaAtTemperatureZero(t *testing.T) {
	client, script, _ := serveFor(t, Chat, status(http.StatusBadGateway, ""), recorded(t, http.StatusOK, "chat/openai.json"))
	if _, err := ask(t, client); err != nil {
		t.Fatal(err)
	}
	asked := script.requests()[1]
	want := map[string]any{
		"model": "whisper-1", "stream": false, "temperature": 0.0,
		"messages": []any{
			map[string]any{"role": "system", "content": "Суди строго"},
			map[string]any{"role": "user", "content": "Мы выкатываем в четверг."},
		},
		"response_format": map[string]any{"type": "json_schema", "json_schema": map[string]any{
			"name": "reply", "strict": true, "schema": map[string]any{
				"type": "object", "properties": map[string]any{"points": map[string]any{"type": "array"}},
				"required": []any{"points"}, "additionalProperties": false,
			}}},
	}
	if diff := cmp.Diff(want, asked.object(t)); diff != "" {
		t.Error("request (-want +got):\n" + diff)
	}
	if asked.path != "/v1/chat/completions" || asked.header.Get("Content-Length") != fmt.Sprint(len(asked.body)) {
		t.Errorf("asked %s, %s bytes", asked.path, asked.header.Get("Content-Length"))
	}
}

func TestPlainTextNeedsNoSchema(t *testing.T) {
	client, script, _ := serveFor(t, Chat, saying("<think>Hm.</think> Четверг назван. "))
	said, err := client.Chat(t.Context(), "Кратко", "Что названо?", nil)
	if err != nil || said != "Четверг назван." {
		t.Errorf("said %q, %v", said, err)
	}
	if format, ok := script.requests()[0].object(t)["response_format"]; ok {
		t.Errorf("asked for %v", format)
	}
}

func TestChatAsksForLessWhenRefused(t *testing.T) {
	openAI := status(400, `{"error":{"message":"Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.","type":"invalid_request_error","param":null,"code":null}}`)
	deepSeek := status(400, `{"error":{"message":"This response_format type is unavailable now","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}`)
	groq := status(400, `{"error":{"message":"This model does not support response format `+"`json_schema`"+`.","type":"invalid_request_error"}}`)
	oldVLLM := status(400, `{"object":"error","message":"Grammar error: unsupported keyword","type":"BadRequestError","param":null,"code":400}`)
	llama := status(500, `{"error":{"code":500,"message":"response_format type must be one of \"text\" or \"json_object\", but got: json_schema","type":"server_error"}}`)
	deepInfra := status(405, `{"status":"failure","error":{"message":"json_object response format is not supported for model: x","type":"APIError","code":"405"}}`)
	thinking := status(400, `{"error":{"message":"Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}`)
	llamaPython := status(500, `{"error":{"message":"1 validation error:\n  {'type': 'literal_error', 'loc': ('body', 'response_format', 'type'), 'msg': \"Input should be 'text' or 'json_object'\", 'input': 'json_schema'}","type":"internal_server_error","param":null,"code":null}}`)
	tests := map[string]struct {
		refusals []http.HandlerFunc
		want     Abilities
	}{
		"OpenAI, an older model": {[]http.HandlerFunc{openAI}, Abilities{Reply: AnyObject}},
		"DeepSeek":               {[]http.HandlerFunc{deepSeek}, Abilities{Reply: AnyObject}},
		"Groq":                   {[]http.HandlerFunc{groq}, Abilities{Reply: AnyObject}},
		"vLLM, before 0.9":       {[]http.HandlerFunc{oldVLLM}, Abilities{Reply: AnyObject}},
		"llama.cpp, older":       {[]http.HandlerFunc{llama}, Abilities{Reply: AnyObject}},
		"llama-cpp-python":       {[]http.HandlerFunc{llamaPython}, Abilities{Reply: AnyObject}},
		"DeepInfra":              {[]http.HandlerFunc{groq, deepInfra}, Abilities{Reply: AnyText}},
		"OpenAI, a thinker":      {[]http.HandlerFunc{thinking}, Abilities{NoTemperature: true}},
		"all of it":              {[]http.HandlerFunc{thinking, openAI, deepInfra}, Abilities{NoTemperature: true, Reply: AnyText}},
		"it took no notice":      {[]http.HandlerFunc{saying("Да, четверг назван.")}, Abilities{Reply: AnyObject}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			client, script, _ := serveFor(t, Chat, append(test.refusals, saying("Вот:\n```json\n"+judged+"\n```"))...)
			for range 2 {
				if said, err := ask(t, client); err != nil || said != judged {
					t.Fatalf("said %q, %v", said, err)
				}
			}
			if got := client.Abilities(); got != test.want {
				t.Errorf("learned %+v, want %+v", got, test.want)
			}
			if got, want := len(script.requests()), len(test.refusals)+2; got != want {
				t.Errorf("%d requests, want %d: what was learned is kept", got, want)
			}
			checkForm(t, script.requests()[len(test.refusals)].object(t), test.want)
		})
	}
}

// checkForm checks that request asks for no more than can says, and tells of the
// schema where it cannot be given.
func checkForm(t *testing.T, request map[string]any, can Abilities) {
	t.Helper()
	format, _ := request["response_format"].(map[string]any)
	want := map[ReplyForm]any{"": "json_schema", AnyObject: "json_object", AnyText: nil}[can.Reply]
	if format["type"] != want {
		t.Errorf("asked for the form %v, want %v", format["type"], want)
	}
	if _, ok := request["temperature"]; ok == can.NoTemperature {
		t.Errorf("a temperature was given: %t", ok)
	}
	system := fmt.Sprint(request["messages"].([]any)[0].(map[string]any)["content"])
	if told := strings.Contains(system, testSchema); told != (can.Reply != "") || !strings.HasPrefix(system, "Суди строго") {
		t.Errorf("the server was told: %s", system)
	}
}

func TestReplyThatCannotBeUsedIsToldApart(t *testing.T) {
	ended := func(content, finish string) string {
		return fmt.Sprintf(`{"choices":[{"message":{"content":%s},"finish_reason":%q}],"usage":{"prompt_tokens":3,"completion_tokens":-4}}`, content, finish)
	}
	tests := map[string]struct {
		code   int
		body   string
		kind   Kind
		detail string
	}{
		"stopped by a filter": {200, ended(`""`, "content_filter"), Declined, "stopped by the server's filter"},
		"Azure's filter":      {400, `{"error":{"message":"The prompt triggered the content management policy","code":"content_filter","status":400}}`, Declined, "The prompt triggered the content management policy"},
		"cut off":             {200, ended(`"{\"points\":[{"`, "length"), BadReply, "cut off: longer than the server lets a reply be"},
		"empty":               {200, ended(`""`, "stop"), BadReply, "an empty reply"},
		"null":                {200, ended(`null`, "stop"), BadReply, "an empty reply"},
		"thoughts alone":      {200, ended(`"<think>{} and so on"`, "stop"), BadReply, "an empty reply"},
		"a number":            {200, ended(`7`, "stop"), BadReply, "an empty reply"},
		"no choice":           {200, `{"choices":[],"usage":null}`, BadReply, "a reply without a message"},
		"choices of words":    {200, `{"choices":["да"]}`, BadReply, "a reply without a message"},
		"an error with 200":   {200, `{"error":{"message":"Provider returned error","code":502}}`, BadReply, "Provider returned error"},
		"a stream":            {200, "data: {\"choices\":[]}\n\n", BadReply, `no JSON object, but: data: {"choices":[]}`},
		"wrong key":           {401, `{"error":{"message":"Invalid API key"}}`, Refused, "Invalid API key"},
		"model missing":       {404, `{"error":{"message":"model \"llama9\" not found","type":"api_error","param":null,"code":null}}`, NotFound, `model "llama9" not found`},
		"too long":            {400, `{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}}`, BadRequest, "the request exceeds the available context size"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			client, script, _ := serveFor(t, Chat, status(test.code, test.body))
			_, err := ask(t, client)
			e := errorOf(t, err)
			if e.Kind != test.kind || e.Detail != test.detail {
				t.Errorf("got %s %q, want %s %q", e.Kind, e.Detail, test.kind, test.detail)
			}
			if e.Host != client.Host() || e.Purpose != Chat || !strings.HasSuffix(e.URL, "/v1/chat/completions") {
				t.Errorf("it is about %s of %s at %s", e.Purpose, e.Host, e.URL)
			}
			if n := len(script.requests()); n != 1 {
				t.Errorf("asked %d times", n)
			}
			if u := client.Usage(); u.Completion != 0 {
				t.Errorf("usage %+v", u)
			}
		})
	}
}

func TestModelThatDeclinesIsToldWithItsWords(t *testing.T) {
	client, _, _ := serveFor(t, Chat, recorded(t, http.StatusOK, "chat/openai-refusal.json"))
	_, err := ask(t, client)
	if e := errorOf(t, err); e.Kind != Declined || e.Detail != "I'm sorry, I cannot assist with that request." {
		t.Errorf("got %v", e)
	}
	if got := client.Usage(); got != (Usage{Requests: 1, Prompt: 81, Completion: 11}) {
		t.Errorf("a refusal costs as well: %+v", got)
	}
}

func TestReplyWithoutJSONIsAskedForOnceMore(t *testing.T) {
	for _, said := range []string{"Да.", "{\"points\":", "}{", "{points: yes}", "\x1b[31m" + testKey} {
		client, script, _ := serveFor(t, Chat, saying(said))
		_, err := ask(t, client)
		if e := errorOf(t, err); e.Kind != BadReply || !errors.Is(e, ErrNoJSON) || strings.ContainsAny(e.Detail, "\x1b") || strings.Contains(e.Detail, testKey) {
			t.Errorf("%q: %v", said, e)
		}
		if n := len(script.requests()); n != 2 {
			t.Errorf("%q: asked %d times", said, n)
		}
	}
}

func TestLongChatReplyIsRefused(t *testing.T) {
	client, _, _ := serveFor(t, Chat, saying(strings.Repeat("да ", maxSaid/4)))
	_, err := ask(t, client)
	if e := errorOf(t, err); e.Kind != BadReply || e.Detail != "the reply is longer than 1 MB" {
		t.Errorf("got %v", e)
	}
}
