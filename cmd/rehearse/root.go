package main

import (
	"runtime/debug"

	"github.com/spf13/cobra"
)

// rootCommand builds the whole command line. It opens nothing.
func (a *app) rootCommand() *cobra.Command {
	say := a.words.say
	root := &cobra.Command{
		Use:           "rehearse",
		Short:         say("cmd.root.short"),
		Long:          say("cmd.root.long"),
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          a.takes(0, 0),
		RunE: func(c *cobra.Command, args []string) error {
			return c.Help()
		},
		PersistentPreRunE: func(c *cobra.Command, _ []string) error {
			a.folders = defaultFolders()
			if err := a.settings.complete(a.env, a.folders); err != nil {
				return err
			}
			a.embedder, a.judge = a.newEmbedder(), a.newJudge()
			if takesJudge := c.Flags().Lookup("judge") != nil; takesJudge {
				return a.judgeable()
			}
			return nil
		},
	}
	a.settings.flags(root.PersistentFlags(), a.words)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage(a.flagError(err)) })
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetIn(a.in)
	root.SetHelpFunc(a.help)
	root.SetVersionTemplate("rehearse {{.Version}}\n")
	root.CompletionOptions.DisableDefaultCmd = true
	root.SuggestionsMinimumDistance = 2
	root.SetHelpCommand(&cobra.Command{Hidden: true, Use: "no-help"})
	root.PersistentFlags().BoolP("help", "h", false, say("flag.help"))
	root.Flags().Bool("version", false, say("flag.version"))
	root.AddCommand(
		a.practiceCommand(),
		a.questionsCommand(),
		a.scoreCommand(),
		a.transcribeCommand(),
		a.historyCommand(),
		a.reviewCommand(),
		a.removeCommand(),
		a.restoreCommand(),
		a.recoverCommand(),
		a.verifyCommand(),
		a.devicesCommand(),
		a.checkCommand(),
		a.engineCommand(),
		a.completionCommand(),
	)
	return root
}

// version is that of the module, with the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
