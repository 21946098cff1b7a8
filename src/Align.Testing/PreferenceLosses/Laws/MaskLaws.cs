using Align.Algorithms;
using Align.Algorithms.PreferenceLosses;

namespace Align.Testing;

/// <summary>What lies outside the mask reaches neither a value nor a gradient.</summary>
internal static class MaskLaws
{
    private const long FurtherColumns = 3;

    public static string? WithoutTokens(LossTraits traits) => traits.ReadsTokens ? null : "it reads no tokens";

    public static string? Hidden(PreferenceTrial trial, PreferenceBatch batch)
    {
        var step = PreferenceStep.Of(trial, batch);
        var clean = PreferenceTensors.Map(batch, (field, tensor) => field.IsTokenwise && field.IsFloating
            ? tensor.where(Tokens(batch, field).Mask, torch.zeros_like(tensor))
            : tensor);
        var expected = PreferenceEvaluation.Of(trial, clean, step);
        var got = PreferenceEvaluation.Of(trial, batch, step);
        return expected.Difference(got, trial.Options.Tolerance) is { } found ? $"Zeros under the mask give something else. {found}" : Leak(batch, got);
    }

    public static string? Width(PreferenceTrial trial, PreferenceBatch batch)
    {
        var step = PreferenceStep.Of(trial, batch);
        var wide = PreferenceTensors.Map(batch, (field, tensor) => field.IsTokenwise
            ? torch.cat([tensor, torch.zeros([tensor.shape[0], FurtherColumns], dtype: tensor.dtype)], 1)
            : tensor);
        var expected = PreferenceEvaluation.Of(trial, batch, step);
        var padded = PreferenceEvaluation.Of(trial, wide, step);
        var got = padded with
        {
            Gradients = padded.Gradients.ToDictionary(field => field.Key, field => field.Key.IsTokenwise ? Narrowed(field.Value, Tokens(batch, field.Key).Mask) : field.Value),
        };
        return expected.Difference(got, trial.Options.Tolerance) is { } found ? $"With {FurtherColumns} more columns of padding: {found}" : null;
    }

    private static string? Leak(PreferenceBatch batch, PreferenceEvaluation got)
    {
        foreach (var (field, gradient) in got.Gradients.Where(field => field.Key.IsTokenwise))
        {
            var counts = Tokens(batch, field).Mask.to(ScalarType.Int64).data<long>().ToArray();
            for (var i = 0; i < counts.Length; i++)
            {
                if (counts[i] == 0 && gradient[i] != 0)
                {
                    return $"At {i}, under the mask, the gradient of {field} is {Closeness.Text(gradient[i])}; expected 0.";
                }
            }
        }
        return null;
    }

    private static double[] Narrowed(double[] values, Tensor mask)
    {
        var (rows, width) = ((int)mask.shape[0], (int)mask.shape[1]);
        return [.. Enumerable.Range(0, rows).SelectMany(row => values.Skip(row * (width + (int)FurtherColumns)).Take(width))];
    }

    private static ResponseTokens Tokens(PreferenceBatch batch, PreferenceField field) => (field.Side == PreferenceSide.Chosen ? batch.Chosen : batch.Rejected).Tokens!;
}
