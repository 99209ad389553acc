package main

import "context"

func record(ctx context.Context, b *bench) ([]row, error)       { return nil, nil }
func memory(ctx context.Context, b *bench) ([]row, error)       { return nil, nil }
func transcribing(ctx context.Context, b *bench) ([]row, error) { return nil, nil }
