package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"rehearse/audio"
)

// A deviceJSON is a line of `devices --json`.
type deviceJSON struct {
	Number  int    `json:"number"`
	Name    string `json:"name"`
	System  string `json:"system"`
	Rate    int    `json:"rate"`
	Default bool   `json:"default"`
}

func (a *app) devicesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "devices",
		Short: a.words.say("cmd.devices.short"),
		Args:  a.takes(0, 0),
		RunE: func(*cobra.Command, []string) error {
			devices, err := audio.Devices()
			if err != nil {
				return err
			}
			for _, d := range devices {
				if a.settings.json {
					err = a.printJSON(deviceJSON(d))
				} else {
					_, err = fmt.Fprintln(a.out, a.deviceLine(d))
				}
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func (a *app) deviceLine(d audio.Device) string {
	line := fmt.Sprintf("%2d. %s (%s, %d Hz)", d.Number, printable(d.Name), d.System, d.Rate)
	if d.Default {
		line += " " + a.words.say("device.default")
	}
	return line
}
