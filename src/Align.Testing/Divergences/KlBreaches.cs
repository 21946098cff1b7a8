namespace Align.Testing;

/// <summary>What can be wrong with a KL estimator.</summary>
internal static class KlBreaches
{
    // Nearer to 0 a squared estimate has no gradient to speak of.
    private const double Near = 0.1;

    public static string? Elementwise(Func<Tensor, Tensor> estimator, KlEstimatorTraits traits, Tensor logRatios, LawOptions options)
    {
        var together = Values(estimator(logRatios));
        var alone = Enumerable.Range(0, (int)logRatios.numel()).Select(i => Values(estimator(logRatios.narrow(0, i, 1)))[0]).ToArray();
        return Closeness.Difference("the estimate among others", alone, together, options.Tolerance);
    }

    public static string? ZeroWhereEqual(Func<Tensor, Tensor> estimator, KlEstimatorTraits traits, Tensor logRatios, LawOptions options) =>
        Closeness.Difference("the estimate at a log-ratio of 0", new double[logRatios.numel()], Values(estimator(torch.zeros_like(logRatios))), tolerance: 0);

    public static string? NonNegative(Func<Tensor, Tensor> estimator, KlEstimatorTraits traits, Tensor logRatios, LawOptions options)
    {
        var values = Values(estimator(logRatios));
        var negative = Array.FindIndex(values, value => value < 0);
        return negative < 0 ? null : $"At {negative}, the estimate is {Closeness.Text(values[negative])}.";
    }

    public static string? Finite(Func<Tensor, Tensor> estimator, KlEstimatorTraits traits, Tensor logRatios, LawOptions options) =>
        Closeness.NotFinite("the estimate", Values(estimator(logRatios))) ?? Closeness.NotFinite("the gradient", Gradient(estimator, logRatios));

    public static string? GradientAlive(Func<Tensor, Tensor> estimator, KlEstimatorTraits traits, Tensor logRatios, LawOptions options)
    {
        var gradient = Gradient(estimator, logRatios);
        var points = Values(logRatios);
        var dead = Enumerable.Range(0, points.Length).FirstOrDefault(
            i => Math.Abs(points[i]) > Near && (gradient[i] == 0 || (traits.NonNegative && Math.Sign(gradient[i]) != Math.Sign(points[i]))), -1);
        return dead < 0 ? null : $"At {dead}, the log-ratio is {Closeness.Text(points[dead])} and the gradient {Closeness.Text(gradient[dead])}: the penalty does not pull back.";
    }

    public static string? Differences(Func<Tensor, Tensor> estimator, KlEstimatorTraits traits, Tensor logRatios, LawOptions options)
    {
        var difference = new FiniteDifference(Values(logRatios), values =>
        {
            using var scope = torch.NewDisposeScope();
            return Values(estimator(torch.tensor(values, dtype: logRatios.dtype)).sum())[0];
        });
        return difference.Against(Gradient(estimator, logRatios), options.GradientTolerance) is { } found ? $"The gradient {found}" : null;
    }

    private static double[] Gradient(Func<Tensor, Tensor> estimator, Tensor logRatios)
    {
        var leaf = logRatios.detach().clone().requires_grad_();
        estimator(leaf).sum().backward();
        return leaf.grad is { } gradient ? Values(gradient) : new double[leaf.numel()];
    }

    private static double[] Values(Tensor tensor) => PreferenceEvaluation.Values(tensor);
}
