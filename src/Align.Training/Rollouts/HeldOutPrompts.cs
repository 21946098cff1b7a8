using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Align.Algorithms.PromptSelection;
using Align.Core;
using Align.Training.Configuration;

namespace Align.Training.Rollouts;

/// <summary>One part of an environment's test split. A hash of a prompt's text says which part it is of, so that no text is in both, whatever the seed and the machine.</summary>
/// <param name="environment">The environment.</param>
/// <param name="part">Which part.</param>
internal sealed class HeldOutPrompts(IEnvironment environment, PromptPart part)
{
    /// <summary>One text in so many is for tuning.</summary>
    public const int TuningShare = 3;

    // Of a split without an end, which may be one text over and over.
    private const long MostLooks = 1_000_000;

    /// <summary>The part that a text is of: <see cref="PromptPart.Tuning"/> where the first eight bytes of the SHA-256 of its UTF-8, as a big-endian number, are divisible by three.</summary>
    public static PromptPart PartOf(string text)
    {
        var number = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return number % TuningShare == 0 ? PromptPart.Tuning : PromptPart.Report;
    }

    /// <summary>What a part is for, in words.</summary>
    public static string UseOf(PromptPart part) => part == PromptPart.Tuning ? "for tuning and evaluations during training" : "for reports";

    /// <summary>The first indices of the part in the split; fewer where the part holds fewer.</summary>
    public IEnumerable<long> First(int count) => Of(Indices()).Take(count).Select(prompt => prompt.Id);

    /// <summary>How many prompts the part holds, but no more than <paramref name="wanted"/>.</summary>
    public int CountUpTo(int wanted) => Of(Indices()).Take(wanted).Count();

    /// <summary>What is to be said where so many prompts are more than the part holds; <see langword="null"/> where they are not.</summary>
    public (string Problem, string Remedy)? LackOf(int wanted)
    {
        var found = CountUpTo(wanted);
        var all = environment.Count(PromptSplit.Test) is { } count ? Text($" of {count}") : "";
        return found >= wanted
            ? null
            : (Text($"{wanted} prompts, but environment '{environment.Name}' holds out {found}{all} {UseOf(part)} (a third is for tuning)"),
                found == 0 ? "hold more out" : Text($"ask for at most {found}, or hold more out"));
    }

    /// <summary>Prompts of the part in the order that a seed gives to the split (in that of the split where it has no end).</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <exception cref="ConfigurationException">The part holds fewer.</exception>
    public ImmutableArray<Prompt> Draw(long seed, int count)
    {
        if (LackOf(count) is var (problem, remedy))
        {
            throw new ConfigurationException("environment", [new("", "num_prompts", problem, Remedy: remedy)]);
        }
        var indices = Indices();
        if (environment.Count(PromptSplit.Test) is { } size)
        {
            var order = new UniformSelection(new SelectionScope(seed, -1, size, 1));
            indices = indices.Select(position => order.Select(position, 0, 1)[0]);
        }
        return [.. Of(indices).Take(count)];
    }

    private IEnumerable<Prompt> Of(IEnumerable<long> indices) =>
        indices.Select(index => environment.CreatePrompt(PromptSplit.Test, index)).Where(prompt => PartOf(prompt.Text) == part);

    private IEnumerable<long> Indices()
    {
        var end = environment.Count(PromptSplit.Test) ?? MostLooks;
        for (var index = 0L; index < end; index++)
        {
            yield return index;
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
