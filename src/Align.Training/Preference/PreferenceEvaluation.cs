using System.Collections.Immutable;
using Align.Algorithms.PreferenceLosses;
using Align.Models.Transformers;
using Align.Training.Learning;

namespace Align.Training.Preference;

/// <summary>Loss, accuracy and margins on held-out examples, every so many steps and after the last.</summary>
/// <param name="examples">The held-out examples; at least one.</param>
/// <param name="reference">Their reference log-probabilities.</param>
/// <param name="margins">Their reward margins; <see langword="null"/> where no loss reads them.</param>
/// <param name="everySteps">Steps between two evaluations.</param>
/// <param name="totalSteps">Steps of the stage.</param>
internal sealed class PreferenceEvaluation(
    ImmutableArray<PreferenceExample> examples, IReferenceLogProbs reference, RewardMargins? margins, int everySteps, long totalSteps)
{
    private const string Prefix = "eval/";

    /// <summary>Evaluates, where the step asks for it, and adds what comes out to the metrics.</summary>
    public void AddTo(IDictionary<string, double> metrics, PreferencePass pass, StageLosses losses, DecoderTransformer policy, TrainingClock clock)
    {
        if ((clock.Step + 1) % everySteps != 0 && clock.Step + 1 != totalSteps)
        {
            return;
        }
        using var unrecorded = no_grad();
        using var scope = NewDisposeScope();
        var micros = pass.Prepare(examples, reference, margins?.Values);
        try
        {
            var measure = pass.Measure(policy, micros, reference, clock, round: 0, reweighting: null);
            var seen = new PreferenceMetrics(losses.RewardScale);
            var loss = 0.0;
            foreach (var (micro, own) in PreferencePass.Rows(micros, measure))
            {
                using var part = NewDisposeScope();
                var (values, batch, _) = pass.PerExample(policy, micro, own, measure.Counts, trainingStep: null);
                loss += PreferenceAggregation.Reduce(values, measure.Counts).to(ScalarType.Float64).item<double>();
                seen.Add(batch, micro.Examples.All(example => example.IsPair));
            }
            metrics[$"{Prefix}loss"] = loss;
            seen.AddTo(metrics, Prefix);
        }
        finally
        {
            micros.ForEach(micro => micro.Dispose());
        }
    }
}
