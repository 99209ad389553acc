package main

import "context"

func transcribing(ctx context.Context, b *bench) ([]row, error) { return nil, nil }
