using System.CommandLine;

namespace Align.Cli.Commands;

/// <summary>Arguments that several commands take.</summary>
internal static class CommonArguments
{
    public static Argument<string> Config() => new("CONFIG") { Description = "The experiment's YAML file; experiments/ holds the shipped ones." };

    public static Argument<string> RunDirectory() => new("RUN") { Description = "The run's directory." };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Changes one key, such as --set stages.1.learning_rate=3e-4; may be given several times.",
        HelpName = "key=value",
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [],
    };

    public static Option<long?> Step() => new("--step")
    {
        Description = "The checkpoint's step; without it, the newest whole checkpoint.",
        HelpName = "N",
    };
}
