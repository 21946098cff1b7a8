using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Align.Core;
using Spectre.Console;

namespace Align.Cli.Terminal;

/// <summary>Some prompts of an environment, for people or for programs.</summary>
/// <param name="Environment">Where they come from.</param>
/// <param name="Split">The split.</param>
/// <param name="Prompts">The prompts.</param>
internal sealed record PromptSample(IEnvironment Environment, PromptSplit Split, IReadOnlyList<Prompt> Prompts)
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string SplitName => Split == PromptSplit.Train ? "train" : "test";

    /// <summary>Writes a table.</summary>
    public void WriteTable(IAnsiConsole console)
    {
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"environment '{Environment.Name}': {Size(PromptSplit.Train)} to train on, {Size(PromptSplit.Test)} held out; {Alphabet}"));
        foreach (var note in Environment.Notes)
        {
            console.WriteLine(note);
        }
        var table = new Table().Border(TableBorder.Minimal).ShowRowSeparators();
        table.AddColumn(SplitName, column => column.NoWrap()).AddColumn("prompt").AddColumn("answer").AddColumn("difficulty", column => column.NoWrap().RightAligned());
        foreach (var prompt in Prompts)
        {
            string[] cells = [prompt.Id.ToString(CultureInfo.InvariantCulture), prompt.Text, prompt.Answer ?? prompt.Solution ?? "", Grade(prompt)];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }
        console.Write(table);
    }

    /// <summary>Writes one JSON object a prompt, with everything that is known of it.</summary>
    public void WriteJson(TextWriter writer)
    {
        foreach (var prompt in Prompts)
        {
            var line = new
            {
                environment = Environment.Name,
                split = SplitName,
                index = prompt.Id,
                prompt = prompt.Text,
                answer = prompt.Answer,
                solution = prompt.Solution,
                difficulty = prompt.Difficulty,
                metadata = prompt.Metadata,
            };
            writer.WriteLine(JsonSerializer.Serialize(line, s_json));
        }
    }

    private string Alphabet => Environment.Alphabet.Length == 0 ? "open alphabet" : string.Create(CultureInfo.InvariantCulture, $"{Environment.Alphabet.Length} characters");

    private string Size(PromptSplit split) => Environment.Count(split) is { } count ? string.Create(CultureInfo.InvariantCulture, $"{count:N0}") : "no end of prompts";

    private static string Grade(Prompt prompt) => prompt.Difficulty is { } difficulty ? difficulty.ToString("0.000", CultureInfo.InvariantCulture) : "–";
}
