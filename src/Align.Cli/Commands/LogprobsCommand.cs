using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Align.Core;
using Align.Models.Generation;
using Align.Models.Transformers;

namespace Align.Cli.Commands;

/// <summary><c>align logprobs --model DIR --ids 5,17,42 [--logits] [--greedy N]</c>: what a model says of a sequence, as one JSON object.</summary>
/// <remarks>Computed in single precision, whatever the weights' dtype.</remarks>
internal static class LogprobsCommand
{
    private const string Name = "logprobs";

    public static Command Create(CommandOutput output)
    {
        var model = new Option<string>("--model") { Description = "A directory with config.json and model.safetensors.", HelpName = "DIR", Required = true };
        var ids = new Option<string>("--ids") { Description = "The sequence's token ids, such as 5,17,42.", HelpName = "IDS", Required = true };
        var logits = new Option<bool>("--logits") { Description = "Give the logits of every position too." };
        var greedy = new Option<int>("--greedy") { Description = "Continue by this many likeliest tokens.", HelpName = "N", DefaultValueFactory = _ => 0 };
        var command = new Command(Name, "Scores a sequence of token ids with a model; prints one JSON object.") { model, ids, logits, greedy };
        command.SetAction(parsed =>
        {
            var score = Score(parsed.GetRequiredValue(model), ParseIds(parsed.GetRequiredValue(ids)), parsed.GetValue(logits), parsed.GetValue(greedy));
            output.Output.WriteLine(JsonSerializer.Serialize(score));
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static SequenceScore Score(string directory, int[] ids, bool withLogits, int greedy)
    {
        using var model = PretrainedModel.Load(directory, ScalarType.Float32);
        try
        {
            return SequenceScorer.Score(model, ids, withLogits, greedy);
        }
        catch (ArgumentException refused)
        {
            throw new UsageException([refused.Message], $"align {Name}");
        }
    }

    private static int[] ParseIds(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var bad = parts.Where(part => !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)).ToArray();
        return bad.Length == 0
            ? Array.ConvertAll(parts, part => int.Parse(part, CultureInfo.InvariantCulture))
            : throw new UsageException([$"--ids takes whole numbers with commas between them, such as 5,17,42, and not '{string.Join("', '", bad)}'"], $"align {Name}");
    }
}
