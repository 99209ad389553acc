// Command bare is what a program with cobra costs that does nothing: the start
// of rehearse is measured against it.
package main

import (
	"os"

	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{Use: "bare", Short: "Does nothing", Version: "1.0"}
	root.AddCommand(&cobra.Command{Use: "nothing", Short: "Does nothing at all", Run: func(*cobra.Command, []string) {}})
	if root.Execute() != nil {
		os.Exit(1)
	}
}
