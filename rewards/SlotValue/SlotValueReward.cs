using Align.Core;

namespace Align.Rewards.SlotValue;

/// <summary>The mean value of the characters right after a mark; all others do not count.</summary>
/// <remarks>
/// The prompt's metadata name the mark (<c>mark</c>) and what each character is worth in a slot (<c>slot_values</c>: <c>a=-1 b=0.5</c>; all others 0).
/// A prompt without them is skipped. A mark at the very end opens no slot.
/// </remarks>
public sealed class SlotValueReward : IReward
{
    private readonly double _noSlot;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    public SlotValueReward(SlotValueOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _noSlot = options.NoSlot;
    }

    /// <inheritdoc/>
    public string Name => "slot_value";

    /// <inheritdoc/>
    /// <exception cref="FormatException">The prompt's values cannot be read.</exception>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        if (!prompt.Metadata.TryGetValue("mark", out var mark) || !prompt.Metadata.TryGetValue("slot_values", out var values))
        {
            return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Skipped($"prompt {prompt.Id} has no mark and slot values to score by"));
        }
        return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Scored(Score(completion.Text, mark, CharacterValues.Read("slot_values", values))));
    }

    private double Score(string text, string mark, CharacterValues values)
    {
        var slots = text.Skip(1).Where((_, before) => mark.Contains(text[before], StringComparison.Ordinal)).ToList();
        return slots.Count == 0 ? _noSlot : slots.Average(values.Of);
    }
}
