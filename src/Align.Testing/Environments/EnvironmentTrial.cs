using System.Collections.Immutable;
using System.Globalization;
using Align.Core;

namespace Align.Testing;

/// <summary>An environment under check: its instances, and the prompts that are looked at.</summary>
internal sealed class EnvironmentTrial
{
    private readonly Dictionary<PromptSplit, ImmutableArray<long>> _indices = [];
    private readonly Dictionary<PromptSplit, ImmutableArray<Prompt>> _prompts = [];

    public EnvironmentTrial(Func<IEnvironment> create, EnvironmentLawOptions options)
    {
        (Create, Options, Environment) = (create, options, create());
    }

    public static IReadOnlyList<PromptSplit> Splits { get; } = [PromptSplit.Train, PromptSplit.Test];

    public Func<IEnvironment> Create { get; }

    public EnvironmentLawOptions Options { get; }

    public IEnvironment Environment { get; }

    /// <summary>The first indices and some drawn from the whole split, in ascending order.</summary>
    public ImmutableArray<long> Indices(PromptSplit split)
    {
        if (!_indices.TryGetValue(split, out var found))
        {
            var end = Environment.Count(split) ?? long.MaxValue;
            var stream = RandomStream.Create(Options.Seed, RandomPurpose.Control, (long)split);
            var first = Enumerable.Range(0, (int)Math.Min(end, (Options.Prompts + 1) / 2)).Select(index => (long)index);
            var anywhere = end <= 0 ? [] : Enumerable.Range(0, Options.Prompts / 2).Select(_ => stream.NextInt64(end));
            found = [.. first.Concat(anywhere).Distinct().Order()];
            _indices[split] = found;
        }
        return found;
    }

    public ImmutableArray<Prompt> Prompts(PromptSplit split)
    {
        if (!_prompts.TryGetValue(split, out var found))
        {
            found = [.. Indices(split).Select(index => Environment.CreatePrompt(split, index))];
            _prompts[split] = found;
        }
        return found;
    }

    public IEnumerable<(PromptSplit Split, Prompt Prompt)> All() => Splits.SelectMany(split => Prompts(split).Select(prompt => (split, prompt)));

    /// <summary>A right answer as far as the environment knows one.</summary>
    public static string? Witness(Prompt prompt) => prompt.Solution ?? prompt.Answer;

    public async Task<RewardOutcome> Score(Prompt prompt, string text) =>
        await Options.Reward!.ScoreAsync(prompt, new RewardCase(prompt, text).Completion, CancellationToken.None);

    /// <summary>What a prompt costs, by the caller's oracle or by its metadata; <see langword="null"/> where neither says.</summary>
    public double? Cost(Prompt prompt) => Options.OracleCost is { } oracle ? oracle(prompt)
        : prompt.Metadata.TryGetValue("cost", out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var cost) ? cost
        : null;
}
