using System.Globalization;
using Align.Core;

namespace Align.Rewards.Repetition;

/// <summary>A penalty for saying the same again: −max_penalty · (1 − distinct n-grams / n-grams).</summary>
/// <remarks>The repetition penalty of Yeo et al. 2025 (arXiv:2502.03373) in the form of Open-R1 and TRL. A completion with less than one n-gram is not penalised.</remarks>
public sealed class RepetitionReward : IReward
{
    private readonly RepetitionOptions _options;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    public RepetitionReward(RepetitionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "repetition";

    /// <inheritdoc/>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        var pieces = Pieces(completion);
        var runs = pieces.Length - _options.NgramSize + 1;
        var share = runs < 1 ? 0 : 1 - ((double)Distinct(pieces) / runs);
        return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Scored(0 - (share * _options.MaxPenalty)));
    }

    private string[] Pieces(Completion completion) => _options.Unit switch
    {
        RepetitionUnit.Tokens => [.. completion.TokenIds.Select(id => id.ToString(CultureInfo.InvariantCulture))],
        RepetitionUnit.Characters => [.. completion.Text.Select(character => character.ToString())],
        _ => completion.Text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    };

    private int Distinct(string[] pieces)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var start = 0; start + _options.NgramSize <= pieces.Length; start++)
        {
            // A character that no piece of words holds parts them; between characters and numbers their number is fixed or they hold none.
            seen.Add(string.Join(' ', pieces, start, _options.NgramSize));
        }
        return seen.Count;
    }
}
