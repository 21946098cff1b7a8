using Align.Algorithms.PreferenceLosses;
using Align.Training.Configuration;
using Align.Training.Preference;
using Align.Training.Preference.TokenMasks;

namespace Align.Tests.Training.Preference.TokenMasks;

public sealed class DeadMaskWatchTests
{
    private readonly List<string> _warnings = [];
    private readonly DeadMaskWatch _watch;

    public DeadMaskWatchTests() => _watch = new DeadMaskWatch(PreferenceStages.Of("sparsepo", new SparsePoLoss()) with { TokenMasks = new TokenMaskConfig { Module = TokenMaskModule.SimpleAll } }, _warnings.Add);

    [Fact]
    public void A_mask_is_called_dead_after_five_steps_in_a_row_and_once()
    {
        Look(0, 0, 0, 0);
        Assert.Empty(_warnings);

        Look(0, 0, 0);

        var warning = Assert.Single(_warnings);
        Assert.StartsWith("dead token mask: mask_u was 0 on every response token of 5 steps in a row, to step 5;", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_with_weight_begins_the_count_anew()
    {
        Look(0, 0, 0, 0, 1, 0, 0, 0, 0);

        Assert.Empty(_warnings);
    }

    private long _step;

    private void Look(params float[] weights)
    {
        foreach (var weight in weights)
        {
            using var scope = NewDisposeScope();
            using var micro = PreferenceMicroBatch.Create([new PreferenceExample(0, [3], [4, 2], [5, 2])], 0, CPU);
            var (mask, values) = (micro.Batch.CompletionMask, zeros([2, 2]));
            var metrics = new TokenMetrics();
            metrics.Add(micro, new ResponseTokens { LogProbs = values, ReferenceLogProbs = values, ReferenceKl = values, Mask = mask, RewardWeights = values + weight });
            _watch.Look(_step++, metrics);
        }
    }
}
