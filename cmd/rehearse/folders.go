package main

import (
	"path/filepath"

	"github.com/adrg/xdg"
)

// folders are where things live when nobody says otherwise.
type folders struct{ data, config, cache, state string }

func defaultFolders() folders {
	const name = "rehearse"
	return folders{
		data:   filepath.Join(xdg.DataHome, name),
		config: filepath.Join(xdg.ConfigHome, name),
		cache:  filepath.Join(xdg.CacheHome, name),
		state:  filepath.Join(xdg.StateHome, name),
	}
}
