using Align.Algorithms.PolicyLosses;

namespace Align.Testing;

/// <summary>How a batch is cut, ordered, repeated or padded does not matter.</summary>
internal static class PolicyCutLaws
{
    private const long FurtherColumns = 3;

    public static string? MicroBatches(PolicyTrial trial, PolicyTokens tokens)
    {
        var step = PolicyStep.Of(trial, tokens);
        var whole = PolicyEvaluation.Of(trial, tokens, step);
        var parts = All(tokens).Select(row => Part(trial, tokens, step, [row])).ToList();
        var joined = whole with
        {
            PerToken = [.. parts.SelectMany(part => part.PerToken)],
            Gradients = new Dictionary<PolicyField, double[]> { [PolicyField.LogProbs] = [.. parts.SelectMany(part => part.Gradient)] },
        };
        return whole.Difference(joined, trial.Options.Tolerance) is { } found ? $"Given row by row, it is not what it is in one batch. {found}" : null;
    }

    public static string? Order(PolicyTrial trial, PolicyTokens tokens)
    {
        var step = PolicyStep.Of(trial, tokens);
        var whole = PolicyEvaluation.Of(trial, tokens, step);
        var order = All(tokens) is [var first, .. var others] ? [.. others, first] : Array.Empty<long>();
        var width = (int)tokens.Mask.shape[1];
        double[] Reordered(double[] values) => [.. order.SelectMany(row => values.Skip((int)row * width).Take(width))];
        var expected = whole with
        {
            PerToken = Reordered(whole.PerToken),
            Gradients = new Dictionary<PolicyField, double[]> { [PolicyField.LogProbs] = Reordered(whole.Gradient) },
        };
        return expected.Difference(Part(trial, tokens, step, order), trial.Options.Tolerance) is { } found ? $"With the first row moved to the end: {found}" : null;
    }

    public static string? Duplicate(PolicyTrial trial, PolicyTokens tokens)
    {
        var twice = PolicyTensors.Rows(tokens, [.. All(tokens), .. All(tokens)]);
        var once = PolicyEvaluation.LossOf(trial, tokens, PolicyStep.Of(trial, tokens));
        var repeated = PolicyEvaluation.LossOf(trial, twice, PolicyStep.Of(trial, twice));
        return Closeness.Difference("the loss of the batch given twice", [once], [repeated], trial.Options.Tolerance);
    }

    public static string? EmptyMask(PolicyTrial trial, PolicyTokens tokens)
    {
        var none = tokens with { Mask = torch.zeros_like(tokens.Mask) };
        var got = PolicyEvaluation.Of(trial, none, PolicyStep.Of(trial, none));
        return Closeness.Difference("the token loss of a batch without tokens", new double[got.PerToken.Length], got.PerToken, tolerance: 0)
            ?? Closeness.Difference("its loss", [0], [got.Loss], tolerance: 0)
            ?? Closeness.Difference("its gradient", new double[got.Gradient.Length], got.Gradient, tolerance: 0);
    }

    public static string? Hidden(PolicyTrial trial, PolicyTokens tokens)
    {
        var step = PolicyStep.Of(trial, tokens);
        var clean = PolicyTensors.Map(tokens, (field, tensor) => field == PolicyField.Mask || tensor.dim() < 2 ? tensor : tensor.where(tokens.Mask, torch.zeros_like(tensor)));
        var expected = PolicyEvaluation.Of(trial, clean, PolicyStep.Of(trial, clean));
        var got = PolicyEvaluation.Of(trial, tokens, step);
        if (expected.Difference(got, trial.Options.Tolerance) is { } found)
        {
            return $"Zeros under the mask give something else. {found}";
        }
        var counts = PolicyEvaluation.Values(tokens.Mask);
        var leak = Enumerable.Range(0, counts.Length).FirstOrDefault(i => counts[i] == 0 && (got.PerToken[i] != 0 || got.Gradient[i] != 0), -1);
        return leak < 0 ? null : $"At {leak}, under the mask, the token loss is {Closeness.Text(got.PerToken[leak])} and its gradient {Closeness.Text(got.Gradient[leak])}; expected 0.";
    }

    public static string? Width(PolicyTrial trial, PolicyTokens tokens)
    {
        var wide = PolicyTensors.Map(tokens, (_, tensor) => tensor.dim() < 2 ? tensor : torch.cat([tensor, torch.zeros([tensor.shape[0], FurtherColumns], dtype: tensor.dtype)], 1));
        var narrow = PolicyEvaluation.Of(trial, tokens, PolicyStep.Of(trial, tokens));
        var got = PolicyEvaluation.Of(trial, wide, PolicyStep.Of(trial, wide));
        var (rows, width) = ((int)tokens.Mask.shape[0], (int)tokens.Mask.shape[1]);
        double[] Narrowed(double[] values) => [.. Enumerable.Range(0, rows).SelectMany(row => values.Skip(row * (width + (int)FurtherColumns)).Take(width))];
        var cut = got with { PerToken = Narrowed(got.PerToken), Gradients = new Dictionary<PolicyField, double[]> { [PolicyField.LogProbs] = Narrowed(got.Gradient) } };
        return narrow.Difference(cut, trial.Options.Tolerance) is { } found ? $"With {FurtherColumns} more columns of padding: {found}" : null;
    }

    private static PolicyEvaluation Part(PolicyTrial trial, PolicyTokens tokens, PolicyStep step, long[] rows)
    {
        using var scope = torch.NewDisposeScope();
        return PolicyEvaluation.Of(trial, PolicyTensors.Rows(tokens, rows), step.Rows(rows));
    }

    private static long[] All(PolicyTokens tokens) => [.. Enumerable.Range(0, (int)tokens.Mask.shape[0]).Select(row => (long)row)];
}
