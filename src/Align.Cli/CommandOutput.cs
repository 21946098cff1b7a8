using Spectre.Console;

namespace Align.Cli;

/// <summary>Where a command writes.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Problems; its last line after a failure is one JSON object.</param>
/// <param name="LiveConsole">The terminal behind <paramref name="Output"/>; <see langword="null"/> where there is none, and plain lines are due.</param>
/// <param name="Time">The clock.</param>
public sealed record CommandOutput(TextWriter Output, TextWriter Error, IAnsiConsole? LiveConsole, TimeProvider Time)
{
    private const int PlainWidth = 100;

    /// <summary>The process's own console.</summary>
    public static CommandOutput OfConsole()
    {
        var isTerminal = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
        return new(Console.Out, Console.Error, isTerminal ? AnsiConsole.Console : null, TimeProvider.System);
    }

    /// <summary>A console for tables: the terminal, or plain text of a fixed width.</summary>
    public IAnsiConsole Tables()
    {
        if (LiveConsole is not null)
        {
            return LiveConsole;
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Output),
        });
        console.Profile.Width = PlainWidth;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
