// Command vectors embeds the texts that fit -texts lists, by any server that
// embeds as OpenAI's does, and writes what fit -vectors reads:
//
//	go run ./score/cmd/fit -texts texts.jsonl
//	go run ./score/cmd/vectors -base-url http://127.0.0.1:8000/v1 -texts texts.jsonl -o vectors.jsonl
//	go run ./score/cmd/fit -vectors vectors.jsonl
//
// The key is that of $REHEARSE_EMBED_API_KEY. Texts that the output file has
// already are not asked for again.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"

	"rehearse/api"
	"rehearse/score/cmd/labelled"
)

type options struct {
	baseURL, key, model string
	texts, out          string
	query, passage      string
}

func main() {
	if err := run(context.Background(), os.Args[1:], os.Getenv); err != nil {
		fmt.Fprintln(os.Stderr, "vectors:", err)
		os.Exit(1)
	}
}

func parse(args []string, env func(string) string) (options, error) {
	o := options{key: env("REHEARSE_EMBED_API_KEY")}
	flags := flag.NewFlagSet("vectors", flag.ContinueOnError)
	flags.StringVar(&o.baseURL, "base-url", env("REHEARSE_EMBED_BASE_URL"), "the server, with /v1")
	flags.StringVar(&o.model, "model", "multilingual-e5-small", "the model to ask for")
	flags.StringVar(&o.texts, "texts", "", "FILE of fit -texts")
	flags.StringVar(&o.out, "o", "vectors.jsonl", "the file to write")
	flags.StringVar(&o.query, "query", "query: ", "what the model wants before a point")
	flags.StringVar(&o.passage, "passage", "passage: ", "what the model wants before a window of an answer")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if o.baseURL == "" || o.texts == "" {
		return o, errors.New("-base-url and -texts are needed")
	}
	return o, nil
}

func run(ctx context.Context, args []string, env func(string) string) error {
	o, err := parse(args, env)
	if err != nil {
		return err
	}
	client, err := api.New(api.Config{
		BaseURL: o.baseURL, Key: o.key, Model: o.model, Purpose: api.Embeddings,
		// Whoever types the address of this command has agreed to it.
		Allow: func(context.Context, api.Sending) error { return nil },
	})
	if err != nil {
		return err
	}
	return labelled.EmbedTexts(ctx, o.texts, o.out, client.Embed, o.query, o.passage)
}
