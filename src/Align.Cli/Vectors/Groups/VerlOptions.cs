using Align.Algorithms.PolicyLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>verl's configuration, which stands among a case's arguments or nested in one of them.</summary>
internal static class VerlOptions
{
    /// <summary>A number, wherever it stands.</summary>
    public static double Number(VectorInputs inputs, string name, double otherwise) => inputs.Holding(name).Number(name, otherwise);

    /// <summary>The aggregation mode.</summary>
    public static string Mode(VectorInputs inputs, string otherwise)
    {
        var holder = inputs.Holding("loss_agg_mode");
        return holder.Has("loss_agg_mode") ? holder.Text("loss_agg_mode") : otherwise;
    }

    /// <summary>The clip range: <c>clip_ratio</c> where the low or high one is not set.</summary>
    public static (double Low, double High) Range(VectorInputs inputs)
    {
        var symmetric = Number(inputs, "clip_ratio", 0.2);
        return (Number(inputs, "clip_ratio_low", symmetric), Number(inputs, "clip_ratio_high", symmetric));
    }

    /// <summary>The clipped loss; the dual clip is always on in verl.</summary>
    public static ClippedPolicyLoss Clip(VectorInputs inputs)
    {
        var (low, high) = Range(inputs);
        return new ClippedPolicyLoss { Epsilon = low, EpsilonHigh = high, Delta = Number(inputs, "clip_ratio_c", 3) };
    }
}
