using System.Text.RegularExpressions;
using Align.Core;

namespace Align.Rewards.Format;

/// <summary>1 where the completion has the form that is asked for, else 0, whatever it says.</summary>
/// <remarks>A completion that was cut at the token limit is judged by what there is of it: a tag that was not closed is not there.</remarks>
public sealed class FormatReward : IReward
{
    private readonly TagOrder? _tags;
    private readonly Regex? _pattern;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">There is nothing to check, a tag is no name or stands twice, or the pattern cannot be read.</exception>
    public FormatReward(FormatOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Tags.Count == 0 && options.Pattern.Length == 0)
        {
            throw new ArgumentException("There are no tags and no pattern, so that every completion has the form; name one of them.", nameof(options));
        }
        _tags = options.Tags.Count > 0 ? new TagOrder(options.Tags, options.Prefilled, options.TextOutside, options.EmptyTags) : null;
        _pattern = options.Pattern.Length > 0 ? Compiled(options.Pattern) : null;
    }

    /// <inheritdoc/>
    public string Name => "format";

    /// <inheritdoc/>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        var holds = (_tags?.Holds(completion.Text) ?? true) && (_pattern?.IsMatch(completion.Text) ?? true);
        return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Scored(holds ? 1 : 0));
    }

    private static Regex Compiled(string pattern)
    {
        try
        {
            // Linear in the length of the text: no completion can make it backtrack.
            return new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new ArgumentException($"The pattern '{pattern}' is no regular expression without look-around and back-references: {exception.Message}", nameof(pattern));
        }
    }
}
